import { parseBatch, rawTextOf, rowNumberOf, sentencesOfRowProblem, splitRow } from "#collect";
import type { Layout } from "#collect";
import type { Ledger } from "#ledger";
import { flowFaults } from "../errors.ts";
import { readBackEntry, type ReceivedBatch } from "../import-entry.ts";
import type { RowPlace } from "../sealed-batches.ts";

/** A quarantined row split into its cells, to be corrected by a person. */
export interface RowToCorrect {
  readonly place: RowPlace;
  readonly dataset: string;
  readonly file: string;
  readonly row: number;
  /** Empty where the row belongs to nobody. */
  readonly enterpriseId: string;
  readonly enterpriseCode: string;
  readonly layout: string;
  /** Names of the columns; a name for each cell, in order. */
  readonly columns: readonly string[];
  /** As received; fewer or more than the columns where the row could not be split. */
  readonly cells: readonly string[];
  readonly raw: string;
  readonly problem: RowComplaint;
}

/** What is wrong with a row: the field, and a sentence with what was expected and found. */
export interface RowComplaint {
  readonly field: string;
  readonly code: string;
  readonly zh: string;
  readonly en: string;
}

const mostBytes = 20_000;

/** Reads a quarantined row back from the log. @throws FLOW_ROW_NOT_IN_QUARANTINE */
export async function readQuarantinedRow(ledger: Ledger, place: RowPlace): Promise<RowToCorrect> {
  const batch = await findBatch(ledger, place);
  const found = batch?.parsed.problems.find(({ ordinal }) => ordinal === place.ordinal);
  if (batch === null || found === undefined) {
    throw flowFaults.fault("FLOW_ROW_NOT_IN_QUARANTINE", { ...place });
  }
  const { layout } = batch;
  const raw = rawTextOf(batch, place.ordinal, mostBytes);
  return {
    place,
    dataset: batch.dataset,
    file: batch.file,
    row: rowNumberOf(batch.rowRuns, place.ordinal),
    enterpriseId: batch.enterpriseId,
    enterpriseCode: batch.enterpriseCode,
    layout: layout.id,
    columns: layout.columns,
    cells: splitRow(layout, raw),
    raw,
    problem: {
      field: found.field,
      code: found.code,
      ...sentencesOfRowProblem(found.code, found.parameters),
    },
  };
}

async function findBatch(ledger: Ledger, { origin, index }: RowPlace): Promise<ReceivedBatch | null> {
  for await (const entry of ledger.readEntries(0)) {
    if (entry.origin !== origin || entry.index !== index) continue;
    const found = readBackEntry(entry);
    return found?.kind === "batch" ? found.batch : null;
  }
  return null;
}

/** What would still be wrong with the cells as a row of this place; null when it would be taken. */
export async function checkCells(
  ledger: Ledger,
  place: RowPlace,
  cells: readonly string[],
): Promise<{ readonly text: string; readonly problem: RowComplaint | null }> {
  const batch = await findBatch(ledger, place);
  if (batch === null) throw flowFaults.fault("FLOW_ROW_NOT_IN_QUARANTINE", { ...place });
  const layout: Layout = { ...batch.layout, encoding: "utf-8" };
  const text = rowTextOf(layout, cells);
  const bytes = Buffer.from(`${text}\n`, "utf8");
  const rows = { bytes, ends: Uint32Array.of(bytes.length) };
  const [problem] = parseBatch(layout, rows, { notes: [], isOwnerMissing: false }).problems;
  if (problem === undefined) return { text, problem: null };
  const { field, code, parameters } = problem;
  return { text, problem: { field, code, ...sentencesOfRowProblem(code, parameters) } };
}

/** The cells as a row of the layout, as a file would have it. */
function rowTextOf({ format, columns, delimiter }: Layout, cells: readonly string[]): string {
  const clean = columns.map((_, i) => (cells[i] ?? "").replace(/[\r\n]+/g, " "));
  if (format === "jsonl") return JSON.stringify(Object.fromEntries(columns.map((key, i) => [key, clean[i]])));
  return clean
    .map((cell) =>
      cell.includes('"') || cell.includes(delimiter) ? `"${cell.replaceAll('"', '""')}"` : cell,
    )
    .join(delimiter);
}
