import {
  collectorKeyType,
  createMerkleTree,
  leafHash,
  logMapTree,
  sortLogStates,
  toBase64,
  encodeEntryHeader,
  type LogState,
  type MerkleTree,
} from "#seal";
import type { SealedErasure } from "./erasure.ts";
import { nodeCrypto } from "./platform-key.ts";

/** Where an entry and its payload lie; the store that wrote them chooses the meaning. */
export interface EntryPlace {
  readonly walFile: number;
  readonly walOffset: number;
  readonly headerBytes: number;
  readonly payloadFile: number;
  readonly payloadOffset: number;
  readonly payloadBytes: number;
}

/** One private log in memory: its tree and where its entries lie. */
export interface PrivateLog {
  readonly origin: string;
  readonly tree: MerkleTree;
  readonly places: EntryPlace[];
  /** Platform index of the leaf that first covered each entry. */
  readonly platformIndexes: number[];
  lastLeaf: Uint8Array | undefined;
  /** In order of sealing. */
  readonly erasures: SealedErasure[];
  /** Indexes of the entries that seal keys of collectors. */
  readonly keyEntries: number[];
}

/** A platform leaf in memory: where it lies, and the private logs in its map. */
export interface Anchor {
  readonly place: EntryPlace;
  /** Sorted by origin. */
  readonly states: readonly LogState[];
}

/**
 * The state of all logs, built by replaying entries in the order in which they were written. The writer, the
 * recovery and the audit use the same one, so they cannot disagree about what a platform leaf must say.
 */
export interface LogBook {
  readonly platform: MerkleTree;
  readonly logs: ReadonlyMap<string, PrivateLog>;
  readonly anchors: readonly Anchor[];
  readonly entryCount: number;
  /** Private logs that changed since the last anchor. */
  readonly pendingCount: number;
  /** The log of an origin, made when it is not there yet. */
  logOf(origin: string): PrivateLog;
  addEntry(origin: string, header: Uint8Array, place: EntryPlace): void;
  /** States of the logs that changed since the last anchor, sorted: what the next anchor must cover. */
  pendingStates(): LogState[];
  /** Records a platform leaf over all pending states. */
  addAnchor(header: Uint8Array, place: EntryPlace): void;
}

/** Makes the state of an empty ledger. */
export function createLogBook(): LogBook {
  const { sha256 } = nodeCrypto;
  const platform = createMerkleTree(sha256);
  const logs = new Map<string, PrivateLog>();
  const anchors: Anchor[] = [];
  const pending = new Set<PrivateLog>();
  let entryCount = 0;

  const logOf = (origin: string): PrivateLog => {
    let log = logs.get(origin);
    if (log === undefined) {
      const tree = createMerkleTree(sha256);
      log = {
        origin,
        tree,
        places: [],
        platformIndexes: [],
        lastLeaf: undefined,
        erasures: [],
        keyEntries: [],
      };
      logs.set(origin, log);
    }
    return log;
  };
  const pendingStates = (): LogState[] =>
    sortLogStates([...pending].map(({ origin, tree }) => ({ origin, size: tree.size, root: tree.root() })));
  return {
    platform,
    logs,
    anchors,
    get entryCount() {
      return entryCount;
    },
    get pendingCount() {
      return pending.size;
    },
    logOf,
    pendingStates,
    addEntry(origin, header, place) {
      const log = logOf(origin);
      if (isKeyEntry(header)) log.keyEntries.push(log.tree.size);
      log.lastLeaf = leafHash(sha256, header);
      log.tree.append(log.lastLeaf);
      log.places.push(place);
      pending.add(log);
      entryCount += 1;
    },
    addAnchor(header, place) {
      const platformIndex = platform.size;
      platform.append(leafHash(sha256, header));
      anchors.push({ place, states: pendingStates() });
      for (const log of pending) {
        while (log.platformIndexes.length < log.tree.size) log.platformIndexes.push(platformIndex);
      }
      pending.clear();
    },
  };
}

const keyEntryStart = Buffer.from(`{"@type":"${collectorKeyType}"`);

/** By its first bytes: a header is canonical, and no other member sorts before its type. */
function isKeyEntry(header: Uint8Array): boolean {
  return keyEntryStart.equals(header.subarray(0, keyEntryStart.length));
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
