import { readFileSync } from "node:fs";
import { createRandom } from "#kernel";
import type { Population, PopulationKind } from "../evaluation/population.ts";

/** Written by `golden/make-evaluation.R` (R 4.2.2): 600 scored rows and what R makes of them. */
export interface EvaluationGolden {
  readonly rows: Readonly<Record<"points" | "old" | "pd" | "bad" | "weight", readonly number[]>>;
  readonly deLong: Readonly<
    Record<"auc" | "variance" | "oldAuc" | "oldVariance" | "difference" | "z" | "pValue", number>
  >;
  readonly calibration: Readonly<Record<CalibrationFigure, number>> &
    Readonly<Record<"binomial" | "jeffreys", readonly number[]>>;
  readonly curves: Readonly<Record<"ks" | "averagePrecision" | "bestCutOff" | "bestProfit", number>>;
}

type CalibrationFigure =
  | "hosmerLemeshow"
  | "groups"
  | "fittedPValue"
  | "heldOutPValue"
  | "intercept"
  | "interceptError"
  | "slope"
  | "slopeError"
  | "brier"
  | "spiegelhalter"
  | "badRateLow"
  | "badRateHigh";

export function readEvaluationGolden(): EvaluationGolden {
  return JSON.parse(readFileSync(new URL("golden/evaluation.json", import.meta.url), "utf8"));
}

/** The golden rows as columns. */
export function goldenRows({ rows }: EvaluationGolden) {
  return {
    points: Float64Array.from(rows.points),
    pd: Float64Array.from(rows.pd),
    bad: Uint8Array.from(rows.bad),
  };
}

/**
 * A simulated population on a card of 500 points at odds 1 and 50 points to each factor e; its PDs are right unless
 * `understated`, which is added to the true log odds alone.
 */
export function buildPopulation(
  kind: PopulationKind,
  rows: number,
  seed: string,
  { shift = 0, understated = 0, noise = 1 }: { shift?: number; understated?: number; noise?: number } = {},
): Population {
  const random = createRandom(seed);
  const points = new Float64Array(rows);
  const bad = new Uint8Array(rows);
  const region = new Int32Array(rows);
  const month = new Int32Array(rows);
  const bins = new Uint8Array(rows);
  for (let row = 0; row < rows; row++) {
    const logOdds = -2.2 + noise * random.normal() + shift;
    points[row] = Math.round(500 - 50 * logOdds);
    bad[row] = random.next() < 1 / (1 + Math.exp(-logOdds - understated)) ? 1 : 0;
    region[row] = random.integer(3);
    month[row] = Math.floor((row * 4) / rows);
    bins[row] = Math.max(0, Math.min(4, Math.floor(logOdds + 4)));
  }
  return {
    kind,
    points,
    pd: points.map((score) => 1 / (1 + Math.exp((score - 500) / 50))),
    bad,
    groups: [{ id: "region", codes: region, labels: ["east", "west", "north"] }],
    vintages: { codes: month, labels: ["2025-01", "2025-02", "2025-03", "2025-04"] },
    indicators: [
      { id: "turnover", codes: bins, labels: ["a", "b", "c", "d", "e"], points: [40, 20, 0, -20, -40] },
    ],
  };
}
