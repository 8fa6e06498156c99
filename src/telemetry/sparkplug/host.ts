import { defineDesignChoice } from "#kernel";
import {
  bdSeqOf,
  type MapMetric,
  mapMetricByName,
  readSparkplugBirth,
  type SparkplugBirth,
} from "./birth.ts";
import { nameOf, type SparkplugColumns } from "./columns.ts";
import { createSequenceWindow, type SequenceWindow } from "./sequence-window.ts";
import type { SparkplugTopic } from "./topic.ts";

/** How long a missing sequence number may still come before the node is asked to be born again. */
export const sparkplugReorderMs = defineDesignChoice("sparkplug.reorder.ms", 2_000, "ms", {
  zh: "Sparkplug 缺少的序号等待多久后要求节点重新上线",
  en: "How long a missing Sparkplug sequence number is waited for before a rebirth is asked for",
});

/** How long a node that does not answer a rebirth request is left alone. */
export const sparkplugRebirthPauseMs = defineDesignChoice("sparkplug.rebirthPause.ms", 5_000, "ms", {
  zh: "两次要求同一 Sparkplug 节点重新上线之间的最短间隔",
  en: "Shortest time between two rebirth requests to one Sparkplug node",
});

/** Each further request to a node that cannot be contented waits twice as long, up to this. */
export const sparkplugRebirthPauseMostMs = defineDesignChoice(
  "sparkplug.rebirthPauseMost.ms",
  600_000,
  "ms",
  {
    zh: "重新上线后仍无法解释其数据的 Sparkplug 节点，要求间隔逐次加倍，最长至此",
    en: "Requests to a Sparkplug node that stays unexplained come half as often each time, at longest this apart",
  },
);

/** Most devices behind one edge node. */
export const sparkplugDevices = defineDesignChoice("sparkplug.devices", 4_096, "devices", {
  zh: "一个 Sparkplug 边缘节点最多的设备数",
  en: "Most devices behind one Sparkplug edge node",
});

/** What was remarkable about a message; it is sealed and counts as far as it can be explained. */
export type SparkplugFlag =
  /** Sequence numbers before it are missing. */
  | "sequenceGap"
  /** It fills a gap that a later message showed. */
  | "outOfOrder"
  /** A number that came before: a copy, or a loss of a whole round. */
  | "repeated"
  /** Nobody was born that it could belong to: its aliases mean nothing. */
  | "noBirth"
  /** A death of an earlier session; the present one lives on. */
  | "staleDeath"
  /** Not as the standard asks: no sequence number, no bdSeq, one alias for two metrics. */
  | "irregular";

/** A message that asks a node to be born again, to be published as NCMD. */
export interface RebirthRequest {
  readonly group: string;
  readonly node: string;
  readonly reason: "sequenceGap" | "noBirth" | "unknownMetric";
}

/** A node or device whose last values are no longer known to be true. */
export interface StalePlace {
  readonly group: string;
  readonly node: string;
  readonly device: string | null;
}

/** What a message meant. */
export interface SparkplugVerdict {
  readonly flags: readonly SparkplugFlag[];
  /** The birth that explains its metrics: of its device, or of the node; null where there is none. */
  readonly birth: SparkplugBirth | null;
  /** Of a data message: keys of the births it rests on, the node's first; of a birth: its own and the node's. */
  readonly births: readonly BirthKey[];
  readonly rebirth: RebirthRequest | null;
  readonly stale: readonly StalePlace[];
}

/** A birth certificate within this host's life; whoever seals it remembers its place under this number. */
export type BirthKey = number;

/**
 * The host application of Sparkplug B 3.0 as a state machine: who is alive, what aliases mean, which sequence
 * numbers are missing. It does no I/O and knows no clock; messages are given in the order of arrival.
 */
export interface SparkplugHost {
  /** @param columns the decoded payload; the birth keeps no view of it */
  take(topic: SparkplugTopic, columns: SparkplugColumns, atMs: number): SparkplugVerdict;
  /**
   * A message held metrics that its birth does not name, so the node must be born again.
   * @returns null where the node was asked too shortly before
   * @source Sparkplug 3.0.0, 5.15
   */
  askAgain(topic: Pick<SparkplugTopic, "group" | "node">, atMs: number): RebirthRequest | null;
  /** Rebirth requests that have become due since the last call. */
  tick(atMs: number): readonly RebirthRequest[];
  /** Everything that the node's connection carried is stale: it was lost, or the collector was shut out. */
  lose(group: string, node: string): readonly StalePlace[];
  isOnline(group: string, node: string, device?: string): boolean;
}

