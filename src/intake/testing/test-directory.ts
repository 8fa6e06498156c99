import type { CollectorDirectory, CollectorState, KnownCollector } from "#registry";
import type { TestCollector } from "../../telemetry/testing/test-collector.ts";

/** A directory over plain objects: what the registry keeps in PostgreSQL, for tests that are about the way in. */
export interface TestDirectory extends CollectorDirectory {
  add(collector: KnownCollector): void;
  setState(id: string, state: CollectorState): void;
  readonly quarantined: readonly { readonly id: string; readonly reason: string }[];
}

export function createTestDirectory(): TestDirectory {
  const byId = new Map<string, KnownCollector>();
  const quarantined: { readonly id: string; readonly reason: string }[] = [];
  const setState = (id: string, state: CollectorState): void => {
    const known = byId.get(id);
    if (known !== undefined) byId.set(id, { ...known, state });
  };
  return {
    quarantined,
    add: (collector) => void byId.set(collector.id, collector),
    setState,
    find: (id) => byId.get(id) ?? null,
    findSparkplug: (group, node) =>
      [...byId.values()].find(({ sparkplug }) => sparkplug?.group === group && sparkplug.node === node) ??
      null,
    all: () => [...byId.values()],
    activate: async (id) => setState(id, "active"),
    quarantine: async (id, reason) => {
      quarantined.push({ id, reason });
      setState(id, "quarantined");
    },
  };
}

/** What the registry would know of a test's device, or of a gateway of that name. */
export function knownOf(
  device: Pick<TestCollector, "id"> & Partial<Pick<TestCollector, "keyId" | "publicKey" | "channels">>,
  overrides: Partial<KnownCollector> = {},
): KnownCollector {
  const { id, keyId, publicKey, channels = [] } = device;
  const enterpriseId = "ent_0123456789abcdef0123";
  const keys =
    keyId === undefined || publicKey === undefined
      ? []
      : [{ keyId, publicKey, validFromMs: 0, validToMs: null }];
  const codes = new Set(["CNC-01", "METER-01", ...channels.map(({ element }) => element)]);
  return {
    id,
    kind: "collector",
    state: "active",
    name: id,
    partyId: "party",
    enterpriseId,
    keys,
    tokenHash: null,
    certificateHash: null,
    sparkplug: null,
    elements: new Map(
      [...codes].map((code) => [code, { elementId: `elm_${code}`, enterpriseId, kind: "machine" }]),
    ),
    messagesPerSecond: 1_000_000,
    ...overrides,
  };
}
