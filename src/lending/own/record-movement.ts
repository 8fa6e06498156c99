import { type Asker, authorize } from "#access";
import { addDays, type BusinessDay, type Fen } from "#kernel";
import type { LendingServices } from "../lending-services.ts";
import { openBusinessDay } from "./business-day.ts";
import type { KeptMovement, ServicedLoan } from "./contract.ts";
import type { LendingUnit } from "./lending-store.ts";
import type { LoanMovement } from "./movement.ts";
import { ownLoanFaults } from "./own-loan-faults.ts";
import type { PaymentPurpose } from "./repay.ts";

/** What is recorded of a loan between two day closes; write-offs wait for a second person. */
export type NewMovement =
  | {
      readonly kind: "receipt";
      readonly amountFen: Fen;
      readonly purpose: PaymentPurpose;
      readonly valueDate: BusinessDay;
    }
  | { readonly kind: "fee"; readonly amountFen: Fen; readonly valueDate: BusinessDay }
  | { readonly kind: "writeOff" };

/**
 * Records a payment, a fee or a wish to write off; the next day close posts it. A payment may count from an earlier
 * day; the same line of a collection account is taken once.
 * @throws LENDING_OWN_LOAN_NOT_FOUND, LENDING_STEP_NOT_NOW, LENDING_VALUE_DATE_IMPOSSIBLE
 */
export async function recordMovement(
  services: LendingServices,
  asker: Asker,
  loanId: string,
  wanted: {
    readonly movement: NewMovement;
    readonly note: string;
    readonly sourceReference?: string;
    readonly today: BusinessDay;
  },
): Promise<KeptMovement> {
  return await services.store.work(asker.party.id, async (unit) => {
    const loan = await requireLoan(unit, loanId);
    const open = await openBusinessDay(unit, wanted.today);
    // The day of the draw-down is over before interest runs, so what comes on it counts from it a day later.
    const on = open > loan.position.asOf ? open : addDays(loan.position.asOf, 1);
    const { movement } = wanted;
    const valueDate = movement.kind === "writeOff" ? on : movement.valueDate;
    if (valueDate < loan.terms.drawnOn || valueDate > on) {
      const { drawnOn: from } = loan.terms;
      throw ownLoanFaults.fault("LENDING_VALUE_DATE_IMPOSSIBLE", { found: valueDate, from, to: on });
    }
    if (
      loan.position.state === "settled" ||
      (loan.position.state === "writtenOff" && movement.kind !== "receipt")
    ) {
      throw ownLoanFaults.fault("LENDING_STEP_NOT_NOW", { step: movement.kind, state: loan.position.state });
    }
    const kept: KeptMovement = {
      loanId,
      bankPartyId: asker.party.id,
      movement: { ...movement, id: services.nextId(), valueDate },
      state: movement.kind === "writeOff" ? "awaitingCheck" : "pending",
      postedOn: null,
      sourceReference: wanted.sourceReference ?? null,
      recordedById: asker.account.id,
      recordedByName: asker.account.name,
      checkedById: null,
      note: wanted.note,
      revision: 1,
    };
    await unit.movements.add(kept);
    await unit.events.add([movementEvent(services, asker, loan, kept.movement, "recorded")]);
    return kept;
  });
}

/**
 * Decides a write-off that somebody else proposed; it takes effect with the next day close.
 * @throws LENDING_MOVEMENT_NOT_FOUND, LENDING_STEP_NOT_NOW, ACCESS_MAKER_IS_CHECKER
 */
export async function checkMovement(
  services: LendingServices,
  asker: Asker,
  id: string,
  wanted: { readonly verdict: "approve" | "refuse"; readonly today: BusinessDay },
): Promise<KeptMovement> {
  return await services.store.work(asker.party.id, async (unit) => {
    const kept = await unit.movements.find(id, "forUpdate");
    if (kept === null) throw ownLoanFaults.fault("LENDING_MOVEMENT_NOT_FOUND", { id });
    if (kept.state !== "awaitingCheck") {
      throw ownLoanFaults.fault("LENDING_STEP_NOT_NOW", { step: "check", state: kept.state });
    }
    authorize(asker, "lending.checkWriteOff", { makerId: kept.recordedById });
    const loan = await requireLoan(unit, kept.loanId);
    const open = await openBusinessDay(unit, wanted.today);
    const valueDate = open > loan.position.asOf ? open : addDays(loan.position.asOf, 1);
    const checked: KeptMovement = {
      ...kept,
      movement: { ...kept.movement, valueDate },
      state: wanted.verdict === "approve" ? "pending" : "refused",
      checkedById: asker.account.id,
    };
    await unit.movements.replace(checked);
    await unit.events.add([movementEvent(services, asker, loan, checked.movement, checked.state)]);
    return checked;
  });
}

/** @throws LENDING_OWN_LOAN_NOT_FOUND */
export async function requireLoan(unit: LendingUnit, id: string): Promise<ServicedLoan> {
  const loan = await unit.loans.find(id, "forUpdate");
  if (loan === null) throw ownLoanFaults.fault("LENDING_OWN_LOAN_NOT_FOUND", { id });
  return loan;
}

function movementEvent(
  services: LendingServices,
  asker: Asker,
  loan: ServicedLoan,
  movement: LoanMovement,
  step: string,
) {
  return {
    bankPartyId: loan.bankPartyId,
    applicantPartyId: loan.applicantPartyId,
    subjectKind: "loan",
    subjectId: loan.id,
    kind: `${movement.kind}.${step}`,
    businessDate: null,
    actorId: asker.account.id,
    actorName: asker.account.name,
    atMs: services.clock(),
    parameters: { valueDate: movement.valueDate },
  } as const;
}
