import type { DayNumber, OperatingFacts, PaymentRow } from "#operations";
import { rowsOfWindow } from "../operating/day-range.ts";
import { lazy, lazyBy } from "../operating/lazy.ts";
import { operatingParameters } from "../operating/operating-parameters.ts";
import type { DayWindow } from "../windows.ts";

/** What a payment was for, by its purpose and its other side. */
export type PaymentUse = "wages" | "debt" | "usual" | "trade" | "other";

/** Exact sums of a window; all positive. */
export interface CashSums {
  inflowFen: bigint;
  outflowFen: bigint;
  wagesFen: bigint;
  /** Repayment and interest, and money borrowed. */
  debtServiceFen: bigint;
  borrowedFen: bigint;
  /** Received from customers: neither borrowed nor of another kind. */
  receiptsFen: bigint;
  /** Paid to somebody who is no supplier, lender, employee or public body as far as the documents know. */
  unexplainedFen: bigint;
}

export interface CashView {
  readonly sumsOf: (window: DayWindow) => CashSums;
  /** Balance over all accounts at the end of each of the 91 days to T; null as long as an account states none. */
  readonly balances: () => readonly (bigint | null)[];
  readonly accounts: () => number;
  /** Receipts of the 26 weeks to T, newest first. */
  readonly weeklyReceipts: () => readonly bigint[];
}

const balanceDays = 91;
const weeks = 26;

export function viewCash(facts: OperatingFacts, lastDay: DayNumber): CashView {
  const useOf = lazy(() => usesOf(facts));
  const rowsOf = (window: DayWindow) => rowsOfWindow(facts.payments, ({ onDay }) => onDay, window);
  return {
    sumsOf: (window) => sumRows(rowsOf(window), useOf()),
    balances: lazy(() => balancesOf(facts.payments, lastDay)),
    accounts: lazy(() => new Set(facts.payments.map(({ account }) => account)).size),
    weeklyReceipts: lazy(() =>
      Array.from({ length: weeks }, (_, week) => {
        const toDay = lastDay - 7 * week;
        return sumRows(rowsOf({ fromDay: toDay - 6, toDay }), useOf()).receiptsFen;
      }),
    ),
  };
}

function sumRows(rows: readonly PaymentRow[], useOf: (row: PaymentRow) => PaymentUse): CashSums {
  const sums: CashSums = {
    inflowFen: 0n,
    outflowFen: 0n,
    wagesFen: 0n,
    debtServiceFen: 0n,
    borrowedFen: 0n,
    receiptsFen: 0n,
    unexplainedFen: 0n,
  };
  for (const row of rows) {
    if (row.amountFen >= 0n) addInflow(sums, row, useOf(row));
    else addOutflow(sums, -row.amountFen, useOf(row));
  }
  return sums;
}

function addInflow(sums: CashSums, { amountFen }: PaymentRow, use: PaymentUse): void {
  sums.inflowFen += amountFen;
  if (use === "debt") sums.borrowedFen += amountFen;
  if (use === "trade") sums.receiptsFen += amountFen;
}

function addOutflow(sums: CashSums, amountFen: bigint, use: PaymentUse): void {
  sums.outflowFen += amountFen;
  if (use === "wages") sums.wagesFen += amountFen;
  if (use === "debt") sums.debtServiceFen += amountFen;
  if (use === "other") sums.unexplainedFen += amountFen;
}

/** A known trading partner comes before words, so that a supplier of gas is a supplier. */
function usesOf(facts: OperatingFacts): (row: PaymentRow) => PaymentUse {
  const partners = new Set<string>();
  for (const { counterparty } of facts.invoices) partners.add(counterparty);
  for (const { counterparty } of facts.orders) partners.add(counterparty);
  for (const { provider } of facts.services) partners.add(provider);
  partners.delete("");
  const banks = new Set(facts.loans.map(({ bank }) => bank));
  const read = lazyBy(useOfPurpose);
  const isLender = lazyBy((name: string) => banks.has(name) || lenderWords.test(name));
  return ({ counterparty, purpose, reference, amountFen }) => {
    if (banks.has(counterparty)) return "debt";
    if (partners.has(counterparty)) return "trade";
    const use = read(purpose);
    if (use === "debt" && amountFen < 0n && !isLender(counterparty)) return "other";
    return use === "other" && reference !== "" ? "trade" : use;
  };
}

const [wageWords, debtWords, usualWords, lenderWords] = [
  new RegExp(operatingParameters.wageWords.value, "iu"),
  new RegExp(operatingParameters.debtWords.value, "iu"),
  new RegExp(operatingParameters.usualWords.value, "iu"),
  new RegExp(operatingParameters.lenderWords.value, "iu"),
];

function useOfPurpose(purpose: string): PaymentUse {
  if (wageWords.test(purpose)) return "wages";
  if (debtWords.test(purpose)) return "debt";
  return usualWords.test(purpose) ? "usual" : "other";
}

function balancesOf(payments: readonly PaymentRow[], lastDay: DayNumber): (bigint | null)[] {
  const accounts = new Map<string, bigint | null>();
  for (const { account } of payments) accounts.set(account, null);
  let next = 0;
  return Array.from({ length: balanceDays }, (_, index) => {
    const day = lastDay - balanceDays + 1 + index;
    for (let row = payments[next]; row !== undefined && row.onDay <= day; row = payments[++next]) {
      if (row.balanceFen !== null) accounts.set(row.account, row.balanceFen);
    }
    let total: bigint | null = 0n;
    for (const balance of accounts.values()) {
      total = total === null || balance === null ? null : total + balance;
    }
    return accounts.size === 0 ? null : total;
  });
}
