import type { DayNumber, OperatingFacts } from "#operations";
import type { CheckOutcome, Contradiction } from "./contradiction.ts";
import type { MachineSeries, MeterSeries } from "./asset-series.ts";
import type { CrossCheckParameters } from "./parameters.ts";
import type { Neighbours } from "./region-book.ts";

/** What every check is given; the series are made once. */
export interface CheckInput {
  readonly facts: OperatingFacts;
  readonly lastDay: DayNumber;
  readonly machines: readonly MachineSeries[];
  readonly meters: readonly MeterSeries[];
  readonly neighbours: Neighbours | null;
  readonly parameters: CrossCheckParameters;
}

export interface CheckResult {
  readonly outcomes: readonly CheckOutcome[];
  readonly contradictions: readonly Contradiction[];
}

export type Check = (input: CheckInput) => CheckResult;

/** Why a check could not be made. */
export type NotComputable = "noData" | "tooShort" | "noNeighbours" | "noBaseline" | "noDocuments";

export function notComputable(check: string, reason: NotComputable): CheckResult {
  return {
    outcomes: [{ check, outcome: "notComputable", reason, statistic: null }],
    contradictions: [],
  };
}

/** The outcome that follows from what was found. */
export function concluded(
  check: string,
  contradictions: readonly Contradiction[],
  statistic: number | null,
): CheckResult {
  const outcome = contradictions.length === 0 ? "agrees" : "contradicts";
  return { outcomes: [{ check, outcome, reason: null, statistic }], contradictions };
}
