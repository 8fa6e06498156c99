import type { CollectorProgress } from "#telemetry";
import type { IntakeContext } from "./intake-context.ts";
import type { EpochState, SequenceRun } from "./sequence-state.ts";

/**
 * How far a collector's batches are durable: the newest epoch, and in it the highest sequence below which nothing is
 * missing. What is still on its way does not count.
 */
export function progressOf(
  { directory, records, clock }: Pick<IntakeContext, "directory" | "records" | "clock">,
  collectorId: string,
): CollectorProgress | null {
  const collector = directory.find(collectorId);
  if (collector === null) return null;
  const record = records.find(collectorId);
  const state = record?.sequences.epochs.findLast((one) => settledRun(one) !== undefined);
  const durable = record === undefined || state === undefined ? null : durableEnd(record, state);
  return {
    collector: collector.id,
    state: collector.state,
    serverTimeMs: clock(),
    acknowledged: state === undefined || durable === null ? null : { epoch: state.epoch, sequence: durable },
    head: state === undefined || durable === null ? null : hashAt(state, durable),
  };
}

function durableEnd(
  { pending }: { readonly pending: ReadonlyMap<string, unknown> },
  state: EpochState,
): number | null {
  const { epoch } = state;
  let end = settledRun(state)?.last ?? -1;
  for (const key of pending.keys()) {
    const [ofEpoch = "", sequence = ""] = key.split(":");
    if (Number(ofEpoch) === epoch && sequence !== "") end = Math.min(end, Number(sequence) - 1);
  }
  return end < 0 ? null : end;
}

/** The run below which nothing is waited for: from the beginning, or behind what was given up. */
function settledRun({ runs, floor }: EpochState): SequenceRun | undefined {
  return runs.findLast(({ first }) => first <= floor);
}

function hashAt(state: EpochState, sequence: number): string | null {
  const run = settledRun(state);
  const { recent } = state;
  return run !== undefined && run.last === sequence ? run.lastHash : (recent.get(sequence) ?? null);
}
