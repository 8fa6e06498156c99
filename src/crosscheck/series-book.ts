import type { DayNumber, MachineDay, MeterDay, OperatingFacts } from "#operations";
import { hashMachineDay, hashMeterDay, hashWhole } from "./content-hash.ts";
import type { CrossCheckParameters } from "./parameters.ts";

/** Two assets of different enterprises whose days are the same. */
export interface SharedSeries {
  readonly asset: string;
  readonly otherEnterpriseId: string;
  readonly otherAsset: string;
  readonly fromDay: DayNumber;
  readonly toDay: DayNumber;
  /** Weeks of which the sampled day is the same on both. */
  readonly equalWeeks: number;
  /** First day that each of the two was ever heard of. */
  readonly ownFirstDay: DayNumber;
  readonly otherFirstDay: DayNumber;
}

export interface SeriesBook {
  add(enterpriseId: string, facts: OperatingFacts, fromDay: DayNumber): void;
  sharedBy(enterpriseId: string): readonly SharedSeries[];
}

interface Asset {
  readonly enterpriseId: string;
  readonly asset: string;
  readonly firstDay: DayNumber;
}

/** A content that more assets share than a pair or a ring of copies would is no fingerprint. */
const mostSharers = 12;

/**
 * A fingerprint a week and asset: the smallest hash among the contents of its days, the day being part of the content.
 * The same week of a copy has the same fingerprint, and one in which some days were edited most often still has
 * (minwise sampling, Broder 1997).
 */
export function createSeriesBook({ cloneFewestWeeks }: CrossCheckParameters): SeriesBook {
  const assets: Asset[] = [];
  const prints = createPrints();
  let shared: Map<string, SharedSeries[]> | null = null;
  return {
    add: (enterpriseId, facts, fromDay) => {
      shared = null;
      const groups = new Map<string, Week[]>();
      const firstDays = new Map<string, DayNumber>();
      collect(facts.machineDays, hashMachineDay, { groups, firstDays, fromDay });
      collect(facts.meterDays, hashMeterDay, { groups, firstDays, fromDay });
      for (const [asset, weeks] of groups) {
        const firstDay = firstDays.get(asset) ?? 0;
        assets.push({ enterpriseId, asset, firstDay });
        for (const { hash, day } of weeks) prints.push(hash, { owner: assets.length - 1, day });
      }
    },
    sharedBy: (enterpriseId) => {
      shared ??= findShared(assets, prints, cloneFewestWeeks);
      return shared.get(enterpriseId) ?? [];
    },
  };
}

interface Week {
  week: number;
  day: DayNumber;
  hash: number;
}

function collect<Row extends MachineDay | MeterDay>(
  days: readonly Row[],
  hash: (day: Row) => number | null,
  {
    groups,
    firstDays,
    fromDay,
  }: {
    readonly groups: Map<string, Week[]>;
    readonly firstDays: Map<string, DayNumber>;
    readonly fromDay: DayNumber;
  },
): void {
  for (const row of days) {
    const first = firstDays.get(row.asset);
    if (first === undefined || row.day < first) firstDays.set(row.asset, row.day);
    if (row.day < fromDay) continue;
    const content = hash(row);
    if (content === null) continue;
    const print = hashWhole([content, row.day]);
    const week = Math.floor((row.day - 4) / 7);
    const weeks = groups.get(row.asset) ?? [];
    if (weeks.length === 0) groups.set(row.asset, weeks);
    const last = weeks.at(-1);
    if (last?.week !== week) weeks.push({ week, day: row.day, hash: print });
    else if (print < last.hash) {
      last.hash = print;
      last.day = row.day;
    }
  }
}

interface Prints {
  push(hash: number, place: { readonly owner: number; readonly day: DayNumber }): void;
  /** Groups of equal hashes, each at least two. */
  groups(): Iterable<readonly { readonly owner: number; readonly day: DayNumber }[]>;
}

/** Hashes in growing typed arrays; sorted once an order is asked for. */
function createPrints(): Prints {
  let hashes = new Float64Array(1024);
  let owners = new Int32Array(1024);
  let days = new Int32Array(1024);
  let count = 0;
  return {
    push: (hash, { owner, day }) => {
      if (count === hashes.length) {
        const grown = { hashes: new Float64Array(2 * count), owners: new Int32Array(2 * count) };
        grown.hashes.set(hashes);
        grown.owners.set(owners);
        const grownDays = new Int32Array(2 * count);
        grownDays.set(days);
        ({ hashes, owners } = grown);
        days = grownDays;
      }
      hashes[count] = hash;
      owners[count] = owner;
      days[count] = day;
      count++;
    },
    *groups() {
      // Sorting the hashes alone is native; only places whose hash comes twice are looked at again.
      const order = hashes.slice(0, count).sort();
      const twice = new Map<number, { owner: number; day: DayNumber }[]>();
      for (let i = 1; i < count; i++) {
        if (order[i] === order[i - 1]) twice.set(order[i] ?? 0, []);
      }
      for (let i = 0; i < count; i++) {
        twice.get(hashes[i] ?? 0)?.push({ owner: owners[i] ?? 0, day: days[i] ?? 0 });
      }
      yield* twice.values();
    },
  };
}

function findShared(
  assets: readonly Asset[],
  prints: Prints,
  fewestWeeks: number,
): Map<string, SharedSeries[]> {
  const pairs = new Map<number, { left: number; right: number; days: DayNumber[] }>();
  for (const group of prints.groups()) {
    if (group.length > mostSharers) continue;
    for (const [index, { owner: right, day }] of group.entries()) {
      for (const { owner: left } of group.slice(0, index)) {
        if (assets[left]?.enterpriseId === assets[right]?.enterpriseId) continue;
        const key = left * assets.length + right;
        const pair = pairs.get(key);
        if (pair === undefined) pairs.set(key, { left, right, days: [day] });
        else pair.days.push(day);
      }
    }
  }
  const shared = new Map<string, SharedSeries[]>();
  for (const { left, right, days } of pairs.values()) {
    if (days.length < fewestWeeks) continue;
    const first = assets[left] as Asset;
    const second = assets[right] as Asset;
    keep(shared, describe(first, second, days));
    keep(shared, describe(second, first, days));
  }
  for (const list of shared.values()) list.sort((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1));
  return shared;

  function keep(all: Map<string, SharedSeries[]>, [enterpriseId, found]: [string, SharedSeries]): void {
    const list = all.get(enterpriseId);
    if (list === undefined) all.set(enterpriseId, [found]);
    else list.push(found);
  }
}

function describe(own: Asset, other: Asset, days: readonly DayNumber[]): [string, SharedSeries] {
  const found = {
    asset: own.asset,
    otherEnterpriseId: other.enterpriseId,
    otherAsset: other.asset,
    fromDay: Math.min(...days),
    toDay: Math.max(...days),
    equalWeeks: days.length,
    ownFirstDay: own.firstDay,
    otherFirstDay: other.firstDay,
  };
  return [own.enterpriseId, found];
}

function nameOf({ asset, otherEnterpriseId, otherAsset }: SharedSeries): string {
  return `${asset}/${otherEnterpriseId}/${otherAsset}`;
}
