import type { z } from "zod";
import type { Asker } from "#access";
import type { BusinessDay } from "#kernel";
import {
  accruedOf,
  claimsOf,
  type JournalEntry,
  type KeptMovement,
  type LendingEvent,
  payoffOf,
  type ServicedLoan,
} from "#lending";
import { stepOf } from "./lending-contract.routes.ts";
import { showMoney } from "./show-money.ts";
import type { movementSchema, ownLoanPageSchema, ownLoanSchema } from "./lending-loan.schema.ts";

/** One line of the list of own loans. */
export function showLoan(loan: ServicedLoan): z.infer<typeof ownLoanSchema> {
  const { terms, position } = loan;
  const next = position.instalments.find(
    ({ dueOn, principalFen, paidPrincipalFen, interestFen, paidInterestFen }) =>
      dueOn > position.asOf && principalFen - paidPrincipalFen + interestFen - paidInterestFen > 0n,
  );
  const isOver = position.state === "settled" || position.state === "writtenOff";
  return {
    id: loan.id,
    number: loan.number,
    enterpriseId: loan.enterpriseId,
    borrowerName: loan.borrowerName,
    method: terms.method,
    annualRatePpm: terms.annualRatePpm,
    principalFen: String(terms.principalFen),
    balanceFen: String(position.balanceFen),
    drawnOn: terms.drawnOn,
    dueOn: position.instalments.at(-1)?.dueOn ?? terms.drawnOn,
    nextDueOn: isOver ? null : (next?.dueOn ?? null),
    nextDueFen: isOver || next === undefined ? null : String(next.principalFen + next.interestFen),
    asOf: position.asOf,
    daysPastDue: position.daysPastDue,
    isNonAccrual: position.isNonAccrual,
    state: position.state,
  };
}

interface FoundLoan {
  readonly loan: ServicedLoan;
  readonly movements: readonly KeptMovement[];
  readonly entries: readonly JournalEntry[];
  readonly events: readonly LendingEvent[];
  readonly openDay: BusinessDay;
}

/** The loan page; postings and movements are empty for the borrower, whose party does not see them. */
export function showLoanPage(
  asker: Asker,
  { loan, movements, entries, events, openDay }: FoundLoan,
  mayRecord: boolean,
): z.infer<typeof ownLoanPageSchema> {
  const { position } = loan;
  const isOpen =
    position.state === "active" || position.state === "overdue" || position.state === "writtenOff";
  return {
    loan: showLoan(loan),
    contractId: loan.contractId,
    claims: showMoney(claimsOf(position, position.asOf)),
    accruedFen: String(accruedOf(position)),
    payoffFen: String(position.state === "writtenOff" ? 0n : payoffOf(position)),
    unallocatedFen: String(position.unallocatedFen),
    scheduleVersion: position.scheduleVersion,
    instalments: position.instalments.map(({ fenDays: _days, ...instalment }) => showMoney(instalment)),
    movements: movements.map((kept) => showMovement(asker, kept)),
    entries: entries.map((entry) => showEntry(entry, loan.number)),
    events: events.map(({ subjectKind, kind, businessDate, actorName, atMs, parameters }) => ({
      subjectKind,
      kind,
      businessDate,
      actorName,
      atMs,
      parameters: { ...parameters },
    })),
    mayRecord: mayRecord && isOpen,
    openDay,
  };
}

/** A journal entry as lists and the loan page show it. */
export function showEntry(entry: JournalEntry, loanNumber: string) {
  const { id, loanId, businessDate, kind, valueDate, postings } = entry;
  return { id, loanId, loanNumber, businessDate, kind, valueDate, postings: showMoney([...postings]) };
}

function showMovement(asker: Asker, kept: KeptMovement): z.infer<typeof movementSchema> {
  const { movement, state } = kept;
  return {
    id: movement.id,
    kind: movement.kind,
    purpose: movement.kind === "receipt" ? movement.purpose : null,
    amountFen: movement.kind === "writeOff" ? null : String(movement.amountFen),
    valueDate: movement.valueDate,
    state,
    postedOn: kept.postedOn,
    recordedByName: kept.recordedByName,
    note: kept.note,
    check: stepOf(asker, "lending.checkWriteOff", state === "awaitingCheck", kept.recordedById),
  };
}
