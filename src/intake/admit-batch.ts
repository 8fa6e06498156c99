import type { CollectorKey, KnownCollector } from "#registry";
import { isElementCode, maxBatchBytes, maxBatchRows, type RefusalReason, type SignedBatch } from "#telemetry";
import { type IntakeContext, tenantOf } from "./intake-context.ts";
import type { Arrival } from "./intake.ts";
import { intakeParameters } from "./parameters.ts";

/** Whether a batch is worth the cost of verifying it. */
export type Admission =
  | {
      readonly kind: "admitted";
      readonly collector: KnownCollector;
      readonly key: CollectorKey;
      /** The key has ended: what it signed may be asked about again, nothing new is taken. */
      readonly isCopyOnly: boolean;
    }
  | {
      readonly kind: "refused";
      readonly reason: RefusalReason;
      readonly detail: string;
      readonly retryAfterMs?: number;
    };

/** Everything that can be seen without a hash: who, in which state, by which key, how much. */
export function admitBatch(context: IntakeContext, batch: SignedBatch, arrival: Arrival): Admission {
  const { head } = batch;
  const { readOnly } = context.sealer;
  if (readOnly !== null) return refuse("readOnly", readOnly, intakeParameters.retryAfterMs.value);
  if (typeof head.collector !== "string" || !isElementCode(head.collector)) {
    return refuse("malformed", "the head names no collector");
  }
  const collector = context.directory.find(head.collector);
  if (collector === null) return refuse("unknownCollector", `no collector ${head.collector}`);
  if (arrival.authenticatedAs !== null && arrival.authenticatedAs !== collector.id) {
    return refuse("wrongKey", `the connection is ${arrival.authenticatedAs}'s, the batch ${collector.id}'s`);
  }
  if (collector.state === "registered" || collector.state === "revoked") {
    return refuse("notActive", `the collector is ${collector.state}`);
  }
  if (context.sealer.isBusyFor(tenantOf(collector)))
    return refuse("busy", "too much waits for the disk", intakeParameters.retryAfterMs.value);
  const problem = problemOfSize(batch);
  if (problem !== null) return refuse("malformed", problem);
  const key = collector.keys.find(({ keyId }) => keyId === head.key);
  if (key === undefined) return refuse("wrongKey", `the collector has no key ${head.key}`);
  if (key.validToMs !== null && head.createdAtMs >= key.validToMs) {
    return refuse("wrongKey", `key ${head.key} was replaced before the batch was made`);
  }
  const waitMs = context.records.of(collector.id).quota.take(context.clock(), collector.messagesPerSecond);
  if (waitMs > 0) return refuse("busy", `more than ${collector.messagesPerSecond} a second`, waitMs);
  // By our clock: whoever holds an old key may write any time into a head.
  const isCopyOnly = key.validToMs !== null && arrival.receivedAtMs >= key.validToMs;
  return { kind: "admitted", collector, key, isCopyOnly };
}

function problemOfSize({ head, rows, ends, signature }: SignedBatch): string | null {
  if (signature.length !== 64) return "a signature has 64 bytes";
  if (rows.length > maxBatchBytes.value) return `rows have at most ${maxBatchBytes.value} bytes`;
  if (ends.length > maxBatchRows.value) return `a batch has at most ${maxBatchRows.value} rows`;
  if (ends.length !== head.rowCount) return `the head names ${head.rowCount} rows, there are ${ends.length}`;
  return null;
}

function refuse(reason: RefusalReason, detail: string, retryAfterMs?: number): Admission {
  return { kind: "refused", reason, detail, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}
