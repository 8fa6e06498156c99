import type { EntryToAppend, Ledger, PayloadRows } from "#ledger";
import type { ReadDelivery, SentFile, StoredFile } from "./delivery.ts";

/** Lines of a file in one entry of the log; a row's entry and ordinal follow from its number. */
export const linesOfEntry = 5000;

const lineFeed = 0x0a;

/**
 * Seals the files of a delivery as received, byte by byte, a line of the file a row of the log.
 * @returns the files with the place of their first entry
 */
export async function sealDelivery(
  ledger: Ledger,
  partyId: string,
  delivery: ReadDelivery,
  sent: readonly SentFile[],
): Promise<readonly StoredFile[]> {
  const origin = ledger.originOf("import", `loan-book:${partyId}`);
  const { businessDate, number } = delivery;
  const stored: StoredFile[] = [];
  for (const file of Object.values(delivery.files)) {
    const bytes = sent.find(({ name }) => name === file.name)?.bytes ?? new Uint8Array(0);
    const { kind, name, sha256 } = file;
    const about = { businessDate, delivery: delivery.sha256, file: name, kind, number, sha256 };
    const entries = linePayloads(bytes).map(
      (payload, part): EntryToAppend => ({
        origin,
        dataClass: "registry",
        header: { "@type": "loan-file@1", ...about, firstLine: part * linesOfEntry + 1 },
        payload,
      }),
    );
    const receipts = await ledger.append(entries);
    stored.push({
      kind,
      name,
      sha256,
      bytes: bytes.length,
      rows: file.rows.length,
      totals: file.totals.map((total) => ({ name: total.name, fen: total.fen.toString() })),
      origin,
      firstEntry: receipts[0]?.index ?? 0,
    });
  }
  await ledger.anchor();
  return stored;
}

/** Where the line of a file lies in the log; lines count from 1, the header is the first. */
export function placeOfLine(file: Pick<StoredFile, "origin" | "firstEntry">, line: number) {
  const entry = file.firstEntry + Math.floor((line - 1) / linesOfEntry);
  return { origin: file.origin, entry, ordinal: (line - 1) % linesOfEntry };
}

function linePayloads(bytes: Uint8Array): PayloadRows[] {
  const payloads: PayloadRows[] = [];
  let start = 0;
  let ends: number[] = [];
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i] !== lineFeed && i !== bytes.length - 1) continue;
    ends.push(i + 1 - start);
    if (ends.length < linesOfEntry && i !== bytes.length - 1) continue;
    payloads.push({ bytes: bytes.subarray(start, i + 1), ends: Uint32Array.from(ends) });
    start = i + 1;
    ends = [];
  }
  return payloads;
}
