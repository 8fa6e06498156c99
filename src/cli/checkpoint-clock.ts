import type { Checkpoint, Ledger } from "#ledger";
import type { Witnessing } from "#witness";
import { type Repetition, repeatEvery } from "./repeat-every.ts";

const everyMs = 1000;

/**
 * Signs the platform log's state each second while there is something new, and has it witnessed; then tells whoever
 * goes on from there. A ledger that cannot write is left alone until it can.
 * @param after  called with each new checkpoint, one at a time; witnesses are asked meanwhile
 */
export function startCheckpointClock(
  { ledger, witnessing }: { readonly ledger: Ledger; readonly witnessing: Witnessing | null },
  onFailure: (cause: unknown) => void,
  after?: (checkpoint: Checkpoint) => Promise<void>,
): Repetition {
  let seen = { entries: -1, platformSize: -1 };
  const tick = async (): Promise<void> => {
    const { entries, platformSize } = ledger.status();
    const isNew = entries !== seen.entries || platformSize !== seen.platformSize;
    if (!isNew || ledger.health().state === "readOnly") return;
    const checkpoint = await ledger.checkpoint();
    // Counted before: what arrived meanwhile is new at the next tick.
    seen = { entries, platformSize: checkpoint.size };
    witnessing?.offer(checkpoint);
    await after?.(checkpoint);
  };
  return repeatEvery(everyMs, tick, onFailure);
}
