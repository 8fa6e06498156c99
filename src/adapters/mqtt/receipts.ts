import type { IntakeEvents, SealedNotice } from "#intake";
import type { CollectorDirectory } from "#registry";
import { receiptsTopicOf } from "./topic-access.ts";

/**
 * Tells gateways the receipts of their messages, once an entry: `{"receipt":{…},"runs":[{"ordinal","count","epoch",
 * "sequence"}…]}`. Signed batches have theirs in the answer.
 * @param isHeard  whether somebody listens to a topic; only then a receipt is signed
 * @returns stops it
 */
export function tellReceipts(
  events: Pick<IntakeEvents, "onSealed">,
  directory: CollectorDirectory,
  isHeard: (topic: string, collector: string) => boolean,
  tell: (topic: string, payload: Uint8Array, collector: string) => void,
): () => void {
  return events.onSealed((notice) => {
    const topic = receiptsTopicOf(notice.collector);
    if (!isHeard(topic, notice.collector)) return;
    if (directory.find(notice.collector)?.kind !== "gateway") return;
    tell(topic, Buffer.from(receiptToJson(notice)), notice.collector);
  });
}

function receiptToJson(notice: SealedNotice): string {
  return JSON.stringify({ receipt: notice.receipt(), runs: notice.runs });
}
