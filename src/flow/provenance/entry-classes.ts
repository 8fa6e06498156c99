import { layoutFromJson } from "#collect";
import type { DataClass } from "#consent";
import type { DataClass as EntryClass } from "#ledger";
import { classesOfStreams } from "#operations";

const classesOfLog: Readonly<Record<EntryClass, readonly DataClass[]>> = {
  invoice: ["invoice"],
  reading: ["energy", "machine"],
  statement: ["statement"],
  document: ["businessDocument"],
  registry: ["machine"],
  parameter: ["evaluation"],
  result: ["evaluation"],
};

/** What a basis must name before a row of an entry is shown: every one of the classes, or any. */
export interface ClassesOfEntry {
  readonly dataClasses: readonly DataClass[];
  readonly isEveryNeeded: boolean;
}

/**
 * Rows of an operating stream are of the stream's own class, which is finer than what the log says: loans and tax papers
 * are both documents there. A machine's day tells what its own meter counted as well.
 * @param header  of a stored entry
 */
export function classesOfEntry(header: Readonly<Record<string, unknown>>): ClassesOfEntry {
  const mapping = layoutFromJson(header["layout"])?.mapping;
  if (mapping?.mapping === "touchstone-operations@1") {
    const { stream } = mapping;
    const dataClasses = classesOfStreams(stream === "machineDays" ? [stream, "meterDays"] : [stream]);
    return { dataClasses, isEveryNeeded: true };
  }
  const dataClasses = classesOfLog[header["dataClass"] as EntryClass];
  return { dataClasses, isEveryNeeded: false };
}
