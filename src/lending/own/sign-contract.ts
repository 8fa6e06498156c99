import { type Asker, authorize } from "#access";
import { businessDayOf } from "#kernel";
import type { LendingServices } from "../lending-services.ts";
import type { LoanContract, Signature } from "./contract.ts";
import type { LendingEvent, LendingUnit } from "./lending-store.ts";
import { caseNotFound, ownLoanFaults } from "./own-loan-faults.ts";
import { termsOfOffer } from "./product.ts";

/**
 * Prepares the contract of an approved application and reserves its amount in the limit.
 * @throws LENDING_CASE_NOT_FOUND, LENDING_STEP_NOT_NOW, LENDING_LIMIT_EXCEEDED
 */
export async function prepareContract(
  services: LendingServices,
  asker: Asker,
  wanted: { readonly applicationId: string; readonly collectionAccount: string },
): Promise<LoanContract> {
  const atMs = services.clock();
  return await services.store.work(asker.party.id, async (unit) => {
    const application = await unit.applications.find(wanted.applicationId, "forUpdate");
    if (application === null) throw caseNotFound(wanted.applicationId);
    const { verdict, request, state } = application;
    if (state !== "approved" || verdict === null) {
      throw ownLoanFaults.fault("LENDING_STEP_NOT_NOW", { step: "contract", state });
    }
    const limit = await unit.limits.find(application.id, "forUpdate");
    if (limit === null) throw ownLoanFaults.fault("LENDING_STEP_NOT_NOW", { step: "contract", state });
    await unit.limits.save({ ...limit, reservedFen: limit.reservedFen + verdict.offer.amountFen });
    const year = businessDayOf(atMs).slice(0, 4);
    const contract: LoanContract = {
      id: services.nextId(),
      bankPartyId: asker.party.id,
      applicantPartyId: application.applicantPartyId,
      enterpriseId: application.enterpriseId,
      applicationId: application.id,
      limitId: limit.id,
      number: `JK${year}-${String((await unit.contracts.count()) + 1).padStart(5, "0")}`,
      bankName: asker.party.name,
      borrowerName: application.borrowerName,
      borrowerCode: application.borrowerCode,
      terms: termsOfOffer(verdict.offer, services.parameters),
      purpose: request.purpose,
      payment: request.payment,
      payee: request.payee,
      collectionAccount: wanted.collectionAccount,
      state: "draft",
      preparedById: asker.account.id,
      preparedByName: asker.account.name,
      bankSignature: null,
      borrowerSignature: null,
      madeAtMs: atMs,
      revision: 1,
    };
    await unit.contracts.add(contract);
    await unit.events.add([contractEvent(contract, asker, "prepared", atMs)]);
    return contract;
  });
}

/**
 * Signs: for the bank, another person than the one who prepared it; for the borrower, its owner, or on paper, which
 * the bank's person records.
 * @throws LENDING_CONTRACT_NOT_FOUND, LENDING_STEP_NOT_NOW, ACCESS_MAKER_IS_CHECKER
 */
export async function signContract(
  services: LendingServices,
  asker: Asker,
  id: string,
  side: "bank" | "borrower",
): Promise<LoanContract> {
  return await services.store.work(asker.party.id, async (unit) => {
    const contract = await requireContract(unit, id);
    const isSigned = side === "bank" ? contract.bankSignature !== null : contract.borrowerSignature !== null;
    if (contract.state !== "draft" || isSigned) {
      throw ownLoanFaults.fault("LENDING_STEP_NOT_NOW", { step: "sign", state: contract.state });
    }
    if (side === "bank") authorize(asker, "lending.signContract", { makerId: contract.preparedById });
    const signature: Signature = {
      byAccountId: asker.account.id,
      byName: asker.account.name,
      form: side === "borrower" && asker.party.kind === "bank" ? "paper" : "electronic",
      atMs: services.clock(),
    };
    const signed =
      side === "bank"
        ? { ...contract, bankSignature: signature }
        : { ...contract, borrowerSignature: signature };
    const isComplete = signed.bankSignature !== null && signed.borrowerSignature !== null;
    const next: LoanContract = { ...signed, state: isComplete ? "signed" : "draft" };
    await unit.contracts.replace(next);
    const kind = side === "bank" ? "bankSigned" : "borrowerSigned";
    await unit.events.add([contractEvent(next, asker, kind, services.clock())]);
    return next;
  });
}

/** @throws LENDING_CONTRACT_NOT_FOUND */
export async function requireContract(unit: LendingUnit, id: string): Promise<LoanContract> {
  const contract = await unit.contracts.find(id, "forUpdate");
  if (contract === null) throw ownLoanFaults.fault("LENDING_CONTRACT_NOT_FOUND", { id });
  return contract;
}

function contractEvent(contract: LoanContract, asker: Asker, kind: string, atMs: number): LendingEvent {
  return {
    bankPartyId: contract.bankPartyId,
    applicantPartyId: contract.applicantPartyId,
    subjectKind: "contract",
    subjectId: contract.id,
    kind,
    businessDate: null,
    actorId: asker.account.id,
    actorName: asker.account.name,
    atMs,
    parameters: { number: contract.number },
  };
}
