import {
  type ParsedInvoices,
  type ParsedReadings,
  type ProjectedBatch,
  type ProjectedGroup,
  rawTextOf,
  rowNumberOf,
} from "#collect";
import { bytesOf, encodeBlock, encodeTexts, type NativeColumn } from "./native-format.ts";

/** Rows on their way into one table: `batch` is the place of their entry in the group. */
export interface Block {
  readonly rows: number;
  readonly bytes: Uint8Array;
  /** The columns as ClickHouse's `file()` wants to hear them. */
  readonly structure: string;
}

/** Parsed batches of one kind, with their places in the group. */
export type Parsed<Kind> = readonly {
  readonly batch: number;
  readonly entry: ProjectedBatch;
  readonly parsed: Kind;
}[];

/** The kept invoices and the duplicates, which `is_kept` tells apart. */
export function invoiceBlock({ batches }: ProjectedGroup): Block | null {
  const parts = partsOf<ParsedInvoices>(batches, "invoices");
  const join = (pick: (part: ParsedInvoices) => NodeJS.TypedArray): Uint8Array =>
    Buffer.concat(parts.map(({ parsed }) => bytesOf(pick(parsed))));
  return blockOf(rowsOf(parts), [
    { name: "batch", type: "UInt32", data: batchColumn(parts, (parsed) => parsed.ordinals.length) },
    { name: "is_purchase", type: "UInt8", data: directionColumn(parts) },
    { name: "ordinal", type: "UInt32", data: join((part) => part.ordinals) },
    { name: "number", type: "String", data: join((part) => part.columns.numbers) },
    { name: "issued", type: "Int32", data: join((part) => part.columns.issuedDays) },
    { name: "counterparty", type: "String", data: join((part) => part.columns.counterparties) },
    { name: "net_fen", type: "Int64", data: join((part) => part.columns.netFen) },
    { name: "tax_fen", type: "Int64", data: join((part) => part.columns.taxFen) },
    { name: "gross_fen", type: "Int64", data: join((part) => part.columns.grossFen) },
    { name: "is_void", type: "UInt8", data: join((part) => part.columns.isVoid) },
    { name: "flags", type: "UInt8", data: Buffer.concat(parts.map(({ entry }) => entry.flags)) },
    { name: "is_kept", type: "UInt8", data: Buffer.concat(parts.map(({ entry }) => entry.isKept)) },
    { name: "red_of", type: "String", data: Buffer.concat(parts.map(({ parsed }) => redColumn(parsed))) },
  ]);
}

/** Empty texts where the source does not say which invoice a red one takes back. */
function redColumn({ redOf, ordinals }: ParsedInvoices): Uint8Array {
  return redOf ?? new Uint8Array(ordinals.length);
}

/** The readings of the kept rows. */
export function readingBlock({ batches }: ProjectedGroup): Block | null {
  const parts = partsOf<ParsedReadings>(batches, "readings");
  const rows = parts.reduce((sum, { parsed }) => sum + parsed.rows.length, 0);
  const target = {
    batch: new Uint32Array(rows),
    ordinal: new Uint32Array(rows),
    assets: [] as string[],
    channels: [] as string[],
    fromMs: new BigInt64Array(rows),
    toMs: new BigInt64Array(rows),
    values: new BigInt64Array(rows),
    fingerprints: new Uint32Array(2 * rows),
    isKept: new Uint8Array(rows),
  };
  let at = 0;
  for (const { batch, entry, parsed } of parts) {
    for (let i = 0; i < parsed.rows.length; i++, at++) {
      const row = parsed.rows[i] as number;
      target.batch[at] = batch;
      target.ordinal[at] = parsed.ordinals[row] as number;
      target.assets.push(parsed.assets[parsed.assetIndexes[i] as number] as string);
      target.channels.push(parsed.channels[parsed.channelIndexes[i] as number] as string);
      target.fromMs[at] = BigInt(parsed.fromMs[i] as number);
      target.toMs[at] = BigInt(parsed.toMs[i] as number);
      target.values[at] = BigInt(parsed.values[i] as number);
      target.fingerprints[2 * at] = parsed.fingerprints[2 * row] as number;
      target.fingerprints[2 * at + 1] = parsed.fingerprints[2 * row + 1] as number;
      target.isKept[at] = entry.isKept[row] as number;
    }
  }
  return blockOf(rows, [
    { name: "batch", type: "UInt32", data: bytesOf(target.batch) },
    { name: "ordinal", type: "UInt32", data: bytesOf(target.ordinal) },
    { name: "asset", type: "String", data: encodeTexts(target.assets) },
    { name: "channel", type: "String", data: encodeTexts(target.channels) },
    { name: "from_ms", type: "Int64", data: bytesOf(target.fromMs) },
    { name: "to_ms", type: "Int64", data: bytesOf(target.toMs) },
    { name: "value", type: "Int64", data: bytesOf(target.values) },
    { name: "fingerprint", type: "UInt64", data: bytesOf(target.fingerprints) },
    { name: "is_kept", type: "UInt8", data: target.isKept },
  ]);
}

