import type { Fault, MessageParameters } from "#kernel";
import { collectFaults } from "./errors.ts";
import type { Layout } from "./layout.ts";
import type { Mapping } from "./mapping.ts";

/** A file to be read. */
export interface FileToRead {
  readonly path: string;
  /** As it is shown and sealed; not a path of this machine. */
  readonly name: string;
  /** Whose rows they are where the layout has no column that says so. */
  readonly enterpriseCode: string | null;
  /** The mapping named for this file; null to recognise it by its header. */
  readonly mapping: Mapping | null;
}

/** What a file turned out to be. */
export interface FileSummary {
  readonly layout: Layout | null;
  /** Rows found, whatever became of them. */
  readonly rows: number;
  readonly bytes: number;
  readonly sha256: string;
  /** Why it was ignored or read only in part. */
  readonly problem: { readonly code: string; readonly parameters: MessageParameters } | null;
}

/** What was read of a file, or of one part of it. */
export interface ReadContent {
  readonly layout: Layout | null;
  readonly rows: number;
  readonly fault: Fault | null;
}

/** A summary's problem, as it is sealed. */
export function problemOf(fault: Fault | null): FileSummary["problem"] {
  return fault === null ? null : { code: fault.code, parameters: fault.parameters };
}

/** The problem of a summary as a fault again, for its sentences. */
export function faultOfProblem(problem: { code: string; parameters: MessageParameters }): Fault {
  const code = problem.code as keyof typeof collectFaults.definitions;
  return collectFaults.fault(code, problem.parameters);
}
