import {
  createHashList,
  emptyRoot,
  nodeHash,
  readMerkleTree,
  requireInTree,
  tileWidth,
  type HashList,
  type ReadableTree,
} from "#seal";
import {
  entryRecordBytes,
  leafOfRecord,
  placeOfRecord,
  platformIndexOfRecord,
  setPlatformIndex,
  writeEntryRecord,
  type EntryPlace,
} from "./entry-records.ts";
import { entryTileBytes, type EntryTiles } from "./entry-tiles.ts";
import type { SealedErasure } from "./erasure.ts";
import { nodeCrypto } from "./platform-key.ts";

/** Levels below a tile's root. */
const tileHeight = 8;
const { sha256 } = nodeCrypto;

/**
 * One log: its tree and where its entries lie. In memory are the hashes of full tiles and above, and the records of
 * the entries behind the last full tile or not yet covered; the rest lies in the tiles.
 */
export interface EntryLog {
  readonly origin: string;
  readonly tree: ReadableTree;
  readonly lastLeaf: Uint8Array | undefined;
  /** Entries that platform leaves cover: always the first ones. */
  readonly anchoredSize: number;
  /** In order of sealing. */
  readonly erasures: SealedErasure[];
  /** Indexes of the entries that seal keys of collectors. */
  readonly keyEntries: number[];
  /** Indexes of the entries that seal results of evaluations. */
  readonly resultEntries: number[];
  /** Undefined beyond the end. */
  placeAt(index: number): EntryPlace | undefined;
  /** Platform leaf that first covered an entry; undefined before there is one. */
  platformIndexAt(index: number): number | undefined;
  append(leaf: Uint8Array, place: EntryPlace): void;
  /** Marks all entries as covered and hands full tiles over. */
  cover(platformIndex: number): void;
  /** What `restoreEntryLog` needs; every entry must be covered. */
  capture(): EntryLogState;
}

/** The state of a log whose entries are all covered. */
export interface EntryLogState {
  readonly origin: string;
  readonly size: number;
  /** Last leaf, then the complete subtree of each level below a tile's at the right edge: 9 hashes. */
  readonly edge: Buffer;
  /** Where each full tile lies, and its root. */
  readonly positions: readonly number[];
  readonly tileRoots: readonly Uint8Array[];
  /** Records behind the last full tile. */
  readonly tail: Buffer;
  readonly erasures: readonly SealedErasure[];
  readonly keyEntries: readonly number[];
  readonly resultEntries: readonly number[];
}

const emptyEdge = (tileHeight + 1) * 32;

/** Makes a log without entries. */
export function createEntryLog(origin: string, tiles: EntryTiles): EntryLog {
  const edge = Buffer.alloc(emptyEdge);
  const empty = { size: 0, edge, positions: [], tileRoots: [], tail: Buffer.alloc(0) };
  return restoreEntryLog({ origin, ...empty, erasures: [], keyEntries: [], resultEntries: [] }, tiles);
}

