import type { ProfileItem } from "../profile-item.ts";
import { newestTwins } from "../proxy/fixed-assets.ts";
import { yearDays } from "../proxy/trade-year.ts";
import { type ItemContext, itemsOf, ppmOf } from "./item.ts";

const recentDays = 90;

/** How much more it could make with what it has (可扩展空间): spare machine time, people, room to grow. */
export function scalabilityItems(context: ItemContext): readonly ProfileItem[] {
  const { facts, year, day } = context;
  const recent = year.machineDays.filter((row) => row.day > day - recentDays);
  const run = total(recent.map(({ runMinutes }) => runMinutes));
  const known = total(recent.map(({ knownMinutes }) => knownMinutes));
  const best = bestMonthOf(year.machineDays);
  const now = run / Math.max(1, new Set(recent.map((row) => row.day)).size);
  const machines = newestTwins(facts.twins).filter(({ kind }) => kind === "machine");
  const fresh = machines.filter(({ inServiceOn }) => inServiceOn !== null && inServiceOn > day - yearDays);
  const people = year.workforce.filter((row) => row.day > day - recentDays);
  const headcount = people.length === 0 ? null : total(people.map((row) => row.headcount)) / people.length;
  const revenue = context.proxy.revenueFen;
  const has = (count: number): number | null => (machines.length === 0 ? null : count);
  const listed = { streams: ["twins"] as const, rows: facts.twins, isStanding: true };
  const ran = { streams: ["machineDays"] as const, rows: recent };
  return itemsOf("scalability", context, [
    { ...ran, id: "running", value: ppmOf(run, known) },
    { ...ran, id: "spare-time", value: known <= 0 ? null : (1 - run / known) * 1_000_000 },
    {
      id: "headroom",
      streams: ["machineDays"],
      rows: year.machineDays,
      value: best <= 0 || recent.length === 0 ? null : Math.max(0, 1 - now / best) * 1_000_000,
    },
    { ...listed, id: "machines", value: has(machines.length) },
    { ...listed, id: "new-machines", value: has(fresh.length) },
    { id: "headcount", streams: ["workforce"], rows: people, value: headcount },
    {
      id: "shifts",
      streams: ["workforce"],
      rows: people,
      value: people.length === 0 ? null : total(people.map(({ shifts }) => shifts)) / people.length,
      decimals: 1,
    },
    {
      id: "sales-per-head",
      streams: ["workforce", ...(revenue?.streams ?? [])] as ProfileItem["streams"],
      rows: people,
      value:
        headcount === null || headcount <= 0 || revenue === null
          ? null
          : Number(revenue.valueFen) / headcount,
    },
  ]);
}

/** Minutes run a day in the best whole month of the year. */
function bestMonthOf(days: ItemContext["year"]["machineDays"]): number {
  const months = new Map<number, { minutes: number; days: Set<number> }>();
  for (const { day, runMinutes } of days) {
    const month = Math.floor(day / 30);
    const sum = months.get(month) ?? { minutes: 0, days: new Set<number>() };
    sum.minutes += runMinutes;
    sum.days.add(day);
    months.set(month, sum);
  }
  const whole = [...months.values()].filter((month) => month.days.size >= 20);
  return Math.max(0, ...whole.map((month) => month.minutes / month.days.size));
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0);
}
