import { type Asker, authorize } from "#access";
import type { BusinessDay, Fen } from "#kernel";
import type { LendingServices } from "../lending-services.ts";
import { openBusinessDay } from "./business-day.ts";
import {
  type Drawdown,
  type DrawdownCondition,
  drawdownConditions,
  type LoanContract,
  type ServicedLoan,
} from "./contract.ts";
import { postingsBetween } from "./journal.ts";
import type { LendingEvent, LendingUnit } from "./lending-store.ts";
import { ownLoanFaults } from "./own-loan-faults.ts";
import { openPosition } from "./position.ts";
import { requireContract } from "./sign-contract.ts";

/**
 * Asks for money under a signed contract (放款申请).
 * @throws LENDING_CONTRACT_NOT_FOUND, LENDING_STEP_NOT_NOW, LENDING_PAYEE_NOT_CONTRACTS
 */
export async function requestDrawdown(
  services: LendingServices,
  asker: Asker,
  wanted: {
    readonly contractId: string;
    readonly amountFen: Fen;
    readonly payee: string | null;
    readonly conditionsMet: readonly DrawdownCondition[];
    readonly note: string;
  },
): Promise<Drawdown> {
  return await services.store.work(asker.party.id, async (unit) => {
    const contract = await requireContract(unit, wanted.contractId);
    if (contract.state !== "signed" && contract.state !== "effective") {
      throw ownLoanFaults.fault("LENDING_STEP_NOT_NOW", { step: "drawdown", state: contract.state });
    }
    // I7: an entrusted payment goes to nobody else than the contract's payee.
    if (contract.payment === "entrusted" && wanted.payee !== contract.payee) {
      throw ownLoanFaults.fault("LENDING_PAYEE_NOT_CONTRACTS");
    }
    const drawdown: Drawdown = {
      id: services.nextId(),
      bankPartyId: asker.party.id,
      contractId: contract.id,
      amountFen: wanted.amountFen,
      payment: contract.payment,
      payee: wanted.payee,
      conditionsMet: wanted.conditionsMet,
      state: "requested",
      requestedById: asker.account.id,
      requestedByName: asker.account.name,
      approvedById: null,
      approvedByName: null,
      paidOn: null,
      loanId: null,
      note: wanted.note,
      madeAtMs: services.clock(),
      revision: 1,
    };
    await requireReserved(unit, contract, drawdown.amountFen);
    await unit.drawdowns.add(drawdown);
    await unit.events.add([drawdownEvent(drawdown, contract, asker, "requested", services.clock())]);
    return drawdown;
  });
}

/**
 * Checks and pays a draw-down, or refuses it: another person than the one who asked. Paying opens the loan on the
 * bank's open business day, moves the amount from reserved to used and posts it.
 * @param today  the calendar day, which counts until the first day is closed
 * @throws LENDING_DRAWDOWN_NOT_FOUND, LENDING_STEP_NOT_NOW, LENDING_CONDITIONS_NOT_MET, LENDING_LIMIT_EXCEEDED,
 *   ACCESS_MAKER_IS_CHECKER
 */
