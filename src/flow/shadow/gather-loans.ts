import { addDays, type BusinessDay, type Fen } from "#kernel";
import { type BookReads, type Loan, type LoanBook, type LoanClass, type LoanDetail, worstOf } from "#lending";
import type { BorrowerDay } from "./judge-outcome.ts";

/** A borrower as the bank's book has it on the day of the comparison. */
export interface BookBorrower {
  readonly enterpriseId: string;
  readonly name: string;
  readonly loans: number;
  readonly balanceFen: Fen;
  readonly bankClass: LoanClass | null;
  readonly ourClass: LoanClass | null;
  /** Ascending, within the window. */
  readonly days: readonly BorrowerDay[];
}

/** The bank's book on a day. */
export interface BookOnDay {
  readonly loans: number;
  /** Loans of nobody in the register, or without a day in the window. */
  readonly notMatched: number;
  readonly borrowers: readonly BookBorrower[];
}

interface Stores {
  readonly book: LoanBook;
  readonly reads: BookReads;
}

/** The borrowers of the bank's loans and how each paid between two days, the worst loan of each day. */
export async function gatherLoans(
  { book, reads }: Stores,
  partyId: string,
  window: { readonly from: BusinessDay; readonly asOf: BusinessDay },
): Promise<BookOnDay> {
  const loans = (await book.listLoans(partyId)).filter(({ drawnOn }) => drawnOn <= window.asOf);
  const seen: { readonly loan: Loan; readonly detail: LoanDetail }[] = [];
  for (const loan of loans) {
    if (loan.enterpriseId === null || loan.bankPartyId !== partyId) continue;
    const detail = await reads.readLoan(partyId, loan.id);
    if (detail !== null && detail.days.some((day) => isWithin(day.businessDate, window))) {
      seen.push({ loan, detail });
    }
  }
  const borrowers = [...Map.groupBy(seen, ({ loan }) => loan.enterpriseId ?? "")].map(([id, own]) =>
    borrowerOf(id, own, window),
  );
  return { loans: loans.length, notMatched: loans.length - seen.length, borrowers };
}

function borrowerOf(
  enterpriseId: string,
  own: readonly { readonly loan: Loan; readonly detail: LoanDetail }[],
  window: { readonly from: BusinessDay; readonly asOf: BusinessDay },
): BookBorrower {
  const onDays = new Map<BusinessDay, BorrowerDay>();
  let balanceFen = 0n;
  const bankClasses: (LoanClass | null)[] = [];
  const ourClasses: (LoanClass | null)[] = [];
  for (const { detail } of own) {
    const days = detail.days.filter((day) => isWithin(day.businessDate, window));
    const last = days.at(-1);
    balanceFen += last?.balanceFen ?? 0n;
    ourClasses.push(last?.computedClass ?? null);
    bankClasses.push(bankClassOn(detail, window.asOf));
    for (const day of days) {
      const on = day.businessDate;
      const loanClass = worseOf(day.computedClass, bankClassOn(detail, on));
      const before = onDays.get(on);
      onDays.set(on, {
        on,
        daysPastDue: Math.max(before?.daysPastDue ?? 0, day.daysPastDue),
        loanClass: worseOf(before?.loanClass ?? null, loanClass),
      });
    }
  }
  return {
    enterpriseId,
    name: own[0]?.loan.borrowerName ?? "",
    loans: own.length,
    balanceFen,
    bankClass: bankClasses.reduce(worseOf, null),
    ourClass: ourClasses.reduce(worseOf, null),
    days: [...onDays.values()].sort((left, right) => (left.on < right.on ? -1 : 1)),
  };
}

/** The class that the bank last delivered by the end of a day. */
function bankClassOn({ bankClasses }: LoanDetail, on: BusinessDay): LoanClass | null {
  let newest: { on: BusinessDay; loanClass: LoanClass } | null = null;
  for (const one of bankClasses) {
    if (one.on <= on && (newest === null || one.on >= newest.on)) newest = one;
  }
  return newest?.loanClass ?? null;
}

function worseOf(left: LoanClass | null, right: LoanClass | null): LoanClass | null {
  if (left === null || right === null) return left ?? right;
  return worstOf([left, right]);
}

function isWithin(on: BusinessDay, { from, asOf }: { from: BusinessDay; asOf: BusinessDay }): boolean {
  return on >= from && on <= asOf;
}

/** First day of a window that ends on a day. */
export function windowStart(asOf: BusinessDay, windowDays: number): BusinessDay {
  return addDays(asOf, 1 - windowDays);
}
