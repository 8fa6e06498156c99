import { nodeCrypto, type ProvedLeaf } from "#ledger";
import {
  decodeEntryBundle,
  nodeHash,
  parseCheckpoint,
  parseNote,
  readMerkleTree,
  tilePath,
  tileWidth,
} from "#seal";
import { witnessFaults } from "./errors.ts";

/** Levels of a tree that one tile holds. */
const tileHeight = 8;
const answerMs = 15_000;
const mostBytes = 32 * 2 ** 20;

/**
 * Proves an entry of a log that is served as tlog-tiles, from its tiles alone: whoever runs this needs no access to the
 * data directory and need not believe the server, since the proof is checked like any other.
 * @param prefix  address of the log, for example `https://touchstone.example/log`
 * @returns null when the log has no such entry
 * @throws WITNESS_LOG_UNREADABLE
 */
export async function proveFromTiles(prefix: string, index: number): Promise<ProvedLeaf | null> {
  const base = prefix.replace(/\/$/, "");
  const checkpoint = Buffer.from(await read(`${base}/checkpoint`)).toString("utf8");
  const { size } = parseCheckpoint(parseNote(checkpoint).body);
  if (index >= size) return null;
  const tiles = new Map<string, Uint8Array>();
  const pathOf = (level: number, tile: number): string => {
    const hashes = Math.floor(size / tileWidth ** level);
    return tilePath({ level, index: tile, width: Math.min(tileWidth, hashes - tile * tileWidth) });
  };
  // Asked once to learn which tiles it takes, then again with their hashes.
  const wanted = new Set<string>();
  const nothing = new Uint8Array(32);
  proofOf(size, index, (level, at) => {
    const depth = level % tileHeight;
    wanted.add(pathOf((level - depth) / tileHeight, Math.floor((at * 2 ** depth) / tileWidth)));
    return nothing;
  });
  await Promise.all([...wanted].map(async (path) => tiles.set(path, await read(`${base}/${path}`))));
  const hashAt = (level: number, at: number): Uint8Array => {
    const tile = Math.floor(at / tileWidth);
    const path = pathOf(level, tile);
    const from = (at - tile * tileWidth) * 32;
    const hash = tiles.get(path)?.subarray(from, from + 32);
    if (hash?.length !== 32) throw unreadable(`${base}/${path}`, "a tile of another length");
    return hash;
  };
  const proof = proofOf(size, index, (level, at) => {
    const depth = level % tileHeight;
    return joined((level - depth) / tileHeight, at * 2 ** depth, 2 ** depth, hashAt);
  });
  return { index, entry: await readEntry(base, size, index), proof, checkpoint };
}

/** Hash over `count` neighbours of a tile, a power of two. */
function joined(
  level: number,
  first: number,
  count: number,
  hashAt: (level: number, at: number) => Uint8Array,
): Uint8Array {
  if (count === 1) return hashAt(level, first);
  const half = count / 2;
  return nodeHash(
    nodeCrypto.sha256,
    joined(level, first, half, hashAt),
    joined(level, first + half, half, hashAt),
  );
}

function proofOf(
  size: number,
  index: number,
  subtree: (level: number, index: number) => Uint8Array,
): Uint8Array[] {
  return readMerkleTree(nodeCrypto.sha256, { size: () => size, subtree }).inclusionProof(index, size);
}

async function readEntry(base: string, size: number, index: number): Promise<Uint8Array> {
  const tile = Math.floor(index / tileWidth);
  const width = Math.min(tileWidth, size - tile * tileWidth);
  const path = tilePath({ level: "entries", index: tile, width });
  const entry = decodeEntryBundle(await read(`${base}/${path}`))[index - tile * tileWidth];
  if (entry === undefined) throw unreadable(`${base}/${path}`, "an entry bundle without the entry");
  return entry;
}

async function read(address: string): Promise<Uint8Array> {
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(answerMs) });
    if (!response.ok) throw unreadable(address, `HTTP ${response.status}`);
    const chunks: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of response.body ?? []) {
      length += chunk.length;
      if (length > mostBytes) throw unreadable(address, "a longer answer than a log gives");
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  } catch (cause) {
    throw unreadable(address, cause instanceof Error ? cause.message : String(cause), cause);
  }
}

function unreadable(address: string, problem: string, cause?: unknown) {
  return witnessFaults.fault("WITNESS_LOG_UNREADABLE", { address, problem }, cause);
}
