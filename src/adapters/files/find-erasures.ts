import { readFileSync } from "node:fs";
import { erasureType, readErasure, type SealedErasure } from "#ledger";
import { numberedFiles, type LogLayout } from "./log-layout.ts";
import { parseRecord } from "./replay-record.ts";
import { recordAt, walHeaderOffset } from "./wal-record.ts";

/**
 * The erasures of all logs, by origin: an audit meets the erased entries before the entry that erased them. The
 * canonical header of an erasure begins with its type, so the files are searched instead of parsed; whether such an
 * entry fits its log is judged when the audit comes to it.
 */
export function findErasures(layout: LogLayout): Map<string, SealedErasure[]> {
  const erasures = new Map<string, SealedErasure[]>();
  const beginning = Buffer.from(`{"@type":"${erasureType}"`);
  for (const number of numberedFiles(layout.wal, "wal")) {
    const file = readFileSync(layout.walFile(number));
    for (let at = file.indexOf(beginning); at >= 0; at = file.indexOf(beginning, at + 1)) {
      const record = at < walHeaderOffset ? undefined : recordAt(file, at - walHeaderOffset);
      const header = record && parseRecord(record);
      const erasure = header && readErasure(header.fields);
      if (erasure === undefined) continue;
      erasures.set(erasure.origin, [...(erasures.get(erasure.origin) ?? []), erasure]);
    }
  }
  return erasures;
}
