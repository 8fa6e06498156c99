import {
  type CorrectedRow,
  type Layout,
  type ObservationStore,
  parseBatch,
  type ProjectedBatch,
  rowNumberOf,
  sentencesOfRowProblem,
} from "#collect";
import type { EntryToAppend, Ledger } from "#ledger";
import { catchUpObservations } from "./catch-up-observations.ts";
import { flowFaults } from "./errors.ts";
import { batchEntry, enterpriseIdOfBatch, readBackEntry, type ReceivedBatch } from "./import-entry.ts";
import { projectionOf } from "./projection/projection-of.ts";

/** A row in quarantine by its place in the log, and what it should say. */
export interface RowCorrection {
  readonly origin: string;
  readonly index: number;
  readonly ordinal: number;
  /** The row as text in the layout of its file, without a line break. */
  readonly text: string;
}

export interface CorrectionRequest {
  readonly ledger: Ledger;
  readonly observations: ObservationStore;
  /** Rows of one batch. */
  readonly rows: readonly RowCorrection[];
  /** Whose rows they are, where neither they nor the file say so. */
  readonly enterpriseCode?: string;
}

/**
 * Imports corrected rows in the place of quarantined ones. The rows as received stay in the log; the correction is an
 * entry of its own that names them. Lines of an invoice that waited for a broken one come with it.
 * @returns the correction as it was stored, with its counts
 * @throws FLOW_ROW_NOT_IN_QUARANTINE, FLOW_ROW_STILL_WRONG (nothing is sealed)
 */
export async function correctRows(request: CorrectionRequest): Promise<ProjectedBatch> {
  const { ledger, observations, rows } = request;
  await catchUpObservations(ledger, observations);
  const [first] = rows;
  if (first === undefined) throw notInQuarantine("", -1, -1);
  const original = await findBatch(ledger, first.origin, first.index);
  if (original === null) throw notInQuarantine(first.origin, first.index, first.ordinal);
  const wanted = new Map(rows.map(({ ordinal, text }) => [ordinal, text]));
  await checkWanted(observations, original, rows);
  const texts = withOtherLines(original, wanted);
  // The text may hold characters that the file's encoding does not have.
  const layout: Layout = { ...original.layout, encoding: "utf-8" };
  const payload = payloadOf([...texts.values()]);
  const ordinals = [...texts.keys()];
  const corrects: CorrectedRow[] = ordinals.map((ordinal) => ({
    origin: original.origin,
    index: original.entryIndex,
    ordinal,
    row: rowNumberOf(original.rowRuns, ordinal),
  }));
  const parsed = parseBatch(layout, payload, { notes: [], isOwnerMissing: false });
  const [problem] = parsed.problems;
  if (problem !== undefined) {
    const row = corrects[problem.ordinal]?.row ?? 0;
    const { zh, en } = sentencesOfRowProblem(problem.code, problem.parameters);
    throw flowFaults.fault("FLOW_ROW_STILL_WRONG", { row, reason: `${zh} / ${en}` });
  }
  const enterpriseCode = await ownerOf(request, original);
  const batch = {
    enterpriseCode,
    rows: payload,
    rowRuns: corrects.map(({ row }) => [row, 1] as const),
    notes: [],
    parsed,
  };
  const { file, dataset } = original;
  const entry = batchEntry(ledger, { file, dataset, layout }, batch);
  const header = { ...entry.header, corrects: corrects.map((row) => ({ ...row })) };
  const received: Omit<ReceivedBatch, "origin" | "entryIndex" | "receivedAtMs"> = {
    file,
    dataset,
    layout,
    enterpriseId: enterpriseIdOfBatch(dataset, enterpriseCode),
    enterpriseCode: enterpriseCode ?? "",
    rowRuns: batch.rowRuns,
    rows: payload,
    parsed,
    corrects,
  };
  return await sealAndProject(request, { ...entry, header }, received);
}

