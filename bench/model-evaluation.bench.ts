import { createRandom } from "#kernel";
import { defaultScorecardParameters, evaluateModel, monitorModel } from "#scorecard";
import type { Population, PopulationKind } from "#scorecard";

/** What one run measured; the evaluation was checked before it was timed. */
export interface EvaluationTimes {
  readonly rows: number;
  /** Whole points, or a score of its own for every row. */
  readonly scores: "whole" | "distinct";
  readonly evaluateMs: number;
  /** Of the processor, which other work on the machine does not lengthen. */
  readonly evaluateCpuMs: number;
  readonly monitorMs: number;
  readonly bytes: number;
  readonly peakRssMb: number;
}

/**
 * Times `evaluateModel` (every section: two populations, three groups, twelve months, ten indicators, old scores, rejects,
 * 500 rounds of the bootstrap) and `monitorModel` on simulated scores.
 */
export function benchEvaluation(rows: number, scores: EvaluationTimes["scores"]): EvaluationTimes {
  const development = simulate("development", rows, scores);
  const later = simulate("outOfTime", Math.ceil(rows / 2), scores);
  const plan = {
    profitOfGood: 1,
    lossOfBad: 8,
    bootstrapRounds: 500,
    confidence: 0.95,
    grades: 7,
    rejectInference: "parcelling",
    rejectBadFactor: 2,
  } as const;
  const run = () =>
    evaluateModel({
      populations: [development, later],
      plan,
      seed: "bench",
      rejects: { points: later.points, pd: later.pd },
    });
  const before = process.cpuUsage();
  const [evaluation, evaluateMs] = timed(run);
  const used = process.cpuUsage(before);
  const text = JSON.stringify(evaluation);
  if (JSON.stringify(run()) !== text) throw new Error("the same seed gave another evaluation");
  checkArea(later, evaluation.headline.auc);
  const [monitoring, monitorMs] = timed(() =>
    monitorModel({
      baseline: development,
      current: { ...later, outcome: later.bad },
      masterScale: evaluation.masterScale,
      confidence: 0.95,
    }),
  );
  if (monitoring.maturedRows !== later.bad.length) throw new Error("not every row was monitored");
  return {
    rows: rows + later.bad.length,
    scores,
    evaluateMs,
    evaluateCpuMs: (used.user + used.system) / 1_000,
    monitorMs,
    bytes: text.length,
    peakRssMb: process.resourceUsage().maxRSS / 1024,
  };
}

/** The area again, by ranks of sorted rows. */
function checkArea({ points, bad }: Population, found: number): void {
  const order = Int32Array.from(points.keys()).sort((a, b) => (points[a] as number) - (points[b] as number));
  let bads = 0;
  let rankSum = 0;
  for (let start = 0; start < order.length; ) {
    let end = start;
    while (end < order.length && points[order[end] as number] === points[order[start] as number]) end++;
    for (let place = start; place < end; place++) {
      if (bad[order[place] as number] === 0) continue;
      bads++;
      rankSum += (start + end + 1) / 2;
    }
    start = end;
  }
  const area = 1 - (rankSum - (bads * (bads + 1)) / 2) / (bads * (order.length - bads));
  if (Math.abs(area - found) > 1e-9) throw new Error(`area ${found}, by ranks ${area}`);
}

function simulate(kind: PopulationKind, rows: number, scores: EvaluationTimes["scores"]): Population {
  const random = createRandom(`bench ${kind}`);
  const { pointsToDoubleOdds } = defaultScorecardParameters.scaling;
  const factor = pointsToDoubleOdds / Math.LN2;
  const columns = {
    points: new Float64Array(rows),
    bad: new Uint8Array(rows),
    oldPoints: new Float64Array(rows),
    region: new Int32Array(rows),
    month: new Int32Array(rows),
  };
  const bins = Array.from({ length: 10 }, () => new Uint8Array(rows));
  for (let row = 0; row < rows; row++) {
    const logOdds = -2.5 + random.normal();
    const points = 500 - factor * logOdds;
    columns.points[row] = scores === "whole" ? Math.round(points) : points;
    columns.oldPoints[row] = Math.round(points + 40 * random.normal());
    columns.bad[row] = random.next() < 1 / (1 + Math.exp(-logOdds)) ? 1 : 0;
    columns.region[row] = random.integer(3);
    columns.month[row] = random.integer(12);
    for (const codes of bins) codes[row] = random.integer(6);
  }
  const months = Array.from({ length: 12 }, (_, month) => `2025-${String(month + 1).padStart(2, "0")}`);
  return {
    kind,
    points: columns.points,
    pd: columns.points.map((points) => 1 / (1 + Math.exp((points - 500) / factor))),
    bad: columns.bad,
    oldPoints: columns.oldPoints,
    groups: [{ id: "region", codes: columns.region, labels: ["east", "west", "north"] }],
    vintages: { codes: columns.month, labels: months },
    indicators: bins.map((codes, index) => ({
      id: `indicator-${index}`,
      codes,
      labels: ["a", "b", "c", "d", "e", "f"],
    })),
  };
}

function timed<T>(run: () => T): [T, number] {
  const start = performance.now();
  const result = run();
  return [result, performance.now() - start];
}

if (import.meta.main) {
  for (const scores of ["whole", "distinct"] as const) {
    console.log(JSON.stringify(benchEvaluation(1_000_000, scores)));
  }
}
