import type { Selectable } from "kysely";
import type {
  ClassMove,
  Delivery,
  Finding,
  Loan,
  LoanClass,
  LoanDay,
  LoanFact,
  ReckonedDay,
  StoredFile,
} from "#lending";
import type { LoanBookTables } from "./schema/loan-book.ts";

type Row<Name extends keyof LoanBookTables> = Selectable<LoanBookTables[Name]>;

/** The tables' check constraints hold their codes to those of the types. */
export function loanOf(row: Row<"loan">): Loan {
  const isPlatform = row.channel === "platform" && row.platform_party_id !== null;
  return {
    id: row.loan_id,
    bankPartyId: row.party_id,
    source: row.source as Loan["source"],
    number: row.number,
    contractNumber: row.contract_number,
    enterpriseId: row.enterprise_id,
    borrowerName: row.borrower_name,
    borrowerCode: row.borrower_code,
    principalFen: BigInt(row.principal_fen),
    balanceFen: BigInt(row.balance_fen),
    annualRatePpm: row.annual_rate_ppm,
    drawnOn: row.drawn_on,
    dueOn: row.due_on,
    method: row.method as Loan["method"],
    security: row.security as Loan["security"],
    regime: row.regime as Loan["regime"],
    sizeClass: row.size_class as Loan["sizeClass"],
    channel: isPlatform
      ? {
          kind: "platform",
          platformPartyId: row.platform_party_id ?? "",
          applicationNumber: row.application_number ?? "",
          appliedOn: row.applied_on ?? row.drawn_on,
        }
      : { kind: "direct" },
    state: row.state as Loan["state"],
  };
}

export function dayOf(row: Row<"loan_day">): LoanDay {
  return {
    loanId: row.loan_id,
    businessDate: row.business_date,
    balanceFen: BigInt(row.balance_fen),
    overduePrincipalFen: BigInt(row.overdue_principal_fen),
    overdueInterestFen: BigInt(row.overdue_interest_fen),
    daysPastDue: row.days_past_due,
  };
}

export function reckonedDayOf(row: Row<"loan_day">): ReckonedDay {
  return {
    ...dayOf(row),
    isNonAccrual: row.is_non_accrual,
    computedClass: row.computed_class as LoanClass,
    triggers: row.triggers as readonly string[],
  };
}

export function moveOf(row: Row<"loan_class">): ClassMove {
  return {
    id: row.move_id,
    loanId: row.loan_id,
    direction: row.direction as ClassMove["direction"],
    origin: row.origin as ClassMove["origin"],
    from: row.from_class as LoanClass | null,
    to: row.to_class as LoanClass,
    triggers: row.triggers as readonly string[],
    state: row.state as ClassMove["state"],
    proposedOn: row.proposed_on,
    proposedBy: row.proposed_by,
    proposedAtMs: row.proposed_at_ms,
    recognisedBy: row.recognised_by,
    recognisedAtMs: row.recognised_at_ms,
    approvedBy: row.approved_by,
    approvedAtMs: row.approved_at_ms,
    returnedBy: row.returned_by,
    returnedAtMs: row.returned_at_ms,
    reason: row.reason,
    endedOn: row.ended_on,
  };
}

/** The columns of a move that its steps write. */
export function moveSteps(move: ClassMove) {
  return {
    state: move.state,
    proposed_by: move.proposedBy,
    proposed_at_ms: move.proposedAtMs,
    recognised_by: move.recognisedBy,
    recognised_at_ms: move.recognisedAtMs,
    approved_by: move.approvedBy,
    approved_at_ms: move.approvedAtMs,
    returned_by: move.returnedBy,
    returned_at_ms: move.returnedAtMs,
    reason: move.reason,
    ended_on: move.endedOn,
  };
}

export function factOf(row: Row<"loan_fact">): LoanFact {
  return {
    id: row.fact_id,
    loanId: row.loan_id,
    kind: row.kind as LoanFact["kind"],
    from: row.from_day,
    to: row.to_day,
    note: row.note,
    recordedBy: row.recorded_by,
    recordedAtMs: row.recorded_at_ms,
  };
}

export function deliveryOf(row: Row<"loan_delivery">): Delivery {
  return {
    id: row.delivery_id,
    businessDate: row.business_date,
    previousDate: row.previous_date,
    number: row.number,
    state: row.state as Delivery["state"],
    supersededBy: row.superseded_by,
    sha256: row.sha256,
    receivedAtMs: row.received_at_ms,
    files: row.files as readonly StoredFile[],
    warnings: row.warnings as readonly Finding[],
    recheck: row.recheck as readonly Finding[],
  };
}
