import { addDays } from "../../figures/day-arithmetic.ts";
import type { Flows, Streams, Twin } from "../profile/profile-api.ts";

/** What an owner asks first, from the streams of some weeks; null where nothing says it. */
export interface Today {
  /** The last day of which anything is known. */
  readonly day: string | null;
  readonly machines: { readonly running: number; readonly known: number; readonly all: number };
  readonly runHours: number;
  readonly goodCount: number;
  /** Good parts of the same weekday a week before; null where nothing was known. */
  readonly goodCountBefore: number | null;
  readonly scrapCount: number;
  readonly wattHours: number | null;
  readonly wattHoursBefore: number | null;
  readonly wattHoursLastYear: number | null;
  readonly cash: { readonly balanceFen: string | null; readonly inFen: string; readonly outFen: string };
  readonly due: { readonly orders: number; readonly amountFen: string };
  readonly placed: { readonly orders: number; readonly amountFen: string };
}

const weekDays = 7;

/** Works the streams of the last weeks out into what holds on their last day. */
export function todayOf(streams: Streams, { machines }: Pick<Twin, "machines">): Today {
  const day = lastDayOf(streams);
  const before = day === null ? null : addDays(day, -weekDays);
  const made = streams.machines.flatMap((machine) => machine.days.filter((one) => one.day === day));
  const madeBefore = streams.machines.flatMap((machine) => machine.days.filter((one) => one.day === before));
  const load = streams.load.days.find((one) => one.day === day);
  const loadBefore = streams.load.days.find((one) => one.day === before);
  const real = machines.filter(({ kind }) => kind === "machine");
  return {
    day,
    machines: {
      running: made.filter(({ runMinutes }) => runMinutes > 0).length,
      known: made.length,
      all: Math.max(real.length, made.length),
    },
    runHours: made.reduce((sum, { runMinutes }) => sum + runMinutes, 0) / 60,
    goodCount: made.reduce((sum, one) => sum + one.goodCount, 0),
    goodCountBefore: madeBefore.length === 0 ? null : madeBefore.reduce((sum, one) => sum + one.goodCount, 0),
    scrapCount: made.reduce((sum, one) => sum + one.scrapCount, 0),
    wattHours: load?.wattHours ?? null,
    wattHoursBefore: loadBefore?.wattHours ?? null,
    wattHoursLastYear: load?.lastYearWattHours ?? null,
    cash: cashOf(streams),
    ...ordersOf(streams, day),
  };
}

/** Money of the last thirty days, and the newest balance. */
function cashOf({ cash, to }: Streams): Today["cash"] {
  const recent = cash.filter(({ day }) => day > addDays(to, -30));
  const sum = (pick: (one: Streams["cash"][number]) => string): string =>
    recent.reduce((total, one) => total + BigInt(pick(one)), 0n).toString();
  return {
    balanceFen: cash.findLast(({ balanceFen }) => balanceFen !== null)?.balanceFen ?? null,
    inFen: sum(({ inFen }) => inFen),
    outFen: sum(({ outFen }) => outFen),
  };
}

/** Orders that came in over the last week, and those due in the days shown. */
function ordersOf({ orders }: Streams, day: string | null): Pick<Today, "due" | "placed"> {
  const since = day === null ? "" : addDays(day, 1 - weekDays);
  const recent = orders.filter((one) => one.day >= since);
  const sum = (pick: (one: Streams["orders"][number]) => string): string =>
    recent.reduce((total, one) => total + BigInt(pick(one)), 0n).toString();
  return {
    placed: {
      orders: recent.reduce((total, { placed }) => total + placed, 0),
      amountFen: sum(({ placedFen }) => placedFen),
    },
    due: {
      orders: recent.reduce((total, { due }) => total + due, 0),
      amountFen: sum(({ dueFen }) => dueFen),
    },
  };
}

/** Orders that are not delivered in full although their day has passed. */
export function lateOrders({ items, asOf }: Pick<Flows, "items" | "asOf">): Flows["items"] {
  return items.filter(
    ({ direction, dueDay, deliveredMilli, orderedMilli }) =>
      direction === "sale" && dueDay !== null && dueDay < asOf && deliveredMilli < orderedMilli,
  );
}

function lastDayOf({ machines, load }: Streams): string | null {
  const days = [...machines.flatMap((machine) => machine.days), ...load.days].map(({ day }) => day);
  return days.reduce<string | null>((last, day) => (last === null || day > last ? day : last), null);
}
