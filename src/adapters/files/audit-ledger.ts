import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { ReportProgress } from "#kernel";
import type { PlatformKey } from "#ledger";
import { toBase64 } from "#seal";
import { auditAgainst, type KeptCheckpoint } from "./audit-against.ts";
import { auditEntries, type AuditedEntries } from "./audit-entries.ts";
import { auditIndex } from "./audit-index.ts";
import { auditKeys } from "./audit-keys.ts";
import { auditReceipts } from "./audit-receipts.ts";
import { createAuditNotes, type AuditNotes, type AuditReport } from "./audit-report.ts";
import { auditTiles } from "./audit-tiles.ts";
import { noLedgerIn } from "./data-directory.ts";
import { logLayout, type LogLayout } from "./log-layout.ts";
import { filesBelow } from "./tile-files.ts";
import { readHeaderAt } from "./wal-record.ts";

const tellEveryMs = 100;

/**
 * Verifies every stored byte of a ledger without changing any: keys, entries, payloads down to each row's salted
 * hash, the agreement of platform leaves with private logs, tiles and the signed checkpoint; and, when one is given,
 * that the log continues a checkpoint kept elsewhere. Nobody may write to the directory meanwhile.
 * @throws FILES_NO_SUCH_DIRECTORY, FILES_NO_LEDGER
 */
export function auditLedger(
  directory: string,
  options: { readonly onProgress?: ReportProgress; readonly against?: KeptCheckpoint | undefined } = {},
): AuditReport {
  const layout = logLayout(directory);
  if (!existsSync(layout.log) || !existsSync(layout.keys)) {
    throw noLedgerIn(directory);
  }
  const notes = createAuditNotes(directory);
  let done = 0;
  const startedAtMs = performance.now();
  let toldAtMs = Number.NEGATIVE_INFINITY;
  const keys = auditKeys(layout, notes);
  const receipts = auditReceipts(options.against, { key: keys.platform, notes });
  const onEntry = (file: string): void => {
    done += 1;
    if (options.onProgress === undefined) return;
    const nowMs = performance.now();
    if (nowMs - toldAtMs < tellEveryMs) return;
    toldAtMs = nowMs;
    const { rows } = notes.totals;
    const rate = Math.round((rows / Math.max(1, nowMs - startedAtMs)) * 1000);
    const subject = `${basename(file)} ${rows} rows, ${rate} rows/s`;
    options.onProgress({ step: "audit", done, unit: "entries", subject });
  };
  const entries = auditEntries(layout, keys, notes, { receipts, onEntry });
  const checkpoint = auditTiles(layout, entries, {
    key: keys.platform,
    notes,
    readEntry: (place) => readHeaderAt(layout.walFile(place.walFile), place),
  });
  auditIndex(layout, keys.master, notes);
  auditCosigned(layout, entries, { key: keys.platform, notes });
  reportUnknownFiles(layout, notes.report);
  // Roots of a log with unreadable records say nothing; those records are findings already.
  const against =
    options.against === undefined || !entries.isWhole
      ? null
      : auditAgainst(options.against, entries.book.platform, {
          key: keys.platform,
          notes,
          receipts: receipts.count,
        });
  return {
    origin: keys.platform?.verifierKey.name ?? null,
    findings: notes.findings,
    ...notes.totals,
    entries: entries.book.entryCount,
    platformSize: entries.book.platform.size,
    checkpoint: checkpoint === undefined ? null : { size: checkpoint.size, root: toBase64(checkpoint.root) },
    oddTimes: entries.oddTimes,
    receipts: receipts.count,
    against,
  };
}

/** Our own copy of what witnesses cosigned is a kept checkpoint like any other: the log must continue it. */
function auditCosigned(
  layout: LogLayout,
  { book, isWhole }: AuditedEntries,
  by: { readonly key: PlatformKey | undefined; readonly notes: AuditNotes },
): void {
  if (!existsSync(layout.cosigned)) return;
  const bytes = readFileSync(layout.cosigned);
  by.notes.count(bytes.length);
  if (isWhole) auditAgainst({ path: layout.cosigned, bytes }, book.platform, by);
}

/**
 * Files that no step of the audit read; stale tiles are reported with the tiles. What a killed process left half
 * written of a file that is replaced as a whole is known as well: nothing reads it, and the next opening removes it.
 */
function reportUnknownFiles(layout: LogLayout, report: ReturnType<typeof createAuditNotes>["report"]): void {
  const derived = new Set([
    layout.checkpoint,
    layout.cosigned,
    layout.witnesses,
    layout.logState,
    `${layout.logState}.space`,
    layout.entryTiles,
  ]);
  for (const file of filesBelow(layout.log)) {
    const isKnown =
      derived.has(file.endsWith(".tmp") ? file.slice(0, -".tmp".length) : file) ||
      file.startsWith(join(layout.tile, "/")) ||
      (dirname(file) === layout.wal && /^[0-9]{6,}\.wal$/.test(file.slice(layout.wal.length + 1))) ||
      (dirname(file) === layout.payload &&
        /^[0-9]{6,}\.segment$/.test(file.slice(layout.payload.length + 1)));
    if (!isKnown) report("AUDIT_UNKNOWN_FILE", { file, offset: 0, length: 0 });
  }
}
