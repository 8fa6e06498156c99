import { type OperatingColumn, operatingRowsOf, type ParsedOperations, type ProjectedGroup } from "#collect";
import { documentOf, type DocumentStream, documentStreams, type StreamName } from "#operations";
import { bytesOf, encodeTexts, type NativeColumn } from "./native-format.ts";
import { batchColumn, type Block, blockOf, type Parsed, partsOf } from "./projection-blocks.ts";

/** Batches of one operating stream. */
export function operatingPartsOf({ batches }: ProjectedGroup, stream: StreamName): Parsed<ParsedOperations> {
  return partsOf<ParsedOperations>(batches, "operations").filter(({ parsed }) => parsed.stream === stream);
}

/** The rows of a stream that has a table of its own, field by field; `is_kept` tells duplicates apart. */
export function operatingBlock(group: ProjectedGroup, stream: StreamName): Block | null {
  const parts = operatingPartsOf(group, stream);
  const [first] = parts;
  if (first === undefined) return null;
  const rows = parts.reduce((sum, { parsed }) => sum + parsed.ordinals.length, 0);
  const columns = Object.keys(first.parsed.columns).flatMap((name) =>
    nativeColumns(
      name,
      parts.map(({ parsed }) => parsed.columns[name] as OperatingColumn),
    ),
  );
  const join = (pick: (part: ParsedOperations) => NodeJS.TypedArray): Uint8Array =>
    Buffer.concat(parts.map(({ parsed }) => bytesOf(pick(parsed))));
  return blockOf(rows, [
    { name: "batch", type: "UInt32", data: batchColumn(parts, ({ ordinals }) => ordinals.length) },
    { name: "ordinal", type: "UInt32", data: join(({ ordinals }) => ordinals) },
    ...columns,
    { name: "fingerprint", type: "UInt64", data: join(({ fingerprints }) => fingerprints) },
    { name: "flags", type: "UInt8", data: Buffer.concat(parts.map(({ entry }) => entry.flags)) },
    { name: "is_kept", type: "UInt8", data: Buffer.concat(parts.map(({ entry }) => entry.isKept)) },
  ]);
}

/** One field's columns: its values, and where one may be missing whether it is there. */
function nativeColumns(name: string, parts: readonly OperatingColumn[]): NativeColumn[] {
  const [first] = parts;
  if (first?.kind === "text") {
    const texts = parts.flatMap((part) => (part.kind === "text" ? [part.texts] : []));
    return [{ name, type: "String", data: Buffer.concat(texts) }];
  }
  if (first?.kind === "word") {
    const codes = Buffer.concat(parts.flatMap((part) => (part.kind === "word" ? [part.codes] : [])));
    if (first.words[0] === "0") return [{ name, type: "UInt8", data: codes }];
    const { words } = first;
    return [{ name, type: "String", data: encodeTexts(Array.from(codes, (code) => words[code] as string)) }];
  }
  const integers = parts.flatMap((part) => (part.kind === "integer" ? [part] : []));
  const data = Buffer.concat(integers.map((part) => bytesOf(part.integers)));
  if (integers[0]?.isMissing === null) return [{ name, type: "Int64", data }];
  const missing = Buffer.concat(integers.map(({ isMissing }) => isMissing ?? new Uint8Array(0)));
  return [
    { name, type: "Int64", data },
    { name: `has_${name}`, type: "UInt8", data: missing.map((one) => 1 - one) },
  ];
}

/** The kept rows of all streams that are kept as business documents. */
export function operatingDocumentBlock(group: ProjectedGroup): Block | null {
  const documents = documentStreams.flatMap((stream) => documentsOf(group, stream));
  type Document = (typeof documents)[number];
  const text = (name: string, pick: (one: Document) => string): NativeColumn => ({
    name,
    type: "String",
    data: encodeTexts(documents.map(pick)),
  });
  const word = (name: string, pick: (one: Document) => number): NativeColumn => ({
    name,
    type: "UInt32",
    data: bytesOf(Uint32Array.from(documents, pick)),
  });
  const integer = (name: string, pick: (one: Document) => number | bigint | null): NativeColumn[] => [
    { name, type: "Int64", data: bytesOf(BigInt64Array.from(documents, (one) => BigInt(pick(one) ?? 0))) },
    {
      name: `has_${name}`,
      type: "UInt8",
      data: Uint8Array.from(documents, (one) => (pick(one) === null ? 0 : 1)),
    },
  ];
  const prints = new Uint32Array(2 * documents.length);
  for (const [i, { parsed, at }] of documents.entries()) {
    prints[2 * i] = parsed.fingerprints[2 * at] as number;
    prints[2 * i + 1] = parsed.fingerprints[2 * at + 1] as number;
  }
  return blockOf(documents.length, [
    word("batch", ({ batch }) => batch),
    word("ordinal", ({ parsed, at }) => parsed.ordinals[at] as number),
    text("stream", ({ parsed }) => parsed.stream),
    { name: "day", type: "Int32", data: bytesOf(Int32Array.from(documents, ({ document }) => document.day)) },
    text("kind", ({ document }) => document.kind),
    text("number", ({ document }) => document.number),
    text("counterparty", ({ document }) => document.counterparty),
    text("item", ({ document }) => document.item),
    text("measure", ({ document }) => document.measure),
    text("action", ({ document }) => document.action),
    text("order_id", ({ document }) => document.orderId),
    text("place", ({ document }) => document.place),
    text("text", ({ document }) => document.text),
    ...integer("quantity", ({ document }) => document.quantityMilli),
    ...integer("amount", ({ document }) => document.amountFen),
    ...integer("due", ({ document }) => document.dueDay),
    text("details", ({ document }) => document.details),
    { name: "fingerprint", type: "UInt64", data: bytesOf(prints) },
  ]);
}

function documentsOf(group: ProjectedGroup, stream: DocumentStream) {
  return operatingPartsOf(group, stream).flatMap(({ batch, entry, parsed }) =>
    operatingRowsOf<typeof stream>(parsed).flatMap((row, at) =>
      entry.isKept[at] === 1 ? [{ batch, parsed, at, document: documentOf(stream, row) }] : [],
    ),
  );
}