export async function payDrawdown(
  services: LendingServices,
  asker: Asker,
  wanted: { readonly id: string; readonly verdict: "pay" | "refuse"; readonly today: BusinessDay },
): Promise<Drawdown> {
  const { id, verdict, today } = wanted;
  return await services.store.work(asker.party.id, async (unit) => {
    const drawdown = await unit.drawdowns.find(id, "forUpdate");
    if (drawdown === null) throw ownLoanFaults.fault("LENDING_DRAWDOWN_NOT_FOUND", { id });
    if (drawdown.state !== "requested") {
      throw ownLoanFaults.fault("LENDING_STEP_NOT_NOW", { step: "pay", state: drawdown.state });
    }
    authorize(asker, "lending.payDrawdown", { makerId: drawdown.requestedById });
    const contract = await requireContract(unit, drawdown.contractId);
    const checked = { ...drawdown, approvedById: asker.account.id, approvedByName: asker.account.name };
    if (verdict === "refuse") {
      const refused: Drawdown = { ...checked, state: "refused" };
      await unit.drawdowns.replace(refused);
      await unit.events.add([drawdownEvent(refused, contract, asker, "refused", services.clock())]);
      return refused;
    }
    const missing = drawdownConditions.filter((condition) => !drawdown.conditionsMet.includes(condition));
    if (missing.length > 0) {
      throw ownLoanFaults.fault("LENDING_CONDITIONS_NOT_MET", { missing: missing.join(", ") });
    }
    const paidOn = await openBusinessDay(unit, today);
    const loan = await openLoan(services, unit, { contract, drawdown, paidOn });
    const paid: Drawdown = { ...checked, state: "paid", paidOn, loanId: loan.id };
    await unit.drawdowns.replace(paid);
    if (contract.state !== "effective") await unit.contracts.replace({ ...contract, state: "effective" });
    await unit.events.add([drawdownEvent(paid, contract, asker, "paid", services.clock())]);
    return paid;
  });
}

async function openLoan(
  services: LendingServices,
  unit: LendingUnit,
  { contract, drawdown, paidOn }: { contract: LoanContract; drawdown: Drawdown; paidOn: BusinessDay },
): Promise<ServicedLoan> {
  const limit = await requireReserved(unit, contract, drawdown.amountFen);
  await unit.limits.save({
    ...limit,
    reservedFen: limit.reservedFen - drawdown.amountFen,
    usedFen: limit.usedFen + drawdown.amountFen,
  });
  const terms = { ...contract.terms, principalFen: drawdown.amountFen, drawnOn: paidOn };
  const ordinal = (await unit.loans.list()).filter((loan) => loan.contractId === contract.id).length + 1;
  const application = await unit.applications.find(contract.applicationId);
  const loan: ServicedLoan = {
    id: services.nextId(),
    bankPartyId: contract.bankPartyId,
    applicantPartyId: contract.applicantPartyId,
    enterpriseId: contract.enterpriseId,
    contractId: contract.id,
    contractNumber: contract.number,
    number: `${contract.number}-${String(ordinal).padStart(2, "0")}`,
    borrowerName: contract.borrowerName,
    borrowerCode: contract.borrowerCode,
    sizeClass: application?.sizeClass ?? null,
    channel: application?.channel ?? { kind: "direct" },
    terms,
    position: openPosition(terms),
    receipts: [],
    revision: 1,
  };
  await unit.loans.add(loan);
  await unit.loans.keepSchedule(loan);
  await unit.journal.post([
    {
      id: services.nextId(),
      loanId: loan.id,
      businessDate: paidOn,
      kind: "disbursement",
      reference: drawdown.id,
      valueDate: paidOn,
      postedAtMs: services.clock(),
      postings: postingsBetween(null, loan.position),
    },
  ]);
  return loan;
}

async function requireReserved(unit: LendingUnit, contract: LoanContract, wanted: Fen) {
  const limit = await unit.limits.find(contract.limitId, "forUpdate");
  const available = limit?.state === "active" ? limit.reservedFen : 0n;
  if (limit === null || wanted > available) {
    throw ownLoanFaults.fault("LENDING_LIMIT_EXCEEDED", { available, wanted });
  }
  return limit;
}

function drawdownEvent(
  drawdown: Drawdown,
  contract: LoanContract,
  asker: Asker,
  kind: string,
  atMs: number,
): LendingEvent {
  return {
    bankPartyId: drawdown.bankPartyId,
    applicantPartyId: contract.applicantPartyId,
    subjectKind: "drawdown",
    subjectId: drawdown.id,
    kind,
    businessDate: null,
    actorId: asker.account.id,
    actorName: asker.account.name,
    atMs,
    parameters: { amountFen: String(drawdown.amountFen) },
  };
}
