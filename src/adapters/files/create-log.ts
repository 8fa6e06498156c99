import { mkdirSync } from "node:fs";
import { nodeCrypto, signNote } from "#ledger";
import { emptyRoot, formatCheckpoint } from "#seal";
import { writeFileDurably } from "./durable-file.ts";
import { createKeyFiles, readPlatformKey } from "./key-store.ts";
import type { LogLayout } from "./log-layout.ts";

/** Creates keys and folders, and last the checkpoint of the empty log, which marks the ledger as there. */
export function createLog(layout: LogLayout, origin: string): void {
  mkdirSync(layout.wal, { recursive: true, mode: 0o700 });
  mkdirSync(layout.payload, { recursive: true, mode: 0o700 });
  createKeyFiles(layout, origin);
  const key = readPlatformKey(layout);
  const root = emptyRoot(nodeCrypto.sha256);
  const body = formatCheckpoint({ origin: key.verifierKey.name, size: 0, root });
  writeFileDurably(layout.checkpoint, signNote(key, body), { mode: 0o644 });
}
