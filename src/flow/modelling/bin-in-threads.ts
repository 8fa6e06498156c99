import { binTable } from "#scorecard";
import type { BinnedIndicator, BinningParameters, RulesByIndicator, Sample } from "#scorecard";
import { openBinningPool } from "./binning-pool.ts";

export interface ThreadOptions {
  /** How many threads compute; the result is the same to the bit for any number. */
  readonly workers: number;
  readonly signal?: AbortSignal;
}

/** Fewer values than this are binned sooner than a thread is started. */
const valuesWorthAThread = 500_000;

/**
 * Bins every indicator of a sample in threads of their own, small samples at once.
 * @throws BinningPool.bin's faults
 */
export async function binInThreads(
  sample: Sample,
  parameters: BinningParameters,
  rules: RulesByIndicator,
  { workers, signal }: ThreadOptions,
): Promise<readonly BinnedIndicator[]> {
  signal?.throwIfAborted();
  const columns = sample.indicators.length;
  if (workers < 1 || columns * sample.bad.length < valuesWorthAThread) {
    return binTable(sample, parameters, rules);
  }
  const pool = openBinningPool(Math.min(workers, columns));
  try {
    return await pool.bin(sample, parameters, rules, signal);
  } finally {
    await pool.close();
  }
}
