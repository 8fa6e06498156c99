import { type DecodedMessage, inflateSparkplug, judgeReading } from "#intake";
import { Fault, type EpochMs } from "#kernel";
import type { KnownCollector } from "#registry";
import {
  createSparkplugDecoder,
  createSparkplugHost,
  createSparkplugReader,
  encodeRebirthCommand,
  formatSparkplugTopic,
  type RebirthRequest,
  type SparkplugColumns,
  type SparkplugReadings,
  type SparkplugTopic,
  type SparkplugVerdict,
} from "#telemetry";

/** The Sparkplug side of the door: decodes, keeps the host's state, and asks nodes to be born again. */
export interface SparkplugDesk {
  /** Must be called in the order of arrival. Never throws for bad input. */
  take(collector: KnownCollector, topic: SparkplugTopic, payload: Uint8Array, atMs: EpochMs): DecodedMessage;
  /** Asks nodes whose missing messages have not come. */
  tick(atMs: EpochMs): void;
  /** The node's connection is gone. */
  lose(group: string, node: string): void;
  readonly rebirthsAsked: number;
}

/** @param publish  sends a command to an edge node */
export function createSparkplugDesk(
  publish: (topic: string, payload: Uint8Array) => void,
  clock: () => EpochMs,
): SparkplugDesk {
  const decoder = createSparkplugDecoder(inflateSparkplug);
  const reader = createSparkplugReader();
  const host = createSparkplugHost();
  let rebirthsAsked = 0;
  const ask = ({ group, node }: RebirthRequest): void => {
    rebirthsAsked += 1;
    const topic = formatSparkplugTopic({ group, kind: "NCMD", node, device: null });
    publish(topic, encodeRebirthCommand(clock()));
  };
  return {
    take(collector, topic, payload, atMs) {
      let columns: SparkplugColumns;
      try {
        columns = decoder.decode(payload);
      } catch (cause) {
        if (!(cause instanceof Fault)) throw cause;
        return unreadable;
      }
      const { birth, rebirth, flags } = host.take(topic, columns, atMs);
      if (rebirth !== null) ask(rebirth);
      if (topic.kind === "NDEATH" || topic.kind === "DDEATH") return { ...empty, flags };
      const found = reader.read(columns, birth, topic, atMs);
      if (found.unexplained > 0 && birth !== null) {
        const again = host.askAgain(topic, atMs);
        if (again !== null) ask(again);
      }
      return summarise(found, collector, { atMs, flags });
    },
    tick(atMs) {
      for (const request of host.tick(atMs)) ask(request);
    },
    lose: (group, node) => void host.lose(group, node),
    get rebirthsAsked() {
      return rebirthsAsked;
    },
  };
}

const empty: DecodedMessage = { epoch: null, sequence: null, readings: 0, elements: [], lastAtMs: null };

/** It is kept, in quarantine: nobody can say what it holds. */
const unreadable: DecodedMessage = {
  ...empty,
  readings: 1,
  quarantinedReadings: 1,
  quarantine: "malformed",
};

function summarise(
  found: SparkplugReadings,
  { elements }: KnownCollector,
  { atMs, flags }: { readonly atMs: EpochMs; readonly flags: SparkplugVerdict["flags"] },
): DecodedMessage {
  const named: string[] = [];
  let bad = found.unexplained + found.unreadable;
  let lastAtMs: number | null = null;
  for (let i = 0; i < found.count; i++) {
    const target = found.metrics[i]?.target;
    if (target === null || target === undefined) continue;
    const toMs = found.atMs[i] ?? atMs;
    // Metrics of one element stand together mostly; one that is named twice does no harm.
    if (named.at(-1) !== target.element) named.push(target.element);
    const reading = { element: target.element, channel: target.channel, toMs, value: found.value[i] ?? 0 };
    if (judgeReading(reading, elements, atMs) !== null) bad += 1;
    else if (lastAtMs === null || toMs > lastAtMs) lastAtMs = toMs;
  }
  const isUnborn = flags.includes("noBirth") && found.count === 0 && found.unexplained > 0;
  return {
    flags,
    ...(isUnborn ? { quarantine: "noBirth" as const } : {}),
    epoch: null,
    sequence: null,
    readings: found.count + found.unexplained + found.unreadable,
    quarantinedReadings: bad,
    elements: named,
    lastAtMs,
  };
}
