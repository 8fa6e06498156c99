import type { LoanPlan } from "../enterprise-outline.ts";
import { fateParameters } from "../region-parameters.ts";
import { monthsFromMissToDefault } from "../plan-loans.ts";
import { uniform } from "../plan-traits.ts";
import { monthOfBooks } from "./books.ts";
import { dayNumber, type Firm, later } from "./firm.ts";
import type { PurchaseDesk } from "./purchase-desk.ts";
import type { SalesDesk } from "./sales-desk.ts";
import { book, canPay, settleBill } from "./treasury.ts";

const payoutDay = 8;
const instalmentDay = 21;

interface RunningLoan {
  readonly plan: LoanPlan;
  leftFen: number;
  isLost: boolean;
}

export interface LoanDesks {
  readonly sales: SalesDesk;
  readonly purchases: PurchaseDesk;
}

/** Settles when each loan is granted; instalments follow from there. */
export function openLoanDesk(firm: Firm, desks: LoanDesks): void {
  for (const loan of firm.plan.loans) {
    const monthStart = firm.climate.monthStarts[loan.grantMonth];
    if (monthStart === undefined || loan.grantMonth >= firm.climate.months.length) continue;
    later(firm, Math.max(firm.firstDay, monthStart + payoutDay - 1), () => grant(firm, loan, desks));
  }
}

function tell(
  firm: Firm,
  loan: RunningLoan,
  event: {
    readonly kind: "granted" | "paidOut" | "repaid" | "pastDue" | "cured" | "defaulted" | "settled";
    readonly amountFen: number;
    readonly daysPastDue?: number;
    readonly orderNumber?: string;
    readonly payee?: string;
  },
): void {
  const { kind, amountFen, daysPastDue = 0, orderNumber = "", payee = "" } = event;
  const row = {
    onDay: dayNumber(firm, firm.day),
    loan: loan.plan.number,
    bank: loan.plan.bank,
    kind,
    amountFen: BigInt(amountFen),
    daysPastDue,
    orderNumber,
    payee,
  };
  if (firm.day >= firm.climate.firstVisible) return firm.sink.add("loans", firm.day, row);
  // Of a loan that runs when the data begin, the bank tells what has been before, with the days of then.
  later(firm, firm.climate.firstVisible, () => {
    if (loan.leftFen > 0) firm.sink.add("loans", firm.day, row);
  });
}

function grant(firm: Firm, plan: LoanPlan, desks: LoanDesks): void {
  const random = firm.chance.loans;
  const loan: RunningLoan = { plan, leftFen: plan.principalFen, isLost: false };
  const owed = desks.purchases.bills.find(({ isPaid }) => !isPaid);
  const isEntrusted = random.next() < 0.4 && owed !== undefined;
  const payee = isEntrusted ? owed.counterparty : firm.plan.name;
  const orderNumber = random.next() < 0.45 ? desks.sales.lastOrder : "";
  tell(firm, loan, { kind: "granted", amountFen: plan.principalFen, orderNumber, payee });
  firm.books.borrowingsFen += plan.principalFen;
  book(firm, {
    amountFen: plan.principalFen,
    counterparty: plan.bank,
    purpose: "贷款发放",
    reference: plan.number,
  });
  payOut(firm, loan, { desks, payee, isEntrusted });
  pledge(firm, loan);
  for (let month = 1; month <= plan.tenorMonths; month++) {
    const start = firm.climate.monthStarts[plan.grantMonth + month];
    if (start === undefined) break;
    later(firm, start + instalmentDay - 1, () => instalment(firm, loan, month));
  }
}

/** To the supplier, bill by bill, what is owed to it (受托支付); the rest to the borrower's own account. */
function payOut(
  firm: Firm,
  loan: RunningLoan,
  {
    desks,
    payee,
    isEntrusted,
  }: { readonly desks: LoanDesks; readonly payee: string; readonly isEntrusted: boolean },
): void {
  let restFen = loan.plan.principalFen;
  if (isEntrusted) {
    for (const bill of desks.purchases.bills) {
      if (bill.isPaid || bill.counterparty !== payee || bill.amountFen > restFen) continue;
      settleBill(firm, bill, "货款（受托支付）");
      restFen -= bill.amountFen;
    }
    const paidFen = loan.plan.principalFen - restFen;
    if (paidFen > 0) tell(firm, loan, { kind: "paidOut", amountFen: paidFen, payee });
  }
  if (restFen > 0) tell(firm, loan, { kind: "paidOut", amountFen: restFen, payee: firm.plan.name });
}

