import { type KnownOperations, operatingSpanOf, type StoredFile } from "#collect";
import type { Connection } from "./connection.ts";
import { decodeBlocks } from "./native-format.ts";

/** Where rows of operating streams are, the column of their day, and how they are told from rows of other sources. */
const tables = [
  { table: "machine_day", day: "on_day", where: "1" },
  { table: "meter_day", day: "on_day", where: "1" },
  { table: "collector_day", day: "on_day", where: "1" },
  { table: "workforce_day", day: "on_day", where: "1" },
  { table: "invoice", day: "issued_on", where: "fingerprint != 0" },
  { table: "statement_line", day: "posted_on", where: "reference IS NOT NULL" },
  { table: "business_document", day: "on_day", where: "stream != ''" },
] as const;

/** Enterprises and days of which a row of an operating stream is stored, in spans. */
export async function loadOperatingSpans(
  reader: Connection,
  position: number,
): Promise<readonly { readonly enterpriseId: string; readonly span: number }[]> {
  if (position === 0) return [];
  const spanOf = (day: string): string => `intDiv(toInt32(${day}), 32)`;
  const rows = await reader.query<{ id: string; spans: readonly number[] }>(
    `SELECT id, groupUniqArray(span) AS spans FROM (${tables
      .map(
        ({ table, day, where }) =>
          `SELECT toString(enterprise_id) AS id, toInt32(${spanOf(day)}) AS span FROM ${table}
           WHERE platform_index < {position:UInt64} AND ${where} GROUP BY id, span`,
      )
      .join(" UNION ALL ")}) GROUP BY id`,
    { position },
  );
  return rows.flatMap(({ id, spans }) => spans.map((span) => ({ enterpriseId: id, span })));
}

/** Fingerprints of the rows of operating streams of some days. */
export async function loadKnownOperations(
  reader: Connection,
  position: number,
  enterpriseIds: readonly string[],
  { first, last }: { readonly first: number; readonly last: number },
): Promise<readonly KnownOperations[]> {
  const bytes = await reader.queryBytes(
    tables
      .map(
        ({ table, day, where }) =>
          `SELECT CAST(indexOf({ids:Array(String)}, enterprise_id) AS UInt32) AS enterprise,
             toInt32(${day}) AS day, fingerprint
           FROM ${table} WHERE enterprise_id IN {ids:Array(String)}
             AND ${day} BETWEEN toDate32({first:Int32}) AND toDate32({last:Int32})
             AND platform_index < {position:UInt64} AND ${where}`,
      )
      .join(" UNION ALL "),
    "Native",
    { ids: enterpriseIds, first, last, position },
  );
  const found = new Map<string, { enterpriseId: string; span: number; words: number[] }>();
  for (const { rows, columns } of decodeBlocks(bytes)) {
    const [enterprise, day, fingerprint] = columns.map(({ data }) => data as Uint8Array<ArrayBuffer>);
    if (enterprise === undefined || day === undefined || fingerprint === undefined) continue;
    const places = new Uint32Array(enterprise.buffer);
    const days = new Int32Array(day.buffer);
    const words = new Uint32Array(fingerprint.buffer);
    for (let i = 0; i < rows; i++) {
      const place = places[i] as number;
      const span = operatingSpanOf(days[i] as number);
      const key = `${place} ${span}`;
      let own = found.get(key);
      if (own === undefined) {
        own = { enterpriseId: enterpriseIds[place - 1] as string, span, words: [] };
        found.set(key, own);
      }
      own.words.push(words[2 * i] as number, words[2 * i + 1] as number);
    }
  }
  return [...found.values()].map(({ words, ...own }) => ({ ...own, fingerprints: Uint32Array.from(words) }));
}

/** The files of a data set that were read to their end. */
export async function loadFiles(
  reader: Connection,
  dataset: string,
  position: number,
): Promise<readonly StoredFile[]> {
  const rows = await reader.query<{ file: string; sha256: string; platformIndex: string }>(
    `SELECT file, sha256, platform_index AS platformIndex FROM import_file
     WHERE dataset = {dataset:String} AND platform_index < {position:UInt64}
     ORDER BY platform_index, entry_index`,
    { dataset, position },
  );
  return rows.map(({ file, sha256, platformIndex }) => ({
    file,
    sha256,
    platformIndex: Number(platformIndex),
  }));
}
