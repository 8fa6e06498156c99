import type { OwnLoanRecord } from "../book/book-store.ts";
import type { Loan } from "../loan.ts";
import type { DayReceipt, ServicedLoan } from "./contract.ts";
import { type LoanPosition, sumOf } from "./position.ts";

/** What the day brought in on a loan; null when nothing was paid or written off. */
export function receiptOf(before: LoanPosition, after: LoanPosition): DayReceipt | null {
  const interestOf = (position: LoanPosition) =>
    sumOf(position.instalments, ({ paidInterestFen }) => paidInterestFen);
  const lateOf = ({ penalty, compound }: LoanPosition) => penalty.paidFen + compound.paidFen;
  const plannedOf = (position: LoanPosition) =>
    sumOf(position.instalments, ({ principalFen }) => principalFen);
  const receipt: DayReceipt = {
    on: after.asOf,
    principalFen: after.principalPaidFen - before.principalPaidFen,
    interestFen: interestOf(after) - interestOf(before),
    penaltyFen: lateOf(after) - lateOf(before),
    writtenOffFen: after.writtenOffFen - before.writtenOffFen,
    earlyFen: plannedOf(before) - plannedOf(after),
  };
  const { on: _on, ...amounts } = receipt;
  return Object.values(amounts).some((amount) => amount !== 0n) ? receipt : null;
}

/** An own loan as the loan book keeps it: what it owes when, and what came in. */
export function bookLoanOf(serviced: ServicedLoan): OwnLoanRecord {
  const early = serviced.receipts
    .filter(({ earlyFen }) => earlyFen > 0n)
    .map(({ on, earlyFen }) => ({ dueOn: on, principalFen: earlyFen, interestFen: 0n }));
  const planned = serviced.position.instalments.map(({ dueOn, principalFen, interestFen, accruedFen }) => ({
    dueOn,
    principalFen,
    interestFen: dueOn <= serviced.position.asOf ? accruedFen : interestFen,
  }));
  const instalments = [...planned, ...early]
    .toSorted((left, right) => (left.dueOn < right.dueOn ? -1 : left.dueOn > right.dueOn ? 1 : 0))
    .map((each, index) => ({ ...each, instalment: index + 1 }));
  return {
    loan: loanOf(serviced),
    isFirstLoan: null,
    isRenewal: false,
    industry: null,
    restructuredOn: [],
    instalments,
    receipts: serviced.receipts.map(({ on, principalFen, interestFen, penaltyFen, writtenOffFen }) => ({
      id: `${serviced.number}:${on}`,
      paidOn: on,
      principalFen,
      interestFen,
      penaltyFen,
      writtenOffFen,
    })),
  };
}

function loanOf(serviced: ServicedLoan): Loan {
  const { terms, position } = serviced;
  return {
    id: serviced.id,
    bankPartyId: serviced.bankPartyId,
    source: "own",
    number: serviced.number,
    contractNumber: serviced.contractNumber,
    enterpriseId: serviced.enterpriseId,
    borrowerName: serviced.borrowerName,
    borrowerCode: serviced.borrowerCode,
    principalFen: terms.principalFen,
    balanceFen: position.balanceFen,
    annualRatePpm: terms.annualRatePpm,
    drawnOn: terms.drawnOn,
    dueOn: position.instalments.at(-1)?.dueOn ?? terms.drawnOn,
    method: terms.method,
    security: "unsecured",
    regime: "smallRetail",
    sizeClass: serviced.sizeClass,
    channel: serviced.channel,
    state: position.state,
  };
}
