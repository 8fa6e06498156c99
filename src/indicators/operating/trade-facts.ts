import { type BusinessDay, dayOfNumber, monthNumberOf } from "#kernel";
import type { InvoiceItem } from "#operations";
import { type PartnerFacts, type TradeFacts, type TradeSlice, emptyTrade } from "../facts.ts";
import { fewestRepeatMonths, repeatMonths } from "../reading-rules.ts";
import { emptyCounts } from "../trade-view.ts";
import { sliceStartsOf, windowsOf } from "../windows.ts";
import { rememberFew } from "./lazy.ts";

/** Slices and counterparties of one direction, equal to those that the row-by-row oracle gives of the same invoices. */
export function tradeFactsOf(invoices: readonly InvoiceItem[], asOf: BusinessDay): TradeFacts {
  if (invoices.length === 0) return emptyTrade();
  const calendar = calendarOf(asOf);
  const kept = withoutRepeats(invoices);
  return { slices: slicesOf(kept, calendar), partners: partnersOf(kept, calendar) };
}

interface Kept {
  readonly invoice: InvoiceItem;
  /** The number stands on an earlier invoice with other content. */
  readonly isReused: boolean;
}

/** An invoice told twice counts once; another one under the same number is kept and marked. */
function withoutRepeats(invoices: readonly InvoiceItem[]): Kept[] {
  const contents = new Map<string, string[]>();
  const kept: Kept[] = [];
  for (const invoice of invoices) {
    const seen = contents.get(invoice.number);
    if (seen === undefined) {
      contents.set(invoice.number, [contentOf(invoice)]);
      kept.push({ invoice, isReused: false });
      continue;
    }
    const content = contentOf(invoice);
    if (seen.includes(content)) continue;
    seen.push(content);
    kept.push({ invoice, isReused: true });
  }
  return kept;
}

function contentOf({ onDay, counterparty, netFen, taxFen, grossFen, isVoid }: InvoiceItem): string {
  return `${onDay}/${netFen}/${taxFen}/${grossFen}/${isVoid}/${counterparty}`;
}

interface SliceCalendar {
  readonly starts: readonly number[];
  readonly lastMonth: number;
  readonly recentFrom: number;
  readonly priorFrom: number;
}

/** All enterprises of a run share a few days T; the slices of each are worked out once. */
const calendarOf = rememberFew((asOf: BusinessDay): SliceCalendar => {
  const { last12, prior12 } = windowsOf(asOf);
  return {
    starts: sliceStartsOf(asOf),
    lastMonth: monthNumberOf(asOf.slice(0, 7)),
    recentFrom: last12.fromDay,
    priorFrom: prior12.fromDay,
  };
});

type MutableSlice = { -readonly [Key in keyof TradeSlice]: TradeSlice[Key] };

function slicesOf(kept: readonly Kept[], { starts }: SliceCalendar): TradeSlice[] {
  const slices = new Map<number, MutableSlice>();
  for (const { invoice, isReused } of kept) {
    const startDay = startOf(invoice.onDay, starts);
    const slice = slices.get(startDay) ?? emptySlice(startDay);
    slices.set(startDay, slice);
    addInvoice(slice, invoice);
    if (isReused) slice.reusedCount++;
  }
  return [...slices.values()].sort((left, right) => left.startDay - right.startDay);
}

/** The last start that is not later than the day; older days fall into the first slice. */
function startOf(day: number, starts: readonly number[]): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= day) low = middle + 1;
    else high = middle;
  }
  return starts[Math.max(0, low - 1)] ?? day;
}

function addInvoice(slice: MutableSlice, invoice: InvoiceItem): void {
  const { netFen, taxFen, grossFen } = invoice;
  if (grossFen === 0n) slice.zeroCount++;
  if (netFen + taxFen !== grossFen) slice.mismatchCount++;
  if (invoice.isVoid) {
    slice.voidCount++;
    return;
  }
  slice.validCount++;
  slice.netFen += netFen;
  slice.taxFen += taxFen;
  slice.grossFen += grossFen;
  if (grossFen < 0n) {
    slice.redCount++;
    slice.redFen -= grossFen;
  }
  slice.dayMask = (slice.dayMask | (1 << (dayOfMonth(invoice.onDay) - 1))) >>> 0;
}

function dayOfMonth(day: number): number {
  return Number(dayOfNumber(day).slice(8));
}

function emptySlice(startDay: number): MutableSlice {
  return { startDay, ...emptyCounts(), dayMask: 0 };
}

interface Partner {
  amountFen: bigint;
  recentFen: bigint;
  isRecent: boolean;
  isPrior: boolean;
  isOld: boolean;
  readonly months: Set<number>;
}

function partnersOf(kept: readonly Kept[], calendar: SliceCalendar): PartnerFacts {
  const partners = new Map<string, Partner>();
  for (const { invoice } of kept) if (!invoice.isVoid) addPartner(partners, invoice, calendar);
  const all = [...partners.values()];
  const amounts = all
    .map(({ amountFen }) => positive(amountFen))
    .sort((left, right) => (left > right ? -1 : left < right ? 1 : 0));
  return {
    count: all.length,
    amountFen: sumOf(amounts),
    topFen: amounts[0] ?? 0n,
    topFiveFen: sumOf(amounts.slice(0, 5)),
    squaredFen: sumOf(amounts.map((amount) => amount * amount)),
    repeatFen: sumOf(
      all
        .filter(({ months }) => months.size >= fewestRepeatMonths)
        .map(({ amountFen }) => positive(amountFen)),
    ),
    recentCount: all.filter(({ isRecent }) => isRecent).length,
    priorCount: all.filter(({ isPrior }) => isPrior).length,
    keptCount: all.filter(({ isRecent, isPrior }) => isRecent && isPrior).length,
    recentFen: sumOf(all.map(({ recentFen }) => positive(recentFen))),
    recentNewFen: sumOf(
      all.filter(({ isRecent, isOld }) => isRecent && !isOld).map(({ recentFen }) => positive(recentFen)),
    ),
  };
}

function addPartner(
  partners: Map<string, Partner>,
  { counterparty, onDay, grossFen }: InvoiceItem,
  { recentFrom, priorFrom, lastMonth }: SliceCalendar,
): void {
  const partner = partners.get(counterparty) ?? {
    amountFen: 0n,
    recentFen: 0n,
    isRecent: false,
    isPrior: false,
    isOld: false,
    months: new Set<number>(),
  };
  partners.set(counterparty, partner);
  partner.amountFen += grossFen;
  const month = monthNumberOf(dayOfNumber(onDay).slice(0, 7));
  if (lastMonth - month < repeatMonths) partner.months.add(month);
  if (onDay >= recentFrom) {
    partner.isRecent = true;
    partner.recentFen += grossFen;
  } else {
    partner.isOld = true;
    if (onDay >= priorFrom) partner.isPrior = true;
  }
}

function sumOf(amounts: readonly bigint[]): bigint {
  return amounts.reduce((sum, amount) => sum + amount, 0n);
}

function positive(amount: bigint): bigint {
  return amount > 0n ? amount : 0n;
}