async function sealAndProject(
  { ledger, observations }: CorrectionRequest,
  entry: EntryToAppend,
  received: Omit<ReceivedBatch, "origin" | "entryIndex" | "receivedAtMs">,
): Promise<ProjectedBatch> {
  const projection = projectionOf(ledger, observations);
  const offered = await projection.offer(async () => {
    const [place] = await ledger.append([entry]);
    if (place === undefined) throw new Error("the ledger acknowledged no entry");
    const { origin, index, receivedAtMs } = place;
    return { batches: [{ ...received, origin, entryIndex: index, receivedAtMs }], files: [] };
  });
  await projection.run();
  const [judged] = await offered.judged;
  if (judged === undefined) throw new Error("the projection gave no batch back");
  return judged;
}

async function findBatch(ledger: Ledger, origin: string, index: number): Promise<ReceivedBatch | null> {
  for await (const entry of ledger.readEntries(0)) {
    if (entry.origin !== origin || entry.index !== index) continue;
    const found = readBackEntry(entry);
    return found?.kind === "batch" ? found.batch : null;
  }
  return null;
}

/** Every row must be of this batch, in quarantine, and not corrected yet. */
async function checkWanted(
  observations: ObservationStore,
  original: ReceivedBatch,
  rows: readonly RowCorrection[],
): Promise<void> {
  const quarantined = new Set(original.parsed.problems.map(({ ordinal }) => ordinal));
  const corrected = await observations.correctedRows(original.dataset);
  for (const { origin, index, ordinal } of rows) {
    const isOfBatch = origin === original.origin && index === original.entryIndex;
    const isCorrected = corrected.some(
      (row) => row.origin === origin && row.index === index && row.ordinal === ordinal,
    );
    if (!isOfBatch || !quarantined.has(ordinal) || isCorrected) throw notInQuarantine(origin, index, ordinal);
  }
}

function notInQuarantine(origin: string, index: number, ordinal: number) {
  return flowFaults.fault("FLOW_ROW_NOT_IN_QUARANTINE", { origin, index, ordinal });
}

/** Adds the lines that were set aside because of a broken one of their batch, in the order of the file. */
function withOtherLines(
  { parsed, rows, layout }: ReceivedBatch,
  wanted: ReadonlyMap<number, string>,
): ReadonlyMap<number, string> {
  const { mapping } = layout;
  const hasLines = mapping?.mapping === "touchstone-tax-invoices@1" && mapping.rows === "lines";
  if (!hasLines) return wanted;
  const decoder = new TextDecoder(layout.encoding);
  const texts = new Map(wanted);
  const numbers = new Set([...wanted.values()].flatMap((text) => text.match(/\d{8,20}/g) ?? []));
  for (const { ordinal, code, parameters } of parsed.problems) {
    const isOfInvoice =
      code === "LINE_OF_BROKEN_INVOICE" &&
      [...numbers].some((number) => String(parameters["number"]).endsWith(number));
    if (!isOfInvoice || texts.has(ordinal)) continue;
    const start = ordinal === 0 ? 0 : (rows.ends[ordinal - 1] as number);
    texts.set(ordinal, decoder.decode(rows.bytes.subarray(start, rows.ends[ordinal])));
  }
  return new Map([...texts].sort(([a], [b]) => a - b));
}

function payloadOf(texts: readonly string[]) {
  const parts = texts.map((text) => Buffer.from(`${text.replace(/[\r\n]+/g, " ").trimEnd()}\n`, "utf8"));
  const ends = new Uint32Array(parts.length);
  let end = 0;
  for (const [i, part] of parts.entries()) ends[i] = end += part.length;
  return { bytes: Buffer.concat(parts), ends };
}

/** The owner of the batch; of a row that could not even be split, the one owner of its file. */
async function ownerOf(
  { ledger, enterpriseCode }: CorrectionRequest,
  original: ReceivedBatch,
): Promise<string | null> {
  if (original.enterpriseCode !== "") return original.enterpriseCode;
  if (enterpriseCode !== undefined) return enterpriseCode;
  const codes = new Set<string>();
  for await (const entry of ledger.readEntries(0)) {
    if (entry.header["file"] !== original.file || entry.header["dataset"] !== original.dataset) continue;
    const enterprise = entry.header["enterprise"] as { readonly code?: string } | null | undefined;
    if (enterprise?.code !== undefined) codes.add(enterprise.code);
  }
  const [only] = codes;
  return codes.size === 1 && only !== undefined ? only : null;
}
