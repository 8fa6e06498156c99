import { type RowProblemCode, rowProblems } from "#collect";
import { formatMessage } from "#kernel";
import { z } from "zod";
import type { Observations } from "./observations.ts";

/** One quarantined row with its reason as sentences; `raw` is the row as received, or its beginning. */
export interface QuarantinedRow {
  readonly file: string;
  /** Number of the row in its file; the header of a table is 1. */
  readonly row: number;
  readonly field: string;
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly raw: string;
}

/** Reads the quarantine of a data set, page by page. */
export interface QuarantinedRows {
  read(
    dataset: string,
    page: { readonly offset: number; readonly limit: number },
  ): Promise<{ readonly total: number; readonly items: readonly QuarantinedRow[] }>;
}

/** A quarantined row belongs to the data set of the batch that it came with. */
const ofDataset = `FROM quarantine
  WHERE platform_index < {position:UInt64} AND (origin, entry_index) IN (
    SELECT origin, entry_index FROM import_batch WHERE dataset = {dataset:String})`;

const parametersSchema = z.record(z.string(), z.union([z.string(), z.number()]));

/** The quarantine in ClickHouse, in the order of files and rows. */
export function openQuarantinedRows(observations: Observations): QuarantinedRows {
  return {
    read: async (dataset, { offset, limit }) => {
      const position = await observations.position();
      const [counted] = await observations.query<{ total: number }>(
        `SELECT toUInt32(count()) AS total ${ofDataset}`,
        { dataset, position },
      );
      const rows = await observations.query<StoredRow>(
        `SELECT file, toUInt32(row) AS row, field, code, parameters, raw ${ofDataset}
         ORDER BY file, row, field LIMIT {limit:UInt32} OFFSET {offset:UInt32}`,
        { dataset, position, limit, offset },
      );
      return { total: counted?.total ?? 0, items: rows.map(describeRow) };
    },
  };
}

interface StoredRow {
  readonly file: string;
  readonly row: number;
  readonly field: string;
  readonly code: string;
  readonly parameters: string;
  readonly raw: string;
}

function describeRow({ parameters, ...row }: StoredRow): QuarantinedRow {
  const sentence = row.code in rowProblems ? rowProblems[row.code as RowProblemCode] : null;
  const values = parameters === "" ? {} : parametersSchema.parse(JSON.parse(parameters));
  return {
    ...row,
    zh: sentence === null ? row.code : formatMessage(sentence.zh, values),
    en: sentence === null ? row.code : formatMessage(sentence.en, values),
  };
}
