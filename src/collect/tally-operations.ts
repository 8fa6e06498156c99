import { documentOf, type DocumentStream, documentStreams } from "#operations";
import type { ProjectedBatch } from "./observation-store.ts";
import { operatingRowsOf } from "./operating-rows.ts";
import type { ParsedOperations } from "./parsed.ts";
import type { TotalledStream } from "./stored-totals.ts";

/** Counts one row at its place: what it adds to the sums, and its fields. */
export type AddRowAt = (
  ordinal: number,
  stream: TotalledStream,
  sums: readonly (number | bigint)[],
  fields: readonly unknown[],
) => void;

type Cells = Readonly<Record<string, string | number | bigint | boolean | null>>;

/** Streams with a table of their own, and the fields of their rows in the order of its columns. */
const ownTables = {
  machineDays: "machineDay",
  meterDays: "meterDay",
  collectorDays: "collectorDay",
  workforce: "workforceDay",
} as const;

const documents: ReadonlySet<string> = new Set(documentStreams);

/** Counts the kept rows of an operating stream, each where it is stored. */
export function addOperations(batch: ProjectedBatch, parsed: ParsedOperations, add: AddRowAt): void {
  const { stream, ordinals } = parsed;
  for (const [i, row] of operatingRowsOf(parsed).entries()) {
    if (batch.isKept[i] !== 1) continue;
    const ordinal = ordinals[i] ?? 0;
    const cells = row as unknown as Cells;
    const flags = batch.flags[i] ?? 0;
    if (stream === "invoices") addInvoice(cells, flags, (...sums) => add(ordinal, ...sums));
    else if (stream === "payments") addPayment(cells, ordinal, add);
    else if (documents.has(stream)) addDocument(stream as DocumentStream, row as never, ordinal, add);
    else {
      const fields = Object.values(cells).map((value) => value ?? "-");
      add(ordinal, ownTables[stream as keyof typeof ownTables], [], fields);
    }
  }
}

function addInvoice(
  cells: Cells,
  flags: number,
  add: (stream: TotalledStream, sums: readonly (number | bigint)[], fields: readonly unknown[]) => void,
): void {
  const { number, onDay, counterparty, isVoid, redOf, orderNumber } = cells;
  const fen = [cells["netFen"], cells["taxFen"], cells["grossFen"]] as bigint[];
  const voids = isVoid === true ? 1 : 0;
  const fields = [number, onDay, counterparty, ...fen, voids, flags, redOf, orderNumber];
  add(cells["direction"] === "sale" ? "sale" : "purchase", [voids, ...fen], fields);
}

function addPayment(cells: Cells, ordinal: number, add: AddRowAt): void {
  const { account, onDay, amountFen, balanceFen, counterparty, purpose, reference } = cells;
  const fields = [account, onDay, -1, amountFen, balanceFen ?? "-", counterparty, "", "", "", purpose, ""];
  add(ordinal, "statement", [amountFen as bigint], [...fields, 0, ordinal, reference]);
}

function addDocument(
  stream: DocumentStream,
  row: Parameters<typeof documentOf>[1],
  ordinal: number,
  add: AddRowAt,
): void {
  const document = documentOf(stream, row);
  const { kind, number, day, counterparty, item, measure, text, action, orderId, place, details } = document;
  const fields = [kind, number, 1, day, counterparty, "", item, measure, "", text];
  const numbers = [document.quantityMilli ?? "-", document.amountFen ?? "-"];
  const more = [stream, action, orderId, place, document.dueDay ?? "-", details];
  add(ordinal, "document", [], [...fields, ...numbers, "operations", ...more]);
}
