import { type DaySums, extendDaySums } from "./day-sums.ts";

/** Totals by day that grow while rows come in; a snapshot is made anew only when something came. */
export interface GrowingTotals {
  add(day: number, value: number): void;
  /** Replaces what was said of the day. */
  set(day: number, value: number): void;
  /** Sum of everything so far. */
  total(): number;
  days(): ReadonlyMap<number, number>;
  /** The first day whose total changed since this was last asked; infinity where none did. */
  takeChange(): number;
  snapshot(): DaySums;
}

export function growingTotals(): GrowingTotals {
  const totals = new Map<number, number>();
  let newest: DaySums = { days: new Int32Array(0), before: new Float64Array(1) };
  /** Days that came since the newest snapshot, and the first whose total changed. */
  let added: number[] = [];
  let changedFrom = Number.POSITIVE_INFINITY;
  let untaken = Number.POSITIVE_INFINITY;
  let sum = 0;
  const set = (day: number, value: number): void => {
    const known = totals.get(day);
    if (known === undefined) added.push(day);
    if (day < changedFrom) changedFrom = day;
    if (day < untaken) untaken = day;
    sum += value - (known ?? 0);
    totals.set(day, value);
  };
  return {
    add: (day, value) => set(day, (totals.get(day) ?? 0) + value),
    set,
    total: () => sum,
    days: () => totals,
    takeChange: () => {
      const change = untaken;
      untaken = Number.POSITIVE_INFINITY;
      return change;
    },
    snapshot: () => {
      if (changedFrom === Number.POSITIVE_INFINITY) return newest;
      newest = extendDaySums(newest, { totals, added, changedFrom });
      added = [];
      changedFrom = Number.POSITIVE_INFINITY;
      return newest;
    },
  };
}

/** Growing totals of many things by name, made when first asked for. */
export interface NamedTotals {
  of(name: string): GrowingTotals;
  /** The names with the greatest totals, the greatest first. */
  largest(count: number): readonly string[];
}

export function namedTotals(): NamedTotals {
  const byName = new Map<string, GrowingTotals>();
  return {
    of: (name) => {
      const known = byName.get(name);
      if (known !== undefined) return known;
      const made = growingTotals();
      byName.set(name, made);
      return made;
    },
    largest: (count) =>
      [...byName]
        .map(([name, totals]) => ({ name, total: Math.abs(totals.total()) }))
        .sort((left, right) => right.total - left.total || (left.name < right.name ? -1 : 1))
        .slice(0, count)
        .map(({ name }) => name),
  };
}
