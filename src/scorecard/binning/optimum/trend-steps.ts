import type { Trend } from "./trend.ts";

/** How a bin may lie to the one before it. */
export type Course = "rise" | "fall" | "apart";

/** A neighbour that follows `course` leads from any phase of `from` to phase `to`. */
export interface TrendStep {
  readonly course: Course;
  readonly from: readonly number[];
  readonly to: number;
}

/** Several trends walked at once: a phase is where a row of bins stands in its trend. */
export interface TrendWalk {
  readonly phases: number;
  /** In which phases a first bin stands. */
  readonly starts: readonly number[];
  readonly steps: readonly TrendStep[];
  /** In the order in which the trends were asked for: in which phases a last bin may stand. */
  readonly accepted: readonly { readonly trend: Trend; readonly phases: readonly number[] }[];
}

const rising = 0;
const falling = 1;
const fallingAfterPeak = 2;
const risingAfterValley = 3;
const anyhow = 4;

/**
 * Ascending bins are the beginning of a peak and descending ones that of a valley, so all four are found in one walk.
 * A peak whose top is its first or last bin counts as a peak.
 * @param trends  none of them concave or convex, which bound slopes instead of steps
 */
export function walkOf(trends: readonly Trend[]): TrendWalk {
  const accepted = trends.map((trend) => ({ trend, phases: phasesOf(trend) }));
  const used = [...new Set(accepted.flatMap(({ phases }) => phases))].sort();
  const slot = (phase: number): number => used.indexOf(phase);
  const steps = allSteps
    .filter(({ to }) => used.includes(to))
    .map(({ course, from, to }) => ({
      course,
      from: from.filter((p) => used.includes(p)).map(slot),
      to: slot(to),
    }));
  return {
    phases: used.length,
    starts: [rising, falling, anyhow].filter((phase) => used.includes(phase)).map(slot),
    steps,
    accepted: accepted.map(({ trend, phases }) => ({ trend, phases: phases.map(slot) })),
  };
}

const allSteps: readonly TrendStep[] = [
  { course: "rise", from: [rising], to: rising },
  { course: "fall", from: [falling], to: falling },
  { course: "fall", from: [rising, fallingAfterPeak], to: fallingAfterPeak },
  { course: "rise", from: [falling, risingAfterValley], to: risingAfterValley },
  { course: "apart", from: [anyhow], to: anyhow },
];

function phasesOf(trend: Trend): readonly number[] {
  switch (trend) {
    case "ascending":
      return [rising];
    case "descending":
      return [falling];
    case "peak":
      return [rising, fallingAfterPeak];
    case "valley":
      return [falling, risingAfterValley];
    default:
      return [anyhow];
  }
}
