import type { z } from "zod";
import type { CollectorLive, IntakeCounts } from "#intake";
import type { collectorLiveSchema, intakeLiveSchema, liveQuerySchema } from "./intake.schema.ts";

type Order = z.infer<typeof liveQuerySchema>["order"];

/** The live view of the collectors that somebody may see. */
export function showLive(
  collectors: readonly CollectorLive[],
  { enterpriseId, order, limit }: z.infer<typeof liveQuerySchema>,
  view: {
    readonly names: ReadonlyMap<string, string>;
    readonly atMs: number;
    readonly isSaturated: boolean;
    readonly isReadOnly: boolean;
  },
): z.infer<typeof intakeLiveSchema> {
  const { names, atMs, isSaturated, isReadOnly } = view;
  const wanted =
    enterpriseId === undefined ? collectors : collectors.filter((one) => one.enterpriseId === enterpriseId);
  return {
    atMs,
    totals: {
      collectors: wanted.length,
      items: sumCounts(wanted.map(({ items }) => items)),
      rows: sumCounts(wanted.map(({ rows }) => rows)),
      pending: sumOf(wanted, ({ pending }) => pending),
      refused: sumOf(wanted, ({ refused }) => sumOf(Object.values(refused), (count) => count)),
      itemsPerSecond: sumOf(wanted, ({ itemsPerSecond }) => itemsPerSecond),
      rowsPerSecond: sumOf(wanted, ({ rowsPerSecond }) => rowsPerSecond),
    },
    health: { isSaturated, isReadOnly },
    enterprises: byEnterprise(wanted, names),
    items: wanted
      .toSorted(comparisons(atMs)[order])
      .slice(0, limit)
      .map((one) => showCollectorLive(one, names, atMs)),
    total: wanted.length,
  };
}

/** One collector of the live view; which party registered it stays out. */
export function showCollectorLive(
  live: CollectorLive,
  names: ReadonlyMap<string, string>,
  atMs: number,
): z.infer<typeof collectorLiveSchema> {
  const { collector, name, kind, state, enterpriseId, items, rows, pending, late, missing, lost, skewMs } =
    live;
  const { lastReceivedAtMs, lastObservedAtMs, itemsPerSecond, rowsPerSecond } = live;
  return {
    collector,
    name,
    kind,
    state,
    enterpriseId,
    items,
    rows,
    pending,
    late,
    missing,
    lost,
    skewMs,
    lastReceivedAtMs,
    lastObservedAtMs,
    itemsPerSecond,
    rowsPerSecond,
    gaps: [...live.gaps],
    flags: { ...live.flags },
    offline: [...live.offline],
    refused: { ...live.refused },
    quarantine: { ...live.quarantine },
    enterpriseName: enterpriseId === null ? null : (names.get(enterpriseId) ?? null),
    lagMs: lastObservedAtMs === null ? null : Math.round(atMs - lastObservedAtMs),
  };
}

function byEnterprise(collectors: readonly CollectorLive[], names: ReadonlyMap<string, string>) {
  const groups = Map.groupBy(collectors, ({ enterpriseId }) => enterpriseId);
  return [...groups]
    .map(([enterpriseId, members]) => ({
      enterpriseId,
      enterpriseName: enterpriseId === null ? null : (names.get(enterpriseId) ?? null),
      collectors: members.length,
      items: sumCounts(members.map(({ items }) => items)),
      rows: sumCounts(members.map(({ rows }) => rows)),
      rowsPerSecond: sumOf(members, ({ rowsPerSecond }) => rowsPerSecond),
    }))
    .toSorted((a, b) => b.rowsPerSecond - a.rowsPerSecond);
}

function comparisons(atMs: number): Record<Order, (a: CollectorLive, b: CollectorLive) => number> {
  const lagOf = ({ lastObservedAtMs }: CollectorLive): number =>
    lastObservedAtMs === null ? Number.MAX_SAFE_INTEGER : atMs - lastObservedAtMs;
  return {
    rate: (a, b) => b.rowsPerSecond - a.rowsPerSecond,
    lag: (a, b) => lagOf(b) - lagOf(a),
    quarantined: (a, b) => b.rows.quarantined - a.rows.quarantined,
    missing: (a, b) => b.missing - a.missing,
    name: (a, b) => a.name.localeCompare(b.name, "zh"),
  };
}

function sumCounts(all: readonly IntakeCounts[]): IntakeCounts {
  return {
    received: sumOf(all, ({ received }) => received),
    stored: sumOf(all, ({ stored }) => stored),
    duplicates: sumOf(all, ({ duplicates }) => duplicates),
    quarantined: sumOf(all, ({ quarantined }) => quarantined),
  };
}

function sumOf<Item>(items: readonly Item[], numberOf: (item: Item) => number): number {
  return items.reduce((sum, item) => sum + numberOf(item), 0);
}
