import type { BusinessDay, Fen } from "#kernel";
import { isNonPerforming } from "../classification/class-order.ts";
import { type ClassFacts, computeClass, type RecordedFact } from "../classification/class-rules.ts";
import { type ClassThresholds, classThresholds } from "../classification/parameters.ts";
import { restructuringOn } from "../classification/restructuring.ts";
import type { BookLoan, ReckonedDay } from "./book-store.ts";
import { type LoanPosition, positionOn } from "./loan-position.ts";

interface Standing {
  readonly book: BookLoan;
  readonly position: LoanPosition;
  readonly facts: ClassFacts;
}

/**
 * Where every loan stands at the end of a day and the class that its triggers ask for. Debtors are looked at as a
 * whole: the loans must be all of the bank.
 * @returns one element for each loan that was drawn by then
 */
export function reckonDay(
  loans: readonly BookLoan[],
  day: BusinessDay,
  thresholds: ClassThresholds = classThresholds,
): readonly ReckonedDay[] {
  const standings: Standing[] = [];
  for (const book of loans) {
    const { knownUntil } = book;
    const position = positionOn(book.history, knownUntil !== null && knownUntil < day ? knownUntil : day);
    if (position === null) continue;
    standings.push({ book, position, facts: ownFactsOf(book, position, day, thresholds) });
  }
  const shareOf = nonPerformingShares(standings, thresholds);
  return standings.map(({ book, position, facts }) => {
    const debtorNonPerformingPpm = shareOf.get(debtorOf(book)) ?? 0;
    const { loanClass, triggers } = computeClass({ ...facts, debtorNonPerformingPpm }, thresholds);
    return {
      loanId: book.loan.id,
      businessDate: day,
      balanceFen: position.balanceFen < 0n ? 0n : position.balanceFen,
      overduePrincipalFen: position.overduePrincipalFen,
      overdueInterestFen: position.overdueInterestFen,
      daysPastDue: position.daysPastDue,
      isNonAccrual: position.interestDaysPastDue > thresholds.nonAccrualDays,
      computedClass: loanClass,
      triggers,
    };
  });
}

function ownFactsOf(
  book: BookLoan,
  position: LoanPosition,
  day: BusinessDay,
  thresholds: ClassThresholds,
): ClassFacts {
  const recorded = new Set<RecordedFact>();
  for (const { kind, from, to } of book.facts) {
    if (from <= day && (to === null || day <= to)) recorded.add(kind);
  }
  return {
    regime: book.loan.regime,
    daysPastDue: position.daysPastDue,
    recorded,
    isRenewal: book.isRenewal,
    restructuring: restructuringOn(book.restructuredOn, book.history, day, thresholds),
    isWrittenOff: book.history.receipts.some(
      ({ paidOn, writtenOffFen }) => paidOn <= day && writtenOffFen > 0n,
    ),
    debtorNonPerformingPpm: 0,
  };
}

/** Of each debtor, the share of the balance that is non-performing by the loans' own triggers, in ppm rounded up. */
function nonPerformingShares(
  standings: readonly Standing[],
  thresholds: ClassThresholds,
): ReadonlyMap<string, number> {
  const sums = new Map<string, { total: Fen; bad: Fen }>();
  for (const { book, position, facts } of standings) {
    const debtor = debtorOf(book);
    const sum = sums.get(debtor) ?? { total: 0n, bad: 0n };
    const balance = position.balanceFen > 0n ? position.balanceFen : 0n;
    sum.total += balance;
    if (isNonPerforming(computeClass(facts, thresholds).loanClass)) sum.bad += balance;
    sums.set(debtor, sum);
  }
  return new Map(
    [...sums].map(([debtor, { total, bad }]) => [debtor, total === 0n ? 0 : shareAbove(bad, total)]),
  );
}

/** Rounded up, so that a share a little above the threshold does not count as the threshold. */
function shareAbove(part: Fen, whole: Fen): number {
  return Math.ceil((Number(part) / Number(whole)) * 1e6 - 1e-4);
}

/** Loans of one borrower belong together by its code, or by its name where it has none. */
function debtorOf({ loan }: BookLoan): string {
  return loan.borrowerCode ?? `name:${loan.borrowerName}`;
}
