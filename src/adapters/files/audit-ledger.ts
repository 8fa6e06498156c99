import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import type { ReportProgress } from "#kernel";
import { toBase64 } from "#seal";
import { auditAgainst, type KeptCheckpoint } from "./audit-against.ts";
import { auditEntries } from "./audit-entries.ts";
import { auditIndex } from "./audit-index.ts";
import { auditKeys } from "./audit-keys.ts";
import { createAuditNotes, type AuditReport } from "./audit-report.ts";
import { auditTiles } from "./audit-tiles.ts";
import { filesFaults } from "./errors.ts";
import { logLayout, type LogLayout } from "./log-layout.ts";
import { filesBelow } from "./tile-files.ts";
import { readHeaderAt } from "./wal-record.ts";

/**
 * Verifies every stored byte of a ledger without changing any: keys, entries, payloads down to each row's salted
 * hash, the agreement of platform leaves with private logs, tiles and the signed checkpoint; and, when one is given,
 * that the log continues a checkpoint kept elsewhere. Nobody may write to the directory meanwhile.
 * @throws FILES_NO_LEDGER
 */
export function auditLedger(
  directory: string,
  options: { readonly onProgress?: ReportProgress; readonly against?: KeptCheckpoint | undefined } = {},
): AuditReport {
  const layout = logLayout(directory);
  if (!existsSync(layout.log) || !existsSync(layout.keys)) {
    throw filesFaults.fault("FILES_NO_LEDGER", { directory });
  }
  const notes = createAuditNotes(directory);
  let done = 0;
  const startedAtMs = performance.now();
  const keys = auditKeys(layout, notes);
  const entries = auditEntries(layout, keys, notes, (file) => {
    done += 1;
    if (options.onProgress === undefined) return;
    const { rows } = notes.totals;
    const rate = Math.round((rows / Math.max(1, performance.now() - startedAtMs)) * 1000);
    options.onProgress({
      step: "audit",
      done,
      unit: "entries",
      subject: `${file} ${rows} rows, ${rate}/s`,
    });
  });
  const checkpoint = auditTiles(layout, entries, {
    key: keys.platform,
    notes,
    readEntry: (place) => readHeaderAt(layout.walFile(place.walFile), place),
  });
  auditIndex(layout, keys.master, notes);
  reportUnknownFiles(layout, notes.report);
  // Roots of a log with unreadable records say nothing; those records are findings already.
  const against =
    options.against === undefined || !entries.isWhole
      ? null
      : auditAgainst(options.against, entries.book.platform, { key: keys.platform, notes });
  return {
    origin: keys.platform?.verifierKey.name ?? null,
    findings: notes.findings,
    ...notes.totals,
    entries: entries.book.entryCount,
    platformSize: entries.book.platform.size,
    checkpoint: checkpoint === undefined ? null : { size: checkpoint.size, root: toBase64(checkpoint.root) },
    against,
  };
}

/** Files that no step of the audit read; stale tiles are reported with the tiles. */
function reportUnknownFiles(layout: LogLayout, report: ReturnType<typeof createAuditNotes>["report"]): void {
  for (const file of filesBelow(layout.log)) {
    const isKnown =
      [layout.checkpoint, layout.cosigned, layout.logState, layout.entryTiles].includes(file) ||
      file.startsWith(join(layout.tile, "/")) ||
      (dirname(file) === layout.wal && /^[0-9]{6,}\.wal$/.test(file.slice(layout.wal.length + 1))) ||
      (dirname(file) === layout.payload &&
        /^[0-9]{6,}\.segment$/.test(file.slice(layout.payload.length + 1)));
    if (!isKnown) report("AUDIT_UNKNOWN_FILE", { file, offset: 0, length: 0 });
  }
}
