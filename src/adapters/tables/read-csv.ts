import { RowFields, RowScanner, decodeText } from "#collect";
import type { ReportProgress } from "#kernel";
import type { DataTable, IndicatorColumn } from "#scorecard";
import { type ColumnBuilder, type WrongCell, categoryBuilder, numericBuilder } from "./column-builder.ts";
import { type ColumnKind, type CsvHead, readCsvHead } from "./csv-head.ts";
import { tablesFaults } from "./errors.ts";

/** Text of a table that can be read more than once. */
export interface CsvSource {
  /** As it is named in faults. */
  readonly name: string;
  /** Opens the bytes from the beginning; `problem` says after the last chunk why they ended early. */
  open(): { readonly chunks: AsyncIterable<Uint8Array>; problem(rows: number): string | null };
  /** Whether a second line names each column's type, as ClickHouse writes it. */
  readonly hasTypes: boolean;
}

export interface CsvOptions {
  /** Names of the columns to keep; null = all. */
  readonly columns: ReadonlySet<string> | null;
  /** What a column holds, where that is not left to its first rows. */
  readonly kinds: ReadonlyMap<string, ColumnKind>;
  readonly missing: ReadonlySet<string>;
  readonly signal?: AbortSignal;
  readonly onProgress?: ReportProgress;
}

/** What was noticed about a column while it was read. */
export type ColumnNote =
  /** It looked like numbers until this row. */
  | {
      readonly kind: "readAsCategories";
      readonly column: string;
      readonly row: number;
      readonly text: string;
    }
  | { readonly kind: "infiniteAsMissing"; readonly column: string; readonly count: number };

export interface CsvTable {
  readonly table: DataTable;
  /** Of all columns that the text has. */
  readonly names: readonly string[];
  readonly notes: readonly ColumnNote[];
}

/** Enough rows for a good guess of what columns hold, little enough to look at twice. */
const headBytes = 1 << 18;
const mostRowBytes = 1 << 20;

/**
 * Reads delimited text into columns. A column that turns out not to be of numbers is read again as categories, unless
 * it was said to be numeric.
 * @throws TABLES_… with file, row and column
 */
export async function readCsv(source: CsvSource, options: CsvOptions): Promise<CsvTable> {
  const head = readCsvHead(
    await firstBytes(source, headBytes),
    source.name,
    options.missing,
    source.hasTypes,
  );
  for (const name of [...(options.columns ?? []), ...options.kinds.keys()]) {
    if (head.names.includes(name)) continue;
    const found = head.names.join(", ").slice(0, 600);
    throw tablesFaults.fault("TABLES_NO_SUCH_COLUMN", { file: source.name, column: name, found });
  }
  const kept = head.names.flatMap((name, place) =>
    options.columns === null || options.columns.has(name) ? [{ name, place }] : [],
  );
  const kinds = new Map(kept.map(({ name, place }) => [name, options.kinds.get(name) ?? head.kinds[place]]));
  const notes: ColumnNote[] = [];
  const found = new Map<string, IndicatorColumn>();
  let rows = 0;
  for (let left = kept; left.length > 0; ) {
    const builders = left.map(({ name, place }) => ({
      name,
      place,
      builder: builderOf(name, kinds.get(name) ?? "numeric", head, options),
    }));
    rows = await readRows(source, head, builders, options);
    for (const { name, builder } of builders) {
      const { wrong } = builder;
      if (wrong !== null && options.kinds.has(name)) throw wrongCell(wrong, name, source, head);
      if (wrong !== null) {
        kinds.set(name, "categorical");
        notes.push({ kind: "readAsCategories", column: name, row: wrong.row + 2, text: wrong.text });
        continue;
      }
      const column = builder.finish();
      if ("row" in column) throw wrongCell(column, name, source, head);
      found.set(name, column);
      if (builder.infinite > 0) {
        notes.push({ kind: "infiniteAsMissing", column: name, count: builder.infinite });
      }
    }
    left = left.filter(({ name }) => !found.has(name));
  }
  if (rows === 0) throw tablesFaults.fault("TABLES_EMPTY", { file: source.name });
  const columns = kept.flatMap(({ name }) => found.get(name) ?? []);
  return { table: { rows, columns }, names: head.names, notes };
}

