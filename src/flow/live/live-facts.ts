import type { ObservationStore } from "#collect";
import { type BusinessDay, businessDayOf, type Clock } from "#kernel";
import { emptyRows, type OperatingFacts, operatingFactsOf, type OperatingSource } from "#operations";
import type { Projection } from "../projection/projection.ts";
import type { StoredGroup } from "../projection/stored-group.ts";
import { LiveEnterprise } from "./live-enterprise.ts";
import type { LastArrival, LiveSeedSource } from "./seed-source.ts";

/** What live facts need, passed in. */
export interface LiveParts {
  readonly operations: OperatingSource;
  readonly seeds: LiveSeedSource;
  readonly observations: Pick<ObservationStore, "position">;
  readonly projection: Pick<Projection, "watch">;
  readonly clock: Clock;
}

/** Facts of one enterprise as of today, with the newest that came of it. */
export interface KnownLive {
  readonly facts: OperatingFacts;
  readonly last: LastArrival | null;
}

/** Facts of enterprises as of today, which go on with what arrives instead of being read anew. */
export interface LiveFacts {
  /** As of today and everything that is stored; after a restart from the store. */
  factsOf(enterpriseId: string): Promise<KnownLive>;
  /** Called when something came of the enterprise. @returns what ends it */
  watch(enterpriseId: string, changed: () => void): () => void;
}

/** Enterprises of which the facts are kept; the one asked for least recently goes first. */
const mostKept = 8;

interface Kept {
  readonly asOf: BusinessDay;
  live: LiveEnterprise | null;
  /** Groups that came while it was being read. */
  readonly waiting: StoredGroup[];
  ready: Promise<LiveEnterprise>;
  /** It no longer says what the store does. */
  isVoid: boolean;
}

/**
 * Opens live facts over a projection. They hold what the store holds: every answer is, to the bit, what a batch gives as
 * of the T and N it names. What an arrival changes beyond the last days of its machines makes the enterprise be read anew
 * when it is next asked for.
 */
export function openLiveFacts(parts: LiveParts): LiveFacts {
  const kept = new Map<string, Kept>();
  const watchers = createWatchers();
  const take = (id: string, one: Kept, group: StoredGroup): void => {
    if (one.live === null) one.waiting.push(group);
    else if (!takeGroup(one.live, id, group)) drop(id, one);
  };
  const drop = (id: string, one: Kept): void => {
    one.isVoid = true;
    if (kept.get(id) === one) kept.delete(id);
  };
  parts.projection.watch({
    stored: (group) => {
      for (const [id, one] of kept) take(id, one, group);
      watchers.tell(new Set([...group.telemetry, ...group.batches].map(({ enterpriseId }) => enterpriseId)));
    },
    forgotten: () => {
      for (const [id, one] of kept) drop(id, one);
    },
  });
  const keep = (id: string, one: Kept): void => {
    kept.delete(id);
    kept.set(id, one);
    const [oldest] = kept.keys();
    if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
  };
  const begin = (id: string, asOf: BusinessDay): Kept => {
    const one: Kept = {
      asOf,
      live: null,
      waiting: [],
      ready: readEnterprise(parts, id, asOf),
      isVoid: false,
    };
    one.ready = one.ready.then(
      (live) => {
        one.live = live;
        for (const group of one.waiting.splice(0)) take(id, one, group);
        return live;
      },
      (cause: unknown) => {
        drop(id, one);
        throw cause;
      },
    );
    return one;
  };
  return {
    factsOf: async (id) => {
      for (;;) {
        const asOf = businessDayOf(parts.clock());
        const found = kept.get(id);
        const one = found?.asOf === asOf ? found : begin(id, asOf);
        keep(id, one);
        const live = await one.ready;
        if (!one.isVoid) return { facts: live.facts(), last: live.last };
      }
    },
    watch: watchers.add,
  };
}

function createWatchers() {
  const watchers = new Map<string, Set<() => void>>();
  return {
    tell: (enterpriseIds: Iterable<string>): void => {
      for (const id of enterpriseIds) for (const changed of watchers.get(id) ?? []) changed();
    },
    add: (id: string, changed: () => void): (() => void) => {
      const all = watchers.get(id) ?? new Set();
      watchers.set(id, all.add(changed));
      return () => {
        all.delete(changed);
        if (all.size === 0) watchers.delete(id);
      };
    },
  };
}

/** @returns whether the enterprise still holds; a group that its facts have already changes nothing */
function takeGroup(live: LiveEnterprise, id: string, group: StoredGroup): boolean {
  const { platformIndex, batches, telemetry } = group;
  if (platformIndex < live.knownAt) return true;
  if (batches.some(({ enterpriseId }) => enterpriseId === id)) return false;
  if (!telemetry.every((batch) => batch.enterpriseId !== id || live.take(batch))) return false;
  live.reach(platformIndex + 1);
  return true;
}

async function readEnterprise(
  { operations, seeds, observations }: LiveParts,
  enterpriseId: string,
  asOf: BusinessDay,
): Promise<LiveEnterprise> {
  const knownAt = await observations.position();
  const [base, seed] = await Promise.all([
    loadFacts(operations, { enterpriseId, asOf, knownAt }),
    seeds.loadSeed({ enterpriseId, asOf, knownAt }),
  ]);
  return new LiveEnterprise(base, seed);
}

/** Facts as of T and N; those of nothing where nothing is known. */
export async function loadFacts(
  operations: OperatingSource,
  { enterpriseId, asOf, knownAt }: { enterpriseId: string; asOf: BusinessDay; knownAt: number },
): Promise<OperatingFacts> {
  const query = { asOf, knownAt, enterpriseIds: [enterpriseId] };
  for await (const [, facts] of operations.loadOperations(query)) return facts;
  return operatingFactsOf(emptyRows(), asOf, knownAt);
}
