import { dailySalesFen, dayNumber, type Firm, later } from "./firm.ts";
import { monthOfBooks, profitOf } from "./books.ts";
import { finance } from "../region-parameters.ts";

/** One line of the account; money in is positive. */
export interface Line {
  readonly amountFen: number;
  readonly counterparty: string;
  readonly purpose: string;
  readonly reference: string;
}

/** Books a line on the account and shows it on the statement. */
export function book(firm: Firm, { amountFen, counterparty, purpose, reference }: Line): void {
  firm.books.cashFen += amountFen;
  firm.sink.add("payments", firm.day, {
    onDay: dayNumber(firm, firm.day),
    account: `6222${firm.plan.uscc.slice(8, 16)}`,
    amountFen: BigInt(amountFen),
    balanceFen: BigInt(firm.books.cashFen),
    counterparty,
    purpose,
    reference,
  });
}

/** Cash that the enterprise likes to hold, fen. */
export function targetCashFen(firm: Firm): number {
  return Math.round(firm.plan.habits.cashDays * dailySalesFen(firm));
}

/**
 * Sees to it that a sum can be paid: the owner puts in what is missing and a little more, unless there is no saving
 * it. In the warm-up the owner always does.
 */
export function canPay(firm: Firm, amountFen: number): boolean {
  const missing = amountFen - firm.books.cashFen;
  if (missing <= 0) return true;
  if (firm.strain.isDoomed) return false;
  putIn(firm, missing + Math.round(0.35 * targetCashFen(firm)));
  return true;
}

function putIn(firm: Firm, amountFen: number): void {
  const rounded = Math.ceil(amountFen / 100_000) * 100_000;
  firm.books.ownersFen += rounded;
  book(firm, { amountFen: rounded, counterparty: ownerOf(firm), purpose: "股东借款", reference: "" });
}

export function ownerOf({ plan }: Firm): string {
  return `模拟股东${plan.code}`;
}

/** What is paid by the calendar of a month: wages, power, rent, taxes; and what the owner takes or puts in. */
export function keepCalendar(firm: Firm, dayOfMonth: number): void {
  switch (dayOfMonth) {
    case 10:
      return payWages(firm);
    case 12:
      return payCost(firm, {
        amountFen: monthOfBooks(firm.books, Math.max(0, firm.month - 1)).energyFen,
        counterparty: "模拟供电公司",
        purpose: "电费",
      });
    case 15:
      return payTaxes(firm);
    case 18:
      return payOverhead(firm);
    case 25:
      return settleWithOwner(firm);
    default:
      return;
  }
}

function payWages(firm: Firm): void {
  const due = monthOfBooks(firm.books, Math.max(0, firm.month - 1)).wagesFen;
  payCost(firm, { amountFen: due, counterparty: "代发工资", purpose: "工资" });
}

/** Pays, or part of it when there is no more; the rest is owed to people and offices that the books do not follow. */
function payCost(
  firm: Firm,
  cost: { readonly amountFen: number; readonly counterparty: string; readonly purpose: string },
): void {
  const amountFen = Math.round(cost.amountFen);
  if (amountFen <= 0) return;
  const paid = canPay(firm, amountFen) ? amountFen : Math.floor(Math.max(0, firm.books.cashFen) * 0.8);
  if (paid > 0) book(firm, { ...cost, amountFen: -paid, reference: "" });
}

function payOverhead(firm: Firm): void {
  const noise = Math.exp(0.15 * firm.chance.treasury.normal());
  const amountFen = Math.round(firm.overheadFen * (0.5 + 0.5 * (firm.trend[firm.month] ?? 1)) * noise);
  monthOfBooks(firm.books, firm.month).overheadFen += amountFen;
  payCost(firm, { amountFen, counterparty: "模拟物业服务有限公司", purpose: "房租及费用" });
}

