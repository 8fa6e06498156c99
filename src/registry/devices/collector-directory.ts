import type { EpochMs } from "#kernel";
import type { CollectorDirectory, KnownCollector } from "../collector.ts";

/** Port: the collectors of all parties as stored, for the directory alone. Writes are durable when they resolve. */
export interface CollectorSource {
  loadAll(): Promise<readonly KnownCollector[]>;
  load(collectorId: string): Promise<KnownCollector | null>;
  /** bound → active; nothing happens in any other state. */
  activate(collector: KnownCollector, atMs: EpochMs): Promise<void>;
  /** Into quarantine because of evidence, with nobody's account; nothing happens once it is revoked. */
  quarantine(collector: KnownCollector, reason: string, atMs: EpochMs): Promise<void>;
}

/** The directory that this process reads, and how a change made through the registry reaches it. */
export interface RefreshedDirectory extends CollectorDirectory {
  /** Reads one collector again; its state, keys and elements are the new ones for the next `find`. */
  refresh(collectorId: string): Promise<void>;
  /** Reads everything again, for example after a bulk registration. */
  refreshAll(): Promise<void>;
  /** Called after a collector changed, with its present state; for transports that must drop a connection. */
  onChange(listener: (collector: KnownCollector) => void): () => void;
}

/** Reads every collector once and keeps them in memory. */
export async function openCollectorDirectory(source: CollectorSource): Promise<RefreshedDirectory> {
  const byId = new Map<string, KnownCollector>();
  const byNode = new Map<string, KnownCollector>();
  const listeners = new Set<(collector: KnownCollector) => void>();
  const put = (collector: KnownCollector): void => {
    const before = byId.get(collector.id)?.sparkplug ?? null;
    if (before !== null) byNode.delete(nodeKey(before.group, before.node));
    byId.set(collector.id, collector);
    const { sparkplug } = collector;
    // A revoked gateway gives its node free for the one that takes its place.
    if (sparkplug !== null && collector.state !== "revoked") {
      byNode.set(nodeKey(sparkplug.group, sparkplug.node), collector);
    }
  };
  const refresh = async (collectorId: string): Promise<void> => {
    const collector = await source.load(collectorId);
    if (collector === null) return;
    put(collector);
    for (const listener of listeners) listener(collector);
  };
  const refreshAll = async (): Promise<void> => {
    for (const collector of await source.loadAll()) put(collector);
  };
  const change = async (
    collectorId: string,
    work: (collector: KnownCollector) => Promise<void>,
  ): Promise<void> => {
    const collector = byId.get(collectorId);
    if (collector === undefined) return;
    await work(collector);
    await refresh(collectorId);
  };
  await refreshAll();
  return {
    find: (collectorId) => byId.get(collectorId) ?? null,
    findSparkplug: (group, node) => byNode.get(nodeKey(group, node)) ?? null,
    all: () => [...byId.values()],
    activate: async (collectorId, atMs) =>
      await change(collectorId, async (one) => await source.activate(one, atMs)),
    quarantine: async (collectorId, reason, atMs) =>
      await change(collectorId, async (one) => await source.quarantine(one, reason, atMs)),
    refresh,
    refreshAll,
    onChange: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** Neither part holds a `/` or a line feed in an MQTT topic level. */
function nodeKey(group: string, node: string): string {
  return `${group}/${node}`;
}
