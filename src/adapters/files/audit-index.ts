import { existsSync, readFileSync, statSync } from "node:fs";
import { Fault } from "#kernel";
import type { MasterKey } from "#ledger";
import { tileWidth } from "#seal";
import type { AuditNotes } from "./audit-report.ts";
import { indexKeyOf, readEntryTiles, storedTileBytes } from "./entry-tile-file.ts";
import type { LogLayout } from "./log-layout.ts";
import { readLogState } from "./log-state-file.ts";

/**
 * Verifies the derived index, which nothing else in the audit looks at: a saved state and tiles that are not what
 * this ledger wrote are findings, a missing index is none, as it is made again from the entries.
 */
export function auditIndex(layout: LogLayout, master: MasterKey | undefined, notes: AuditNotes): void {
  const tileBytes = existsSync(layout.entryTiles) ? statSync(layout.entryTiles).size : 0;
  if (existsSync(layout.entryTiles)) notes.count(tileBytes);
  if (tileBytes % storedTileBytes !== 0) {
    const offset = tileBytes - (tileBytes % storedTileBytes);
    notes.report("AUDIT_INDEX", { file: layout.entryTiles, offset, length: tileBytes - offset });
  }
  if (!existsSync(layout.logState)) return;
  const stored = readFileSync(layout.logState);
  notes.count(stored.length);
  if (master === undefined) return;
  const key = indexKeyOf(master);
  const tiles = readEntryTiles(layout.entryTiles, key);
  try {
    const state = readLogState(stored, key, () => tiles);
    if (state === undefined) {
      notes.report("AUDIT_INDEX", { file: layout.logState, offset: 0, length: stored.length });
      return;
    }
    for (const log of [state.book.platformLog, ...state.book.logs.values()]) {
      for (let index = 0; index < log.tree.size; index += tileWidth) {
        auditTile(layout, notes, () => log.placeAt(index));
      }
    }
  } finally {
    tiles.close();
  }
}

function auditTile(layout: LogLayout, notes: AuditNotes, read: () => unknown): void {
  try {
    read();
  } catch (cause) {
    if (!(cause instanceof Fault && cause.code === "LEDGER_INDEX_DAMAGED")) throw cause;
    const offset = Number(cause.parameters["offset"]);
    notes.report("AUDIT_INDEX", { file: layout.entryTiles, offset, length: storedTileBytes });
  }
}