interface NodeState {
  readonly group: string;
  readonly node: string;
  isOnline: boolean;
  bdSeq: number | null;
  birth: SparkplugBirth | null;
  key: BirthKey | null;
  /** The key alone, for the verdicts on its data. */
  keys: readonly BirthKey[];
  readonly devices: Map<string, DeviceState>;
  readonly window: SequenceWindow;
  askedAtMs: number;
  /** How often it was asked in a row. */
  asked: number;
}

interface DeviceState {
  isOnline: boolean;
  birth: SparkplugBirth;
  /** Of the node's birth, then of its own. */
  keys: readonly BirthKey[];
}

/** @param mapMetricFor  how a node's metric names become elements and channels */
export function createSparkplugHost(
  mapMetricFor: (group: string, node: string) => MapMetric = () => mapMetricByName,
): SparkplugHost {
  const nodes = new Map<string, NodeState>();
  let nextKey: BirthKey = 0;
  const find = (group: string, node: string): NodeState => {
    const name = `${group}/${node}`;
    let state = nodes.get(name);
    if (state === undefined) nodes.set(name, (state = newNode(group, node)));
    return state;
  };
  const born = (state: NodeState, topic: SparkplugTopic, columns: SparkplugColumns): SparkplugBirth =>
    readSparkplugBirth(columns, topic, mapMetricFor(state.group, state.node));
  return {
    take(topic, columns, atMs) {
      const state = find(topic.group, topic.node);
      switch (topic.kind) {
        case "NBIRTH":
          return takeNodeBirth(state, born(state, topic, columns), columns.seq, nextKey++);
        case "NDEATH":
          return takeNodeDeath(state, columns);
        case "DBIRTH":
          return takeDeviceBirth(
            state,
            topic,
            { birth: born(state, topic, columns), key: nextKey++ },
            columns.seq,
            atMs,
          );
        case "DDEATH":
          return takeDeviceDeath(state, topic, columns.seq, atMs);
        case "NDATA":
        case "DDATA":
          return takeData(state, topic, columns.seq, atMs);
        case "NCMD":
        case "DCMD":
          return verdict({});
      }
    },
    askAgain: ({ group, node }, atMs) => ask(find(group, node), "unknownMetric", atMs),
    tick(atMs) {
      const due: RebirthRequest[] = [];
      for (const state of nodes.values()) {
        if (!state.isOnline || !state.window.isOverdue(atMs - sparkplugReorderMs.value)) continue;
        const request = ask(state, "sequenceGap", atMs);
        if (request === null) continue;
        state.window.forgive();
        due.push(request);
      }
      return due;
    },
    lose: (group, node) => goOffline(find(group, node)),
    isOnline(group, node, device) {
      const state = nodes.get(`${group}/${node}`);
      if (state === undefined || !state.isOnline) return false;
      return device === undefined || state.devices.get(device)?.isOnline === true;
    },
  };
}

function newNode(group: string, node: string): NodeState {
  return {
    group,
    node,
    isOnline: false,
    bdSeq: null,
    birth: null,
    key: null,
    keys: nothing,
    devices: new Map(),
    window: createSequenceWindow(),
    askedAtMs: Number.NEGATIVE_INFINITY,
    asked: 0,
  };
}

/** Everything known of the node begins anew; its devices are born again one by one. */
function takeNodeBirth(
  state: NodeState,
  birth: SparkplugBirth,
  seq: number,
  key: BirthKey,
): SparkplugVerdict {
  const stale = goOffline(state).filter((place) => place.device !== null);
  state.isOnline = true;
  state.bdSeq = birth.bdSeq;
  state.birth = birth;
  state.key = key;
  state.keys = [key];
  state.window.restart(seq === -1 ? 0 : seq);
  const isIrregular = seq === -1 || birth.bdSeq === null || birth.hasAliasClash;
  const flags: SparkplugFlag[] = isIrregular ? ["irregular"] : [];
  return verdict({ flags, birth, births: [key], stale });
}

