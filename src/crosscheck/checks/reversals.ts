import { type Check, concluded, notComputable } from "../check.ts";
import { contradict, percent } from "../contradict.ts";
import { daysToMonthEnd, type Reversal, reversalsOf } from "../period-reversals.ts";
import type { InvoiceItem } from "#operations";
import { binomialTail, poissonTail } from "../robust-statistics.ts";
import type { Contradiction } from "../contradiction.ts";
import type { CrossCheckParameters } from "../parameters.ts";

const check = "reversals";

/**
 * Invoices of month ends that are taken back soon after the period was over, more often than the enterprise's other
 * months and its industry let expect: sales that were booked for the date.
 */
export const checkReversals: Check = ({ facts, neighbours, parameters }) => {
  const ends = facts.invoices.filter(
    ({ direction, isVoid, redOf, onDay }) =>
      direction === "sale" && !isVoid && redOf === "" && daysToMonthEnd(onDay) < 10,
  );
  if (ends.length < 10) return notComputable(check, "noDocuments");
  const reversals = reversalsOf(facts, parameters).filter(({ isOfPeriodEnd }) => isOfPeriodEnd);
  const usual = Math.max(parameters.reversedHabit, neighbours?.usualReversedShare() ?? 0);
  const all = reversalsOf(facts, parameters);
  const isOfEnds =
    reversals.length >= 0.6 * all.filter(({ blue }) => blue.onDay >= (reversals[0]?.blue.onDay ?? 0)).length;
  const found = isOfEnds ? densest(ends, reversals, { usual, parameters }) : null;
  return concluded(check, found === null ? [] : [found], reversals.length / ends.length);
};

/** The start from which the later reversals are least explained by habit. */
function densest(
  ends: readonly InvoiceItem[],
  reversals: readonly Reversal[],
  { usual, parameters }: { readonly usual: number; readonly parameters: CrossCheckParameters },
): Contradiction | null {
  let best: { chance: number; from: number; count: number; share: number } | null = null;
  const lastDay = reversals.at(-1)?.red.onDay ?? 0;
  for (const [index, { blue }] of reversals.entries()) {
    const later = reversals.slice(index).filter((reversal) => reversal.blue.onDay >= blue.onDay);
    if (later.length < parameters.reversedFewest) break;
    const issued = ends.filter(({ onDay }) => onDay >= blue.onDay && onDay <= lastDay);
    const back = later.reduce((sum, { red }) => sum + absolute(red.grossFen), 0n);
    const all = issued.reduce((sum, { grossFen }) => sum + grossFen, 0n);
    const share = all <= 0n ? 0 : Number((back * 10_000n) / all) / 10_000;
    const chance =
      chanceOf(later, { reversals, ends, issued: issued.length, usual, lastDay }) * reversals.length;
    if (share >= parameters.reversedShare && (best === null || chance < best.chance)) {
      best = { chance, from: index, count: later.length, share };
    }
  }
  if (best === null || best.chance > parameters.mostChance) return null;
  const later = reversals.slice(best.from);
  const fromDay = Math.min(...later.map(({ blue }) => blue.onDay));
  const numbers = later.flatMap(({ blue, red }) => [blue.number, red.number]);
  return contradict({
    type: "reversedInvoices",
    sentence: "reversedInvoices",
    fromDay,
    toDay: lastDay,
    chance: best.chance,
    figures: {
      count: best.count,
      days: parameters.reversedDays,
      found: percent(best.share),
      expected: percent(usual),
    },
    rows: [{ stream: "invoices", asset: "", numbers: numbers.slice(0, 50), fromDay, toDay: lastDay }],
  });
}

/**
 * By the habit of the industry, or by the enterprise's own rate until then: whichever the later reversals are further
 * from. A firm in trouble takes back more invoices, but of all days of the month, and is not counted here.
 */
function chanceOf(
  later: readonly Reversal[],
  {
    reversals,
    ends,
    issued,
    usual,
    lastDay,
  }: {
    readonly reversals: readonly Reversal[];
    readonly ends: readonly InvoiceItem[];
    readonly issued: number;
    readonly usual: number;
    readonly lastDay: number;
  },
): number {
  const start = later[0]?.blue.onDay ?? 0;
  const seenDays = Math.max(0, start - (ends[0]?.onDay ?? start));
  const rate = (reversals.length - later.length + 1) / (seenDays + 90);
  const byHabit = binomialTail(later.length, issued, usual);
  const byOwn = seenDays < 180 ? 1 : poissonTail(later.length, rate * (lastDay - start));
  return Math.min(byHabit, byOwn);
}

function absolute(fen: bigint): bigint {
  return fen < 0n ? -fen : fen;
}
