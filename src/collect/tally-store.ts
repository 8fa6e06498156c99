import { hash } from "node:crypto";
import { getInt64, textsOf } from "./columns.ts";
import { rowNumberOf } from "./quarantined-row.ts";
import type { ObservationStore, ProjectedBatch } from "./observation-store.ts";
import type { ProjectedTelemetry } from "./projected-telemetry.ts";
import { addOperations } from "./tally-operations.ts";
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
  const adderOf = (batch: ProjectedBatch | ProjectedTelemetry, platformIndex: number): At => {
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
    project: async (group) => {
      for (const batch of group.batches) {
        const platformIndex = batch.platformIndex ?? group.platformIndex;
        if (platformIndex < below) addRows(batch, adderOf(batch, platformIndex));
      }
      for (const batch of group.telemetry ?? []) {
        if (batch.platformIndex < below) addTelemetry(batch, adderOf(batch, batch.platformIndex));
      }
    },
    advance: async () => undefined,
    unfinished: async () => null,
    liveStreams: async () => [],
    reset: async () => totals.clear(),
    correctedRows: async () => [],
    totals: async () =>
      [...totals.values()].map(({ enterpriseId, stream, sums }) => figuresOf(enterpriseId, stream, sums)),
    knownStreams: async () => new Set(),
    knownInvoices: async () => [],
    knownRows: async () => [],
    operatingSpans: async () => [],
    knownOperations: async () => [],
    files: async () => [],
    knownTelemetry: async () => ({ readings: [], events: [] }),
    statementChecks: async () => [],
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
  const { mergedLines, corrected } = batch.counts;
  const counts = [
    read,
    stored,
    duplicates,
    quarantined,
    amountsDoNotAddUp,
    numberReused,
    mergedLines,
    corrected,
  ];
  at(0)("import", counts);
  for (const [i, { origin, index, ordinal, row }] of (batch.corrects ?? []).entries()) {
    at(i)("correction", [], [batch.dataset, batch.file, row, origin, index, ordinal]);
  }
  switch (batch.parsed.kind) {
    case "invoices":
      return addInvoices(batch, batch.parsed, at);
    case "readings":
      return addReadings(batch, batch.parsed, at);
    case "statements":
      return addStatements(batch, batch.parsed, at);
    case "documents":
      return addDocuments(batch, batch.parsed, at);
    case "operations":
      return addOperations(batch, batch.parsed, (ordinal, ...row) => at(ordinal)(...row));
    default:
      return addListed(batch, at);
  }
}

type ParsedOf<Kind> = Extract<ProjectedBatch["parsed"], { readonly kind: Kind }>;

function addInvoices(batch: ProjectedBatch, parsed: ParsedOf<"invoices">, at: At): void {
  const { columns, direction, ordinals } = parsed;
  const numbers = textsOf(columns.numbers);
  const counterparties = textsOf(columns.counterparties);
  const redOf = parsed.redOf === undefined ? [] : textsOf(parsed.redOf);
  for (const [i, ordinal] of ordinals.entries()) {
    if (batch.isKept[i] !== 1) continue;
    const net = getInt64(columns.netFen, i);
    const tax = getInt64(columns.taxFen, i);
    const gross = getInt64(columns.grossFen, i);
    const isVoid = columns.isVoid[i] ?? 0;
    const fields = [numbers[i], columns.issuedDays[i], counterparties[i], net, tax, gross, isVoid];
    at(ordinal)(direction, [isVoid, net, tax, gross], [...fields, batch.flags[i], redOf[i] ?? "", ""]);
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

function addStatements(batch: ProjectedBatch, parsed: ParsedOf<"statements">, at: At): void {
  const { ordinals, postedDays, clocks, hasBalance, timeOrder } = parsed;
  const texts = [
    parsed.counterparties,
    parsed.counterpartyAccounts,
    parsed.counterpartyBanks,
    parsed.summaries,
    parsed.purposes,
    parsed.serials,
  ].map(textsOf);
  for (const [i, ordinal] of ordinals.entries()) {
    if (batch.isKept[i] !== 1) continue;
    const account = parsed.accounts[parsed.accountIndexes[i] ?? 0];
    const amount = getInt64(parsed.amountFen, i);
    const balance = hasBalance[i] === 1 ? getInt64(parsed.balanceFen, i) : "-";
    const words = texts.map((column) => column[i]);
    const fields = [account, postedDays[i], clocks[i], amount, balance, ...words];
    at(ordinal)("statement", [amount], [...fields, batch.flags[i], timeOrder[i], "-"]);
  }
  for (const [i, check] of parsed.checks.entries()) {
    const row = check.firstBreak === null ? 0 : rowNumberOf(batch.rowRuns, check.firstBreak.ordinal);
    const found =
      check.firstBreak === null
        ? ["", 0, 0]
        : [check.firstBreak.kind, check.firstBreak.expectedFen, check.firstBreak.foundFen];
    const ends = [check.openingFen ?? "-", check.closingFen ?? "-"];
    const fields = [batch.dataset, batch.file, check.account, check.rows, check.steps, check.breaks];
    at(i)("check", [check.breaks], [...fields, row, ...found, ...ends, check.firstDay, check.lastDay]);
  }
}

function addDocuments(batch: ProjectedBatch, parsed: ParsedOf<"documents">, at: At): void {
  for (const value of parsed.values) {
    if (batch.isKept[value.row] !== 1) continue;
    const { number, line, day, counterparty, itemCode, item, measure, unit, text } = value;
    const numbers = [value.quantityMilli ?? "-", value.amountFen ?? "-"];
    const fields = [parsed.document, number, line, day, counterparty, itemCode, item, measure, unit, text];
    at(parsed.ordinals[value.row] ?? 0)("document", [], [...fields, ...numbers, parsed.source, ...noStream]);
  }
}

/** Stream, action, order, place, due day and details of a document that belongs to no stream. */
const noStream = ["", "", "", "", "-", ""];

function addTelemetry(
  { readings, isKept, events, isEventKept, collector }: ProjectedTelemetry,
  at: At,
): void {
  for (const [i, ordinal] of readings.ordinals.entries()) {
    if (isKept[i] !== 1) continue;
    const value = readings.values[i] ?? 0;
    const fields = [readings.assets[i], readings.channels[i], readings.fromMs[i], readings.toMs[i], value];
    at(ordinal)("reading", [value], fields);
  }
  for (const [i, event] of events.entries()) {
    if (isEventKept[i] !== 1) continue;
    const { kind, number, line, day, counterparty, item, unit } = event;
    const numbers = [event.quantityMilli ?? "-", event.amountFen ?? "-"];
    const fields = [kind, number, line, day, counterparty, "", item, "", unit, ""];
    at(event.ordinal)(
      "document",
      [],
      [...fields, ...numbers, collector, "", event.action, event.order, "", "-", ""],
    );
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
