import type { Asker } from "#access";
import { businessDayOf } from "#kernel";
import type { Borrower, LendingServices } from "../lending-services.ts";
import type { ApplicationChannel } from "../loan.ts";
import type { ApplicationState, LoanApplication, LoanRequest } from "./application.ts";
import type { LendingEvent, LendingUnit } from "./lending-store.ts";
import { caseNotFound, ownLoanFaults } from "./own-loan-faults.ts";
import { scheduleOf } from "./schedule.ts";
import { termsOfOffer } from "./product.ts";

/** What is applied for, where, and by whom. */
export interface NewApplication {
  readonly bankPartyId: string;
  readonly enterpriseId: string;
  readonly channel: ApplicationChannel;
  readonly request: LoanRequest;
  /** Whether it is submitted at once, or stays a draft. */
  readonly isSubmitted: boolean;
}

/**
 * Takes an application: from the bank's account manager, or from the enterprise itself, for itself.
 * @throws LENDING_BORROWER_UNKNOWN, LENDING_BANK_UNKNOWN, LENDING_TERMS_IMPOSSIBLE
 */
export async function takeApplication(
  services: LendingServices,
  asker: Asker,
  wanted: NewApplication,
): Promise<LoanApplication> {
  const atMs = services.clock();
  const borrower = await borrowerFor(services, asker, wanted.enterpriseId);
  // The request must describe a loan before anybody works on it.
  const { amountFen, months, method } = wanted.request;
  const today = businessDayOf(atMs);
  scheduleOf({
    ...termsOfOffer({ amountFen, annualRatePpm: 0, months, method }, services.parameters),
    drawnOn: today,
  });
  const isBank = asker.party.kind === "bank";
  if (!isBank && !(await services.isBank({ partyId: asker.party.id }, wanted.bankPartyId))) {
    throw ownLoanFaults.fault("LENDING_BANK_UNKNOWN", { bank: wanted.bankPartyId });
  }
  const application: LoanApplication = {
    id: services.nextId(),
    bankPartyId: isBank ? asker.party.id : wanted.bankPartyId,
    applicantPartyId: isBank ? borrower.partyId : asker.party.id,
    enterpriseId: borrower.enterpriseId,
    borrowerName: borrower.name,
    borrowerCode: borrower.code,
    sizeClass: borrower.sizeClass,
    channel: wanted.channel,
    request: wanted.request,
    state: wanted.isSubmitted ? "submitted" : "draft",
    path: null,
    findings: [],
    evaluation: null,
    diligence: null,
    proposal: null,
    verdict: null,
    madeById: asker.account.id,
    madeByName: asker.account.name,
    madeAtMs: atMs,
    revision: 1,
  };
  await services.store.work(asker.party.id, async (unit) => {
    await unit.applications.add(application);
    await unit.events.add([
      caseEvent(application, asker, wanted.isSubmitted ? "submitted" : "drafted", atMs),
    ]);
  });
  return application;
}

/** Hands a draft in. @throws LENDING_STEP_NOT_NOW */
export async function submitApplication(
  services: LendingServices,
  asker: Asker,
  id: string,
): Promise<LoanApplication> {
  return await changeCase(services, asker, id, { from: ["draft"], step: "submitted" }, (application) => ({
    ...application,
    state: "submitted",
  }));
}

/** Takes an application back before it is decided. @throws LENDING_STEP_NOT_NOW */
export async function withdrawApplication(
  services: LendingServices,
  asker: Asker,
  id: string,
): Promise<LoanApplication> {
  const from = ["draft", "submitted", "checked", "scored", "proposed"] as const;
  return await changeCase(services, asker, id, { from, step: "withdrawn" }, (application) => ({
    ...application,
    state: "withdrawn",
  }));
}

/** One change of a case with its event, in one transaction. @throws LENDING_CASE_NOT_FOUND, LENDING_STEP_NOT_NOW */
export async function changeCase(
  services: LendingServices,
  asker: Asker,
  id: string,
  { from, step }: { readonly from: readonly ApplicationState[]; readonly step: string },
  change: (application: LoanApplication, unit: LendingUnit) => LoanApplication | Promise<LoanApplication>,
): Promise<LoanApplication> {
  return await services.store.work(asker.party.id, async (unit) => {
    const application = await unit.applications.find(id, "forUpdate");
    if (application === null) throw caseNotFound(id);
    if (!from.includes(application.state)) {
      throw ownLoanFaults.fault("LENDING_STEP_NOT_NOW", { step, state: application.state });
    }
    const changed = await change(application, unit);
    await unit.applications.replace(changed);
    await unit.events.add([caseEvent(changed, asker, step, services.clock())]);
    return { ...changed, revision: application.revision + 1 };
  });
}

function caseEvent(application: LoanApplication, asker: Asker, kind: string, atMs: number): LendingEvent {
  return {
    bankPartyId: application.bankPartyId,
    applicantPartyId: application.applicantPartyId,
    subjectKind: "application",
    subjectId: application.id,
    kind,
    businessDate: null,
    actorId: asker.account.id,
    actorName: asker.account.name,
    atMs,
    parameters: {},
  };
}

async function borrowerFor(services: LendingServices, asker: Asker, enterpriseId: string): Promise<Borrower> {
  const today = businessDayOf(services.clock());
  const borrower =
    asker.party.kind === "enterprise"
      ? await services.borrowers.findOwn(asker.party.id, today)
      : await services.borrowers.find(asker.party.id, enterpriseId, today);
  if (borrower === null) throw ownLoanFaults.fault("LENDING_BORROWER_UNKNOWN", { enterprise: enterpriseId });
  return borrower;
}