function builderOf(
  id: string,
  kind: ColumnKind,
  { encoding }: CsvHead,
  { missing }: CsvOptions,
): ColumnBuilder {
  const decode = (bytes: string): string | null => decodeText(Buffer.from(bytes, "latin1"), encoding);
  return kind === "numeric"
    ? numericBuilder({ id, missing, decode })
    : categoryBuilder({ id, missing, decode });
}

function wrongCell({ kind, row, text }: WrongCell, column: string, { name }: CsvSource, head: CsvHead) {
  const place = { file: name, row: row + 2, column };
  return kind === "notANumber"
    ? tablesFaults.fault("TABLES_NOT_A_NUMBER", { ...place, found: text.slice(0, 80) })
    : tablesFaults.fault("TABLES_ENCODING", {
        ...place,
        encoding: head.encoding === "gb18030" ? "GBK" : "UTF-8",
      });
}

async function firstBytes(source: CsvSource, most: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  const opened = source.open();
  for await (const chunk of opened.chunks) {
    parts.push(chunk);
    length += chunk.length;
    if (length >= most) break;
  }
  const problem = opened.problem(0);
  if (length === 0 && problem !== null) {
    throw tablesFaults.fault("TABLES_NO_SUCH_FILE", { file: source.name, problem });
  }
  return Buffer.concat(parts).subarray(0, most);
}

interface PlacedBuilder {
  readonly place: number;
  readonly builder: ColumnBuilder;
}

/** Runs once over all rows. */
async function readRows(
  source: CsvSource,
  head: CsvHead,
  builders: readonly PlacedBuilder[],
  { signal, onProgress }: CsvOptions,
): Promise<number> {
  const delimiter = head.delimiter.charCodeAt(0);
  const scanner = new RowScanner({ delimiter, takesQuotes: true }, mostRowBytes);
  const fields = new RowFields({ kind: "csv", delimiter, columns: head.names.length });
  const opened = source.open();
  let rows = 0;
  let skip = head.headBytes;
  const drain = (): void => {
    for (let found = scanner.next(); found !== "more"; found = scanner.next()) {
      const row = rows + 2;
      if (found === "long")
        throw tablesFaults.fault("TABLES_ROW_BROKEN", { file: source.name, row, limit: mostRowBytes });
      if (scanner.rowEnd === scanner.rowStart && head.names.length > 1) continue;
      const verdict = fields.split(scanner.bytes, scanner.rowStart, scanner.rowEnd);
      if (verdict.kind === "columns") {
        const counts = { found: verdict.found, expected: head.names.length };
        throw tablesFaults.fault("TABLES_ROW_COLUMNS", { file: source.name, row, ...counts });
      }
      if (verdict.kind !== "fields") {
        throw tablesFaults.fault("TABLES_ROW_BROKEN", { file: source.name, row, limit: mostRowBytes });
      }
      for (const { place, builder } of builders) {
        builder.append(fields.bytes, fields.starts[place] as number, fields.ends[place] as number);
      }
      rows++;
    }
  };
  for await (const chunk of opened.chunks) {
    signal?.throwIfAborted();
    if (skip >= chunk.length) {
      skip -= chunk.length;
      continue;
    }
    scanner.push(skip === 0 ? chunk : chunk.subarray(skip));
    skip = 0;
    drain();
    onProgress?.({ step: "read", done: rows, unit: "rows", subject: source.name });
  }
  scanner.finish();
  scanner.push(new Uint8Array(0));
  drain();
  const problem = opened.problem(rows);
  if (problem !== null)
    throw tablesFaults.fault("TABLES_CUT_OFF", { file: source.name, row: rows + 1, problem });
  return rows;
}
