import { createHash } from "node:crypto";
import path from "node:path";
import type { Asker } from "#access";
import type { ConsentServices } from "#consent";
import type { EvaluationServices } from "#jobs";
import { modelsFaults, type ProjectSource } from "#models";
import type { EvaluatedEnterprise } from "#report";
import type { DataTable } from "#scorecard";
import { scorecardIndicators } from "../indicator-sample.ts";

/** Column of the outcome in the rows of an evaluation, and its values. */
export const evaluationOutcome = { target: "outcome", badValue: "default", goodValue: "performing" } as const;

/** A table that was read, with the fingerprint of its content. */
export interface ReadSource {
  readonly table: DataTable;
  /** SHA-256, hex: of the file, or of the rows of the evaluation. */
  readonly sha256: string;
}

/** Reads a CSV or Parquet file into columns; passed in, because the readers stand outside. */
export type ReadTableFile = (file: string, signal: AbortSignal) => Promise<ReadSource>;

/** What reading the source of a project needs, passed in. */
export interface SourceParts {
  readonly jobs: Pick<EvaluationServices, "uploadFolderOf" | "evaluations">;
  readonly consent: Pick<ConsentServices, "readList">;
  readonly readTable: ReadTableFile;
}

/**
 * Reads the rows of a project. Of an evaluation only the enterprises that the reader has a basis for are read, and the
 * read is recorded in their access logs.
 * @throws MODELS_SOURCE_INPUT when a file is not what was uploaded, or no outcome is known; the faults of reading tables
 */
export async function readSource(
  parts: SourceParts,
  by: Asker,
  source: ProjectSource,
  signal: AbortSignal,
): Promise<ReadSource> {
  if (source.kind === "upload") return await readUpload(parts, source, signal);
  const { jobs, consent } = parts;
  const read = await consent.readList(by, {
    evaluationId: source.evaluationId,
    purpose: "creditEvaluation",
    dataClass: "evaluation",
    what: "scorecard.development",
  });
  const found = await jobs.evaluations.readEnterprises(by.party.id, source.evaluationId, read.readable);
  const labelled = found.filter(({ label }) => label !== null);
  const shown = await read.record(labelled.map(({ id }) => id));
  return tableOfEnterprises(labelled.filter(({ id }) => shown.has(id)));
}

/** The file as it was uploaded: its hash is checked again, because the disk is not the log. */
async function readUpload(
  { jobs, readTable }: SourceParts,
  { uploadId, file, sha256 }: Extract<ProjectSource, { kind: "upload" }>,
  signal: AbortSignal,
): Promise<ReadSource> {
  const read = await readTable(path.join(jobs.uploadFolderOf(uploadId), file), signal);
  if (read.sha256 !== sha256) {
    const problem = `${file}: SHA-256 ${sha256} → ${read.sha256}`;
    throw modelsFaults.fault("MODELS_SOURCE_INPUT", { problem });
  }
  return read;
}

/**
 * The enterprises whose outcome is known, as columns: the indicators that may enter a card, and the outcome. Sorted by id,
 * so that the same enterprises give the same fingerprint.
 */
export function tableOfEnterprises(enterprises: readonly EvaluatedEnterprise[]): ReadSource {
  const rows = enterprises
    .filter(({ label }) => label !== null)
    .toSorted((left, right) => (left.id < right.id ? -1 : 1));
  const values = rows.map(
    ({ indicators }) => new Map(indicators.map((one) => [one.id, one.value ?? Number.NaN])),
  );
  const columns = scorecardIndicators({ withEndOfSeries: true }).map(({ id, expectedDirection }) => ({
    kind: "numeric" as const,
    id,
    expectedDirection,
    values: Float64Array.from(values, (row) => row.get(id) ?? Number.NaN),
  }));
  const outcome = {
    kind: "categorical" as const,
    id: evaluationOutcome.target,
    categories: [evaluationOutcome.badValue, evaluationOutcome.goodValue],
    codes: Int32Array.from(rows, ({ label }) => (label === "default" ? 0 : 1)),
  };
  const hash = createHash("sha256").update(JSON.stringify(columns.map(({ id }) => id)));
  for (const [place, { id, label }] of rows.entries()) {
    hash.update(JSON.stringify([id, label, columns.map((column) => column.values[place])]));
  }
  return { table: { rows: rows.length, columns: [...columns, outcome] }, sha256: hash.digest("hex") };
}
