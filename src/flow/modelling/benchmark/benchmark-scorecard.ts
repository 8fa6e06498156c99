import {
  type BinnedIndicator,
  binTable,
  codesOf,
  compileScorer,
  defaultScorecardParameters,
  developmentParameters,
  developScorecard,
  fitLogisticRegression,
  type Scorecard,
  scoreSample,
} from "#scorecard";
import { type BinningPool, openBinningPool } from "../binning-pool.ts";
import { type BenchmarkSample, type BenchmarkSize, buildBenchmarkSample } from "./benchmark-sample.ts";

/** What a benchmark of one size measured, in milliseconds; every figure was checked before it was timed. */
export interface BenchmarkTimes extends BenchmarkSize {
  readonly workers: number;
  /** From columns in memory: all trends, rich candidates, with threads started before and (`first`) just now. */
  readonly binMs: readonly number[];
  readonly binFirstMs: number;
  /** Processor time of the same runs, all threads together: what a busy machine does not blur. */
  readonly binCpuMs: readonly number[];
  /** Codes of all rows and variables, on one thread. */
  readonly transformMs: readonly number[];
  /** Regression on the codes, converged. */
  readonly fitMs: readonly number[];
  /** All rows on a card of all variables that separate. */
  readonly scoreMs: readonly number[];
  /** One record after another on the same card. */
  readonly recordUs: number;
  /** Most memory of the process after binning and transforming, threads included. */
  readonly peakMb: number;
}

/** The command's own limits, which are those other tools have by default: up to 8 bins of at least 5 % of the rows. */
const benchmarkBinning = developmentParameters.binning;

/**
 * Bins, transforms, fits and scores a seeded sample, `runs` times each.
 * @param beside  is called between the runs, so that what is compared runs interleaved
 * @throws Error when a result is not what it should be
 */
export async function benchmarkScorecard(
  size: BenchmarkSize,
  { workers, runs }: { readonly workers: number; readonly runs: number },
  beside: (sample: BenchmarkSample) => Promise<void> = async () => {},
): Promise<BenchmarkTimes> {
  const sample = buildBenchmarkSample(size);
  const start = performance.now();
  const pool = openBinningPool(workers);
  try {
    let binned = await pool.bin(sample, benchmarkBinning, {});
    const binFirstMs = performance.now() - start;
    const times = {
      binMs: [] as number[],
      binCpuMs: [] as number[],
      transformMs: [] as number[],
      fitMs: [] as number[],
      scoreMs: [] as number[],
    };
    let peakMb = 0;
    for (let run = 0; run < runs; run++) {
      const before = process.cpuUsage();
      binned = await timeInto(times.binMs, () => binTo(pool, sample));
      const { user, system } = process.cpuUsage(before);
      times.binCpuMs.push((user + system) / 1_000);
      const codes = await timeInto(times.transformMs, () => codesOfAll(sample, binned));
      if (run === 0) {
        peakMb = process.resourceUsage().maxRSS / 1024;
        expectSameBits(sample, binned);
        expectCounts(codes, binned);
      }
      await beside(sample);
    }
    const codes = codesOfAll(sample, binned);
    for (let run = 0; run < runs; run++) await timeInto(times.fitMs, () => fitCodes(sample, codes, binned));
    const card = cardOf(sample);
    for (let run = 0; run < runs; run++)
      await timeInto(times.scoreMs, () => scoreSample(card, sample.indicators));
    return { ...size, workers, binFirstMs, ...times, recordUs: timeRecords(card, sample), peakMb };
  } finally {
    await pool.close();
  }
}

async function timeInto<T>(times: number[], run: () => T | Promise<T>): Promise<T> {
  const start = performance.now();
  const result = await run();
  times.push(performance.now() - start);
  return result;
}

function binTo(pool: BinningPool, sample: BenchmarkSample): Promise<readonly BinnedIndicator[]> {
  return pool.bin(sample, benchmarkBinning, {});
}

function codesOfAll(
  { indicators }: BenchmarkSample,
  binned: readonly BinnedIndicator[],
): readonly Uint8Array[] {
  return indicators.flatMap((column, place) => {
    const result = binned[place]?.result;
    return result?.kind === "binned" ? [codesOf(column, result)] : [];
  });
}

/** One thread and several must agree; two columns tell. */
function expectSameBits(sample: BenchmarkSample, binned: readonly BinnedIndicator[]): void {
  const few = { ...sample, indicators: sample.indicators.slice(0, 2) };
  const alone = JSON.stringify(binTable(few, benchmarkBinning));
  if (alone !== JSON.stringify(binned.slice(0, 2)))
    throw new Error("threads gave other bins than one thread");
}

function expectCounts(codes: readonly Uint8Array[], binned: readonly BinnedIndicator[]): void {
  const found = binned.flatMap(({ result }) => (result.kind === "binned" ? [result] : []));
  found.forEach(({ bins, certificate }, place) => {
    const counts = new Float64Array(bins.length);
    for (const code of codes[place] ?? []) counts[code] = (counts[code] as number) + 1;
    if (bins.some(({ count }, bin) => count !== counts[bin]))
      throw new Error("codes differ from the bins' counts");
    if (certificate.lower !== certificate.upper) throw new Error("bins that are not proved");
  });
}

function fitCodes(
  { bad }: BenchmarkSample,
  codes: readonly Uint8Array[],
  binned: readonly BinnedIndicator[],
): void {
  const values = binned.flatMap(({ result }) =>
    result.kind === "binned" ? [Float64Array.from(result.bins, ({ woe }) => woe)] : [],
  );
  const columns = codes.map((own, place) => ({ codes: own, values: values[place] as Float64Array }));
  const rows = Int32Array.from(bad.keys());
  const { converged } = fitLogisticRegression(
    { columns, bad, rows },
    { penalty: 0, maxIterations: 50, tolerance: 1e-9 },
  );
  if (!converged) throw new Error("the regression did not converge");
}

/** Developed on part of the rows, to be applied to all. */
function cardOf({ indicators, bad }: BenchmarkSample): Scorecard {
  const rows = Math.min(bad.length, 20_000);
  const part = {
    bad: bad.slice(0, rows),
    indicators: indicators.map((column) => ({ ...column, values: column.values.slice(0, rows) })),
  };
  const { screening, selection } = defaultScorecardParameters;
  return developScorecard(part, {
    ...defaultScorecardParameters,
    screening: { ...screening, minIv: 0 },
    selection: { ...selection, maxIndicators: indicators.length, positiveOnly: false },
  });
}

function timeRecords(card: Scorecard, { indicators }: BenchmarkSample): number {
  const records = Array.from({ length: 1_000 }, (_, row) =>
    Object.fromEntries(indicators.map(({ id, values }) => [id, values[row % values.length] as number])),
  );
  const scorer = compileScorer(card);
  const batch = scoreSample(card, indicators).points;
  const score = (): void => {
    records.forEach((record, row) => {
      if (scorer.score(record).points !== batch[row % batch.length])
        throw new Error("one record scores otherwise");
    });
  };
  score();
  const start = performance.now();
  for (let round = 0; round < 10; round++) score();
  return (1_000 * (performance.now() - start)) / (10 * records.length);
}
