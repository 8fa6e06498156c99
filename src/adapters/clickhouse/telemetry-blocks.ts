import type { ProjectedTelemetry } from "#collect";
import { bytesOf, encodeTexts, type NativeColumn } from "./native-format.ts";
import { type Block, blockOf } from "./projection-blocks.ts";

/** A part of the telemetry, with the place of its batch among all. */
type Numbered<Part> = Part & { readonly batch: number };

/** Readings that are no duplicates. */
export function telemetryReadingBlock(telemetry: readonly ProjectedTelemetry[]): Block | null {
  const rows = telemetry.reduce((sum, { isKept }) => sum + isKept.reduce((kept, one) => kept + one, 0), 0);
  const batches = new Uint32Array(rows);
  const ordinals = new Uint32Array(rows);
  const [assets, elements, channels]: [string[], string[], string[]] = [[], [], []];
  const [fromMs, toMs, values] = [new BigInt64Array(rows), new BigInt64Array(rows), new BigInt64Array(rows)];
  const flags = new Uint8Array(rows);
  const fingerprints = new Uint32Array(2 * rows);
  let at = 0;
  for (const [batch, { readings, isKept }] of telemetry.entries()) {
    for (const [i, isStored] of isKept.entries()) {
      if (isStored === 0) continue;
      batches[at] = batch;
      ordinals[at] = readings.ordinals[i] as number;
      assets.push(readings.assets[i] as string);
      elements.push(readings.elementIds[i] as string);
      channels.push(readings.channels[i] as string);
      fromMs[at] = BigInt(readings.fromMs[i] as number);
      toMs[at] = BigInt(readings.toMs[i] as number);
      values[at] = BigInt(readings.values[i] as number);
      flags[at] = readings.flags[i] as number;
      fingerprints[2 * at] = readings.fingerprints[2 * i] as number;
      fingerprints[2 * at + 1] = readings.fingerprints[2 * i + 1] as number;
      at += 1;
    }
  }
  return blockOf(rows, [
    { name: "batch", type: "UInt32", data: bytesOf(batches) },
    { name: "ordinal", type: "UInt32", data: bytesOf(ordinals) },
    { name: "asset", type: "String", data: encodeTexts(assets) },
    { name: "element_id", type: "String", data: encodeTexts(elements) },
    { name: "channel", type: "String", data: encodeTexts(channels) },
    { name: "from_ms", type: "Int64", data: bytesOf(fromMs) },
    { name: "to_ms", type: "Int64", data: bytesOf(toMs) },
    { name: "value", type: "Int64", data: bytesOf(values) },
    { name: "flags", type: "UInt8", data: flags },
    { name: "fingerprint", type: "UInt64", data: bytesOf(fingerprints) },
  ]);
}

/** Events that are no duplicates. */
export function telemetryEventBlock(telemetry: readonly ProjectedTelemetry[]): Block | null {
  const events = telemetry.flatMap(({ events: all, isEventKept }, batch) =>
    all.filter((_, i) => isEventKept[i] === 1).map((event) => ({ ...event, batch })),
  );
  return blockOf(events.length, [
    batchColumn(events),
    unsigned("ordinal", events, ({ ordinal }) => ordinal),
    texts("kind", events, ({ kind }) => kind),
    texts("number", events, ({ number }) => number),
    unsigned("line", events, ({ line }) => line),
    { name: "day", type: "Int32", data: bytesOf(Int32Array.from(events, ({ day }) => day)) },
    texts("counterparty", events, ({ counterparty }) => counterparty),
    texts("item", events, ({ item }) => item),
    texts("unit", events, ({ unit }) => unit),
    ...optional("quantity", events, ({ quantityMilli }) => quantityMilli),
    ...optional("amount", events, ({ amountFen }) => amountFen),
    signed("at_ms", events, ({ atMs }) => atMs),
    texts("action", events, ({ action }) => action),
    signed("version", events, ({ version }) => version),
    texts("order_id", events, ({ order }) => order),
    texts("lot", events, ({ lot }) => lot),
    texts("from_lots", events, ({ fromLots }) => JSON.stringify(fromLots)),
    texts("element", events, ({ element }) => element),
    texts("element_id", events, ({ elementId }) => elementId),
    ...optional("from_ms", events, ({ fromMs }) => fromMs),
    ...optional("to_ms", events, ({ toMs }) => toMs),
    {
      name: "fingerprint",
      type: "UInt64",
      data: bytesOf(Uint32Array.from(events.flatMap(({ fingerprint }) => fingerprint))),
    },
  ]);
}

