import { nodeCrypto, type LogBook, type PlatformKey } from "#ledger";
import { findReceipts, fromBase64, leafHash, receiptMessage, toBase64, type Receipt } from "#seal";
import type { KeptCheckpoint } from "./audit-against.ts";
import type { AuditNotes } from "./audit-report.ts";

/**
 * Receipts that somebody kept, held against the entries as the audit meets them. What was acknowledged after the last
 * checkpoint that anybody kept can be cut off unseen by everybody but the holder of a receipt.
 */
export interface ReceiptAudit {
  readonly count: number;
  /** Looks at an entry of a private log. */
  see(origin: string, index: number, header: Uint8Array): void;
  /** Reports promised entries that are not there; only where every record could be read. */
  end(book: LogBook): void;
}

/** Reads the receipts of a kept file; those that this ledger's key did not sign are findings. */
export function auditReceipts(
  kept: KeptCheckpoint | undefined,
  { key, notes }: { readonly key: PlatformKey | undefined; readonly notes: AuditNotes },
): ReceiptAudit {
  const receipts = kept === undefined ? [] : findReceipts(Buffer.from(kept.bytes).toString("utf8"));
  const wanted = new Map<string, Receipt[]>();
  const report = (code: "AUDIT_RECEIPT_SIGNER" | "AUDIT_RECEIPT_BROKEN", of: Receipt, found: string) => {
    const { origin, index, leafHash: expected } = of;
    const place = { file: kept?.path ?? "", offset: 0, length: kept?.bytes.length ?? 0 };
    notes.report(code, place, { origin, index, expected, found });
  };
  for (const receipt of receipts) {
    if (key !== undefined && !isSigned(receipt, key)) report("AUDIT_RECEIPT_SIGNER", receipt, "");
    else wanted.set(nameOf(receipt), [...(wanted.get(nameOf(receipt)) ?? []), receipt]);
  }
  return {
    count: receipts.length,
    see(origin, index, header) {
      if (wanted.size === 0) return;
      const promised = wanted.get(nameOf({ origin, index })) ?? [];
      if (promised.length === 0) return;
      const found = toBase64(leafHash(nodeCrypto.sha256, header));
      for (const receipt of promised) {
        if (receipt.leafHash !== found) report("AUDIT_RECEIPT_BROKEN", receipt, found);
      }
    },
    end(book) {
      for (const receipt of [...wanted.values()].flat()) {
        const size = book.logs.get(receipt.origin)?.tree.size ?? 0;
        if (receipt.index >= size) report("AUDIT_RECEIPT_BROKEN", receipt, "–");
      }
    },
  };
}

function nameOf({ origin, index }: Pick<Receipt, "origin" | "index">): string {
  return `${index} ${origin}`;
}

function isSigned(receipt: Receipt, { verifierKey }: PlatformKey): boolean {
  try {
    const message = Buffer.from(receiptMessage(receipt));
    return nodeCrypto.verifyEd25519(verifierKey.publicKey, message, fromBase64(receipt.signature, "receipt"));
  } catch {
    return false;
  }
}
