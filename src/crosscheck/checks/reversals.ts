import { type Check, concluded, notComputable } from "../check.ts";
import { contradict, percent } from "../contradict.ts";
import { daysToMonthEnd, type Reversal, reversalsOf } from "../period-reversals.ts";
import type { InvoiceItem } from "#operations";
import { binomialTail } from "../robust-statistics.ts";
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
  const found = densest(ends, reversals, { usual, parameters });
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
    const chance = binomialTail(later.length, issued.length, usual) * reversals.length;
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

function absolute(fen: bigint): bigint {
  return fen < 0n ? -fen : fen;
}
