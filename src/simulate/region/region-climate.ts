import {
  type BusinessDay,
  createRandom,
  dayNumberOf,
  firstDayOf,
  addMonths,
  lunarNewYearOffsetOf,
  monthOf,
  type Random,
  workingDayStatusOf,
  weekdayOf,
} from "#kernel";
import { type WorkingRhythm, workingRhythmOf } from "../working-rhythm.ts";
import { industries, population, rhythm as rhythmParameters } from "./region-parameters.ts";
import type { RegionRequest } from "./region-request.ts";

/** Months that are lived through before the first visible one, so that stocks, debts and books are in full swing. */
export const warmUpMonths = 13;

/** What every enterprise of a region shares: the days, and what happens to whole industries and districts. */
export interface RegionClimate {
  /** From the first day of the warm-up to the last day of the data. */
  readonly rhythm: WorkingRhythm;
  readonly firstDayNumber: number;
  /** Index of the first visible day. */
  readonly firstVisible: number;
  /** 0 on days off, 0.8 on Saturdays, 1 on working days; the new year's standstill is not in it. */
  readonly dayKind: Float32Array;
  /** 1 Monday … 7 Sunday. */
  readonly weekday: Uint8Array;
  /** First day index of each month, and one past the last. */
  readonly monthStarts: readonly number[];
  /** Demand factor of each month, by industry. */
  readonly demand: ReadonlyMap<string, Float64Array>;
  /** Price of materials against the first month, by industry. */
  readonly materialPrice: ReadonlyMap<string, Float64Array>;
  /** Demand factor of export orders by month. */
  readonly exportDemand: Float64Array;
  /** Share of capacity that may run on a day, by district. */
  readonly powerLimit: ReadonlyMap<string, Float32Array>;
  /** Index of the month with this text, counted from the first of the warm-up. */
  readonly months: readonly string[];
}

export function climateOf({ seed, months, endDay, isWithoutNewYear }: RegionRequest): RegionClimate {
  const firstMonth = addMonths(monthOf(endDay), 1 - months - warmUpMonths);
  const known = workingRhythmOf(firstDayOf(firstMonth), endDay);
  const rhythm = isWithoutNewYear === true ? withoutNewYear(known) : known;
  const monthCount = rhythm.calendarMonths.length;
  const monthStarts: number[] = [];
  for (let day = 0; day < rhythm.days.length; day++) {
    if (rhythm.dayOfMonth[day] === 1) monthStarts.push(day);
  }
  monthStarts.push(rhythm.days.length);
  const random = createRandom(`${seed}/climate`);
  return {
    rhythm,
    firstDayNumber: dayNumberOf(firstDayOf(firstMonth)),
    firstVisible: monthStarts[warmUpMonths] ?? 0,
    dayKind: Float32Array.from(rhythm.days, isWithoutNewYear === true ? dayKindWithoutNewYear : dayKindOf),
    weekday: Uint8Array.from(rhythm.days, weekdayOf),
    monthStarts,
    demand: new Map(industries.map(({ code }) => [code, industryDemand(random, monthCount)])),
    materialPrice: new Map(industries.map(({ code }) => [code, materialPrices(random, monthCount)])),
    exportDemand: dip(new Float64Array(monthCount).fill(1), random, {
      cut: rhythmParameters.tariffCut.value,
      length: 9,
      chance: 0.5,
    }),
    powerLimit: new Map(population.regions.value.map((region) => [region, powerLimits(random, rhythm)])),
    months: Array.from({ length: monthCount }, (_, index) => addMonths(firstMonth, index)),
  };
}

/** Factories work six days; of a public holiday week the later days are worked by half. */
function dayKindOf(day: BusinessDay): number {
  const { reason } = workingDayStatusOf(day);
  if (reason === "weekday" || reason === "swap") return 1;
  if (reason === "weekend") return weekdayOf(day) === 6 ? 0.8 : 0.06;
  const dayOfMonth = Number(day.slice(8));
  return day.slice(5, 7) === "10" && dayOfMonth > 4 && dayOfMonth < 8 ? 0.4 : 0.04;
}

/** So far from any new year that nobody stops for it. */
const farFromNewYear = 99;

function withoutNewYear(rhythm: WorkingRhythm): WorkingRhythm {
  return { ...rhythm, newYearOffset: rhythm.newYearOffset.map(() => farFromNewYear) };
}

/** Days off and make-up days belong to the new year's holiday when they are so near to it. */
const holidayReachDays = 20;

function dayKindWithoutNewYear(day: BusinessDay): number {
  const isNear = Math.abs(lunarNewYearOffsetOf(day)) <= holidayReachDays && day.slice(5) !== "01-01";
  return isNear ? plainDayKindOf(day) : dayKindOf(day);
}

function plainDayKindOf(day: BusinessDay): number {
  const weekday = weekdayOf(day);
  return weekday < 6 ? 1 : weekday === 6 ? 0.8 : 0.06;
}

function industryDemand(random: Random, months: number): Float64Array {
  const demand = new Float64Array(months);
  let level = 0;
  for (let month = 0; month < months; month++) {
    level = 0.85 * level + 0.012 * random.normal();
    demand[month] = Math.exp(level);
  }
  const years = months / 12;
  const chance = Math.min(0.9, (rhythmParameters.shocksAYear.value * years) / industries.length);
  return dip(demand, random, {
    cut: rhythmParameters.industryShockCut.value,
    length: rhythmParameters.industryShockMonths.value,
    chance,
  });
}

function dip(
  series: Float64Array,
  random: Random,
  { cut, length, chance }: { readonly cut: number; readonly length: number; readonly chance: number },
): Float64Array {
  const happens = random.next() < chance;
  const from = random.integer(Math.max(1, series.length - 3));
  if (!happens) return series;
  return series.map((value, month) => (month >= from && month < from + length ? value * (1 - cut) : value));
}

/** A slow walk, and once in a while a quarter up or down within half a year that fades in a year. */
function materialPrices(random: Random, months: number): Float64Array {
  const prices = new Float64Array(months);
  const shockAt = random.next() < 0.25 ? random.integer(months) : months;
  const move = (random.next() < 0.6 ? 1 : -1) * rhythmParameters.commodityMove.value;
  let level = 0;
  for (let month = 0; month < months; month++) {
    level = 0.97 * level + 0.012 * random.normal();
    const since = month - shockAt;
    const shock = since < 0 ? 0 : move * Math.min(1, (since + 1) / 5) * Math.max(0, 1 - since / 18);
    prices[month] = Math.exp(level) * (1 + shock);
  }
  return prices;
}

function powerLimits(random: Random, { days }: WorkingRhythm): Float32Array {
  const limits = new Float32Array(days.length).fill(1);
  const [least, most] = rhythmParameters.powerLimitDaysAYear.value;
  const [weakest, strongest] = rhythmParameters.powerLimitCut.value;
  const summers = new Map<string, number[]>();
  for (const [index, day] of days.entries()) {
    const month = day.slice(5, 7);
    if (month !== "07" && month !== "08") continue;
    const year = day.slice(0, 4);
    const indices = summers.get(year) ?? [];
    indices.push(index);
    summers.set(year, indices);
  }
  for (const indices of summers.values()) {
    const count = least + random.integer(most - least + 1);
    for (const index of random.shuffle(indices).slice(0, count)) {
      limits[index] = 1 - weakest - random.next() * (strongest - weakest);
    }
  }
  return limits;
}
