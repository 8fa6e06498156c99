import type { Message } from "#kernel";
import type { DayNumber, OperatingFacts } from "#operations";
import { type Check, type CheckInput, concluded, notComputable } from "../check.ts";
import { contradict, percent } from "../contradict.ts";
import type { Contradiction, RowReference } from "../contradiction.ts";
import { payDaysOf } from "../payment-terms.ts";
import { type DatedCase, findRecentRise, type RecentRise } from "../recent-rise.ts";
import { median } from "../robust-statistics.ts";
import {
  type SettledInvoice,
  settleInvoices,
  type Settlement,
  type TradePayment,
} from "../settle-invoices.ts";

const check = "settlement";
const fewestInvoices = 40;
const mostNumbers = 50;
/** Four questions of sales and four of purchases. */
const tries = 8;

/**
 * Invoices against payments, of sales and of purchases: invoices that nobody pays beyond the terms of the trade, amounts
 * that do not meet, money for goods that were never invoiced, and money of somebody else than the invoice names. Each
 * is the recent half year against the time before, for many an account is not connected and some trades pay in advance.
 */
export const checkSettlement: Check = (input) => {
  const { facts } = input;
  const sides = (["sale", "purchase"] as const).flatMap((direction) => {
    const settlement = settleInvoices(facts, direction);
    const { invoices, payments } = settlement;
    if (invoices.length < fewestInvoices || payments.length < fewestInvoices / 2) return [];
    return [{ direction, settlement, termDays: termDaysOf(input, { direction, settlement }) }];
  });
  if (sides.length === 0) {
    const isEmpty = facts.invoices.length === 0 || facts.payments.length === 0;
    return notComputable(check, isEmpty ? "noDocuments" : "tooShort");
  }
  const found = sides.flatMap((side) => [
    ...raise(input, side, { sentence: "unpaidInvoices", cases: unpaidOf(input, side) }),
    ...raise(input, side, { sentence: "amountsDiffer", cases: differingOf(input, side) }),
    ...raise(input, side, { sentence: "paidWithoutInvoice", cases: bareOf(input, side) }),
    ...raise(input, side, { sentence: "otherParty", cases: otherPartiesOf(side) }),
  ]);
  return concluded(check, found, unpaidShareOf(input, sides[0]));
};

interface Side {
  readonly direction: "sale" | "purchase";
  readonly settlement: Settlement;
  /** Days after which an invoice should have been paid, whoever is late as a habit. */
  readonly termDays: number;
}

/** The longest of what was never agreed, what the trade's customers take, and what this enterprise's own papers show. */
function termDaysOf(
  { parameters, neighbours }: CheckInput,
  { direction, settlement }: Omit<Side, "termDays">,
): number {
  const ofTrade = direction === "sale" ? (neighbours?.usualPayDays() ?? 0) : 0;
  const own = payDaysOf(settlement, parameters) ?? 0;
  return Math.ceil(Math.max(parameters.termDays, ofTrade, own)) + parameters.graceDays;
}

interface PaperCase extends DatedCase {
  readonly number: string;
  readonly paperDay: DayNumber;
  readonly amountFen: number;
  readonly party: string;
  readonly stream: "invoices" | "payments";
}

function ofInvoice({ invoice, owedFen }: SettledInvoice): Omit<PaperCase, "onDay" | "isOdd"> {
  const { number, onDay, counterparty } = invoice;
  return { number, paperDay: onDay, amountFen: owedFen, party: counterparty, stream: "invoices" };
}

function ofPayment({ payment, amountFen }: TradePayment): Omit<PaperCase, "isOdd"> {
  const { reference, onDay, counterparty } = payment;
  return { number: reference, onDay, paperDay: onDay, amountFen, party: counterparty, stream: "payments" };
}

/** Invoices by the day they should have been paid; odd where nothing came, and for a bill though there was the money. */
function unpaidOf(
  { facts, lastDay, parameters }: CheckInput,
  { direction, settlement, termDays }: Side,
): PaperCase[] {
  const hadMoney = balancesOf(facts, lastDay);
  return settlement.invoices.flatMap((one) => {
    const onDay = one.invoice.onDay + termDays;
    if (onDay > lastDay) return [];
    const isUnpaid = one.paidFen <= one.owedFen * parameters.orderTolerance;
    const isOdd = isUnpaid && (direction === "sale" || hadMoney(onDay, one.owedFen));
    return [{ ...ofInvoice(one), onDay, isOdd }];
  });
}

/** Whether the account usually held an amount since a day; an account whose balances nobody tells, never. */
function balancesOf(
  { payments }: OperatingFacts,
  lastDay: DayNumber,
): (since: DayNumber, amountFen: number) => boolean {
  const held = payments.flatMap(({ onDay, balanceFen }) =>
    balanceFen === null ? [] : [{ onDay, balanceFen: Number(balanceFen) }],
  );
  return (since, amountFen) => {
    const after = held.filter(({ onDay }) => onDay >= since && onDay <= lastDay);
    return after.length > 0 && median(after.map(({ balanceFen }) => balanceFen)) > amountFen;
  };
}

