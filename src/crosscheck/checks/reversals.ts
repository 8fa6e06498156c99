import type { InvoiceItem } from "#operations";
import { type Check, concluded, notComputable } from "../check.ts";
import { contradict, percent } from "../contradict.ts";
import type { Contradiction } from "../contradiction.ts";
import type { CrossCheckParameters } from "../parameters.ts";
import { backingOf, daysToMonthEnd, type Reversal, reversalsOf } from "../period-reversals.ts";
import { binomialTail, poissonTail } from "../robust-statistics.ts";

const check = "reversals";

/**
 * Invoices of month ends that are taken back soon after the period was over, more often than the enterprise's other
 * months, its other days, and its industry let expect: sales that were booked for the date. Where an enterprise's
 * invoices name orders that were delivered, only those without goods count.
 */
export const checkReversals: Check = ({ facts, neighbours, parameters }) => {
  const blues = facts.invoices.filter(
    ({ direction, isVoid, redOf }) => direction === "sale" && !isVoid && redOf === "",
  );
  const ends = blues.filter(({ onDay }) => daysToMonthEnd(onDay) < 10);
  if (ends.length < 10) return notComputable(check, "noDocuments");
  const all = reversalsOf(facts, parameters);
  const isBacked = backingOf(facts);
  const taken = new Set(all.map(({ blue }) => blue));
  const kept = blues.filter((blue) => !taken.has(blue));
  const unbacked = (kept.filter((blue) => !isBacked(blue)).length + 1) / (kept.length + 2);
  const isTold = unbacked <= parameters.unbackedHabit;
  // Where invoices have goods behind them, one that is taken back with its goods is a return.
  const reversals = all.filter(({ isOfPeriodEnd, blue }) => isOfPeriodEnd && !(isTold && isBacked(blue)));
  const habit: Habit = {
    ends,
    all,
    reversals,
    usual:
      Math.max(parameters.reversedHabit, neighbours?.usualReversedShare() ?? 0) *
      (isTold ? Math.max(unbacked, leastUnbacked) : 1),
    endShare: ends.length / blues.length,
    lastDay: reversals.at(-1)?.red.onDay ?? 0,
  };
  const found = densest(habit, parameters);
  return concluded(check, found === null ? [] : [found], reversals.length / ends.length);
};

/** However well documents are kept, what is cancelled before it is sent is not backed by goods. */
const leastUnbacked = 0.1;

interface Habit {
  /** Invoices of month ends, and all reversals with those of month ends among them. */
  readonly ends: readonly InvoiceItem[];
  readonly all: readonly Reversal[];
  readonly reversals: readonly Reversal[];
  /** Share of month ends' invoices that honest enterprises take back, at most. */
  readonly usual: number;
  /** Share of all invoices that stand at a month's end. */
  readonly endShare: number;
  readonly lastDay: number;
}

/** The start from which the later reversals are least explained by habit. */
function densest(habit: Habit, parameters: CrossCheckParameters): Contradiction | null {
  const { reversals, lastDay } = habit;
  const best = reversals
    .slice(0, Math.max(0, reversals.length - parameters.reversedFewest + 1))
    .map((_, from) => weigh(reversals.slice(from), habit))
    .filter(({ share }) => share >= parameters.reversedShare)
    .reduce<Weighed | null>(
      (left, right) => (left === null || right.chance < left.chance ? right : left),
      null,
    );
  const chance = (best?.chance ?? 1) * reversals.length;
  if (best === null || chance > parameters.mostChance) return null;
  const { later, share } = best;
  const fromDay = Math.min(...later.map(({ blue }) => blue.onDay));
  const numbers = later.flatMap(({ blue, red }) => [blue.number, red.number]);
  return contradict({
    type: "reversedInvoices",
    sentence: "reversedInvoices",
    fromDay,
    toDay: lastDay,
    chance,
    figures: {
      count: later.length,
      days: parameters.reversedDays,
      found: percent(share),
      expected: percent(habit.usual),
    },
    rows: [{ stream: "invoices", asset: "", numbers: numbers.slice(0, 50), fromDay, toDay: lastDay }],
  });
}

interface Weighed {
  readonly later: readonly Reversal[];
  /** Share of the amount of the month ends' invoices. */
  readonly share: number;
  readonly chance: number;
}

/**
 * By the habit of the industry, by the enterprise's own rate until then, and by the days: whichever the later reversals
 * are furthest from. A firm in trouble takes back more invoices, but of all days of the month.
 */
function weigh(later: readonly Reversal[], habit: Habit): Weighed {
  const { ends, all, reversals, usual, endShare, lastDay } = habit;
  const start = Math.min(...later.map(({ blue }) => blue.onDay));
  const issued = ends.filter(({ onDay }) => onDay >= start && onDay <= lastDay);
  const back = later.reduce((sum, { red }) => sum + Math.abs(Number(red.grossFen)), 0);
  const billed = issued.reduce((sum, { grossFen }) => sum + Number(grossFen), 0);
  const taken = Math.max(later.length, all.filter(({ blue }) => blue.onDay >= start).length);
  const isOfEnds = later.length >= 0.6 * taken;
  const seenDays = Math.max(0, start - (ends[0]?.onDay ?? start));
  const rate = (reversals.length - later.length + 1) / (seenDays + 90);
  const isMany = later.length >= 5;
  const byHabit = binomialTail(later.length, issued.length, usual);
  const byOwn = isMany && seenDays >= 180 ? poissonTail(later.length, rate * (lastDay - start)) : 1;
  const byDate = isMany ? binomialTail(later.length, taken, endShare) : 1;
  const chance = isOfEnds ? Math.min(byHabit, byOwn, byDate) : 1;
  return { later, share: billed <= 0 ? 0 : back / billed, chance };
}
