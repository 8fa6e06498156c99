import { dayOfNumber } from "#kernel";
import type { DayNumber, InvoiceItem, OperatingFacts } from "#operations";
import type { CrossCheckParameters } from "./parameters.ts";

/** A red invoice with the blue one it takes back. */
export interface Reversal {
  readonly blue: InvoiceItem;
  readonly red: InvoiceItem;
  /** Whether the blue one stands at a quarter's end and the red one came soon after it. */
  readonly isOfPeriodEnd: boolean;
}

/** Whether goods stand behind an invoice: it names an order, and goods were sent for it where deliveries are reported. */
export function backingOf({ movements }: OperatingFacts): (invoice: InvoiceItem) => boolean {
  const delivered = new Set(
    movements.flatMap(({ kind, orderNumber }) => (kind === "delivery" ? [orderNumber] : [])),
  );
  const areTold = [...delivered].some((orderNumber) => orderNumber !== "");
  return ({ orderNumber }) => orderNumber !== "" && (!areTold || delivered.has(orderNumber));
}

const periodEndDays = 10;

/** Sales invoices taken back in full or in part, each by its own red invoice. */
export function reversalsOf(facts: OperatingFacts, { reversedDays }: CrossCheckParameters): Reversal[] {
  const sales = facts.invoices.filter(({ direction, isVoid }) => direction === "sale" && !isVoid);
  const blues = new Map(
    sales.filter(({ redOf }) => redOf === "").map((invoice) => [invoice.number, invoice]),
  );
  return sales.flatMap((red) => {
    const blue = red.redOf === "" ? undefined : blues.get(red.redOf);
    if (blue === undefined || red.onDay < blue.onDay) return [];
    const isOfPeriodEnd =
      daysToMonthEnd(blue.onDay) < periodEndDays &&
      red.onDay - blue.onDay <= reversedDays &&
      dayOfNumber(red.onDay).slice(0, 7) > dayOfNumber(blue.onDay).slice(0, 7);
    return [{ blue, red, isOfPeriodEnd }];
  });
}

/** Share of the invoices of month ends that is taken back soon after; null with fewer than twenty of them. */
export function reversalHabitOf(facts: OperatingFacts, parameters: CrossCheckParameters): number | null {
  const ends = facts.invoices.filter(
    ({ direction, isVoid, redOf, onDay }) =>
      direction === "sale" && !isVoid && redOf === "" && daysToMonthEnd(onDay) < periodEndDays,
  );
  if (ends.length < 20) return null;
  const back = reversalsOf(facts, parameters).filter(({ isOfPeriodEnd }) => isOfPeriodEnd);
  return back.length / ends.length;
}

export function daysToMonthEnd(day: DayNumber): number {
  const [year, month, date] = dayOfNumber(day).split("-").map(Number) as [number, number, number];
  return new Date(Date.UTC(year, month, 0)).getUTCDate() - date;
}
