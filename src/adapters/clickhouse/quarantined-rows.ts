import type { ReadableEnterprises } from "#consent";
import { type QuarantinedRow as RowOfFile, sentencesOfRowProblem } from "#collect";
import { z } from "zod";
import type { Observations } from "./observations.ts";

/** One quarantined row with its reason as sentences. */
export interface QuarantinedRow extends RowOfFile {
  readonly file: string;
  /** Its place in the log, by which it can be corrected. */
  readonly place: { readonly origin: string; readonly index: number; readonly ordinal: number };
}

/** Reads the quarantine of a data set, page by page: rows of enterprises that may be read, and of none that is known. */
export interface QuarantinedRows {
  read(
    dataset: string,
    page: { readonly offset: number; readonly limit: number },
    readable: ReadableEnterprises,
  ): Promise<{ readonly total: number; readonly items: readonly QuarantinedRow[] }>;
}

/** A quarantined row belongs to the data set of the batch that it came with. */
const ofDataset = `FROM quarantine
  WHERE platform_index < {position:UInt64} AND (origin, entry_index) IN (
    SELECT origin, entry_index FROM import_batch WHERE dataset = {dataset:String})
  AND (origin, entry_index, ordinal) NOT IN (
    SELECT of_origin, of_entry, of_ordinal FROM correction WHERE platform_index < {position:UInt64})
  AND (enterprise_id = '' OR has({enterpriseIds:Array(String)}, enterprise_id) = ({isOnly:UInt8} = 1))`;

const parametersSchema = z.record(z.string(), z.union([z.string(), z.number()]));

/** The quarantine in ClickHouse, in the order of files and rows. */
export function openQuarantinedRows(observations: Observations): QuarantinedRows {
  return {
    read: async (dataset, { offset, limit }, { kind, enterpriseIds }) => {
      const filter = { isOnly: kind === "only" ? 1 : 0, enterpriseIds };
      const position = await observations.position();
      const [counted] = await observations.query<{ total: number }>(
        `SELECT toUInt32(count()) AS total ${ofDataset}`,
        { dataset, position, ...filter },
      );
      const rows = await observations.query<StoredRow>(
        `SELECT file, toUInt32(row) AS row, field, code, parameters, raw, origin,
           toFloat64(entry_index) AS entry, ordinal ${ofDataset}
         ORDER BY file, row, field LIMIT {limit:UInt32} OFFSET {offset:UInt32}`,
        { dataset, position, limit, offset, ...filter },
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
  readonly origin: string;
  readonly entry: number;
  readonly ordinal: number;
}

function describeRow({ parameters, origin, entry, ordinal, ...row }: StoredRow): QuarantinedRow {
  const values = parameters === "" ? {} : parametersSchema.parse(JSON.parse(parameters));
  const place = { origin, index: entry, ordinal };
  return { ...row, ...sentencesOfRowProblem(row.code, values), place };
}
