import { formatMessage, type Message, type MessageParameters } from "#kernel";
import type { ProjectedBatch, RowRuns } from "./observation-store.ts";
import { type RowProblemCode, rowProblems } from "./row-problem.ts";
import { decodeLeniently } from "./text-encoding.ts";

/** A row that was not taken, for a person to find and mend it. */
export interface QuarantinedRow extends Message {
  /** Number of the row in its file; the header of a table is 1. */
  readonly row: number;
  readonly field: string;
  readonly code: string;
  /** The row as received, or its beginning. */
  readonly raw: string;
}

const mostRawBytes = 200;

/** The first quarantined rows of a batch, in the order of the file. */
export function quarantinedRowsOf(batch: ProjectedBatch, most: number): QuarantinedRow[] {
  return batch.parsed.problems.slice(0, most).map(({ ordinal, field, code, parameters }) => ({
    row: rowNumberOf(batch.rowRuns, ordinal),
    field,
    code,
    ...sentencesOfRowProblem(code, parameters),
    raw: rawTextOf(batch, ordinal, mostRawBytes),
  }));
}

/** Both sentences of a row's problem; a code that this program does not know stands for itself. */
export function sentencesOfRowProblem(code: string, parameters: MessageParameters): Message {
  const sentence = code in rowProblems ? rowProblems[code as RowProblemCode] : { zh: code, en: code };
  return {
    zh: printable(formatMessage(sentence.zh, parameters)),
    en: printable(formatMessage(sentence.en, parameters)),
  };
}

/** The number in its file of a row of a batch. */
export function rowNumberOf(runs: RowRuns, ordinal: number): number {
  let left = ordinal;
  for (const [first, count] of runs) {
    if (left < count) return first + left;
    left -= count;
  }
  return 0;
}

/** A row as text for a person to read: what is not valid in its encoding is shown as such. */
export function rawTextOf(
  { rows, layout }: Pick<ProjectedBatch, "rows" | "layout">,
  ordinal: number,
  mostBytes: number,
): string {
  const start = ordinal === 0 ? 0 : (rows.ends[ordinal - 1] as number);
  const end = Math.min(rows.ends[ordinal] as number, start + mostBytes);
  return printable(decodeLeniently(rows.bytes.subarray(start, end), layout.encoding).trimEnd());
}

/** Control characters have no place on a page, and NUL none in a PostgreSQL document. */
function printable(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, "\ufffd");
}
