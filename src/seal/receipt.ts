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
