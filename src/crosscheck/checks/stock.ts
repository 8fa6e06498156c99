import { type Check, type CheckInput, concluded, notComputable } from "../check.ts";
import { contradict, percent } from "../contradict.ts";
import type { Contradiction } from "../contradiction.ts";
import { robustSpread, median, studentTail } from "../robust-statistics.ts";
import { type RolledItem, type RolledPeriod, rollStock } from "../stock-roll.ts";

const check = "stock";
const fewestPeriods = 6;
const yearDays = 366;
const mostDegrees = 8;
const mostNumbers = 50;
/** What is lost, taken as a sample or given away without a paper, as a share of what goes through; never more comes up. */
const mostHabit = 0.1;

/**
 * Stock rolled forward, material and finished goods alike: opening + received − issued or delivered = counted. Counts
 * err, and a paper may be of the day after; both come out again at the next count. What does not come out again within
 * a year are goods that moved on paper alone, or without any.
 */
export const checkStock: Check = (input) => {
  const { facts, lastDay, parameters } = input;
  const items = rollStock(facts).map((one) => ({
    ...one,
    // Papers of the last weeks may still be on their way.
    periods: one.periods.filter(({ toDay }) => toDay <= lastDay - parameters.graceDays),
  }));
  const told = items.filter(({ periods }) => periods.length >= fewestPeriods);
  if (told.length === 0) return notComputable(check, facts.stock.length === 0 ? "noDocuments" : "tooShort");
  const found = told.flatMap((one) => judge(one, input, told.length));
  const gaps = told.map(({ periods }) => Math.abs(yearOf(periods, lastDay).gap));
  return concluded(check, found, Math.max(...gaps));
};

interface Year {
  readonly periods: readonly RolledPeriod[];
  /** Sum of the gaps ÷ what was there or came in, of the year. */
  readonly gap: number;
}

/** The largest gap is left out: one paper that was lost is no habit of losing them. */
function yearOf(periods: readonly RolledPeriod[], lastDay: number): Year {
  const recent = periods
    .filter(({ fromDay }) => fromDay > lastDay - yearDays)
    .sort((one, other) => Math.abs(one.gapMilli) - Math.abs(other.gapMilli))
    .slice(0, -1)
    .sort((one, other) => one.toDay - other.toDay);
  const through = recent.reduce((sum, period) => sum + throughOf(period), 0);
  return {
    periods: recent,
    gap: recent.reduce((sum, { gapMilli }) => sum + gapMilli, 0) / Math.max(1, through),
  };
}

function throughOf({ openingMilli, inMilli, outMilli }: RolledPeriod): number {
  return Math.max(1, openingMilli + inMilli, outMilli);
}

function judge(
  { stage, item, periods, numbersBetween }: RolledItem,
  input: CheckInput,
  tries: number,
): Contradiction[] {
  const { lastDay, parameters } = input;
  const year = yearOf(periods, lastDay);
  const shares = periods.map((period) => period.gapMilli / throughOf(period));
  const habit = Math.max(-mostHabit, Math.min(0, median(shares)));
  const spread = Math.max(robustSpread(shares), parameters.stockTolerance / 2);
  const excess = year.gap - habit;
  const size = (Math.abs(excess) * Math.sqrt(year.periods.length)) / spread;
  const chance = 2 * tries * studentTail(size, Math.min(shares.length - 1, mostDegrees));
  if (Math.abs(excess) < parameters.stockTolerance || chance > parameters.mostChance) return [];
  const odd = year.periods.filter(
    (period) => Math.abs(period.gapMilli / throughOf(period) - habit) > parameters.stockTolerance,
  );
  const [first, last] = [odd[0] ?? year.periods[0], odd.at(-1) ?? year.periods.at(-1)];
  if (first === undefined || last === undefined) return [];
  const fromDay = first.fromDay + 1;
  const { toDay } = last;
  const between = periods.filter((one) => one.fromDay >= first.fromDay && one.toDay <= toDay);
  const sum = (of: (one: RolledPeriod) => number): number =>
    between.reduce((total, one) => total + of(one), 0);
  const [inMilli, outMilli] = [sum((one) => one.inMilli), sum((one) => one.outMilli)];
  const units = (milli: number): string => (milli / 1000).toFixed(0);
  return [
    contradict({
      type: "outputGoods",
      sentence: "stockRoll",
      fromDay,
      toDay,
      chance,
      figures: {
        item,
        opening: units(first.openingMilli),
        added: units(inMilli),
        taken: units(outMilli),
        expected: units(first.openingMilli + inMilli - outMilli),
        found: units(last.closingMilli),
        share: percent(Math.abs(year.gap)),
      },
      words: { taking: stage === "raw" ? { zh: "领料", en: "issued" } : { zh: "发货", en: "delivered" } },
      rows: [
        { stream: "stock", asset: "", numbers: [], fromDay: first.fromDay, toDay },
        {
          stream: "movements",
          asset: "",
          numbers: numbersBetween(fromDay, toDay).slice(-mostNumbers),
          fromDay,
          toDay,
        },
      ],
    }),
  ];
}
