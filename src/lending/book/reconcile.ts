import {
  addDays,
  type BusinessDay,
  daysBetween,
  defineMessages,
  formatYuan,
  nextWorkingDayFrom,
} from "#kernel";
import { effectiveClass } from "../classification/class-move.ts";
import { rankOf } from "../classification/class-order.ts";
import { classThresholds } from "../classification/parameters.ts";
import type { BankAccountDay, BookLoan } from "./book-store.ts";
import { type LoanPosition, positionOn } from "./loan-position.ts";

/** What is compared with the bank's figures. */
export const reconciledFields = [
  "balance",
  "overduePrincipal",
  "overdueInterest",
  "daysPastDue",
  "class",
] as const;
export type ReconciledField = (typeof reconciledFields)[number];

/** Why a figure of ours and one of the bank's differ. */
export type DifferenceReason = keyof typeof differenceReasons.messages;

/** A figure of a loan that the bank delivered otherwise than we work it out; money in yuan. */
export interface Difference {
  readonly loanId: string;
  readonly field: ReconciledField;
  readonly ours: string;
  readonly banks: string;
  readonly reason: DifferenceReason;
}

export const differenceReasons = defineMessages({
  graceDays: {
    zh: "银行在短期逾期宽限内按未逾期计，我方自应还日次日起计",
    en: "The bank counts a short overdue as none; we count from the day after it fell due",
  },
  principalOnly: { zh: "银行只按本金计逾期", en: "The bank counts overdue principal only" },
  interestOnly: { zh: "银行只按利息计逾期", en: "The bank counts overdue interest only" },
  workingDayRoll: {
    zh: "应还日为非工作日，银行顺延至下一工作日起算",
    en: "It fell due on a day off; the bank counts from the next working day",
  },
  countsDueDay: { zh: "银行把应还日当日计为逾期第一天", en: "The bank counts the due day as the first day" },
  followsDays: { zh: "由逾期天数口径差异引起", en: "Follows from how days past due are counted" },
  oursWorse: {
    zh: "我方规则触发更差的分类，待人工认定",
    en: "Our rules ask for a worse class; people confirm it",
  },
  oursBetter: {
    zh: "银行分类更差，我方规则未触发（可能有人工判断）",
    en: "The bank's class is worse than our rules ask for; it may know more",
  },
  unexplained: { zh: "未能解释，请与银行核对", en: "Not explained; ask the bank" },
});

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
