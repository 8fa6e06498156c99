import { addDays, type BusinessDay, type Fen } from "#kernel";
import type { Account } from "./journal.ts";
import type { LendingUnit } from "./lending-store.ts";

/** The accounts over some days (试算平衡); debits positive. */
export interface TrialBalance {
  readonly from: BusinessDay | null;
  readonly to: BusinessDay;
  readonly accounts: readonly {
    readonly account: Account;
    readonly openingFen: Fen;
    readonly debitFen: Fen;
    readonly creditFen: Fen;
    readonly closingFen: Fen;
  }[];
  readonly debitFen: Fen;
  readonly creditFen: Fen;
  /** Outstanding principal of all loans by the loans themselves, as of their last closed days. */
  readonly loansFen: Fen;
  /** Debits equal credits, and up to now the account of loans equals the loans. */
  readonly isBalanced: boolean;
}

/**
 * Opening, movements and closing of every account from `from` (the beginning when null) to `to`.
 */
export async function trialBalanceOf(
  unit: LendingUnit,
  { from, to }: { readonly from: BusinessDay | null; readonly to: BusinessDay },
): Promise<TrialBalance> {
  const before = from === null ? [] : await unit.journal.balances(null, addDays(from, -1));
  const moved = await unit.journal.balances(from, to);
  const accounts = moved.map(({ account, debitFen, creditFen, balanceFen }) => {
    const openingFen = before.find((balance) => balance.account === account)?.balanceFen ?? 0n;
    return { account, openingFen, debitFen, creditFen, closingFen: openingFen + balanceFen };
  });
  const debitFen = accounts.reduce((sum, account) => sum + account.debitFen, 0n);
  const creditFen = accounts.reduce((sum, account) => sum + account.creditFen, 0n);
  const loans = await unit.loans.list();
  const loansFen = loans.reduce((sum, { position }) => sum + position.balanceFen, 0n);
  const newest = loans.reduce((day, { position }) => (position.asOf > day ? position.asOf : day), "");
  const booked = accounts.find(({ account }) => account === "loans")?.closingFen ?? 0n;
  return {
    from,
    to,
    accounts,
    debitFen,
    creditFen,
    loansFen,
    isBalanced: debitFen === creditFen && (to < newest || booked === loansFen),
  };
}
