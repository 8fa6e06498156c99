import { scorecardFaults } from "../errors.ts";
import type { Vintages } from "../sample.ts";

/**
 * Which rows a model is judged on: those it learnt from, those left out at random or by a column, those that came
 * later, or each row by the cards that had not seen it.
 */
export type PopulationKind = "development" | "heldOut" | "outOfTime" | "crossValidated";

/** Scored rows with their outcome, columns of equal length. */
export interface Population {
  readonly kind: PopulationKind;
  /** Score, higher is better: the order of the rows. */
  readonly points: Float64Array;
  /** Probability of default in [0, 1]; never rises with the points. */
  readonly pd: Float64Array;
  /** 1 = bad, 0 = good. */
  readonly bad: Uint8Array;
  /** Row weights > 0, default 1. */
  readonly weights?: Float64Array;
  readonly vintages?: Vintages;
  /** Region, size, kind of owner: attributes that are not on the card and by which fairness is examined. */
  readonly groups?: readonly GroupColumn[];
  /** The card's indicators by bin. */
  readonly indicators?: readonly BinnedColumn[];
  /** Score of the model in use so far, higher is better. */
  readonly oldPoints?: Float64Array;
}

/** A kind of group, such as regions, over all rows. */
export interface GroupColumn {
  readonly id: string;
  /** Index into `labels`; −1 is missing. */
  readonly codes: Int32Array;
  readonly labels: readonly string[];
}

/** An indicator over all rows by bin. */
export interface BinnedColumn {
  readonly id: string;
  /** Index of the bin, one a row. */
  readonly codes: Uint8Array;
  readonly labels: readonly string[];
  /** Points of each bin, for the shift of the mean score that a change of shares makes. */
  readonly points?: readonly number[];
}

/**
 * Checks a population once, where it enters.
 * @throws SCORECARD_LENGTHS_DIFFER, SCORECARD_VALUE_NOT_ALLOWED, SCORECARD_ONE_CLASS
 */
export function checkPopulation(population: Population): void {
  const { points, pd, bad, weights, vintages, groups = [], indicators = [], oldPoints } = population;
  const rows = bad.length;
  const lengths: readonly (readonly [string, number | undefined])[] = [
    ["points", points.length],
    ["pd", pd.length],
    ["weights", weights?.length],
    ["vintages", vintages?.codes.length],
    ["oldPoints", oldPoints?.length],
    ...[...groups, ...indicators].map(({ id, codes }) => [id, codes.length] as const),
  ];
  for (const [subject, found] of lengths) {
    if (found !== undefined && found !== rows) {
      throw scorecardFaults.fault("SCORECARD_LENGTHS_DIFFER", { subject, found, expected: rows });
    }
  }
  let bads = 0;
  for (let row = 0; row < rows; row++) {
    const outcome = bad[row] as number;
    expectAllowed("points", row, points[row] as number, Number.isFinite);
    expectAllowed("pd", row, pd[row] as number, (value) => value >= 0 && value <= 1);
    expectAllowed("bad", row, outcome, (value) => value <= 1);
    if (weights) expectAllowed("weights", row, weights[row] as number, (value) => value > 0);
    if (oldPoints) expectAllowed("oldPoints", row, oldPoints[row] as number, Number.isFinite);
    bads += outcome;
  }
  if (bads === 0 || bads === rows) throw scorecardFaults.fault("SCORECARD_ONE_CLASS", { rows, bads });
}

function expectAllowed(
  subject: string,
  row: number,
  found: number,
  isAllowed: (value: number) => boolean,
): void {
  if (!isAllowed(found)) throw scorecardFaults.fault("SCORECARD_VALUE_NOT_ALLOWED", { subject, row, found });
}
