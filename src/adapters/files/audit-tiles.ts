import { join } from "node:path";
import { nodeCrypto, signNote, type EntryPlace, type LogBook, type PlatformKey } from "#ledger";
import {
  bytesEqual,
  createMerkleTree,
  encodeEntryBundle,
  formatCheckpoint,
  leafHash,
  parseCheckpoint,
  parseNote,
  tileBytes,
  tilePath,
  tilesOf,
  tileWidth,
  verifyNote,
  type CheckpointBody,
  type MerkleTree,
  type Tile,
  decodeEntryBundle,
} from "#seal";
import type { AuditedEntries } from "./audit-entries.ts";
import { readCounted } from "./audit-keys.ts";
import { auditBytes, type AuditNotes } from "./audit-report.ts";
import type { LogLayout } from "./log-layout.ts";
import { filesBelow, staleTiles } from "./tile-files.ts";

/** Verifies the checkpoint, that the entries lead to its root, and every tile. */
export function auditTiles(
  layout: LogLayout,
  entries: AuditedEntries,
  options: {
    readonly key: PlatformKey | undefined;
    readonly notes: AuditNotes;
    readonly readEntry: (place: EntryPlace) => Uint8Array;
  },
): CheckpointBody | undefined {
  const { key, notes, readEntry } = options;
  const { book, isWhole } = entries;
  const checkpoint = auditCheckpoint(layout, entries, key, notes);
  const size = checkpoint?.size ?? book.platform.size;
  const isLed =
    isWhole &&
    size <= book.platform.size &&
    (checkpoint === undefined || bytesEqual(book.platform.root(size), checkpoint.root));
  if (isLed) compareTiles(layout, { book, size, notes, readEntry });
  else auditTilesAlone(layout, { checkpoint, entries, notes });
  for (const path of staleTiles(layout.log, size)) {
    notes.report("AUDIT_UNKNOWN_FILE", { file: join(layout.log, path), offset: 0, length: 0 });
  }
  return checkpoint;
}

