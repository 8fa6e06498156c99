import { sentencesOfRowProblem } from "#collect";
import type { ReadableEnterprises } from "#consent";
import type { FileBalance, ImportedData, ListedRow, QuarantineFilter } from "#flow";
import { z } from "zod";
import type { Observations } from "./observations.ts";

/** Rows of the data set in quarantine that nobody has corrected and that the reader may see. */
const wanted = `FROM quarantine
  WHERE platform_index < {position:UInt64} AND (origin, entry_index) IN (
    SELECT origin, entry_index FROM import_batch WHERE dataset = {dataset:String})
  AND (origin, entry_index, ordinal) NOT IN (
    SELECT of_origin, of_entry, of_ordinal FROM correction WHERE platform_index < {position:UInt64})
  AND if(enterprise_id = '',
    {anyFile:UInt8} = 1 OR has({files:Array(String)}, file)
      OR has({files:Array(String)}, substring(file, 1, position(file, '/') - 1)),
    has({enterpriseIds:Array(String)}, enterprise_id) = ({isOnly:UInt8} = 1))
  AND ({file:String} = '' OR file = {file:String} OR startsWith(file, concat({file:String}, '/')))`;
const ofCode = "AND ({code:String} = '' OR code = {code:String})";

const parametersSchema = z.record(z.string(), z.union([z.string(), z.number()]));

/** What ClickHouse holds of imported files. */
export function openImportedData(observations: Observations): ImportedData {
  return {
    balances: async (dataset) =>
      await observations.query<FileBalance>(
        `SELECT b.file AS file, b.enterprise_id AS enterpriseId, any(b.enterprise_code) AS enterpriseCode,
           any(b.kind) AS kind, toUInt32(sum(b.read) - sum(b.corrected)) AS read, toUInt32(sum(b.stored)) AS stored,
           toUInt32(sum(b.duplicates)) AS duplicates,
           toUInt32(sum(b.quarantined) - sum(b.corrected)) AS quarantined,
           toUInt32(sum(b.corrected)) AS corrected, toString(min(b.first_day)) AS firstDay,
           toString(max(b.last_day)) AS lastDay, toFloat64(max(b.received_at_ms)) AS receivedAtMs
         FROM import_batch AS b WHERE b.dataset = {dataset:String} AND b.platform_index < {position:UInt64}
         GROUP BY file, enterprise_id ORDER BY file, enterprise_id`,
        { dataset, position: await observations.position() },
      ),
    quarantine: async (dataset, filter, { offset, limit }, readable) => {
      const position = await observations.position();
      const parameters = { dataset, position, ...parametersOf(filter, readable) };
      const codes = await observations.query<{ code: string; rows: number }>(
        `SELECT code, toUInt32(count()) AS rows ${wanted} GROUP BY code ORDER BY rows DESC, code`,
        parameters,
      );
      const rows = await observations.query<StoredRow>(
        `SELECT file, toUInt32(row) AS row, field, code, parameters, raw, enterprise_id AS enterpriseId, origin,
           toFloat64(entry_index) AS entry, ordinal ${wanted} ${ofCode}
         ORDER BY file, row, field LIMIT {limit:UInt32} OFFSET {offset:UInt32}`,
        { ...parameters, limit, offset },
      );
      const counted = codes.filter(({ code }) => filter.code === undefined || code === filter.code);
      return { total: counted.reduce((sum, one) => sum + one.rows, 0), codes, items: rows.map(listedRowOf) };
    },
  };
}

function parametersOf({ files, file, code }: QuarantineFilter, { kind, enterpriseIds }: ReadableEnterprises) {
  return {
    files: files ?? [],
    anyFile: files === null ? 1 : 0,
    file: file ?? "",
    code: code ?? "",
    enterpriseIds,
    isOnly: kind === "only" ? 1 : 0,
  };
}

interface StoredRow extends Omit<ListedRow, "zh" | "en" | "place"> {
  readonly parameters: string;
  readonly origin: string;
  readonly entry: number;
  readonly ordinal: number;
}

function listedRowOf({ parameters, origin, entry, ordinal, ...row }: StoredRow): ListedRow {
  const values = parameters === "" ? {} : parametersSchema.parse(JSON.parse(parameters));
  return { ...row, ...sentencesOfRowProblem(row.code, values), place: { origin, index: entry, ordinal } };
}