/** Invoices whose payments named them; odd where too much came, or only a part long after it was due. */
function differingOf({ lastDay, parameters }: CheckInput, { settlement, termDays }: Side): PaperCase[] {
  const { orderTolerance } = parameters;
  return settlement.invoices.flatMap((one) => {
    const { owedFen, paidFen, lastPaidOn, isNamed, invoice } = one;
    if (!isNamed || lastPaidOn === null || invoice.onDay + termDays > lastDay) return [];
    const isPart = paidFen > owedFen * orderTolerance && paidFen < owedFen * (1 - orderTolerance);
    return [
      { ...ofInvoice(one), onDay: lastPaidOn, isOdd: isPart || paidFen > owedFen * (1 + orderTolerance) },
    ];
  });
}

/**
 * Payments once invoices of their time are known, and long enough ago for an invoice to follow; odd where most of the
 * amount meets no invoice.
 */
function bareOf({ lastDay, parameters }: CheckInput, { settlement, termDays }: Side): PaperCase[] {
  const from = (settlement.invoices[0]?.invoice.onDay ?? lastDay) + termDays;
  return settlement.payments.flatMap((one) =>
    one.payment.onDay < from || one.payment.onDay > lastDay - parameters.termDays
      ? []
      : [{ ...ofPayment(one), isOdd: one.unmatchedFen > 0.5 * one.amountFen }],
  );
}

function otherPartiesOf({ settlement }: Side): PaperCase[] {
  return settlement.payments.flatMap((one) =>
    one.payment.reference === "" ? [] : [{ ...ofPayment(one), isOdd: one.namedParty !== null }],
  );
}

type Sentence = "unpaidInvoices" | "amountsDiffer" | "paidWithoutInvoice" | "otherParty";

const words: Readonly<Record<Side["direction"], Readonly<Record<"papers" | "money" | "partner", Message>>>> =
  {
    sale: {
      papers: { zh: "销售发票", en: "invoices to customers" },
      money: { zh: "货款收入", en: "receipts for goods" },
      partner: { zh: "客户", en: "customer" },
    },
    purchase: {
      papers: { zh: "采购发票", en: "invoices of suppliers" },
      money: { zh: "货款支出", en: "payments for goods" },
      partner: { zh: "供应商", en: "supplier" },
    },
  };

function raise(
  { facts, lastDay, parameters }: CheckInput,
  { direction, termDays }: Side,
  { sentence, cases }: { readonly sentence: Sentence; readonly cases: readonly PaperCase[] },
): Contradiction[] {
  const rise = findRecentRise(cases, { lastDay, parameters, tries });
  if (rise === null) return [];
  const { odd, share, usual, chance } = rise;
  const days = odd.map(({ paperDay }) => paperDay);
  const fromDay = Math.min(...days);
  const toDay = Math.max(...days);
  const { party, sumFen, partyFen } = largestOf(odd);
  return [
    contradict({
      type: "invoicePayment",
      sentence,
      fromDay,
      toDay,
      chance,
      figures: {
        count: odd.length,
        found: percent(share),
        expected: percent(usual),
        days: termDays,
        amount: (sumFen / 1e6).toFixed(1),
        party,
        partyShare: percent(partyFen / Math.max(1, sumFen)),
      },
      words: words[direction],
      rows: rowsOf({ odd, fromDay, toDay: sentence === "unpaidInvoices" ? lastDay : toDay }, facts),
    }),
  ];
}

/** Who stands behind most of the amount. */
function largestOf(cases: readonly PaperCase[]): {
  readonly party: string;
  readonly sumFen: number;
  readonly partyFen: number;
} {
  const sums = new Map<string, number>();
  for (const { party, amountFen } of cases) sums.set(party, (sums.get(party) ?? 0) + amountFen);
  const [party = "", partyFen = 0] =
    [...sums].sort(([one, less], [other, more]) => more - less || (one < other ? -1 : 1))[0] ?? [];
  return { party, partyFen, sumFen: cases.reduce((sum, { amountFen }) => sum + amountFen, 0) };
}

/** The papers themselves, and the account in which their money should stand or stands. */
function rowsOf(
  { odd, fromDay, toDay }: Pick<RecentRise<PaperCase>, "odd" | "fromDay" | "toDay">,
  { payments }: OperatingFacts,
): RowReference[] {
  const named = odd.map(({ number }) => number).filter((number) => number !== "");
  const stream = odd[0]?.stream ?? "invoices";
  const numbers = named.slice(0, mostNumbers);
  const papers = { stream, asset: "", numbers, fromDay, toDay };
  if (stream === "payments") return [papers];
  const accounts = [...new Set(payments.map(({ account }) => account))].sort();
  return [papers, ...accounts.map((asset) => ({ ...papers, stream: "payments" as const, asset }))];
}

/** Share of the amount that fell due and was not paid, of sales where there are any. */
function unpaidShareOf({ lastDay }: CheckInput, side: Side | undefined): number | null {
  if (side === undefined) return null;
  const due = side.settlement.invoices.filter(({ invoice }) => invoice.onDay + side.termDays <= lastDay);
  const owed = due.reduce((sum, { owedFen }) => sum + owedFen, 0);
  const paid = due.reduce((sum, { owedFen, paidFen }) => sum + Math.min(owedFen, paidFen), 0);
  return owed === 0 ? null : 1 - paid / owed;
}
