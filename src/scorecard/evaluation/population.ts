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
  const { bad, oldPoints, groups = [] } = population;
  checkScores(population, bad.length);
  checkLengths(
    [["oldPoints", oldPoints], ...groups.map(({ id, codes }) => [id, codes] as const)],
    bad.length,
  );
  let bads = 0;
  for (let row = 0; row < bad.length; row++) {
    const outcome = bad[row] as number;
    if (outcome > 1) throw notAllowed("bad", row, outcome);
    if (oldPoints && !Number.isFinite(oldPoints[row]))
      throw notAllowed("oldPoints", row, oldPoints[row] ?? 0);
    bads += outcome;
  }
  if (bads === 0 || bads === bad.length) {
    throw scorecardFaults.fault("SCORECARD_ONE_CLASS", { rows: bad.length, bads });
  }
}

/**
 * Checks scored rows whose outcome need not be known.
 * @throws SCORECARD_LENGTHS_DIFFER, SCORECARD_VALUE_NOT_ALLOWED
 */
export function checkScores(
  {
    points,
    pd,
    weights,
    vintages,
    indicators = [],
  }: Pick<Population, "points" | "pd" | "weights" | "vintages" | "indicators">,
  rows: number,
): void {
  checkLengths(
    [
      ["points", points],
      ["pd", pd],
      ["weights", weights],
      ["vintages", vintages?.codes],
      ...indicators.map(({ id, codes }) => [id, codes] as const),
    ],
    rows,
  );
  for (let row = 0; row < rows; row++) {
    const [score, probability] = [points[row] as number, pd[row] as number];
    if (!Number.isFinite(score)) throw notAllowed("points", row, score);
    if (!(probability >= 0 && probability <= 1)) throw notAllowed("pd", row, probability);
    if (weights && !((weights[row] as number) > 0)) throw notAllowed("weights", row, weights[row] ?? 0);
  }
}

function checkLengths(
  columns: readonly (readonly [subject: string, column: { readonly length: number } | undefined])[],
  expected: number,
): void {
  for (const [subject, column] of columns) {
    if (column === undefined || column.length === expected) continue;
    throw scorecardFaults.fault("SCORECARD_LENGTHS_DIFFER", { subject, found: column.length, expected });
  }
}

function notAllowed(subject: string, row: number, found: number): Error {
  return scorecardFaults.fault("SCORECARD_VALUE_NOT_ALLOWED", { subject, row, found });
}