/** A will may come long after a new session began: it counts only when it names the present one. */
function takeNodeDeath(state: NodeState, columns: SparkplugColumns): SparkplugVerdict {
  let bdSeq: number | null = null;
  for (let i = 0; i < columns.count; i++) {
    if (nameOf(columns, i) === "bdSeq") bdSeq = bdSeqOf(columns, i);
  }
  if (state.isOnline && bdSeq !== null && state.bdSeq !== null && bdSeq !== state.bdSeq) {
    return verdict({ flags: ["staleDeath"] });
  }
  return verdict({ flags: bdSeq === null ? ["irregular"] : [], stale: goOffline(state) });
}

function takeDeviceBirth(
  state: NodeState,
  { device }: SparkplugTopic,
  { birth, key }: { readonly birth: SparkplugBirth; readonly key: BirthKey },
  seq: number,
  atMs: number,
): SparkplugVerdict {
  if (!state.isOnline) return unborn(state, atMs);
  const counted = count(state, seq, atMs).flags;
  const flags: readonly SparkplugFlag[] = birth.hasAliasClash
    ? [...new Set([...counted, "irregular" as const])]
    : counted;
  // What a node may make us remember is bounded; a device beyond that is sealed, but nobody reads it.
  if (device === null || (!state.devices.has(device) && state.devices.size >= sparkplugDevices.value)) {
    return verdict({ flags: [...flags, "irregular"] });
  }
  const keys = [...state.keys, key];
  state.devices.set(device, { isOnline: true, birth, keys });
  return verdict({ flags, birth, births: keys });
}

function takeDeviceDeath(
  state: NodeState,
  { device }: SparkplugTopic,
  seq: number,
  atMs: number,
): SparkplugVerdict {
  if (!state.isOnline) return unborn(state, atMs);
  const { flags } = count(state, seq, atMs);
  const known = device === null ? undefined : state.devices.get(device);
  if (device === null || known === undefined || !known.isOnline) return verdict({ flags });
  known.isOnline = false;
  return verdict({ flags, stale: [{ group: state.group, node: state.node, device }] });
}

function takeData(state: NodeState, { device }: SparkplugTopic, seq: number, atMs: number): SparkplugVerdict {
  if (!state.isOnline || state.key === null) return unborn(state, atMs);
  const { flags } = count(state, seq, atMs);
  if (device === null)
    return { flags, birth: state.birth, births: state.keys, rebirth: null, stale: nothing };
  const known = state.devices.get(device);
  if (known === undefined || !known.isOnline) {
    return verdict({ flags: [...flags, "noBirth"], rebirth: ask(state, "noBirth", atMs) });
  }
  return { flags, birth: known.birth, births: known.keys, rebirth: null, stale: nothing };
}

const nothing: readonly never[] = [];

function count(state: NodeState, seq: number, atMs: number): { readonly flags: readonly SparkplugFlag[] } {
  if (seq === -1) return { flags: ["irregular"] };
  const step = state.window.take(seq, atMs);
  return { flags: step === "next" ? nothing : [step] };
}

function unborn(state: NodeState, atMs: number): SparkplugVerdict {
  return verdict({ flags: ["noBirth"], rebirth: ask(state, "noBirth", atMs) });
}

function ask(state: NodeState, reason: RebirthRequest["reason"], atMs: number): RebirthRequest | null {
  const pauseMs = Math.min(
    sparkplugRebirthPauseMs.value * 2 ** state.asked,
    sparkplugRebirthPauseMostMs.value,
  );
  const waitedMs = atMs - state.askedAtMs;
  if (waitedMs < pauseMs) return null;
  // A node that was content for a good while begins anew.
  state.asked = waitedMs > 4 * pauseMs ? 0 : state.asked + 1;
  state.askedAtMs = atMs;
  return { group: state.group, node: state.node, reason };
}

function goOffline(state: NodeState): StalePlace[] {
  const { group, node } = state;
  const stale: StalePlace[] = state.isOnline ? [{ group, node, device: null }] : [];
  for (const [device, known] of state.devices) {
    if (known.isOnline) stale.push({ group, node, device });
  }
  state.isOnline = false;
  state.birth = null;
  state.key = null;
  state.keys = nothing;
  state.devices.clear();
  state.window.restart(0);
  return stale;
}

function verdict(parts: Partial<SparkplugVerdict>): SparkplugVerdict {
  return { flags: nothing, birth: null, births: nothing, rebirth: null, stale: nothing, ...parts };
}
