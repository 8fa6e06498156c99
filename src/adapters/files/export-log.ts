import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { ledgerFaults, renameKey, signNote } from "#ledger";
import {
  formatCheckpoint,
  formatVerifierKey,
  toBase64,
  type CheckpointBody,
  type MerkleTree,
  type VerifierKey,
} from "#seal";
import { writeFileDurably } from "./durable-file.ts";
import { filesFaults } from "./errors.ts";
import { readPlatformKey } from "./key-store.ts";
import { logLayout, verifierKeyFile } from "./log-layout.ts";
import { recoverLog } from "./recover-log.ts";
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
  const { book, note, checkpoint } = recoverLog(layout, platformKey.verifierKey);
  const origin = options.origin ?? checkpoint.origin;
  if (origin === checkpoint.origin) {
    const readEntry = (index: number) => readEntryAt(book.anchors[index]?.place);
    return writeExport(
      options.out,
      { ...checkpoint, tree: book.platform, note, readEntry },
      platformKey.verifierKey,
    );
  }
  const log = book.logs.get(origin);
  if (log === undefined) throw ledgerFaults.fault("LEDGER_UNKNOWN_LOG", { origin });
  const size = log.platformIndexes.filter((index) => index < checkpoint.size).length;
  const key = renameKey(platformKey, origin);
  const body = { origin, size, root: log.tree.root(size) };
  const readEntry = (index: number) => readEntryAt(log.places[index]);
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
    readonly tree: MerkleTree;
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