function payTaxes(firm: Firm): void {
  if (firm.month === 0) return;
  const last = monthOfBooks(firm.books, firm.month - 1);
  const valueAdded = Math.max(0, last.outputTaxFen - last.inputTaxFen);
  const quarterEnds = (firm.climate.rhythm.calendarMonths[firm.month] ?? 0) % 3 === 0;
  const profit = quarterEnds
    ? [1, 2, 3].reduce(
        (sum, back) => sum + (firm.month >= back ? profitOf(monthOfBooks(firm.books, firm.month - back)) : 0),
        0,
      )
    : 0;
  const amountFen = Math.round(
    valueAdded * (1 + finance.surtaxShare.value) + Math.max(0, profit) * finance.incomeTax.value,
  );
  last.taxFen += amountFen;
  payCost(firm, { amountFen, counterparty: "国家税务局（模拟）", purpose: "税款" });
}

/** Once a month: money for other purposes leaves, too much cash is taken out, too little is filled up. */
function settleWithOwner(firm: Firm): void {
  const random = firm.chance.treasury;
  const drain = Math.round(firm.strain.drainDays * dailySalesFen(firm) * (0.6 + 0.8 * random.next()));
  const takes = Math.min(drain, Math.floor(Math.max(0, firm.books.cashFen) * 0.85));
  if (takes > 0) {
    const to = random.next() < 0.5 ? ownerOf(firm) : `模拟个人${random.integer(10_000)}`;
    book(firm, {
      amountFen: -takes,
      counterparty: to,
      purpose: random.next() < 0.5 ? "往来款" : "还款",
      reference: "",
    });
    firm.books.ownersFen -= takes;
  }
  const target = targetCashFen(firm);
  const excess = firm.books.cashFen - target * (1.4 + 0.4 * random.next());
  if (firm.strain.isDoomed) {
    const left = firm.books.cashFen - Math.round(0.15 * target);
    if (left > 0) pressed(firm, Math.floor(left * (0.6 + 0.4 * random.next())));
  } else if (excess > 0) {
    const amountFen = -Math.floor((excess * 0.7) / 10_000) * 10_000;
    firm.books.ownersFen += amountFen;
    if (amountFen < 0)
      book(firm, { amountFen, counterparty: ownerOf(firm), purpose: "分红及股东往来", reference: "" });
  } else if (firm.books.cashFen < 0.3 * target) {
    putIn(firm, Math.round(0.5 * target - firm.books.cashFen));
  }
}

/** Who presses hardest is paid first: private lenders. */
function pressed(firm: Firm, amountFen: number): void {
  if (amountFen <= 0) return;
  firm.books.ownersFen -= amountFen;
  book(firm, {
    amountFen: -amountFen,
    counterparty: `模拟个人${firm.chance.treasury.integer(10_000)}`,
    purpose: "还借款",
    reference: "",
  });
}

/** A supplier's bill that is owed. */
export interface Bill {
  readonly amountFen: number;
  readonly counterparty: string;
  readonly reference: string;
  isPaid: boolean;
}

/** Pays a supplier's bill when it can; a bill that cannot be paid waits a week at a time. */
export function payBill(firm: Firm, bill: Bill, attempts = 0): void {
  if (bill.isPaid) return;
  const isShort = firm.books.cashFen - bill.amountFen < 0.12 * targetCashFen(firm);
  if (isShort && attempts < 5) {
    return later(firm, firm.day + 7, () => payBill(firm, bill, attempts + 1));
  }
  if (!canPay(firm, bill.amountFen)) {
    return later(firm, firm.day + 14, () => payBill(firm, bill, attempts + 1));
  }
  settleBill(firm, bill, "货款");
}

/** Pays a bill now, by whatever money is there. */
export function settleBill(firm: Firm, bill: Bill, purpose: string): void {
  bill.isPaid = true;
  firm.books.payablesFen -= bill.amountFen;
  book(firm, {
    amountFen: -bill.amountFen,
    counterparty: bill.counterparty,
    purpose,
    reference: bill.reference,
  });
}