/** Rows in quarantine; their numbers count from 1 within their batch or entry. */
export function telemetryProblemBlock(telemetry: readonly ProjectedTelemetry[]): Block | null {
  const problems = numbered(telemetry, (one) => one.problems);
  return blockOf(problems.length, [
    batchColumn(problems),
    unsigned("ordinal", problems, ({ ordinal }) => ordinal),
    signed("row", problems, ({ ordinal }) => ordinal + 1),
    texts("field", problems, ({ field }) => field),
    texts("code", problems, ({ code }) => code),
    texts("parameters", problems, ({ parameters }) => JSON.stringify(parameters)),
    texts("raw", problems, ({ raw }) => raw),
  ]);
}

/** What collectors say that they do not have. */
export function telemetryGapBlock(telemetry: readonly ProjectedTelemetry[]): Block | null {
  const gaps = telemetry.flatMap(({ gaps: all }, batch) =>
    all.map((gap, ordinal) => ({ ...gap, batch, ordinal })),
  );
  return blockOf(gaps.length, [
    batchColumn(gaps),
    unsigned("ordinal", gaps, ({ ordinal }) => ordinal),
    signed("from_ms", gaps, ({ fromMs }) => fromMs),
    signed("to_ms", gaps, ({ toMs }) => toMs),
    texts("reason", gaps, ({ reason }) => reason),
    texts("elements", gaps, ({ elements }) => JSON.stringify(elements)),
    ...optional("readings", gaps, ({ readings }) => readings),
  ]);
}

/** One row a collector and entry. */
export function telemetryBatchBlock(telemetry: readonly ProjectedTelemetry[]): Block | null {
  const batches = telemetry.map((one, batch) => ({ ...one, ...spanOf(one), batch }));
  const count = (name: "received" | "stored" | "duplicates" | "quarantined"): NativeColumn =>
    unsigned(name, batches, ({ counts }) => counts[name]);
  return blockOf(batches.length, [
    batchColumn(batches),
    texts("key", batches, ({ key }) => key),
    ...optional("epoch", batches, ({ epoch }) => epoch),
    ...optional("sequence", batches, ({ sequence }) => sequence),
    texts("via", batches, ({ via }) => via),
    unsigned("rows", batches, ({ rowCount }) => rowCount),
    count("received"),
    count("stored"),
    count("duplicates"),
    count("quarantined"),
    ...optional("first_ms", batches, ({ firstMs }) => firstMs),
    ...optional("last_ms", batches, ({ lastMs }) => lastMs),
    texts("flags", batches, ({ flags }) => flags),
    ...optional("skew_ms", batches, ({ skewMs }) => skewMs),
  ]);
}

function spanOf({ readings, isKept, events, isEventKept }: ProjectedTelemetry) {
  let [firstMs, lastMs] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const [i, isStored] of isKept.entries()) {
    if (isStored === 0) continue;
    firstMs = Math.min(firstMs, readings.fromMs[i] as number);
    lastMs = Math.max(lastMs, readings.toMs[i] as number);
  }
  for (const [i, { atMs }] of events.entries()) {
    if (isEventKept[i] === 0) continue;
    firstMs = Math.min(firstMs, atMs);
    lastMs = Math.max(lastMs, atMs);
  }
  return firstMs > lastMs ? { firstMs: null, lastMs: null } : { firstMs, lastMs };
}

function numbered<Part>(
  telemetry: readonly ProjectedTelemetry[],
  pick: (one: ProjectedTelemetry) => readonly Part[],
): readonly Numbered<Part>[] {
  return telemetry.flatMap((one, batch) => pick(one).map((part) => ({ ...part, batch })));
}

function batchColumn(rows: readonly { readonly batch: number }[]): NativeColumn {
  return unsigned("batch", rows, ({ batch }) => batch);
}

function texts<Row>(name: string, rows: readonly Row[], pick: (row: Row) => string): NativeColumn {
  return { name, type: "String", data: encodeTexts(rows.map(pick)) };
}

function unsigned<Row>(name: string, rows: readonly Row[], pick: (row: Row) => number): NativeColumn {
  return { name, type: "UInt32", data: bytesOf(Uint32Array.from(rows, pick)) };
}

function signed<Row>(name: string, rows: readonly Row[], pick: (row: Row) => number | bigint): NativeColumn {
  return { name, type: "Int64", data: bytesOf(BigInt64Array.from(rows, (row) => BigInt(pick(row)))) };
}

/** A value that may be missing, and beside it whether it is there. */
function optional<Row>(
  name: string,
  rows: readonly Row[],
  pick: (row: Row) => number | bigint | null,
): readonly NativeColumn[] {
  return [
    signed(name, rows, (row) => pick(row) ?? 0),
    {
      name: `has_${name}`,
      type: "UInt8",
      data: Uint8Array.from(rows, (row) => (pick(row) === null ? 0 : 1)),
    },
  ];
}
