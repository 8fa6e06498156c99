import { createHash } from "node:crypto";
import { open, stat } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { defaultReadLimits, openByteSource } from "#collect";
import type { ReportProgress } from "#kernel";
import type { DataTable } from "#scorecard";
import type { ColumnKind } from "./csv-head.ts";
import { tablesFaults } from "./errors.ts";
import { missingTexts } from "./number-text.ts";
import { queryServer, type RunQuery } from "./query-server.ts";
import { type ColumnNote, type CsvSource, readCsv } from "./read-csv.ts";

/** Where a table comes from. */
export type TableOrigin =
  /** A CSV, TSV or Parquet file; CSV may be gzip, and UTF-8 or GBK. */
  | { readonly kind: "file"; readonly path: string }
  /** A SELECT, run by a ClickHouse server (its HTTP address) or, without one, by the engine inside the process. */
  | { readonly kind: "query"; readonly sql: string; readonly server: string | null };

export interface TableRequest {
  readonly origin: TableOrigin;
  /** Columns to read; null = all. */
  readonly columns: readonly string[] | null;
  /** What a column holds, where its rows shall not decide: of a numeric one every other text is an error. */
  readonly kinds: Readonly<Record<string, ColumnKind>>;
  /** More texts that mean "no value". */
  readonly missingTexts: readonly string[];
  readonly signal?: AbortSignal;
  readonly onProgress?: ReportProgress;
}

export interface ReadTable {
  readonly name: string;
  readonly table: DataTable;
  /** Of all columns that are there, read or not. */
  readonly names: readonly string[];
  readonly notes: readonly ColumnNote[];
  /** Of the file's bytes, or of the answer to the query: hexadecimal. */
  readonly sha256: string;
}

/**
 * Reads a table into columns of numbers and categories. What a column holds is told by its first rows; a column that
 * later turns out otherwise is read as categories and noted.
 * @throws TABLES_… with the file, and the row and column where there is one
 */
export async function readTable(request: TableRequest, runQuery: RunQuery): Promise<ReadTable> {
  const { origin } = request;
  const source =
    origin.kind === "query" ? await openAnswer(origin, runQuery) : await openFile(origin.path, runQuery);
  const columns = request.columns === null ? null : new Set(request.columns);
  const { table, names, notes } = await readCsv(source, {
    columns,
    kinds: new Map(Object.entries(request.kinds)),
    missing: new Set([...missingTexts, ...request.missingTexts]),
    ...(request.signal === undefined ? {} : { signal: request.signal }),
    ...(request.onProgress === undefined ? {} : { onProgress: request.onProgress }),
  });
  return { name: source.name, table, names, notes, sha256: source.sha256() };
}

interface HashedSource extends CsvSource {
  sha256(): string;
}

async function openFile(path: string, runQuery: RunQuery): Promise<HashedSource> {
  const file = basename(path);
  const first = await firstFour(path, file);
  if (first === "PAR1") return await openParquet(path, file, runQuery);
  let sha256 = "";
  return {
    name: file,
    hasTypes: false,
    sha256: () => sha256,
    open: () => {
      const bytes = openByteSource(path, { ...defaultReadLimits, inflatedBytes: Number.MAX_SAFE_INTEGER });
      return {
        chunks: bytes.chunks(),
        problem: (rows) => {
          // Asked for once the content has ended: the last pass went over the whole file.
          sha256 = bytes.digest();
          return bytes.problem?.(rows).message ?? null;
        },
      };
    },
  };
}

async function firstFour(path: string, file: string): Promise<string> {
  try {
    if ((await stat(path)).isDirectory()) throw new Error("it is a folder");
    const handle = await open(path, "r");
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0);
      return buffer.toString("latin1", 0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (cause) {
    const problem =
      cause instanceof Error ? ((cause as { code?: string }).code ?? cause.message) : String(cause);
    throw tablesFaults.fault("TABLES_NO_SUCH_FILE", { file, problem }, cause);
  }
}

async function openParquet(path: string, file: string, runQuery: RunQuery): Promise<HashedSource> {
  const quoted = resolve(path).replaceAll("\\", "\\\\").replaceAll("'", "\\'");
  const bytes = await answerOf(`SELECT * FROM file('${quoted}', Parquet)`, runQuery);
  const hash = createHash("sha256");
  for await (const chunk of openByteSource(path, defaultReadLimits).chunks()) hash.update(chunk);
  const sha256 = hash.digest("hex");
  return { ...sourceOfBytes(file, bytes), sha256: () => sha256 };
}

async function openAnswer(
  { sql, server }: Extract<TableOrigin, { kind: "query" }>,
  runQuery: RunQuery,
): Promise<HashedSource> {
  const bytes = await answerOf(sql, server === null ? runQuery : queryServer(server));
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return { ...sourceOfBytes("query", bytes), sha256: () => sha256 };
}

async function answerOf(sql: string, runQuery: RunQuery): Promise<Uint8Array> {
  try {
    return await runQuery(sql);
  } catch (cause) {
    const problem = (cause instanceof Error ? cause.message : String(cause)).split("\n")[0] ?? "";
    throw tablesFaults.fault("TABLES_QUERY", { problem: problem.slice(0, 400) }, cause);
  }
}

const chunkBytes = 1 << 20;

function sourceOfBytes(name: string, bytes: Uint8Array): CsvSource {
  const chunks = async function* (): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
  };
  return { name, hasTypes: true, open: () => ({ chunks: chunks(), problem: () => null }) };
}
