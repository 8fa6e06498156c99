import { readdirSync, rmSync, statSync } from "node:fs";
import { mkdir, open } from "node:fs/promises";
import { join } from "node:path";
import { fromBase64, parseVerifierKey, type Receipt, receiptMessage } from "#seal";
import type { BatchAnswer, SignedBatch } from "#telemetry";
import { markOf } from "../batch/sealed-batch.ts";
import { deviceCrypto } from "../device/device-crypto.ts";

/** What the owner of a collector can show: that the platform took a batch, when, and where it lies in the log. */
export interface KeptReceipt {
  readonly epoch: number;
  readonly sequence: number;
  /** Base64 of the batch's hash. */
  readonly hash: string;
  readonly kind: "stored" | "duplicate" | "quarantined";
  readonly reason?: string;
  readonly rowCount: number;
  readonly firstAtMs: number;
  readonly lastAtMs: number;
  readonly receipt: Receipt;
}

/** Receipts as JSON lines, a file a day of the platform's receiving, the oldest removed beyond a bound. */
export interface ReceiptBook {
  /** Durable when it resolves. */
  keep(receipts: readonly KeptReceipt[]): Promise<void>;
}

/** Whether a receipt carries the signature of the platform that the collector enrolled at. */
export function isReceiptOf(platformKey: string, receipt: Receipt): boolean {
  const { publicKey } = parseVerifierKey(deviceCrypto.sha256, platformKey);
  const message = new TextEncoder().encode(receiptMessage(receipt));
  try {
    return deviceCrypto.verifyEd25519(publicKey, message, fromBase64(receipt.signature, "receipt"));
  } catch {
    return false;
  }
}

export function keptReceiptOf(
  batch: SignedBatch,
  answer: Exclude<BatchAnswer, { kind: "refused" }>,
): KeptReceipt {
  const { epoch, sequence, rowCount, firstAtMs, lastAtMs } = batch.head;
  const { kind, receipt, reason } = answer;
  const { hash } = markOf(batch);
  return {
    epoch,
    sequence,
    hash,
    kind,
    ...(reason === undefined ? {} : { reason }),
    rowCount,
    firstAtMs,
    lastAtMs,
    receipt,
  };
}

export function openReceiptBook(folder: string, maxBytes: number): ReceiptBook {
  return {
    keep: async (receipts) => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const byDay = new Map<string, string>();
      for (const one of receipts) {
        const day = new Date(one.receipt.receivedAtMs).toISOString().slice(0, 10);
        byDay.set(day, `${byDay.get(day) ?? ""}${JSON.stringify(one)}\n`);
      }
      for (const [day, lines] of byDay) {
        const handle = await open(join(folder, `${day}.jsonl`), "a", 0o600);
        try {
          await handle.writeFile(lines);
          await handle.datasync();
        } finally {
          await handle.close();
        }
      }
      shrink(folder, maxBytes);
    },
  };
}

function shrink(folder: string, maxBytes: number): void {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith(".jsonl"))
    .sort()
    .map((name) => ({ path: join(folder, name), bytes: statSync(join(folder, name)).size }));
  let bytes = files.reduce((sum, one) => sum + one.bytes, 0);
  for (const { path, bytes: fileBytes } of files.slice(0, -1)) {
    if (bytes <= maxBytes) return;
    rmSync(path, { force: true });
    bytes -= fileBytes;
  }
}
