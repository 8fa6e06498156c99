import { sql } from "kysely";
import type { ListedLoan, LoanClass } from "#lending";
import { loanOf } from "./loan-book-rows.ts";

/** The columns that the joins of `standing` add, named so that none hides one of the loan's. */
export const standingColumns = sql`d.business_date as day_on, d.balance_fen as day_balance_fen,
  d.overdue_principal_fen, d.overdue_interest_fen, d.days_past_due, d.is_non_accrual, d.computed_class,
  d.triggers as day_triggers, c.to_class as confirmed_class, o.to_class as proposed_class,
  b.class as bank_class`;

/** A loan with the columns of `standingColumns`. */
export type ListedRow = Parameters<typeof loanOf>[0] & {
  readonly day_on: string | null;
  readonly day_balance_fen: string;
  readonly overdue_principal_fen: string;
  readonly overdue_interest_fen: string;
  readonly days_past_due: number;
  readonly is_non_accrual: boolean;
  readonly computed_class: string;
  readonly day_triggers: unknown;
  readonly confirmed_class: string | null;
  readonly proposed_class: string | null;
  readonly bank_class: string | null;
};

/** A row of the list as other rooms know it. */
export function listedOf(row: ListedRow): ListedLoan {
  return {
    loan: loanOf(row),
    day:
      row.day_on === null
        ? null
        : {
            loanId: row.loan_id,
            businessDate: row.day_on,
            balanceFen: BigInt(row.day_balance_fen),
            overduePrincipalFen: BigInt(row.overdue_principal_fen),
            overdueInterestFen: BigInt(row.overdue_interest_fen),
            daysPastDue: row.days_past_due,
          },
    confirmed: row.confirmed_class as LoanClass | null,
    proposed: row.proposed_class as LoanClass | null,
    bankClass: row.bank_class as LoanClass | null,
  };
}
