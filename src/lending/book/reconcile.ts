import { addDays, type BusinessDay, daysBetween, formatYuan, nextWorkingDayFrom } from "#kernel";
import { effectiveClass } from "../classification/class-move.ts";
import { rankOf } from "../classification/class-order.ts";
import { classThresholds } from "../classification/parameters.ts";
import type { Difference, DifferenceReason } from "./difference.ts";
import type { BankAccountDay, BookLoan } from "./book-store.ts";
import { type LoanPosition, positionOn } from "./loan-position.ts";

/** Compares where the loans stand by our reckoning with what the bank delivered for the same day. */
export function reconcileDay(
  loans: readonly BookLoan[],
  accounts: readonly BankAccountDay[],
  day: BusinessDay,
): readonly Difference[] {
  const byId = new Map(loans.map((book) => [book.loan.id, book]));
  return accounts.flatMap((account) => {
    const book = byId.get(account.loanId);
    const position = book === undefined ? null : positionOn(book.history, day);
    return book === undefined || position === null ? [] : reconcileLoan(book, position, account, day);
  });
}

function reconcileLoan(
  book: BookLoan,
  ours: LoanPosition,
  banks: BankAccountDay,
  day: BusinessDay,
): Difference[] {
  const loanId = book.loan.id;
  const found: Difference[] = [];
  const reasonOfDays = explainDays(book, ours, banks.daysPastDue, day);
  if (ours.daysPastDue !== banks.daysPastDue) {
    found.push({
      loanId,
      field: "daysPastDue",
      ours: String(ours.daysPastDue),
      banks: String(banks.daysPastDue),
      reason: reasonOfDays,
    });
  }
  const amounts = [
    ["balance", ours.balanceFen, banks.balanceFen],
    ["overduePrincipal", ours.overduePrincipalFen, banks.overduePrincipalFen],
    ["overdueInterest", ours.overdueInterestFen, banks.overdueInterestFen],
  ] as const;
  for (const [field, mine, theirs] of amounts) {
    if (mine === theirs) continue;
    const follows = field !== "balance" && theirs === 0n && reasonOfDays !== "unexplained";
    const reason = follows ? "followsDays" : "unexplained";
    found.push({ loanId, field, ours: formatYuan(mine), banks: formatYuan(theirs), reason });
  }
  const mine = effectiveClass(book.classState);
  if (banks.bankClass !== null && mine !== banks.bankClass) {
    const reason = rankOf(mine) > rankOf(banks.bankClass) ? "oursWorse" : "oursBetter";
    found.push({ loanId, field: "class", ours: mine, banks: banks.bankClass, reason });
  }
  return found;
}

function explainDays(book: BookLoan, ours: LoanPosition, banks: number, day: BusinessDay): DifferenceReason {
  const { daysPastDue, principalDaysPastDue, interestDaysPastDue } = ours;
  const oldestDueOn = addDays(day, -daysPastDue);
  const rolled = Math.max(0, daysBetween(nextWorkingDayFrom(oldestDueOn), day));
  if (banks === rolled && rolled !== daysPastDue) return "workingDayRoll";
  if (banks === 0 && daysPastDue <= classThresholds.operationalDays) return "graceDays";
  if (banks === principalDaysPastDue && principalDaysPastDue !== daysPastDue) return "principalOnly";
  if (banks === interestDaysPastDue && interestDaysPastDue !== daysPastDue) return "interestOnly";
  return banks === daysPastDue + 1 && book.history.drawnOn < day ? "countsDueDay" : "unexplained";
}
