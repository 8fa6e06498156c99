import { hash } from "node:crypto";
import { getInt64, textsOf } from "./columns.ts";
import type { ObservationStore, ProjectedBatch } from "./observation-store.ts";
import { type StoredTotals, totalledFigures, type TotalledStream } from "./stored-totals.ts";

/** Counts one row: what it adds to the sums, and its fields for `content`. */
type AddRow = (
  stream: TotalledStream,
  sums: readonly (number | bigint)[],
  fields?: readonly unknown[],
) => void;

/**
 * An observation store that keeps only totals of what is projected into it below a position: what another store must
 * hold if it says what the log says. It remembers no rows, so whoever projects must remember all of them itself.
 */
export function createTallyStore(below: number): ObservationStore {
  const totals = new Map<string, { enterpriseId: string; stream: TotalledStream; sums: bigint[] }>();
  const sumsOf = (enterpriseId: string, stream: TotalledStream): bigint[] => {
    const key = `${enterpriseId} ${stream}`;
    const known = totals.get(key) ?? {
      enterpriseId,
      stream,
      sums: totalledFigures[stream].map(() => 0n),
    };
    totals.set(key, known);
    return known.sums;
  };
  const adderOf = (batch: ProjectedBatch, platformIndex: number): At => {
    const { enterpriseId, receivedAtMs, origin, entryIndex } = batch;
    return (ordinal) => (stream, sums, fields) => {
      const own = sumsOf(enterpriseId, stream);
      const place = [receivedAtMs, origin, entryIndex, ordinal, platformIndex];
      const content = fields === undefined ? [] : [contentOf([...fields, ...place])];
      for (const [i, addend] of [1, ...sums, ...content].entries()) {
        own[i] = (own[i] ?? 0n) + BigInt(addend);
      }
    };
  };
  return {
    position: async () => 0,
    project: async ({ platformIndex, batches }) => {
      if (platformIndex >= below) return;
      for (const batch of batches) {
        addRows(batch, adderOf(batch, platformIndex));
      }
    },
    advance: async () => undefined,
    totals: async () =>
      [...totals.values()].map(({ enterpriseId, stream, sums }) => figuresOf(enterpriseId, stream, sums)),
    knownStreams: async () => new Set(),
    knownInvoices: async () => [],
    knownReadings: async () => [],
    enterprises: async () => [],
    quality: async () => [],
    churnRates: async () => [],
    lastDay: async () => null,
  };
}

/** Puts sums, in the order of `totalledFigures`, under their names. */
export function figuresOf(
  enterpriseId: string,
  stream: TotalledStream,
  sums: readonly bigint[],
): StoredTotals {
  const figures = totalledFigures[stream].map((name, i): [string, bigint] => {
    const sum = sums[i] ?? 0n;
    return [name, name === "content" ? BigInt.asUintN(64, sum) : sum];
  });
  return { enterpriseId, stream, figures: Object.fromEntries(figures) };
}

function contentOf(fields: readonly unknown[]): bigint {
  return hash("sha256", fields.join("\n"), "buffer").readBigUInt64LE(0);
}

/** The counter of the row at an ordinal. */
type At = (ordinal: number) => AddRow;

function addRows(batch: ProjectedBatch, at: At): void {
  const { read, stored, duplicates, quarantined, amountsDoNotAddUp, numberReused } = batch.counts;
  at(0)("import", [read, stored, duplicates, quarantined, amountsDoNotAddUp, numberReused]);
  if (batch.parsed.kind === "invoices") addInvoices(batch, batch.parsed, at);
  else if (batch.parsed.kind === "readings") addReadings(batch, batch.parsed, at);
  else addListed(batch, at);
}

type ParsedOf<Kind> = Extract<ProjectedBatch["parsed"], { readonly kind: Kind }>;

function addInvoices(batch: ProjectedBatch, parsed: ParsedOf<"invoices">, at: At): void {
  const { columns, direction, ordinals } = parsed;
  const numbers = textsOf(columns.numbers);
  const counterparties = textsOf(columns.counterparties);
  for (const [i, ordinal] of ordinals.entries()) {
    if (batch.isKept[i] !== 1) continue;
    const net = getInt64(columns.netFen, i);
    const tax = getInt64(columns.taxFen, i);
    const gross = getInt64(columns.grossFen, i);
    const isVoid = columns.isVoid[i] ?? 0;
    const fields = [numbers[i], columns.issuedDays[i], counterparties[i], net, tax, gross, isVoid];
    at(ordinal)(direction, [isVoid, net, tax, gross], [...fields, batch.flags[i]]);
  }
}

function addReadings(batch: ProjectedBatch, parsed: ParsedOf<"readings">, at: At): void {
  for (const [i, row] of parsed.rows.entries()) {
    if (batch.isKept[row] !== 1) continue;
    const value = parsed.values[i] ?? 0;
    const asset = parsed.assets[parsed.assetIndexes[i] ?? 0];
    const channel = parsed.channels[parsed.channelIndexes[i] ?? 0];
    const fields = [asset, channel, parsed.fromMs[i], parsed.toMs[i], value];
    at(parsed.ordinals[row] ?? 0)("reading", [value], fields);
  }
}

function addListed(batch: ProjectedBatch, at: At): void {
  const { parsed, dataset } = batch;
  if (parsed.kind === "enterprises") {
    for (const [i, { ordinal, code, name, label, bankRating }] of parsed.enterprises.entries()) {
      if (batch.isKept[i] !== 1) continue;
      at(ordinal)("listed", [], [dataset, code, name, label ?? "", bankRating ?? ""]);
    }
  }
  if (parsed.kind !== "churn") return;
  for (const [i, { ordinal, ratePpm, A, B, C }] of parsed.rates.entries()) {
    if (batch.isKept[i] !== 1) continue;
    for (const [rating, share] of Object.entries({ A, B, C })) {
      const bits = new BigUint64Array(Float64Array.of(share).buffer)[0];
      at(ordinal)("churn", [], [dataset, ratePpm, rating, bits]);
    }
  }
}