/** Makes a log of a captured state. */
export function restoreEntryLog(state: EntryLogState, tiles: EntryTiles): EntryLog {
  const { origin } = state;
  const erasures = [...state.erasures];
  const keyEntries = [...state.keyEntries];
  const resultEntries = [...state.resultEntries];
  const positions = [...state.positions];
  const edge = Buffer.from(state.edge);
  const upper: HashList[] = [];
  let size = state.size;
  let anchoredSize = size;
  let tail: Buffer = Buffer.from(state.tail);
  for (const [index, root] of state.tileRoots.entries()) pushUpwards(upper, 0, { index, hash: root });

  const tailFirst = (): number => positions.length * tileWidth;
  const recordsOf = (index: number): { readonly records: Buffer; readonly position: number } => {
    const tile = Math.floor(index / tileWidth);
    const position = positions[tile];
    if (position === undefined) return { records: tail, position: index - tailFirst() };
    return { records: tiles.read({ origin, index: tile }, position), position: index % tileWidth };
  };
  const subtree = (level: number, index: number): Uint8Array => {
    requireInTree(index >= 0 && (index + 1) * 2 ** level <= size, index);
    if (level >= tileHeight) return (upper[level - tileHeight] as HashList).at(index);
    const { records, position } = recordsOf(index * 2 ** level);
    return rootOfRecords(records, position, 2 ** level);
  };
  const reader = readMerkleTree(sha256, { size: () => size, subtree });
  const tree: ReadableTree = {
    get size() {
      return size;
    },
    subtree,
    ...reader,
    root: (of = size) => (of === size ? rootOfEdge(size, edge, upper) : reader.root(of)),
  };
  return {
    origin,
    tree,
    erasures,
    keyEntries,
    resultEntries,
    get lastLeaf() {
      return size === 0 ? undefined : Buffer.from(edge.subarray(0, 32));
    },
    get anchoredSize() {
      return anchoredSize;
    },
    placeAt(index) {
      if (!(index >= 0 && index < size)) return undefined;
      const { records, position } = recordsOf(index);
      return placeOfRecord(records, position);
    },
    platformIndexAt(index) {
      if (!(index >= 0 && index < anchoredSize)) return undefined;
      const { records, position } = recordsOf(index);
      return platformIndexOfRecord(records, position);
    },
    append(leaf, place) {
      const position = size - tailFirst();
      tail = withRoom(tail, (position + 1) * entryRecordBytes);
      writeEntryRecord(tail, position, { leaf, place });
      edge.set(leaf, 0);
      carry(size, leaf, edge, upper);
      size += 1;
    },
    cover(platformIndex) {
      const first = tailFirst();
      for (let index = anchoredSize; index < size; index++)
        setPlatformIndex(tail, index - first, platformIndex);
      anchoredSize = size;
      const used = (size - first) * entryRecordBytes;
      let from = 0;
      for (; from + entryTileBytes <= used; from += entryTileBytes) {
        const records = tail.subarray(from, from + entryTileBytes);
        positions.push(tiles.append({ origin, index: positions.length }, records));
      }
      if (from > 0) tail = Buffer.from(tail.subarray(from, used));
    },
    capture() {
      if (anchoredSize !== size) throw new RangeError(`entries of ${origin} are not covered`);
      const tileRoots = positions.map((_, index) => (upper[0] as HashList).at(index));
      const used = tail.subarray(0, (size - tailFirst()) * entryRecordBytes);
      return { origin, size, edge, positions, tileRoots, tail: used, erasures, keyEntries, resultEntries };
    },
  };
}

/** Adds a leaf's hash to the complete subtrees at the right edge; a full tile's root goes to the levels above. */
function carry(index: number, leaf: Uint8Array, edge: Buffer, upper: HashList[]): void {
  let hash = leaf;
  let rest = index;
  for (let level = 0; level < tileHeight; level++) {
    const at = (level + 1) * 32;
    if (rest % 2 === 0) {
      edge.set(hash, at);
      return;
    }
    hash = nodeHash(sha256, edge.subarray(at, at + 32), hash);
    rest = (rest - 1) / 2;
  }
  pushUpwards(upper, 0, { index: rest, hash });
}

function pushUpwards(upper: HashList[], from: number, node: { index: number; hash: Uint8Array }): void {
  let { index, hash } = node;
  for (let level = from; ; level++) {
    const list = (upper[level] ??= createHashList());
    list.push(hash);
    if (index % 2 === 0) return;
    hash = nodeHash(sha256, list.at(index - 1), hash);
    index = (index - 1) / 2;
  }
}

/** The root of the whole tree from its right edge: one hash a level. */
function rootOfEdge(size: number, edge: Buffer, upper: readonly HashList[]): Uint8Array {
  if (size === 0) return emptyRoot(sha256);
  let root: Uint8Array | undefined;
  for (let level = 0, rest = size; rest > 0; level++, rest = Math.floor(rest / 2)) {
    if (rest % 2 === 0) continue;
    const list = upper[level - tileHeight];
    const hash =
      level < tileHeight
        ? edge.subarray((level + 1) * 32, (level + 2) * 32)
        : (list as HashList).at(rest - 1);
    root = root === undefined ? Buffer.from(hash) : nodeHash(sha256, hash, root);
  }
  return root as Uint8Array;
}

function rootOfRecords(records: Buffer, first: number, width: number): Uint8Array {
  if (width === 1) return Buffer.from(leafOfRecord(records, first));
  const half = width / 2;
  return nodeHash(sha256, rootOfRecords(records, first, half), rootOfRecords(records, first + half, half));
}

function withRoom(records: Buffer, bytes: number): Buffer {
  if (records.length >= bytes) return records;
  const grown = Buffer.alloc(Math.max(4 * entryRecordBytes, records.length * 2, bytes));
  grown.set(records);
  return grown;
}