/** The checkpoint when it holds; where it does not, the first byte that differs from the one it must be. */
function auditCheckpoint(
  layout: LogLayout,
  { book, isWhole }: AuditedEntries,
  key: PlatformKey | undefined,
  notes: AuditNotes,
): CheckpointBody | undefined {
  const file = layout.checkpoint;
  const bytes = readCounted(file, notes);
  if (bytes === undefined) return undefined;
  try {
    const note = parseNote(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    const checkpoint = parseCheckpoint(note.body);
    const isOurs = key === undefined || checkpoint.origin === key.verifierKey.name;
    const keys = key === undefined ? [] : [key.verifierKey];
    if (isOurs && verifyNote(note, keys, nodeCrypto).length === keys.length) return checkpoint;
  } catch {
    // Reported below, with the place.
  }
  if (key === undefined || !isWhole) {
    notes.report("AUDIT_CHECKPOINT", { file, offset: 0, length: bytes.length });
    return undefined;
  }
  const { size } = book.platform;
  const body = formatCheckpoint({ origin: key.verifierKey.name, size, root: book.platform.root() });
  // Ed25519 is deterministic, so the checkpoint can be made again and compared byte by byte.
  auditBytes(notes, "AUDIT_CHECKPOINT", { file, bytes, expected: Buffer.from(signNote(key, body)) });
  return undefined;
}

/** The entries lead to the checkpoint, so every tile is known to the byte. */
function compareTiles(
  layout: LogLayout,
  known: {
    readonly book: LogBook;
    readonly size: number;
    readonly notes: AuditNotes;
    readonly readEntry: (place: EntryPlace) => Uint8Array;
  },
): void {
  const { book, size, notes, readEntry } = known;
  const compare = (path: string, expected: Uint8Array): void => {
    const file = join(layout.log, path);
    const bytes = readCounted(file, notes);
    if (bytes !== undefined) auditBytes(notes, "AUDIT_TILE", { file, bytes, expected });
  };
  for (const tile of tilesOf(size)) {
    compare(tilePath(tile), tileBytes(book.platform, tile));
    if (tile.level > 0) continue;
    const first = tile.index * tileWidth;
    const leaves = placesOf(book, first, first + tile.width).map(readEntry);
    compare(tilePath({ ...tile, level: "entries" }), encodeEntryBundle(leaves));
  }
}

/** The entries are damaged, so the tiles are checked against the checkpoint and each other. */
function auditTilesAlone(
  layout: LogLayout,
  given: {
    readonly checkpoint: CheckpointBody | undefined;
    readonly entries: AuditedEntries;
    readonly notes: AuditNotes;
  },
): void {
  const { checkpoint, entries, notes } = given;
  if (checkpoint === undefined) return;
  const tree = readLeafTiles(layout, checkpoint.size, notes);
  const isLed = tree !== undefined && bytesEqual(tree.root(), checkpoint.root);
  if (!isLed) {
    notes.report("AUDIT_ROOT", { file: layout.checkpoint, offset: 0, length: 0 });
    return;
  }
  for (const tile of tilesOf(checkpoint.size)) {
    const isLeafTile = tile.level === 0;
    if (isLeafTile) auditEntryBundle(layout, tile, tree, notes);
    const file = join(layout.log, tilePath(tile));
    const bytes = readCounted(file, notes);
    if (bytes !== undefined)
      auditBytes(notes, "AUDIT_TILE", { file, bytes, expected: tileBytes(tree, tile) });
  }
  if (entries.isWhole) reportFirstForeignLeaf(layout, { tree, book: entries.book, notes });
}

function readLeafTiles(layout: LogLayout, size: number, notes: AuditNotes): MerkleTree | undefined {
  const tree = createMerkleTree(nodeCrypto.sha256);
  for (const tile of tilesOf(size).filter(({ level }) => level === 0)) {
    const bytes = readCounted(join(layout.log, tilePath(tile)), notes);
    if (bytes === undefined || bytes.length !== tile.width * 32) return undefined;
    for (let i = 0; i < tile.width; i++) tree.append(bytes.subarray(i * 32, i * 32 + 32));
  }
  return tree;
}

function auditEntryBundle(layout: LogLayout, tile: Tile, tree: MerkleTree, notes: AuditNotes): void {
  const file = join(layout.log, tilePath({ ...tile, level: "entries" }));
  const bytes = readCounted(file, notes);
  if (bytes === undefined) return;
  let offset = 0;
  try {
    for (const [i, entry] of decodeEntryBundle(bytes).entries()) {
      const leaf = tree.subtree(0, tile.index * tileWidth + i);
      if (!bytesEqual(leafHash(nodeCrypto.sha256, entry), leaf)) {
        notes.report("AUDIT_TILE", { file, offset, length: entry.length + 2 });
        return;
      }
      offset += entry.length + 2;
    }
  } catch {
    notes.report("AUDIT_TILE", { file, offset, length: bytes.length - offset });
  }
}

/** Every record is well formed, but one is not what was signed: the first whose leaf the signed tree lacks. */
function reportFirstForeignLeaf(
  layout: LogLayout,
  given: { readonly tree: MerkleTree; readonly book: LogBook; readonly notes: AuditNotes },
): void {
  const { tree, book, notes } = given;
  for (const [index, place] of placesOf(book, 0, book.platform.size).entries()) {
    if (index < tree.size && bytesEqual(tree.subtree(0, index), book.platform.subtree(0, index))) continue;
    const file = layout.walFile(place.walFile);
    notes.report("AUDIT_ROOT", { file, offset: place.walOffset, length: place.headerBytes });
    return;
  }
  notes.report("AUDIT_ROOT", { file: layout.wal, offset: 0, length: filesBelow(layout.wal).length });
}

function placesOf(book: LogBook, from: number, to: number): EntryPlace[] {
  const indexes = Array.from({ length: Math.min(to, book.platform.size) - from }, (_, i) => from + i);
  return indexes.map(book.anchorAt).filter((place) => place !== undefined);
}
