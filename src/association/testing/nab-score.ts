import type { PlantedAnomaly } from "./plant-series.ts";

/** Counts behind a score, and the score itself: 100 for every anomaly found at once and no false alarm, 0 for silence. */
export interface NabScore {
  readonly found: number;
  readonly planted: number;
  readonly falseAlarms: number;
  readonly score: number;
}

/** What a false alarm costs in shares of a found anomaly (the benchmark's standard profile). */
const falseCost = 0.11;

/**
 * Scores alarms against windows around planted anomalies: the first alarm within a window counts by a sigmoid of its
 * place, earlier is better, further ones in it count nothing, every alarm outside costs.
 * @source A. Lavin, S. Ahmad, Evaluating Real-time Anomaly Detection Algorithms – the Numenta Anomaly Benchmark, 2015
 */
export function nabScore(
  alarms: readonly number[],
  planted: readonly PlantedAnomaly[],
  tolerance: number,
): NabScore {
  let earned = 0;
  let found = 0;
  const isWithin = (alarm: number, { from, to }: PlantedAnomaly): boolean =>
    alarm >= from && alarm <= to + tolerance;
  for (const anomaly of planted) {
    const first = alarms.find((alarm) => isWithin(alarm, anomaly));
    if (first === undefined) {
      earned -= 1;
      continue;
    }
    found++;
    const length = anomaly.to + tolerance - anomaly.from + 1;
    const place = (first - anomaly.from) / length - 1;
    earned += (2 / (1 + Math.exp(5 * place)) - 1) / (2 / (1 + Math.exp(-5)) - 1);
  }
  const falseAlarms = alarms.filter((alarm) => !planted.some((anomaly) => isWithin(alarm, anomaly))).length;
  const silence = -planted.length;
  const score = (100 * (earned - falseCost * falseAlarms - silence)) / Math.max(1, planted.length - silence);
  return { found, planted: planted.length, falseAlarms, score };
}
