import {
  addMonths,
  type BusinessDay,
  dayNumberOf,
  dayOfNumber,
  lastDayOf,
  lunarNewYearOffsetOf,
} from "#kernel";
import { operatingFactsOf, type OperatingRows } from "#operations";
import { planRegion, simulateEnterprise } from "#simulate";
import { alertsOf, seriesOfOperations, type WatchSeries } from "#watch";
// A look at all rules lies in its room, whose door does not export it because a run does it.
import { emptyCohort } from "../src/watch/cohort.ts";
import { findingsOn } from "../src/watch/evaluate-rules.ts";

/**
 * What the lunar new year does to early warning: the same enterprises live through the same years twice, once in a world
 * that knows no new year. Chance differs from day to day between the two, so what the standstill causes is the difference of
 * the counts, with an interval by enterprise.
 */
export interface NewYearFigures {
  readonly enterprises: number;
  /** Alerts from 15 days before to 140 after a new year: the longest window that still holds a day of the standstill. */
  readonly near: Paired;
  /** Alerts of the rest of the year, which compares with the standstill's days a year before. */
  readonly rest: Paired;
  /** Of `near`, by rule. */
  readonly byRule: Readonly<Record<string, Paired>>;
  /** Weeks in the same window in which a rule speaks, told or not: many more, so that less is left to chance. */
  readonly hits: Paired;
  readonly hitsByRule: Readonly<Record<string, Paired>>;
  /** Falls of hours worked by 30 % against the four weeks before, as a rule without a calendar would see them. */
  readonly naive: Paired;
}

/** A count with the new year, and without it. */
export interface Paired {
  readonly withNewYear: number;
  readonly without: number;
  /** 95 % interval of the difference, over enterprises. */
  readonly low: number;
  readonly high: number;
}

export interface NewYearRequest {
  readonly enterprises: number;
  readonly seeds: readonly string[];
  readonly months: number;
  readonly endDay: BusinessDay;
}

const nearFrom = -15;
const nearTo = 140;

export function benchNewYear({ enterprises, seeds, months, endDay }: NewYearRequest): NewYearFigures {
  const counts = { near: pairs(), rest: pairs(), naive: pairs(), hits: pairs() };
  const alertsByRule = pairsByRule();
  const hitsByRule = pairsByRule();
  for (const seed of seeds) {
    const request = { seed, enterprises, months, endDay };
    const plans = [planRegion(request), planRegion({ ...request, isWithoutNewYear: true })] as const;
    for (let index = 0; index < enterprises; index++) {
      const [held, gone] = plans.map((plan) => lookAt(plan, index)) as [Looked, Looked];
      counts.near.add(held.near.length, gone.near.length);
      counts.rest.add(held.rest, gone.rest);
      counts.naive.add(held.naive, gone.naive);
      counts.hits.add(held.hits.length, gone.hits.length);
      alertsByRule.add(held.near, gone.near);
      hitsByRule.add(held.hits, gone.hits);
    }
  }
  const all = enterprises * seeds.length;
  return {
    enterprises: all,
    near: counts.near.paired(all),
    rest: counts.rest.paired(all),
    naive: counts.naive.paired(all),
    hits: counts.hits.paired(all),
    byRule: alertsByRule.paired(all),
    hitsByRule: hitsByRule.paired(all),
  };
}

interface Looked {
  readonly near: readonly string[];
  readonly rest: number;
  readonly naive: number;
  readonly hits: readonly string[];
}

function lookAt(plan: ReturnType<typeof planRegion>, index: number): Looked {
  const { rows, truth } = simulateEnterprise(plan, index);
  const { months, endDay } = plan.request;
  const deliveryEnds = Array.from({ length: months }, (_, place) =>
    lastDayOf(addMonths(plan.firstMonth, place)),
  );
  const defaultedBy = truth.default_month === null ? null : lastDayOf(truth.default_month);
  const early = alertsOf(rows, { enterpriseId: truth.id, to: endDay, deliveryEnds }).filter(
    ({ type, raisedOn }) => type !== "instalmentMissed" && (defaultedBy === null || raisedOn <= defaultedBy),
  );
  const near = early.filter(({ raisedOn }) => isNear(lunarNewYearOffsetOf(raisedOn)));
  return {
    near: near.map(({ type }) => type),
    rest: early.length - near.length,
    naive: naiveFallsOf(rows, dayNumberOf(endDay)),
    hits: hitsOf(seriesOfOperations(truth.id, operatingFactsOf(rows, endDay, months)), endDay),
  };
}