function pledge(firm: Firm, loan: RunningLoan): void {
  if (firm.chance.loans.next() > 0.3 || firm.day < firm.climate.firstVisible) return;
  const asset = `${firm.plan.code}-M01`;
  const isAsset = firm.chance.loans.next() < 0.5 && loan.plan.number.endsWith("1-1");
  const note = {
    number: `ZD${loan.plan.number}`,
    counterparty: loan.plan.bank,
    subject: isAsset ? asset : `应收账款${loan.plan.number}`,
    amountFen: BigInt(loan.plan.principalFen),
    text: isAsset ? "动产抵押" : "应收账款质押",
  };
  firm.sink.add("registers", firm.day, { onDay: dayNumber(firm, firm.day), kind: "pledge", ...note });
  const end = firm.climate.monthStarts[loan.plan.grantMonth + loan.plan.tenorMonths];
  if (end === undefined) return;
  later(firm, end + instalmentDay + 2, () => {
    if (loan.isLost) return;
    firm.sink.add("registers", firm.day, {
      onDay: dayNumber(firm, firm.day),
      kind: "pledgeReleased",
      ...note,
    });
  });
}

function instalment(firm: Firm, loan: RunningLoan, month: number): void {
  const { plan } = loan;
  if (loan.isLost || loan.leftFen === 0) return;
  const miss = firm.plan.defaultMonth === null ? null : firm.plan.defaultMonth - monthsFromMissToDefault;
  const interestFen = Math.round((loan.leftFen * plan.yearlyRate) / 12);
  monthOfBooks(firm.books, firm.month).interestFen += interestFen;
  if (miss !== null && firm.month >= miss) return lose(firm, loan);
  const isLast = month === plan.tenorMonths;
  const early =
    plan.method === "revolving" && month >= plan.tenorMonths * 0.6 && firm.chance.loans.next() < 0.15;
  const principalFen =
    isLast || early
      ? loan.leftFen
      : plan.method === "equal"
        ? Math.round(plan.principalFen / plan.tenorMonths)
        : 0;
  const amountFen = interestFen + principalFen;
  const strained = Math.min(1, firm.strain.stretchDays / 40);
  const isOverdue = firm.chance.loans.next() < firm.plan.habits.overdueChance * (1 + 5 * strained);
  if (!isOverdue && canPay(firm, amountFen)) return pay(firm, loan, { amountFen, principalFen });
  tell(firm, loan, { kind: "pastDue", amountFen, daysPastDue: 1 });
  later(firm, firm.day + 3 + firm.chance.loans.integer(18), () =>
    catchUp(firm, loan, { amountFen, principalFen }),
  );
}

function pay(
  firm: Firm,
  loan: RunningLoan,
  due: { readonly amountFen: number; readonly principalFen: number },
): void {
  const amountFen = Math.round(due.amountFen);
  book(firm, {
    amountFen: -amountFen,
    counterparty: loan.plan.bank,
    purpose: "归还贷款本息",
    reference: loan.plan.number,
  });
  loan.leftFen -= due.principalFen;
  firm.books.borrowingsFen -= due.principalFen;
  if (due.principalFen > 0) tell(firm, loan, { kind: "repaid", amountFen: due.principalFen });
  if (loan.leftFen === 0) tell(firm, loan, { kind: "settled", amountFen: 0 });
}

/** Short arrears are caught up with, by the owner's money if need be. */
function catchUp(
  firm: Firm,
  loan: RunningLoan,
  due: { readonly amountFen: number; readonly principalFen: number },
): void {
  const missing = due.amountFen - firm.books.cashFen;
  if (missing > 0) {
    firm.books.ownersFen += missing;
    book(firm, {
      amountFen: missing,
      counterparty: `模拟股东${firm.plan.code}`,
      purpose: "股东借款",
      reference: "",
    });
  }
  pay(firm, loan, due);
  tell(firm, loan, { kind: "cured", amountFen: due.amountFen });
}

/** The first missed instalment, and what follows: more than 90 days past due three months later. */
function lose(firm: Firm, loan: RunningLoan): void {
  loan.isLost = true;
  const amountFen = loan.leftFen;
  tell(firm, loan, { kind: "pastDue", amountFen, daysPastDue: 1 });
  const from = firm.day;
  for (const daysPastDue of [31, 61]) {
    later(firm, from + daysPastDue - 1, () => tell(firm, loan, { kind: "pastDue", amountFen, daysPastDue }));
  }
  later(firm, from + 90, () => tell(firm, loan, { kind: "defaulted", amountFen, daysPastDue: 91 }));
  const months = uniform(firm.chance.loans, fateParameters.writeOffMonths.value);
  later(firm, from + 90 + Math.round(months * 30.4), () => {
    firm.books.borrowingsFen -= loan.leftFen;
    loan.leftFen = 0;
    tell(firm, loan, { kind: "settled", amountFen: Math.round(amountFen * 0.4), daysPastDue: 91 });
  });
}
