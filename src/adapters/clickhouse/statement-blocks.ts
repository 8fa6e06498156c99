import { type ParsedDocuments, type ParsedStatements, type ProjectedGroup, rowNumberOf } from "#collect";
import { bytesOf, encodeTexts, type NativeColumn } from "./native-format.ts";
import { batchColumn, type Block, blockOf, partsOf } from "./projection-blocks.ts";

/** Bank statement lines; `is_kept` tells duplicates apart. */
export function statementBlock({ batches }: ProjectedGroup): Block | null {
  const parts = partsOf<ParsedStatements>(batches, "statements");
  const rows = parts.reduce((sum, { parsed }) => sum + parsed.ordinals.length, 0);
  const join = (pick: (part: ParsedStatements) => NodeJS.TypedArray): Uint8Array =>
    Buffer.concat(parts.map(({ parsed }) => bytesOf(pick(parsed))));
  const accounts = parts.flatMap(({ parsed }) =>
    Array.from(parsed.accountIndexes, (index) => parsed.accounts[index] ?? ""),
  );
  const text = (name: string, pick: (part: ParsedStatements) => Uint8Array): NativeColumn => ({
    name,
    type: "String",
    data: join(pick),
  });
  return blockOf(rows, [
    { name: "batch", type: "UInt32", data: batchColumn(parts, (parsed) => parsed.ordinals.length) },
    { name: "ordinal", type: "UInt32", data: join((part) => part.ordinals) },
    { name: "account", type: "String", data: encodeTexts(accounts) },
    { name: "posted", type: "Int32", data: join((part) => part.postedDays) },
    { name: "clock", type: "Int32", data: join((part) => part.clocks) },
    { name: "amount_fen", type: "Int64", data: join((part) => part.amountFen) },
    { name: "balance", type: "Int64", data: join((part) => part.balanceFen) },
    { name: "has_balance", type: "UInt8", data: join((part) => part.hasBalance) },
    text("counterparty", (part) => part.counterparties),
    text("counterparty_account", (part) => part.counterpartyAccounts),
    text("counterparty_bank", (part) => part.counterpartyBanks),
    text("summary", (part) => part.summaries),
    text("purpose", (part) => part.purposes),
    text("serial", (part) => part.serials),
    { name: "flags", type: "UInt8", data: Buffer.concat(parts.map(({ entry }) => entry.flags)) },
    { name: "time_order", type: "UInt32", data: join((part) => part.timeOrder) },
    { name: "fingerprint", type: "UInt64", data: join((part) => part.fingerprints) },
    { name: "is_kept", type: "UInt8", data: Buffer.concat(parts.map(({ entry }) => entry.isKept)) },
  ]);
}

/** What running balances say, one a batch and account. */
export function checkBlock({ batches }: ProjectedGroup): Block | null {
  const checks = partsOf<ParsedStatements>(batches, "statements").flatMap(({ batch, entry, parsed }) =>
    parsed.checks.map((check, ordinal) => ({ batch, entry, parsed, check, ordinal })),
  );
  type Check = (typeof checks)[number];
  const words = (name: string, pick: (one: Check) => number): NativeColumn => ({
    name,
    type: "UInt32",
    data: bytesOf(Uint32Array.from(checks, pick)),
  });
  const days = (name: string, pick: (one: Check) => number): NativeColumn => ({
    name,
    type: "Int32",
    data: bytesOf(Int32Array.from(checks, pick)),
  });
  const fen = (name: string, pick: (one: Check) => number | null): NativeColumn[] => [
    { name, type: "Int64", data: bytesOf(BigInt64Array.from(checks, (one) => BigInt(pick(one) ?? 0))) },
    {
      name: `has_${name}`,
      type: "UInt8",
      data: Uint8Array.from(checks, (one) => (pick(one) === null ? 0 : 1)),
    },
  ];
  const rowOf = ({ entry }: Check, ordinal: number): number => rowNumberOf(entry.rowRuns, ordinal);
  return blockOf(checks.length, [
    words("batch", ({ batch }) => batch),
    words("ordinal", ({ ordinal }) => ordinal),
    { name: "account", type: "String", data: encodeTexts(checks.map(({ check }) => check.account)) },
    words("lines", ({ check }) => check.rows),
    words("steps", ({ check }) => check.steps),
    words("breaks", ({ check }) => check.breaks),
    words("is_descending", ({ check }) => (check.isDescending ? 1 : 0)),
    {
      name: "break_kind",
      type: "String",
      data: encodeTexts(checks.map(({ check }) => check.firstBreak?.kind ?? "")),
    },
    words("break_is_certain", ({ check }) => (check.firstBreak?.isCertain === true ? 1 : 0)),
    words("break_row", (one) =>
      one.check.firstBreak === null ? 0 : rowOf(one, one.check.firstBreak.ordinal),
    ),
    ...fen("expected", ({ check }) => check.firstBreak?.expectedFen ?? null),
    ...fen("found", ({ check }) => check.firstBreak?.foundFen ?? null),
    ...fen("opening", ({ check }) => check.openingFen),
    ...fen("closing", ({ check }) => check.closingFen),
    ...fen("stated_opening", ({ check }) => check.statedOpeningFen),
    ...fen("stated_closing", ({ check }) => check.statedClosingFen),
    days("first_day", ({ check }) => check.firstDay),
    days("last_day", ({ check }) => check.lastDay),
    words("first_row", (one) => rowOf(one, one.parsed.ordinals[0] ?? 0)),
    words("last_row", (one) => rowOf(one, one.parsed.ordinals.at(-1) ?? 0)),
  ]);
}

