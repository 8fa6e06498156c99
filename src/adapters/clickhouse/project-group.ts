import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ProjectedFile, ProjectedGroup } from "#collect";
import type { Connection } from "./connection.ts";
import { batchBlock, churnBlock, enterpriseBlock } from "./list-blocks.ts";
import { bytesOf, encodeTexts } from "./native-format.ts";
import { type Block, blockOf, invoiceBlock, quarantineBlock, readingBlock } from "./projection-blocks.ts";

/** `{ids}` and the like hold one element a batch (or file) of the group; `batch` is the place in them. */
const lineage = `arrayElement({received:Array(Int64)}, batch + 1), arrayElement({origins:Array(String)}, batch + 1),
  arrayElement({indexes:Array(UInt64)}, batch + 1), ordinal, {platformIndex:UInt64}`;
const enterpriseId = "arrayElement({enterpriseIds:Array(String)}, batch + 1)";
const dataset = "arrayElement({datasets:Array(String)}, batch + 1)";
const file = "arrayElement({files:Array(String)}, batch + 1)";

const inserts = {
  invoice: `${enterpriseId}, if(is_purchase = 1, 'purchase', 'sale'), number, toDate32(issued), counterparty,
  net_fen, tax_fen, gross_fen, is_void, flags, ${lineage}`,
  reading: `${enterpriseId}, asset, channel, from_ms, to_ms, value, fingerprint, ${lineage}`,
  enterprise: `${enterpriseId}, ${dataset}, code, name, label, bank_rating, ${lineage}`,
  churn_rate: `${dataset}, rate_ppm, rating, churn, ${lineage}`,
  quarantine: `${file}, row, field, code, parameters, raw, ${enterpriseId}, ${lineage}`,
  import_batch: `file, kind, dataset, ${enterpriseId}, enterprise_code, read, stored, duplicates, quarantined,
  amounts_do_not_add_up, number_reused, toDate32OrNull(first_day), toDate32OrNull(last_day),
  ${lineage.replace("ordinal", "0")}`,
  import_file: `file, dataset, layout, sha256, bytes, rows, problem, ${lineage.replace("ordinal", "0")}`,
} as const;

type Table = keyof typeof inserts;

/**
 * Stores one group. Each table gets one insert of fixed content with a token of its own, so that repeating the
 * group after a crash changes nothing. The insert into `import_batch` comes last and is what moves the position.
 * @param directory  for the block on its way to the engine; the file is removed at once
 */
export async function projectGroup(
  connection: Connection,
  directory: string,
  group: ProjectedGroup,
): Promise<void> {
  const ofBatches = lineageOf(group, group.batches);
  await insert(connection, directory, "invoice", invoiceBlock(group), ofBatches);
  await insert(connection, directory, "reading", readingBlock(group), ofBatches);
  await insert(connection, directory, "enterprise", enterpriseBlock(group), ofBatches);
  await insert(connection, directory, "churn_rate", churnBlock(group), ofBatches);
  await insert(connection, directory, "quarantine", quarantineBlock(group), ofBatches);
  await insert(connection, directory, "import_file", fileBlock(group.files), lineageOf(group, group.files));
  await insert(connection, directory, "import_batch", batchBlock(group), ofBatches);
  if (group.batches.length === 0) await movePosition(connection, group.platformIndex + 1);
}

/** Says that every platform leaf below `position` is projected in full. */
export async function movePosition(connection: Connection, position: number): Promise<void> {
  await connection.execute(
    "INSERT INTO projector_position (projector, position) SELECT 'observations', {position:UInt64}",
    { position },
  );
}

type LineageParameters = ReturnType<typeof lineageOf>;

function lineageOf(
  { platformIndex }: ProjectedGroup,
  entries: readonly (ProjectedFile & { readonly enterpriseId?: string })[] | ProjectedGroup["batches"],
) {
  return {
    platformIndex,
    received: entries.map(({ receivedAtMs }) => receivedAtMs),
    origins: entries.map(({ origin }) => origin),
    indexes: entries.map(({ entryIndex }) => entryIndex),
    files: entries.map(({ file }) => file),
    datasets: entries.map(({ dataset }) => dataset),
    enterpriseIds: entries.map((entry) => ("enterpriseId" in entry ? (entry.enterpriseId ?? "") : "")),
  };
}

async function insert(
  connection: Connection,
  directory: string,
  table: Table,
  block: Block | null,
  parameters: LineageParameters,
): Promise<void> {
  if (block === null) return;
  const path = join(directory, `${table}.native`);
  await writeFile(path, block.bytes, { mode: 0o600 });
  try {
    const where = table === "invoice" || table === "reading" ? "WHERE is_kept = 1" : "";
    const token = `${table}:${parameters.platformIndex}`;
    const used = Object.entries(parameters).filter(([name]) => inserts[table].includes(`{${name}:`));
    await connection.execute(
      `INSERT INTO ${table} SELECT ${inserts[table]}
       FROM file({path:String}, 'Native', '${block.structure}') ${where}
       SETTINGS insert_deduplication_token = '${token}', max_threads = 1, max_insert_threads = 1`,
      { ...Object.fromEntries(used), path },
    );
  } finally {
    await rm(path, { force: true });
  }
}

function fileBlock(files: readonly ProjectedFile[]): Block | null {
  const texts = (pick: (file: ProjectedFile) => string): Uint8Array => encodeTexts(files.map(pick));
  const integers = (pick: (file: ProjectedFile) => number): Uint8Array =>
    bytesOf(BigUint64Array.from(files, (file) => BigInt(pick(file))));
  return blockOf(files.length, [
    { name: "batch", type: "UInt32", data: bytesOf(Uint32Array.from(files, (_, i) => i)) },
    { name: "file", type: "String", data: texts(({ file }) => file) },
    { name: "dataset", type: "String", data: texts(({ dataset }) => dataset) },
    { name: "layout", type: "String", data: texts(({ layout }) => layout) },
    { name: "sha256", type: "String", data: texts(({ sha256 }) => sha256) },
    { name: "bytes", type: "UInt64", data: integers(({ bytes }) => bytes) },
    { name: "rows", type: "UInt64", data: integers(({ rows }) => rows) },
    { name: "problem", type: "String", data: texts(({ problem }) => problem) },
  ]);
}
