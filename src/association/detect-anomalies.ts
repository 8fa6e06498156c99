import type { Anomaly, AnomalyMethod, AnomalySeries } from "./anomaly.ts";
import { anomalyParameters, emptyAnomalyState, pushValue, type StreamScores } from "./anomaly-stream.ts";
import { subPcaScores } from "./sub-pca.ts";

const subLengths = { day: 7, hour: 24 } as const;
/** Values within this distance are one anomaly. */
const joined = { day: 3, hour: 6 } as const;

/**
 * Where a series leaves its own past, oldest first: points on which at least two of four methods agree (contexts,
 * nearest neighbours, principal shapes, robust deviation), and drifts that CUSUM finds. Days around the lunar new year
 * and statutory holidays are neither judged nor learnt from. The streaming methods see nothing later than the value;
 * the principal shapes are those of the whole series, so this is for looking back, and `pushValue` for live data.
 */
export function detectAnomalies(series: AnomalySeries): Anomaly[] {
  const { first, step } = series;
  const state = emptyAnomalyState(step);
  const judged = Array.from(series.values, (value, place) => pushValue(state, first + place, value));
  const shapes = subPcaScores(
    Float64Array.from(judged, ({ residual }) => residual),
    subLengths[step],
  );
  const points = pointsOf(judged, shapes, series);
  const drifts = judged.flatMap(({ flagged, driftSince }, place): Anomaly[] =>
    flagged.includes("cusum")
      ? [{ at: driftSince, to: first + place, score: 1, methods: ["cusum"], kind: "drift" }]
      : [],
  );
  return [...points, ...drifts].sort((left, right) => left.at - right.at);
}

function pointsOf(
  judged: readonly StreamScores[],
  shapes: Float64Array,
  { first, step }: AnomalySeries,
): Anomaly[] {
  const limit = anomalyParameters.subPca.value / 10;
  const found: Anomaly[] = [];
  for (const [place, { scores, flagged }] of judged.entries()) {
    const strange = shapes[place] ?? Number.NaN;
    const methods: AnomalyMethod[] = flagged.filter((method) => method !== "cusum");
    if (strange >= limit) methods.push("subPca");
    if (methods.length < anomalyParameters.votes.value) continue;
    const scoreOf = (method: AnomalyMethod): number =>
      method === "subPca" ? Math.min(1, strange / (2 * limit)) : scores[method];
    const score = methods.reduce((sum, method) => sum + scoreOf(method), 0) / methods.length;
    const at = first + place;
    const last = found.at(-1);
    if (last !== undefined && at - last.to <= joined[step]) {
      const both = [...new Set([...last.methods, ...methods])];
      found[found.length - 1] = { ...last, to: at, score: Math.max(last.score, score), methods: both };
    } else found.push({ at, to: at, score, methods, kind: "point" });
  }
  return found;
}
