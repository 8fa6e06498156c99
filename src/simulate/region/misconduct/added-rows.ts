import { createRandom } from "#kernel";
import type { DayNumber, OperatingRows, PaymentRow, Sighted } from "#operations";
import type { Scene } from "./scene.ts";

type Payment = Sighted<PaymentRow>;

/**
 * Payments with further ones among them, each behind those of its day; every balance after one says what the account
 * would have held. Nobody but the bank writes a statement, so it has to add up.
 */
export function withPayments(
  { rows, deliveryOf, lastDay }: Scene,
  added: readonly Omit<PaymentRow, "account" | "balanceFen">[],
): OperatingRows["payments"] {
  const account = rows.payments[0]?.account ?? "1";
  const hasBalance = rows.payments.some(({ balanceFen }) => balanceFen !== null);
  const first = rows.payments.find((row) => row.account === account);
  const opening = (first?.balanceFen ?? 0n) - (first?.amountFen ?? 0n);
  const fresh = added
    .filter(({ onDay }) => onDay <= lastDay)
    .map((row): Payment => ({ ...row, account, balanceFen: null, platformIndex: deliveryOf(row.onDay) }));
  const isFresh = new Set(fresh);
  const inOrder = [...rows.payments, ...fresh].sort((left, right) => left.onDay - right.onDay);
  let shift = 0n;
  let balance = opening;
  return inOrder.map((row) => {
    if (row.account !== account) return row;
    if (isFresh.has(row)) {
      shift += row.amountFen;
      balance += row.amountFen;
      return { ...row, balanceFen: hasBalance ? balance : null };
    }
    if (row.balanceFen === null) return row;
    balance = row.balanceFen + shift;
    return shift === 0n ? row : { ...row, balanceFen: balance };
  });
}

/** The number of a digital invoice, which both sides write the same: its issuer's, and one of many. */
export function invoiceNumberOf(issuer: string, seed: string): string {
  const random = createRandom(seed);
  const index = Math.max(0, Number(issuer.replace(/\D/gu, "")) - 1) % 100_000;
  return `26${String(index).padStart(5, "0")}${String(random.integer(100_000_000)).padStart(8, "0")}`;
}

/** Net and tax of a gross amount at 13 %. */
export function splitGross(grossFen: bigint): { netFen: bigint; taxFen: bigint; grossFen: bigint } {
  const netFen = (grossFen * 100n + 56n) / 113n;
  return { netFen, taxFen: grossFen - netFen, grossFen };
}

/** Invoiced sales of a usual month before a day, fen. */
export function usualSalesFen({ rows, fromDay }: Scene): bigint {
  let sum = 0n;
  for (const { direction, isVoid, onDay, grossFen } of rows.invoices) {
    if (direction === "sale" && !isVoid && onDay < fromDay && onDay >= fromDay - 180) sum += grossFen;
  }
  return sum / 6n;
}

/** An amount that a person would choose: whole thousands of yuan, at least one. */
export function roundFen(amountFen: bigint): bigint {
  const thousandYuan = 100_000n;
  const rounded = (amountFen / thousandYuan) * thousandYuan;
  return rounded === 0n ? thousandYuan : rounded;
}

/** A part of an amount. */
export function shareOf(amountFen: bigint, share: number): bigint {
  return (amountFen * BigInt(Math.round(share * 10_000))) / 10_000n;
}

/** Days from `from` by steps of about a month, to the end. */
export function monthStarts({ fromDay, lastDay }: Scene, most: number): DayNumber[] {
  const days: DayNumber[] = [];
  let day = fromDay;
  while (day <= lastDay && days.length < most) {
    days.push(day);
    const date = new Date(day * 86_400_000);
    day = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1) / 86_400_000;
  }
  return days;
}
