import { canonicalJson, toBase64 } from "#seal";
import { Fault } from "#kernel";
import type { RefusalReason } from "./answer.ts";
import { type BatchHead, headJson, type SignedBatch } from "./batch.ts";
import { rootOfBatch } from "./compose-batch.ts";
import type { TelemetryCrypto } from "./crypto.ts";
import { telemetryFaults } from "./errors.ts";
import { decodeEvents } from "./event-rows.ts";
import { readBatchHead } from "./head-shape.ts";
import { maxBatchBytes } from "./limits.ts";
import { malformed } from "./malformed.ts";
import { decodeReadings } from "./reading-rows.ts";
import { saltSeedBytes } from "./salts.ts";

/** Why a batch cannot be taken as it is. */
export interface BatchProblem {
  readonly reason: Extract<RefusalReason, "malformed" | "badRoot">;
  readonly detail: string;
}

/**
 * Checks everything that a batch says about itself except the signature: form, limits, row count, readable rows, root.
 * Which key may sign is the registry's to know; see `batchMessage` for what it signs.
 * @returns null when nothing is wrong; never throws for bad input
 */
export function checkBatch(batch: SignedBatch, crypto: TelemetryCrypto): BatchProblem | null {
  try {
    readBatchHead(headJson(batch.head));
    requireParts(batch);
    requireReadableRows(batch);
  } catch (cause) {
    if (!(cause instanceof Fault)) throw cause;
    return { reason: "malformed", detail: cause.message };
  }
  const root = toBase64(rootOfBatch(crypto, { bytes: batch.rows, ends: batch.ends }, batch.saltSeed));
  if (root === batch.head.pointsRoot) return null;
  return {
    reason: "badRoot",
    detail: `the rows have the root ${root}, the head names ${batch.head.pointsRoot}`,
  };
}

/** Whether two heads say the same: a batch that was sent again, or another one under the same number. */
export function isSameHead(a: BatchHead, b: BatchHead): boolean {
  return canonicalJson(headJson(a)) === canonicalJson(headJson(b));
}

function requireParts({ head, signature, saltSeed, rows, ends }: SignedBatch): void {
  if (signature.length !== 64) throw malformed("signature", "64 bytes", signature.length);
  if (saltSeed.length !== saltSeedBytes) throw malformed("saltSeed", "32 bytes", saltSeed.length);
  if (ends.length !== head.rowCount) throw malformed("rows", `${head.rowCount} rows`, ends.length);
  if (rows.length > maxBatchBytes.value) {
    throw telemetryFaults.fault("TELEMETRY_TOO_LARGE", {
      what: "rows",
      limit: maxBatchBytes.value,
      unit: maxBatchBytes.unit,
      found: rows.length,
    });
  }
}

/**
 * Every row can be read. Whether it lies within the head's times and names a known element is judged beside it:
 * such rows are kept and flagged.
 */
function requireReadableRows({ head, rows, ends }: SignedBatch): void {
  if (head.content === "readings") decodeReadings({ bytes: rows, ends }, head.channels.length);
  else decodeEvents({ bytes: rows, ends });
}
