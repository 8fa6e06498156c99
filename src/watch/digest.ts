import { addDays, type BusinessDay, businessDayOf, weekdayOf } from "#kernel";
import { type Alert, isOpen } from "./alert.ts";
import { byUrgency } from "./run-changes.ts";
import type { WatchedEnterprise, WatchEntry, WatchPerson } from "./watch-store.ts";

/** A week of early warning, for one owner or for the risk officer, who sees all. */
export interface WatchDigest {
  /** Monday and Sunday. */
  readonly from: BusinessDay;
  readonly to: BusinessDay;
  readonly owner: WatchPerson | null;
  readonly raised: readonly Alert[];
  /** Open at the end of the week, the gravest first; overdue ones are among them. */
  readonly open: readonly Alert[];
  readonly overdue: readonly Alert[];
  readonly settled: readonly Alert[];
  readonly entries: readonly WatchEntry[];
  readonly names: ReadonlyMap<string, string>;
}

/** Monday of the week of a day. */
export function mondayOf(day: BusinessDay): BusinessDay {
  return addDays(day, 1 - weekdayOf(day));
}

/** The digest of the week that begins on a Monday. */
export function digestOf(
  found: {
    readonly alerts: readonly Alert[];
    readonly entries: readonly WatchEntry[];
    readonly enterprises: readonly WatchedEnterprise[];
    readonly people: readonly WatchPerson[];
  },
  { monday, ownerId }: { readonly monday: BusinessDay; readonly ownerId: string | null },
): WatchDigest {
  const to = addDays(monday, 6);
  const mine = found.alerts
    .filter((alert) => (ownerId === null || alert.ownerId === ownerId) && alert.raisedOn <= to)
    .sort(byUrgency);
  const open = mine.filter(({ state }) => isOpen(state));
  const kept = new Set(
    found.enterprises
      .filter(
        ({ accountManagerId, postLoanManagerId }) =>
          ownerId === null || ownerId === accountManagerId || ownerId === postLoanManagerId,
      )
      .map(({ id }) => id),
  );
  return {
    from: monday,
    to,
    owner: found.people.find(({ id }) => id === ownerId) ?? null,
    raised: mine.filter(({ raisedOn }) => raisedOn >= monday),
    open,
    overdue: open.filter(({ dueOn }) => dueOn < to),
    settled: mine.filter(({ settlement }) => settlement !== null && isWithin(settlement.atMs, monday, to)),
    entries: found.entries.filter(({ endedOn, enterpriseId }) => endedOn === null && kept.has(enterpriseId)),
    names: new Map(found.enterprises.map(({ id, name }) => [id, name])),
  };
}

function isWithin(atMs: number, from: BusinessDay, to: BusinessDay): boolean {
  const day = businessDayOf(atMs);
  return day >= from && day <= to;
}
