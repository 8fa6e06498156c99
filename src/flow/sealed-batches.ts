import type { RowRuns } from "#collect";
import type { Ledger } from "#ledger";

/** A sealed batch of rows: where it lies in the log, and which rows of which file it holds. */
export interface SealedBatch {
  readonly origin: string;
  readonly index: number;
  readonly file: string;
  readonly dataset: string;
  readonly rows: RowRuns;
}

/** A row's place in the log. */
export interface RowPlace {
  readonly origin: string;
  readonly index: number;
  readonly ordinal: number;
}

/** All sealed batches in platform order, from their headers. */
export async function listSealedBatches(ledger: Ledger): Promise<readonly SealedBatch[]> {
  const batches: SealedBatch[] = [];
  for await (const { origin, index, header } of ledger.readEntries(0)) {
    const { file, dataset, rows } = header;
    if (header["@type"] !== "import-batch@1" || typeof file !== "string" || !isRowRuns(rows)) continue;
    batches.push({ origin, index, file, dataset: String(dataset), rows });
  }
  return batches;
}

/** The entry that closes a file with its SHA-256, of the last import of that file. */
export async function findClosingEntry(ledger: Ledger, file: string): Promise<RowPlace | null> {
  let found: RowPlace | null = null;
  for await (const { origin, index, header } of ledger.readEntries(0)) {
    const isOfFile = header["@type"] === "import-file@1" && header["file"] === file;
    if (isOfFile) found = { origin, index, ordinal: 0 };
  }
  return found;
}

/**
 * The place of a row by its number in its file, where the header of a table is row 1; of a file imported several
 * times, the place in the last import.
 */
export function findRow(batches: readonly SealedBatch[], file: string, row: number): RowPlace | null {
  let found: RowPlace | null = null;
  for (const batch of batches) {
    if (batch.file !== file) continue;
    let ordinal = 0;
    for (const [first, count] of batch.rows) {
      if (row >= first && row < first + count) {
        found = { origin: batch.origin, index: batch.index, ordinal: ordinal + row - first };
      }
      ordinal += count;
    }
  }
  return found;
}

/** First and last number of the rows sealed of a file; null when nothing of it is sealed. */
export function rowRange(
  batches: readonly SealedBatch[],
  file: string,
): { readonly first: number; readonly last: number } | null {
  const runs = batches.flatMap((batch) => (batch.file === file ? batch.rows : []));
  if (runs.length === 0) return null;
  const first = runs.reduce((least, [start]) => Math.min(least, start), Number.POSITIVE_INFINITY);
  const last = runs.reduce((most, [start, count]) => Math.max(most, start + count - 1), 0);
  return { first, last };
}

function isRowRuns(value: unknown): value is RowRuns {
  return (
    Array.isArray(value) &&
    value.every((run) => Array.isArray(run) && run.length === 2 && run.every(Number.isSafeInteger))
  );
}
