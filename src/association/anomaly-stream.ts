import { defineDesignChoice } from "#kernel";
import type { AnomalyMethod, AnomalySeries } from "./anomaly.ts";
import { type CadOseState, cadOseScore, emptyCadOse } from "./cad-ose.ts";
import { type DriftState, driftScore, emptyDrift } from "./drift-cusum.ts";
import { emptyKnnCad, type KnnCadState, knnCadScore } from "./knn-cad.ts";
import { emptySeason, type SeasonState, seasonResidual } from "./season-residual.ts";

export const anomalyParameters = {
  robustZ: defineDesignChoice("anomaly.robust-z", 50, "0.1 σ", {
    zh: "偏离同类时段中位数达到这么多个稳健标准差",
    en: "Robust standard deviations from the median of its kind of time",
  }),
  cadOse: defineDesignChoice("anomaly.cad-ose", 750_000, "ppm", {
    zh: "情境检测：未曾出现的情境占比",
    en: "Contexts: share of those that never led to such a value",
  }),
  knnCad: defineDesignChoice("anomaly.knn-cad", 996_000, "ppm", {
    zh: "近邻检测：比这么多过往片段更远",
    en: "Nearest neighbours: further away than this share of past stretches",
  }),
  subPca: defineDesignChoice("anomaly.sub-pca", 55, "0.1 σ", {
    zh: "子序列主成分：重构误差的稳健标准差数",
    en: "Principal shapes: robust standard deviations of the error",
  }),
  driftDays: defineDesignChoice("anomaly.drift-days", 250, "0.1 σ", {
    zh: "日序列漂移的累积限",
    en: "Limit of the CUSUM on days",
  }),
  driftHours: defineDesignChoice("anomaly.drift-hours", 1_500, "0.1 σ", {
    zh: "小时序列漂移的累积限",
    en: "Limit of the CUSUM on hours",
  }),
  votes: defineDesignChoice("anomaly.votes", 2, "", {
    zh: "至少这么多种方法一致才报告",
    en: "Methods that must agree before a point is told",
  }),
};

/** Everything a stream needs to go on after a restart; JSON, a few dozen kilobytes. */
export interface AnomalyState {
  readonly season: SeasonState;
  readonly knn: KnnCadState;
  readonly contexts: CadOseState;
  readonly drift: DriftState;
}

/** What the streaming methods say of one value; 0 where one cannot say anything yet. */
export interface StreamScores {
  readonly residual: number;
  /** 0 to 1 each. */
  readonly scores: Readonly<Record<Exclude<AnomalyMethod, "subPca">, number>>;
  /** Methods whose threshold is reached. */
  readonly flagged: readonly AnomalyMethod[];
  readonly driftSince: number;
}

const lengths = { day: 5, hour: 12 } as const;
/** Residuals beyond this are all as strange; it keeps one wild value out of what is learnt. */
const largestResidual = 12;

export function emptyAnomalyState(step: AnomalySeries["step"]): AnomalyState {
  return {
    season: emptySeason(step),
    knn: emptyKnnCad(lengths[step]),
    contexts: emptyCadOse(),
    drift: emptyDrift(),
  };
}

/**
 * Judges one more value of a machine or meter and learns from it. The state is changed in place and can be written
 * down as JSON between any two values: reading it back goes on with the same scores.
 * @param at  day number or hour, ascending
 * @param value  NaN where unknown
 */
export function pushValue(state: AnomalyState, at: number, value: number): StreamScores {
  const { step } = state.season;
  const raw = seasonResidual(state.season, at, value);
  const residual = Math.max(-largestResidual, Math.min(largestResidual, raw));
  const knnCad = orZero(knnCadScore(state.knn, residual));
  const cadOse = orZero(cadOseScore(state.contexts, residual));
  const limit = (step === "day" ? anomalyParameters.driftDays : anomalyParameters.driftHours).value / 10;
  const drift = driftScore(state.drift, { at, residual, limit });
  const z = anomalyParameters.robustZ.value / 10;
  const robustZ = orZero(Math.min(1, Math.abs(residual) / (2 * z)));
  const flagged: AnomalyMethod[] = [];
  if (cadOse >= anomalyParameters.cadOse.value / 1_000_000) flagged.push("cadOse");
  if (knnCad >= anomalyParameters.knnCad.value / 1_000_000) flagged.push("knnCad");
  if (Math.abs(residual) >= z) flagged.push("robustZ");
  if (drift.score >= 1) flagged.push("cusum");
  return {
    residual,
    scores: { cadOse, knnCad, cusum: drift.score, robustZ },
    flagged,
    driftSince: drift.since,
  };
}

function orZero(score: number): number {
  return Number.isNaN(score) ? 0 : score;
}
