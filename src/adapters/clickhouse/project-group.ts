import type { ProjectedFile, ProjectedGroup } from "#collect";
import type { Connection } from "./connection.ts";
import { batchBlock, churnBlock, enterpriseBlock } from "./list-blocks.ts";
import { insertBlock, tokenOf } from "./insert-block.ts";
import { bytesOf, encodeTexts } from "./native-format.ts";
import { type Block, blockOf, invoiceBlock, quarantineBlock, readingBlock } from "./projection-blocks.ts";
import { projectOperations } from "./project-operations.ts";
import { projectTelemetry } from "./project-telemetry.ts";
import { checkBlock, correctionBlock, documentBlock, statementBlock } from "./statement-blocks.ts";

/** `{ids}` and the like hold one element a batch (or file) of the group; `batch` is the place in them. */
const enterpriseId = "arrayElement({enterpriseIds:Array(String)}, batch + 1)";
const dataset = "arrayElement({datasets:Array(String)}, batch + 1)";
const file = "arrayElement({files:Array(String)}, batch + 1)";

/** A value of a block that may be missing, and whether it is there. */
const orNull = (value: string): string => `if(has_${value} = 1, ${value}, NULL)`;

/** The columns of each table that are written, and what is written into them. */
const inserts = {
  invoice: {
    columns: `enterprise_id, direction, number, issued_on, counterparty, net_fen, tax_fen, gross_fen, is_void, flags, red_of`,
    values: `${enterpriseId}, if(is_purchase = 1, 'purchase', 'sale'), number, toDate32(issued), counterparty,
      net_fen, tax_fen, gross_fen, is_void, flags, red_of`,
  },
  reading: {
    columns: "enterprise_id, asset, channel, from_ms, to_ms, value, fingerprint",
    values: `${enterpriseId}, asset, channel, from_ms, to_ms, value, fingerprint`,
  },
  statement_line: {
    columns: `enterprise_id, account, posted_on, clock, amount_fen, balance_fen, counterparty, counterparty_account,
      counterparty_bank, summary, purpose, serial, flags, time_order, fingerprint`,
    values: `${enterpriseId}, account, toDate32(posted), clock, amount_fen, ${orNull("balance")}, counterparty,
      counterparty_account, counterparty_bank, summary, purpose, serial, flags, time_order, fingerprint`,
  },
  statement_check: {
    columns: `enterprise_id, dataset, file, account, lines, steps, breaks, is_descending, break_kind, break_is_certain,
      break_row, expected_fen, found_fen, opening_fen, closing_fen, stated_opening_fen, stated_closing_fen, first_day,
      last_day, first_row, last_row`,
    values: `${enterpriseId}, ${dataset}, ${file}, account, lines, steps, breaks, is_descending, break_kind,
      break_is_certain, break_row, expected, found, ${orNull("opening")}, ${orNull("closing")},
      ${orNull("stated_opening")}, ${orNull("stated_closing")}, toDate32(first_day), toDate32(last_day), first_row,
      last_row`,
  },
  business_document: {
    columns: `enterprise_id, kind, number, line, on_day, counterparty, item_code, item, measure, quantity_milli, unit,
      amount_fen, text, source, flags, fingerprint`,
    values: `${enterpriseId}, kind, number, line, toDate32(day), counterparty, item_code, item, measure,
      ${orNull("quantity")}, unit, ${orNull("amount")}, text, source, 0, fingerprint`,
  },
  correction: {
    columns: "enterprise_id, dataset, file, row, of_origin, of_entry, of_ordinal",
    values: `${enterpriseId}, ${dataset}, ${file}, row, of_origin, of_entry, of_ordinal`,
  },
  enterprise: {
    columns: "enterprise_id, dataset, code, name, label, bank_rating",
    values: `${enterpriseId}, ${dataset}, code, name, label, bank_rating`,
  },
  churn_rate: {
    columns: "dataset, rate_ppm, rating, churn",
    values: `${dataset}, rate_ppm, rating, churn`,
  },
  quarantine: {
    columns: "file, row, field, code, parameters, raw, enterprise_id",
    values: `${file}, row, field, code, parameters, raw, ${enterpriseId}`,
  },
  import_batch: {
    columns: `file, kind, dataset, enterprise_id, enterprise_code, read, stored, duplicates, quarantined,
      amounts_do_not_add_up, number_reused, merged_lines, corrected, first_day, last_day`,
    values: `file, kind, dataset, ${enterpriseId}, enterprise_code, read, stored, duplicates, quarantined,
      amounts_do_not_add_up, number_reused, merged_lines, corrected, toDate32OrNull(first_day),
      toDate32OrNull(last_day)`,
  },
  import_file: {
    columns: "file, dataset, layout, sha256, bytes, rows, problem",
    values: "file, dataset, layout, sha256, bytes, rows, problem",
  },
} as const;

