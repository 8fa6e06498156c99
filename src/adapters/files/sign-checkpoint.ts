import { rmSync } from "node:fs";
import { join } from "node:path";
import { signNote } from "#ledger";
import { formatCheckpoint, type CheckpointBody } from "#seal";
import { writeFileDurably } from "./durable-file.ts";
import type { WriterFiles } from "./seal-group.ts";
import { outgrownTilePaths, writeTiles } from "./tile-files.ts";

/** A signed state of the platform log. */
export interface SignedState {
  readonly note: string;
  readonly body: CheckpointBody;
}

/** Signs the platform log's state: tiles first, then the checkpoint, then outgrown partial tiles go. */
export function signCheckpoint(files: WriterFiles, fromSize: number): SignedState {
  const { layout, keys, book, reader, tileFolders } = files;
  const { platform } = book;
  const readEntry = (index: number): Uint8Array => {
    const anchor = book.anchorAt(index);
    if (anchor === undefined) throw new RangeError(`no platform leaf ${index}`);
    return reader.readHeader(anchor);
  };
  writeTiles(layout.log, { tree: platform, size: platform.size, readEntry }, fromSize, tileFolders);
  const body = { origin: keys.platform.verifierKey.name, size: platform.size, root: platform.root() };
  const note = signNote(keys.platform, formatCheckpoint(body));
  writeFileDurably(layout.checkpoint, note, { mode: 0o644 });
  for (const path of outgrownTilePaths(fromSize, body.size)) rmSync(join(layout.log, path), { force: true });
  return { note, body };
}
