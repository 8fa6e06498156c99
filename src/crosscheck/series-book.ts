import { isOrdinaryWorkingDay } from "#association";
import { dayNumberOf } from "#kernel";
import type { DayNumber, MachineDay, MeterDay, OperatingFacts } from "#operations";
import { hashMachineDay, hashMeterDay, hashWhole } from "./content-hash.ts";
import type { CrossCheckParameters } from "./parameters.ts";
import { median, robustSpread } from "./robust-statistics.ts";

/** Two assets of different enterprises whose days are the same. */
export interface SharedSeries {
  readonly asset: string;
  readonly otherEnterpriseId: string;
  readonly otherAsset: string;
  readonly fromDay: DayNumber;
  readonly toDay: DayNumber;
  /** Weeks of which the sampled day is the same on both. */
  readonly equalWeeks: number;
  /** How far the level of each moved where the sameness begins, in spreads of its weeks before; null without a past. */
  readonly ownChange: number | null;
  readonly otherChange: number | null;
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
  /** By week: what the asset draws or makes for its hours, as a logarithm. */
  readonly weeks: Int32Array;
  readonly levels: Float32Array;
}

/** Before the last thirteen months every second week is enough: what began then and lasted shows in both. */
const weeklyDays = 396;
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
      const into = { groups, firstDays, fromDay, weeklyFromDay: dayNumberOf(facts.asOf) - weeklyDays };
      collect(facts.machineDays, { hash: hashMachineDay, level: machineLevel }, into);
      collect(facts.meterDays, { hash: hashMeterDay, level: meterLevel }, into);
      for (const [asset, weeks] of groups) {
        const firstDay = firstDays.get(asset) ?? 0;
        assets.push({
          enterpriseId,
          asset,
          firstDay,
          weeks: Int32Array.from(weeks, ({ week }) => week),
          levels: Float32Array.from(weeks, ({ levels }) => median(levels)),
        });
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
  levels: number[];
}

function machineLevel({ energyWh, goodCount, runMinutes }: MachineDay): number {
  return Math.log(Math.max(1, energyWh ?? goodCount) / Math.max(1, runMinutes));
}

function meterLevel({ quantity }: MeterDay): number {
  return Math.log(Math.max(1, quantity));
}

function collect<Row extends MachineDay | MeterDay>(
  days: readonly Row[],
  { hash, level }: { readonly hash: (day: Row) => number | null; readonly level: (day: Row) => number },
  {
    groups,
    firstDays,
    fromDay,
    weeklyFromDay,
  }: {
    readonly weeklyFromDay: DayNumber;
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
    const week = weekOf(row.day);
    if (row.day < weeklyFromDay && week % 2 === 1) continue;
    const weeks = groups.get(row.asset) ?? [];
    if (weeks.length === 0) groups.set(row.asset, weeks);
    const last = weeks.at(-1);
    const levels = isOrdinaryWorkingDay(row.day) ? [level(row)] : [];
    if (last?.week !== week) weeks.push({ week, day: row.day, hash: print, levels });
    else {
      last.levels.push(...levels);
      if (print < last.hash) {
        last.hash = print;
        last.day = row.day;
      }
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
  const fromDay = Math.min(...days);
  const found = {
    asset: own.asset,
    otherEnterpriseId: other.enterpriseId,
    otherAsset: other.asset,
    fromDay,
    toDay: Math.max(...days),
    equalWeeks: days.length,
    ownChange: levelChange(own, fromDay),
    otherChange: levelChange(other, fromDay),
    ownFirstDay: own.firstDay,
    otherFirstDay: other.firstDay,
  };
  return [own.enterpriseId, found];
}

/** Weeks around the new year have no level of their own and take no part. */
function levelChange({ weeks, levels }: Asset, fromDay: DayNumber): number | null {
  const start = weekOf(fromDay);
  const before: number[] = [];
  const after: number[] = [];
  for (const [index, week] of weeks.entries()) {
    const level = levels[index] ?? Number.NaN;
    if (Number.isNaN(level)) continue;
    if (week < start && week >= start - 26) before.push(level);
    if (week > start && week <= start + 12) after.push(level);
  }
  if (before.length < 4 || after.length < 2) return null;
  return Math.abs(median(after) - median(before)) / Math.max(0.02, robustSpread(before));
}

function weekOf(day: DayNumber): number {
  return Math.floor((day - 4) / 7);
}

function nameOf({ asset, otherEnterpriseId, otherAsset }: SharedSeries): string {
  return `${asset}/${otherEnterpriseId}/${otherAsset}`;
}
