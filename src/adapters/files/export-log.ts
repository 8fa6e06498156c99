import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { coveredSize, ledgerFaults, renameKey, signNote, type PlatformKey } from "#ledger";
import {
  formatCheckpoint,
  formatVerifierKey,
  toBase64,
  type CheckpointBody,
  type ReadableTree,
  type VerifierKey,
} from "#seal";
import { writeFileDurably } from "./durable-file.ts";
import { filesFaults } from "./errors.ts";
import { readMasterKey, readPlatformKey } from "./key-store.ts";
import { logLayout, verifierKeyFile, type LogLayout } from "./log-layout.ts";
import { recoverLog, type RecoveredLog } from "./recover-log.ts";
import { writeTiles } from "./tile-files.ts";
import { readHeaderAt } from "./wal-record.ts";

/** A log written out as a static tlog-tiles folder. */
export interface ExportedLog {
  readonly origin: string;
  readonly size: number;
  readonly root: string;
  readonly verifierKey: string;
}

/**
 * Writes a log as a static tlog-tiles folder: `checkpoint`, `tile/…`, `tile/entries/…` and `keys/<name>.vkey`.
 * The platform log comes with its signed checkpoint; a private log gets one of its own, signed here with the
 * platform's key under the private log's name, over the entries that the last platform checkpoint covers.
 * @throws LEDGER_UNKNOWN_LOG, FILES_NOT_EMPTY, LEDGER_DAMAGED
 */
export function exportLog(
  directory: string,
  options: { readonly out: string; readonly origin?: string | undefined },
): ExportedLog {
  const layout = logLayout(directory);
  const platformKey = readPlatformKey(layout);
  const recovered = recoverLog(layout, { platform: platformKey, master: readMasterKey(layout) });
  try {
    return exportRecovered({ layout, platformKey, recovered }, options);
  } finally {
    recovered.tiles.close();
  }
}

function exportRecovered(
  {
    layout,
    platformKey,
    recovered,
  }: { layout: LogLayout; platformKey: PlatformKey; recovered: RecoveredLog },
  options: { readonly out: string; readonly origin?: string | undefined },
): ExportedLog {
  const { book, note, checkpoint } = recovered;
  const origin = options.origin ?? checkpoint.origin;
  if (origin === checkpoint.origin) {
    const readEntry = (index: number) => readEntryAt(book.anchorAt(index));
    return writeExport(
      options.out,
      { ...checkpoint, tree: book.platform, note, readEntry },
      platformKey.verifierKey,
    );
  }
  const log = book.logs.get(origin);
  if (log === undefined) throw ledgerFaults.fault("LEDGER_UNKNOWN_LOG", { origin });
  const size = coveredSize(log, checkpoint.size);
  const key = renameKey(platformKey, origin);
  const body = { origin, size, root: log.tree.root(size) };
  const readEntry = (index: number) => readEntryAt(log.placeAt(index));
  const signed = signNote(key, formatCheckpoint(body));
  return writeExport(options.out, { ...body, tree: log.tree, note: signed, readEntry }, key.verifierKey);

  function readEntryAt(
    place: { walFile: number; walOffset: number; headerBytes: number } | undefined,
  ): Buffer {
    if (place === undefined) throw new RangeError("no such entry");
    return readHeaderAt(layout.walFile(place.walFile), place);
  }
}

function writeExport(
  out: string,
  log: CheckpointBody & {
    readonly tree: ReadableTree;
    readonly note: string;
    readonly readEntry: (index: number) => Uint8Array;
  },
  key: VerifierKey,
): ExportedLog {
  mkdirSync(out, { recursive: true });
  if (readdirSync(out).length > 0) throw filesFaults.fault("FILES_NOT_EMPTY", { directory: out });
  const verifierKey = formatVerifierKey(key);
  writeFileDurably(join(out, "keys", verifierKeyFile(key.name)), `${verifierKey}\n`, { mode: 0o644 });
  writeTiles(out, log, 0);
  writeFileDurably(join(out, "checkpoint"), log.note, { mode: 0o644 });
  return { origin: log.origin, size: log.size, root: toBase64(log.root), verifierKey };
}
