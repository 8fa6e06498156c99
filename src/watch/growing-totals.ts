import { type DaySums, daySumsOfTotals } from "./day-sums.ts";

/** Totals by day that grow while rows come in; a snapshot is made anew only when something came. */
export interface GrowingTotals {
  add(day: number, value: number): void;
  /** Replaces what was said of the day. */
  set(day: number, value: number): void;
  /** Sum of everything so far. */
  total(): number;
  days(): ReadonlyMap<number, number>;
  snapshot(): DaySums;
}

export function growingTotals(): GrowingTotals {
  const totals = new Map<number, number>();
  let snapshot: DaySums | null = null;
  let sum = 0;
  const set = (day: number, value: number): void => {
    sum += value - (totals.get(day) ?? 0);
    totals.set(day, value);
    snapshot = null;
  };
  return {
    add: (day, value) => set(day, (totals.get(day) ?? 0) + value),
    set,
    total: () => sum,
    days: () => totals,
    snapshot: () => (snapshot ??= daySumsOfTotals(totals)),
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
