import type { BusinessDay, EpochMs, Fen } from "#kernel";
import { type LoanPosition, unpaidInterestIn } from "./position.ts";

/** The accounts of the journal (科目), in the order in which they are shown. */
export const accounts = [
  "loans",
  "interestReceivable",
  "feeReceivable",
  "cashClearing",
  "unallocatedReceipts",
  "interestIncome",
  "feeIncome",
  "loanLoss",
  "offBalanceInterest",
  "offBalanceContra",
] as const;

export type Account = (typeof accounts)[number];

/** What a posting comes from; `valueDateCorrection` is a payment that counts from an earlier day. */
export type EntryKind =
  | "disbursement"
  | "accrual"
  | "repayment"
  | "leftOverUsed"
  | "fee"
  | "writeOff"
  | "accrualStatus"
  | "valueDateCorrection"
  | "reversal";

/** One line of an entry; exactly one of the two amounts is above zero. */
export interface Posting {
  readonly account: Account;
  readonly debitFen: Fen;
  readonly creditFen: Fen;
}

/** What is to be posted: debits equal credits. */
export interface DraftEntry {
  readonly kind: EntryKind;
  /** Id of the movement behind it; empty where the passing day itself is the reason. */
  readonly reference: string;
  readonly valueDate: BusinessDay;
  readonly postings: readonly Posting[];
}

/** A posted entry (记账凭证); it is never changed, a mistake is reversed by another one. */
export interface JournalEntry extends DraftEntry {
  readonly id: string;
  readonly loanId: string;
  readonly businessDate: BusinessDay;
  readonly postedAtMs: EpochMs;
}

/** Debits less credits of an account over some days. */
export interface AccountBalance {
  readonly account: Account;
  readonly debitFen: Fen;
  readonly creditFen: Fen;
  readonly balanceFen: Fen;
}

/**
 * The balances of the journal that a position means, debits positive; they sum to zero. Interest that is more than
 * 90 days overdue stands off the balance sheet, with a contra account, and is income only when it is paid.
 */
export function balancesOf(position: LoanPosition): Readonly<Record<Account, Fen>> {
  const interest = unpaidInterestIn(position);
  const receivable = position.isNonAccrual ? 0n : interest;
  const offBalance = interest - receivable;
  const { principalPaidFen, interestPaidFen, feesPaidFen, unallocatedFen, recoveredFen } = position;
  const received = principalPaidFen + interestPaidFen + feesPaidFen + unallocatedFen + recoveredFen;
  return {
    loans: position.balanceFen,
    interestReceivable: receivable,
    feeReceivable: position.feesChargedFen - feesPaidFen,
    cashClearing: received - position.disbursedFen,
    unallocatedReceipts: -unallocatedFen,
    interestIncome: -(receivable + interestPaidFen),
    feeIncome: -position.feesChargedFen,
    loanLoss: position.writtenOffFen - recoveredFen,
    offBalanceInterest: offBalance,
    offBalanceContra: -offBalance,
  };
}

/** The postings that lead from one position to the next; none when nothing moved. `null` is before the draw-down. */
export function postingsBetween(before: LoanPosition | null, after: LoanPosition): readonly Posting[] {
  const from = before === null ? null : balancesOf(before);
  const to = balancesOf(after);
  return accounts.flatMap((account): readonly Posting[] => {
    const change = to[account] - (from?.[account] ?? 0n);
    if (change === 0n) return [];
    return [
      change > 0n
        ? { account, debitFen: change, creditFen: 0n }
        : { account, debitFen: 0n, creditFen: -change },
    ];
  });
}

/** Debits less credits; zero for every entry that may be posted. */
export function differenceOf(postings: readonly Posting[]): Fen {
  return postings.reduce((sum, { debitFen, creditFen }) => sum + debitFen - creditFen, 0n);
}