/** Entries as a whole have no row of their own. */
const ofEntries: ReadonlySet<Table> = new Set(["import_batch", "import_file"]);
const withDuplicates: ReadonlySet<Table> = new Set(["invoice", "reading", "statement_line"]);

type Table = keyof typeof inserts;

/**
 * Stores one group. Each table gets one insert of fixed content with a token of its own, so that repeating the
 * group after a crash changes nothing. Of one leaf with rows of files the insert into `import_batch`, which comes last, is what moves the position;
 * several leaves are announced before, so that a repetition takes the same ones together.
 * @param directory  for the block on its way to the engine; the file is removed at once
 */
export async function projectGroup(
  connection: Connection,
  directory: string,
  group: ProjectedGroup,
): Promise<void> {
  const { firstPlatformIndex: first = group.platformIndex, platformIndex: last, telemetry = [] } = group;
  if (first < last) {
    await connection.execute(
      "INSERT INTO projection_range (first, last) SELECT {first:UInt64}, {last:UInt64}",
      {
        first,
        last,
      },
    );
  }
  const ofBatches = lineageOf(group, group.batches);
  await projectTelemetry({ connection, directory }, tokenOf(group), telemetry);
  await insert(connection, directory, "invoice", invoiceBlock(group), ofBatches);
  await insert(connection, directory, "reading", readingBlock(group), ofBatches);
  await insert(connection, directory, "statement_line", statementBlock(group), ofBatches);
  await insert(connection, directory, "statement_check", checkBlock(group), ofBatches);
  await insert(connection, directory, "business_document", documentBlock(group), ofBatches);
  await projectOperations({ connection, directory }, group, ofBatches);
  await insert(connection, directory, "correction", correctionBlock(group), ofBatches);
  await insert(connection, directory, "enterprise", enterpriseBlock(group), ofBatches);
  await insert(connection, directory, "churn_rate", churnBlock(group), ofBatches);
  await insert(connection, directory, "quarantine", quarantineBlock(group), ofBatches);
  await insert(connection, directory, "import_file", fileBlock(group.files), lineageOf(group, group.files));
  await insert(connection, directory, "import_batch", batchBlock(group), ofBatches);
  const isMoved = group.batches.length > 0 && first === last;
  if (!isMoved) await movePosition(connection, last + 1);
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
  group: ProjectedGroup,
  entries: readonly (ProjectedFile & { readonly enterpriseId?: string })[] | ProjectedGroup["batches"],
) {
  return {
    token: tokenOf(group),
    platformIndexes: entries.map((entry) => entry.platformIndex ?? group.platformIndex),
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
  const { columns, values } = inserts[table];
  const where = withDuplicates.has(table) ? "WHERE is_kept = 1" : "";
  const insertion = { table, columns, values, where, isOfEntries: ofEntries.has(table) };
  await insertBlock({ connection, directory }, insertion, block, parameters);
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
