import type { Trend } from "#scorecard";
import { rowsOf, type Tally } from "./fine-counts.ts";

/**
 * Where the bad rates of neighbouring value bins go against a trend: the index of the second bin of each such pair.
 * Equal rates go with either direction, as they do in the solver.
 */
export function trendBreaks(bins: readonly Tally[], trend: Trend): readonly number[] {
  switch (trend) {
    case "none":
      return [];
    case "ascending":
      return breaksAround(bins, bins.length - 1, 1);
    case "descending":
      return breaksAround(bins, bins.length - 1, -1);
    case "peak":
      return fewestBreaks(bins, 1);
    case "valley":
      return fewestBreaks(bins, -1);
    case "concave":
      return bendBreaks(bins, 1);
    case "convex":
      return bendBreaks(bins, -1);
  }
}

/** The simplest course that the bad rates follow. */
export function courseOf(bins: readonly Tally[]): Trend {
  const courses = ["ascending", "descending", "peak", "valley"] as const;
  return courses.find((trend) => trendBreaks(bins, trend).length === 0) ?? "none";
}

/** Sign of the step of the bad rate from one bin to the next, exact for counts. */
function stepSign(from: Tally | undefined, to: Tally | undefined): number {
  if (from === undefined || to === undefined || rowsOf(from) === 0 || rowsOf(to) === 0) return 0;
  return Math.sign(to.bads * rowsOf(from) - from.bads * rowsOf(to));
}

/** Steps up to the turn should have the direction's sign, those after it the other. */
function breaksAround(bins: readonly Tally[], turn: number, direction: 1 | -1): number[] {
  return bins.flatMap((bin, index) => {
    if (index === 0) return [];
    const wanted = index <= turn ? direction : -direction;
    return stepSign(bins[index - 1], bin) * wanted < 0 ? [index] : [];
  });
}

function fewestBreaks(bins: readonly Tally[], direction: 1 | -1): readonly number[] {
  let fewest = breaksAround(bins, 0, direction);
  for (let turn = 1; turn < bins.length; turn++) {
    const breaks = breaksAround(bins, turn, direction);
    if (breaks.length < fewest.length) fewest = breaks;
  }
  return fewest;
}

/** Each step of the rate at most as large as the one before (concave), or at least (convex). */
function bendBreaks(bins: readonly Tally[], direction: 1 | -1): number[] {
  const rates = bins.map((bin) => (rowsOf(bin) === 0 ? 0 : bin.bads / rowsOf(bin)));
  const slack = 1e-12;
  return rates.flatMap((rate, index) => {
    const [before, first] = [rates[index - 1], rates[index - 2]];
    if (before === undefined || first === undefined) return [];
    return (rate - before - (before - first)) * direction > slack ? [index] : [];
  });
}
