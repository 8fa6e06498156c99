import { type BusinessDay, type Fen, addDays, daysBetween, monthOf, nextWorkingDayFrom } from "#kernel";
import { type Instalment, scheduleOf } from "#lending";
import type { PilotLoan } from "./pilot-plan.ts";

/** A repayment that was made. */
export interface LoanPayment {
  readonly ordinal: number;
  readonly paidOn: BusinessDay;
  readonly principalFen: Fen;
  readonly interestFen: Fen;
}

/** Where a loan stands at the end of a day, as its bank counts. */
export interface LoanStanding {
  readonly balanceFen: Fen;
  readonly overduePrincipalFen: Fen;
  readonly overdueInterestFen: Fen;
  readonly daysPastDue: number;
}

/** A year's schedule; interest of 先息后本 is due on the 21st. */
export function instalmentsOf(loan: PilotLoan): readonly Instalment[] {
  return scheduleOf({
    principalFen: loan.principalFen,
    annualRatePpm: loan.annualRatePpm,
    drawnOn: loan.drawnOn,
    months: 12,
    method: loan.method,
    interestDay: 21,
    roll: "none",
    penaltyFactorPpm: 1_500_000,
    compounds: false,
  });
}

/** What was paid up to a day: each instalment whole, on its due day or the next that is worked, until nothing more. */
export function paymentsOf(loan: PilotLoan, lastDay: BusinessDay): LoanPayment[] {
  return instalmentsOf(loan)
    .filter(({ dueOn }) => loan.stopsPayingOn === null || dueOn < loan.stopsPayingOn)
    .map(({ ordinal, dueOn, principalFen, interestFen }) => {
      const late = loan.lateMonths.includes(monthOf(dueOn)) ? 16 : 0;
      return { ordinal, paidOn: nextWorkingDayFrom(addDays(dueOn, late)), principalFen, interestFen };
    })
    .filter(({ paidOn }) => paidOn <= lastDay);
}

export function standingOf(loan: PilotLoan, day: BusinessDay): LoanStanding {
  const payments = paymentsOf(loan, day);
  const paid = new Set(payments.map(({ ordinal }) => ordinal));
  const overdue = instalmentsOf(loan).filter(({ ordinal, dueOn }) => dueOn < day && !paid.has(ordinal));
  const oldest = overdue[0];
  return {
    balanceFen: loan.principalFen - sumOf(payments.map(({ principalFen }) => principalFen)),
    overduePrincipalFen: sumOf(overdue.map(({ principalFen }) => principalFen)),
    overdueInterestFen: sumOf(overdue.map(({ interestFen }) => interestFen)),
    daysPastDue: oldest === undefined ? 0 : daysBetween(oldest.dueOn, day),
  };
}

function sumOf(amounts: readonly Fen[]): Fen {
  return amounts.reduce((sum, amount) => sum + amount, 0n);
}
