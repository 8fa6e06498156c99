import {
  collectorKeyType,
  encodeEntryHeader,
  leafHash,
  logMapTree,
  sortLogStates,
  toBase64,
  type LogState,
  type ReadableTree,
} from "#seal";
import { createEntryLog, type EntryLog } from "./entry-log.ts";
import type { EntryPlace } from "./entry-records.ts";
import type { EntryTiles } from "./entry-tiles.ts";
import { nodeCrypto } from "./platform-key.ts";

/** The platform log's name among the tiles: no private log has it. */
export const platformTiles = "";

/**
 * The state of all logs, built by replaying entries in the order in which they were written. The writer, the
 * recovery and the audit use the same one, so they cannot disagree about what a platform leaf must say.
 */
export interface LogBook {
  readonly platform: ReadableTree;
  readonly logs: ReadonlyMap<string, EntryLog>;
  readonly entryCount: number;
  /** Private logs that changed since the last anchor, and entries in them. */
  readonly pendingCount: number;
  readonly pendingEntries: number;
  /** The log of an origin, made when it is not there yet. */
  logOf(origin: string): EntryLog;
  /** Where a platform leaf lies; undefined beyond the end. */
  anchorAt(platformIndex: number): EntryPlace | undefined;
  /** Adds an entry to its log; gives its leaf hash. */
  addEntry(origin: string, header: Uint8Array, place: EntryPlace): Uint8Array;
  /** States of the logs that changed since the last anchor, sorted: what the next anchor must cover. */
  pendingStates(): LogState[];
  /** Records a platform leaf over all pending states. */
  addAnchor(header: Uint8Array, place: EntryPlace): void;
  /** The platform log itself, for capturing the state. */
  readonly platformLog: EntryLog;
}

/** The logs that a book begins with. */
export interface BookedLogs {
  readonly platform: EntryLog;
  readonly logs: Map<string, EntryLog>;
}

/** Makes the state of an empty ledger, or goes on with restored logs. */
export function createLogBook(tiles: EntryTiles, from?: BookedLogs): LogBook {
  const { sha256 } = nodeCrypto;
  const platform = from?.platform ?? createEntryLog(platformTiles, tiles);
  const logs = from?.logs ?? new Map<string, EntryLog>();
  const pending = new Set<EntryLog>();
  let pendingEntries = 0;
  let entryCount = 0;
  for (const log of logs.values()) entryCount += log.tree.size;

  const logOf = (origin: string): EntryLog => {
    let log = logs.get(origin);
    if (log === undefined) {
      log = createEntryLog(origin, tiles);
      logs.set(origin, log);
    }
    return log;
  };
  return {
    platform: platform.tree,
    platformLog: platform,
    logs,
    get entryCount() {
      return entryCount;
    },
    get pendingCount() {
      return pending.size;
    },
    get pendingEntries() {
      return pendingEntries;
    },
    logOf,
    anchorAt: platform.placeAt,
    pendingStates: () =>
      sortLogStates([...pending].map(({ origin, tree }) => ({ origin, size: tree.size, root: tree.root() }))),
    addEntry(origin, header, place) {
      const log = logOf(origin);
      if (beginsWith(header, keyEntryStart)) log.keyEntries.push(log.tree.size);
      if (beginsWith(header, resultEntryStart)) log.resultEntries.push(log.tree.size);
      const leaf = leafHash(sha256, header);
      log.append(leaf, place);
      pending.add(log);
      pendingEntries += 1;
      entryCount += 1;
      return leaf;
    },
    addAnchor(header, place) {
      const platformIndex = platform.tree.size;
      platform.append(leafHash(sha256, header), place);
      platform.cover(platformIndex);
      for (const log of pending) log.cover(platformIndex);
      pending.clear();
      pendingEntries = 0;
    },
  };
}

const keyEntryStart = Buffer.from(`{"@type":"${collectorKeyType}"`);
const resultEntryStart = Buffer.from('{"@type":"evaluation-result@1"');

/** The type by the first bytes: a header is canonical, and no other member sorts before its type. */
function beginsWith(header: Uint8Array, start: Buffer): boolean {
  return start.equals(header.subarray(0, start.length));
}

/** Entries of a log that platform leaves below `platformSize` cover. */
export function coveredSize(log: EntryLog, platformSize: number): number {
  let low = 0;
  let high = log.anchoredSize;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((log.platformIndexAt(middle) ?? platformSize) < platformSize) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The bytes of a platform leaf over the given sorted states. */
export function composeAnchor(index: number, states: readonly LogState[], sealedAtMs: number): Uint8Array {
  const mapRoot = toBase64(logMapTree(nodeCrypto.sha256, states).root());
  return encodeEntryHeader({
    "@type": "platform-anchor@1",
    index,
    logCount: states.length,
    mapRoot,
    sealedAtMs,
  });
}