/** The values of business documents whose rows are kept. */
export function documentBlock({ batches }: ProjectedGroup): Block | null {
  const values = partsOf<ParsedDocuments>(batches, "documents").flatMap(({ batch, entry, parsed }) =>
    parsed.values
      .filter(({ row }) => entry.isKept[row] === 1)
      .map((value) => ({ batch, parsed, value, ordinal: parsed.ordinals[value.row] ?? 0 })),
  );
  type Value = (typeof values)[number];
  const text = (name: string, pick: (one: Value) => string): NativeColumn => ({
    name,
    type: "String",
    data: encodeTexts(values.map(pick)),
  });
  const words = (name: string, pick: (one: Value) => number): NativeColumn => ({
    name,
    type: "UInt32",
    data: bytesOf(Uint32Array.from(values, pick)),
  });
  const integers = (name: string, pick: (one: Value) => number | null): NativeColumn[] => [
    { name, type: "Int64", data: bytesOf(BigInt64Array.from(values, (one) => BigInt(pick(one) ?? 0))) },
    {
      name: `has_${name}`,
      type: "UInt8",
      data: Uint8Array.from(values, (one) => (pick(one) === null ? 0 : 1)),
    },
  ];
  const prints = new Uint32Array(2 * values.length);
  for (const [i, { parsed, value }] of values.entries()) {
    prints[2 * i] = parsed.fingerprints[2 * value.row] as number;
    prints[2 * i + 1] = parsed.fingerprints[2 * value.row + 1] as number;
  }
  return blockOf(values.length, [
    words("batch", ({ batch }) => batch),
    words("ordinal", ({ ordinal }) => ordinal),
    text("kind", ({ parsed }) => parsed.document),
    text("number", ({ value }) => value.number),
    words("line", ({ value }) => value.line),
    { name: "day", type: "Int32", data: bytesOf(Int32Array.from(values, ({ value }) => value.day)) },
    text("counterparty", ({ value }) => value.counterparty),
    text("item_code", ({ value }) => value.itemCode),
    text("item", ({ value }) => value.item),
    text("measure", ({ value }) => value.measure),
    ...integers("quantity", ({ value }) => value.quantityMilli),
    text("unit", ({ value }) => value.unit),
    ...integers("amount", ({ value }) => value.amountFen),
    text("text", ({ value }) => value.text),
    text("source", ({ parsed }) => parsed.source),
    { name: "fingerprint", type: "UInt64", data: bytesOf(prints) },
  ]);
}

/** Rows in quarantine that were corrected. */
export function correctionBlock({ batches }: ProjectedGroup): Block | null {
  const corrected = batches.flatMap((entry, batch) =>
    (entry.corrects ?? []).map((of, ordinal) => ({ batch, ordinal, of })),
  );
  type Corrected = (typeof corrected)[number];
  const words = (name: string, pick: (one: Corrected) => number): NativeColumn => ({
    name,
    type: "UInt32",
    data: bytesOf(Uint32Array.from(corrected, pick)),
  });
  return blockOf(corrected.length, [
    words("batch", ({ batch }) => batch),
    words("ordinal", ({ ordinal }) => ordinal),
    words("row", ({ of }) => of.row),
    { name: "of_origin", type: "String", data: encodeTexts(corrected.map(({ of }) => of.origin)) },
    words("of_entry", ({ of }) => of.index),
    words("of_ordinal", ({ of }) => of.ordinal),
  ]);
}
