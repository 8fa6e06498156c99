import type { Examination, Path } from "./bundle-checks.ts";
import type { BundledEntry } from "./bundle.ts";
import {
  isSignedByDevice,
  readCollectorKey,
  readSignedBatch,
  signedBatchType,
  collectorKeyType,
} from "./device-signature.ts";
import { parseEntryHeader } from "./entry-header.ts";
import { sealFaults } from "./errors.ts";
import type { SealedCollectorKey } from "./device-signature.ts";
import type { DeviceSigned } from "./verdict.ts";

/**
 * Whether the device signed the batch of an entry, with a key that was sealed in this log before it. Where the key's
 * entry is not in the bundle, a batch with disclosed rows is a finding; a header that only stands beside is left.
 * @returns what the device signed; null for entries of another kind, or where it cannot be told
 */
export function checkDevice(examination: Examination, entry: BundledEntry, path: Path): DeviceSigned | null {
  if (!entry.header.startsWith(`{"@type":"${signedBatchType}"`)) return null;
  const { attempt, crypto } = examination;
  const signed = attempt("device", [...path, "header"], { index: entry.index }, () => {
    const header = parseEntryHeader(entry.header);
    const batch = readSignedBatch(header);
    const { pointsRoot, rowCount } = header.fields;
    // A proof of a row leads to the entry's root: only when it is the device's own does it speak for the device.
    if (pointsRoot !== batch.pointsRoot || rowCount !== batch.rowCount) {
      throw sealFaults.fault("SEAL_MALFORMED", {
        what: "signed batch",
        expected: "the device's rows",
        found: "others",
      });
    }
    const key = findKey(examination, entry.index, batch);
    if (key === undefined) {
      if (entry.rows.length === 0) return null;
      throw sealFaults.fault("SEAL_DEVICE_KEY_MISSING", { collector: batch.collector, key: batch.key });
    }
    if (!isSignedByDevice(batch, key, crypto))
      throw sealFaults.fault("SEAL_NOT_SIGNED", { name: batch.collector });
    const { collector, epoch, sequence, createdAtMs } = batch;
    return { index: entry.index, collector, key: batch.key, epoch, sequence, createdAtMs };
  });
  return signed ?? null;
}

/** The key of a collector that was sealed in this log before an entry. */
function findKey(
  { bundle, crypto }: Examination,
  before: number,
  wanted: { readonly collector: string; readonly key: string },
): SealedCollectorKey | undefined {
  for (const { index, header } of bundle.entries) {
    if (index >= before || !header.startsWith(`{"@type":"${collectorKeyType}"`)) continue;
    const sealed = readCollectorKey(crypto.sha256, parseEntryHeader(header));
    if (sealed.collector === wanted.collector && sealed.key === wanted.key) return sealed;
  }
  return undefined;
}
