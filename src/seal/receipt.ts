import { defineDesignChoice } from "#kernel";

/** How long an acknowledged entry may wait for a platform leaf before its absence under one is a broken promise. */
export const receiptDelayMs = defineDesignChoice("seal.receipt.delay.ms", 60_000, "ms", {
  zh: "已确认的记录应在此时间内进入平台日志；之后封存的状态若没有它，即为食言",
  en: "An acknowledged entry is in the platform log within this time; a state sealed later without it broke the promise",
});

/** What the ledger signs once an entry is durable; later proofs must agree with it. */
export interface Receipt {
  /** The private log that took the entry. */
  readonly origin: string;
  readonly index: number;
  /** Base64 of the entry's leaf hash. */
  readonly leafHash: string;
  readonly receivedAtMs: number;
  /** Base64 of the platform key's Ed25519 signature over `receiptMessage`. */
  readonly signature: string;
}

/**
 * The bytes that a receipt's signature covers. Its second line is no decimal number, so it can never be taken
 * for the body of a checkpoint signed with the same key.
 */
export function receiptMessage(receipt: Omit<Receipt, "signature">): string {
  const { origin, index, leafHash, receivedAtMs } = receipt;
  return `touchstone-receipt/v1\n${origin}\n${index}\n${leafHash}\n${receivedAtMs}\n`;
}
