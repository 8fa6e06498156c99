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
  const rows = await reader.query<Record<keyof StoredFile, string>>(
    `SELECT f.file AS file, f.layout AS layout, f.sha256 AS sha256, f.platform_index AS platformIndex,
       b.read AS read, b.stored AS stored, b.duplicates AS duplicates, b.quarantined AS quarantined,
       b.contradicting AS amountsDoNotAddUp, b.reused AS numberReused
     FROM import_file AS f LEFT JOIN (
       SELECT file, sum(i.read) AS read, sum(i.stored) AS stored, sum(i.duplicates) AS duplicates,
         sum(i.quarantined) AS quarantined, sum(i.amounts_do_not_add_up) AS contradicting,
         sum(i.number_reused) AS reused
       FROM import_batch AS i WHERE dataset = {dataset:String} AND platform_index < {position:UInt64} GROUP BY file
     ) AS b ON f.file = b.file
     WHERE f.dataset = {dataset:String} AND f.platform_index < {position:UInt64}
     ORDER BY f.platform_index, f.entry_index`,
    { dataset, position },
  );
  return rows.map(({ file, layout, sha256, ...counts }) => ({
    file,
    layout,
    sha256,
    platformIndex: Number(counts.platformIndex),
    read: Number(counts.read),
    stored: Number(counts.stored),
    duplicates: Number(counts.duplicates),
    quarantined: Number(counts.quarantined),
    amountsDoNotAddUp: Number(counts.amountsDoNotAddUp),
    numberReused: Number(counts.numberReused),
  }));
}
