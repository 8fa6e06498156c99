import { createRandom } from "#kernel";
import {
  binIndicator,
  crossValidate,
  defaultScorecardParameters,
  developScorecard,
  scoreSample,
} from "#scorecard";
import type { Sample, ScorecardParameters } from "#scorecard";

/** What one run measured; every figure was checked before it was timed. */
export interface ScorecardTimes {
  readonly rows: number;
  readonly indicators: number;
  readonly binMs: number;
  readonly developMs: number;
  readonly scoreMs: number;
  /** Three repeated cross-validations (as an evaluation runs them), only for samples below 1,000 rows. */
  readonly crossValidateMs: number | null;
  readonly peakRssMb: number;
}

/**
 * Times binning (all indicators), development, scoring and three 5-fold × `repeats` cross-validations on a
 * seeded sample with about the given bad rate.
 */
export function benchScorecard(
  rows: number,
  indicators: number,
  badRate: number,
  repeats: number,
): ScorecardTimes {
  const sample = buildSample(rows, indicators, badRate);
  const parameters: ScorecardParameters = {
    ...defaultScorecardParameters,
    binning: { ...defaultScorecardParameters.binning, maxPreBins: rows < 1_000 ? 24 : 128, maxBins: 6 },
  };
  const [binned, binMs] = timed(() =>
    sample.indicators.map((column) => binIndicator(column, sample, parameters.binning)),
  );
  if (!binned.some(({ kind }) => kind === "binned")) throw new Error("no indicator could be binned");
  const [card, developMs] = timed(() => developScorecard(sample, parameters));
  const [scored, scoreMs] = timed(() => scoreSample(card, sample.indicators));
  const expectedBads = scored.rawPd.reduce((sum, pd) => sum + pd, 0);
  if (Math.abs(expectedBads / card.sample.bads - 1) > 0.03) throw new Error("the card is not calibrated");
  return {
    rows,
    indicators,
    binMs,
    developMs,
    scoreMs,
    crossValidateMs: rows < 1_000 ? timeCrossValidation(sample, parameters, repeats) : null,
    peakRssMb: process.resourceUsage().maxRSS / 1024,
  };
}

function timeCrossValidation(sample: Sample, parameters: ScorecardParameters, repeats: number): number {
  const options = { folds: 5, repeats, seed: "bench" };
  const [results, milliseconds] = timed(() =>
    [1, 2, 3].map(() => crossValidate(sample, parameters, options)),
  );
  const different = results.some((result) => result.mean !== results[0]?.mean);
  if (different) throw new Error("the same seed gave another result");
  return milliseconds;
}

/** A third of the indicators separate, with falling strength; the others are noise; one in ten values is missing. */
function buildSample(rows: number, indicators: number, badRate: number): Sample {
  const random = createRandom(`bench ${rows} ${indicators}`);
  const columns = Array.from({ length: indicators }, () => new Float64Array(rows));
  const bad = new Uint8Array(rows);
  for (let row = 0; row < rows; row++) {
    let logOdds = Math.log(badRate / (1 - badRate)) - 0.5;
    columns.forEach((values, index) => {
      const value = random.normal();
      values[row] = random.next() < 0.1 ? Number.NaN : value;
      if (index % 3 === 0) logOdds -= value / (1 + index / 3);
    });
    bad[row] = random.next() < 1 / (1 + Math.exp(-logOdds)) ? 1 : 0;
  }
  return {
    bad,
    indicators: columns.map((values, index) => ({ kind: "numeric", id: `indicator-${index}`, values })),
  };
}

function timed<T>(run: () => T): [T, number] {
  const start = performance.now();
  const result = run();
  return [result, performance.now() - start];
}

if (import.meta.main) {
  const sizes = [
    [123, 30, 0.22, 20],
    [100_000, 50, 0.165, 0],
    [1_000_000, 20, 0.089, 0],
  ] as const;
  for (const [rows, indicators, badRate, repeats] of sizes) {
    console.log(JSON.stringify(benchScorecard(rows, indicators, badRate, repeats)));
  }
}