/** Rules that speak in each week near a new year; those on the loan book and on public registers know no season. */
function hitsOf(series: WatchSeries, endDay: BusinessDay): string[] {
  const last = dayNumberOf(endDay);
  const found: string[] = [];
  for (let asOf = last; asOf > last - observedDays; asOf -= 7) {
    if (!isNear(lunarNewYearOffsetOf(dayOfNumber(asOf)))) continue;
    for (const { rule, result } of findingsOn(series, { asOf, cohortOn: () => emptyCohort }))
      if (result.kind === "hit" && !seasonless.includes(rule)) found.push(rule);
  }
  return found;
}

const seasonless: readonly string[] = ["instalmentMissed", "specialRisk", "dataGap"];
/** Rules need a year to compare with; what lies further back is left out. */
const observedDays = 560;

function isNear(offset: number): boolean {
  return offset >= nearFrom && offset <= nearTo;
}

const naiveDays = 28;

/** Weeks from which on people worked 30 % less than in the four weeks before. */
function naiveFallsOf({ workforce }: OperatingRows, last: number): number {
  const byDay = new Map<number, number>();
  for (const { day, workMinutes } of workforce) byDay.set(day, workMinutes);
  const first = Math.min(...byDay.keys());
  const sumOf = (to: number): number =>
    Array.from({ length: naiveDays }, (_, back) => byDay.get(to - back) ?? 0).reduce((a, b) => a + b, 0);
  let falls = 0;
  let isDown = false;
  for (let day = first + 2 * naiveDays; day <= last; day += 7) {
    const isNow = sumOf(day) < 0.7 * sumOf(day - naiveDays);
    if (isNow && !isDown) falls++;
    isDown = isNow;
  }
  return falls;
}

/** Counts of both worlds by rule, enterprise by enterprise. */
function pairsByRule(): {
  add(withNewYear: readonly string[], without: readonly string[]): void;
  paired(enterprises: number): Record<string, Paired>;
} {
  const rules = new Map<string, ReturnType<typeof pairs>>();
  const countOf = (found: readonly string[], rule: string): number =>
    found.filter((one) => one === rule).length;
  return {
    add: (withNewYear, without) => {
      for (const rule of new Set([...withNewYear, ...without])) {
        const ofRule = rules.get(rule) ?? pairs();
        rules.set(rule, ofRule);
        ofRule.add(countOf(withNewYear, rule), countOf(without, rule));
      }
    },
    paired: (enterprises) =>
      Object.fromEntries([...rules].map(([rule, ofRule]) => [rule, ofRule.paired(enterprises)])),
  };
}

/** Counts of both worlds, enterprise by enterprise. */
function pairs(): {
  add(withNewYear: number, without: number): void;
  paired(enterprises: number): Paired;
} {
  let withNewYear = 0;
  let without = 0;
  let squares = 0;
  return {
    add: (one, other) => {
      withNewYear += one;
      without += other;
      squares += (one - other) ** 2;
    },
    paired: (enterprises) => {
      const difference = withNewYear - without;
      const half = 1.96 * Math.sqrt(Math.max(0, squares - difference ** 2 / enterprises));
      return { withNewYear, without, low: difference - half, high: difference + half };
    },
  };
}

function pairText({ withNewYear, without, low, high }: Paired): string {
  return `${withNewYear} with, ${without} without, difference ${withNewYear - without} (95 %: ${low.toFixed(0)} to ${high.toFixed(0)})`;
}

if (import.meta.main) {
  const [enterprises = "300", ...seeds] = process.argv.slice(2);
  const request = { months: 36, endDay: "2026-08-31" } as const;
  const all = seeds.length === 0 ? ["new-year-1"] : seeds;
  const figures = benchNewYear({ ...request, enterprises: Number(enterprises), seeds: all });
  const write = (line: string): void => void process.stdout.write(`${line}\n`);
  write(
    `${figures.enterprises} enterprises of ${all.length} seeds, 36 months, lived through with and without the new year`,
  );
  write(`alerts ${-nearFrom} days before to ${nearTo} after a new year: ${pairText(figures.near)}`);
  write(`alerts of the rest of the year: ${pairText(figures.rest)}`);
  write(`falls of hours worked by 30 %, as a rule without a calendar sees them: ${pairText(figures.naive)}`);
  for (const [rule, paired] of Object.entries(figures.byRule)) write(`  ${rule}: ${pairText(paired)}`);
  write(`weeks in that window in which a rule speaks: ${pairText(figures.hits)}`);
  for (const [rule, paired] of Object.entries(figures.hitsByRule)) write(`  ${rule}: ${pairText(paired)}`);
}
