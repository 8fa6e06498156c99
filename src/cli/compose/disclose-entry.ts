import type { Ledger } from "#ledger";
import { nodeCrypto } from "#ledger";
import { formatBundle, verifyBundle } from "#seal";

/**
 * The only row of an entry of a private log, with the evidence for it.
 * @returns null where the log has no such entry, or the evidence does not hold
 */
export async function discloseEntry(
  ledger: Ledger,
  { origin, entry }: { readonly origin: string; readonly entry: number },
): Promise<{ readonly text: string; readonly bundle: string } | null> {
  await ledger.checkpoint();
  const disclosed = await ledger.bundle(origin, { disclose: [{ index: entry, ordinals: [0] }] });
  const bundle = formatBundle(disclosed);
  const { verdict } = verifyBundle(new TextEncoder().encode(bundle), nodeCrypto, ledger.trust());
  const row = disclosed.entries.find(({ index }) => index === entry)?.rows[0]?.row;
  return verdict !== "verified" || row === undefined
    ? null
    : { text: Buffer.from(row, "base64").toString("utf8"), bundle };
}