const mostRawBytes = 1024;

/** What was quarantined, with the beginning of the row as received. */
export function quarantineBlock({ batches }: ProjectedGroup): Block | null {
  const problems = batches.flatMap((entry, batch) =>
    entry.parsed.problems.map((problem) => ({ batch, entry, problem })),
  );
  const texts = (pick: (one: (typeof problems)[number]) => string): Uint8Array =>
    encodeTexts(problems.map(pick));
  const rowNumbers = problems.map(({ entry, problem }) =>
    BigInt(rowNumberOf(entry.rowRuns, problem.ordinal)),
  );
  return blockOf(problems.length, [
    { name: "batch", type: "UInt32", data: bytesOf(Uint32Array.from(problems, ({ batch }) => batch)) },
    {
      name: "ordinal",
      type: "UInt32",
      data: bytesOf(Uint32Array.from(problems, ({ problem }) => problem.ordinal)),
    },
    { name: "row", type: "UInt64", data: bytesOf(BigUint64Array.from(rowNumbers)) },
    { name: "field", type: "String", data: texts(({ problem }) => problem.field) },
    { name: "code", type: "String", data: texts(({ problem }) => problem.code) },
    { name: "parameters", type: "String", data: texts(({ problem }) => JSON.stringify(problem.parameters)) },
    {
      name: "raw",
      type: "String",
      data: texts(({ entry, problem }) => rawTextOf(entry, problem.ordinal, mostRawBytes)),
    },
  ]);
}

/** The batches of one kind. */
export function partsOf<Kind extends ProjectedBatch["parsed"]>(
  batches: readonly ProjectedBatch[],
  kind: Kind["kind"],
): Parsed<Kind> {
  return batches.flatMap((entry, batch) =>
    entry.parsed.kind === kind ? [{ batch, entry, parsed: entry.parsed as Kind }] : [],
  );
}

function rowsOf(parts: Parsed<ParsedInvoices>): number {
  return parts.reduce((sum, { parsed }) => sum + parsed.ordinals.length, 0);
}

/** For each row the place of its batch in the group. */
export function batchColumn<Kind>(parts: Parsed<Kind>, countOf: (parsed: Kind) => number): Uint8Array {
  return Buffer.concat(
    parts.map(({ batch, parsed }) => bytesOf(new Uint32Array(countOf(parsed)).fill(batch))),
  );
}

function directionColumn(parts: Parsed<ParsedInvoices>): Uint8Array {
  return Buffer.concat(
    parts.map(({ parsed }) =>
      new Uint8Array(parsed.ordinals.length).fill(parsed.direction === "purchase" ? 1 : 0),
    ),
  );
}

/** Null when there is nothing to insert. */
export function blockOf(rows: number, columns: readonly NativeColumn[]): Block | null {
  if (rows === 0) return null;
  const structure = columns.map(({ name, type }) => `${name} ${type}`).join(", ");
  return { rows, bytes: encodeBlock(columns, rows), structure };
}
