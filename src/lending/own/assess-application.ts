import type { Asker } from "#access";
import { addDays, addMonths, businessDayOf, daysBetween, Fault, lastDayOf, monthOf } from "#kernel";
import type { LendingServices } from "../lending-services.ts";
import type { AttachedEvaluation, LoanApplication, LoanOffer, ReasonCode } from "./application.ts";
import { caseNotFound } from "./own-loan-faults.ts";
import type { LendingUnit } from "./lending-store.ts";
import { changeCase } from "./take-application.ts";

/**
 * Checks the data behind an application and attaches the newest evaluation with its pins. When the policy's limits
 * are kept, the case is approved straight through (线上); otherwise it goes on by hand (线下), with the reasons why.
 * @throws LENDING_CASE_NOT_FOUND, LENDING_STEP_NOT_NOW
 */
export async function assessApplication(
  services: LendingServices,
  asker: Asker,
  id: string,
): Promise<LoanApplication> {
  const wanted = await services.store.work(asker.party.id, async (unit) => await unit.applications.find(id));
  if (wanted === null) throw caseNotFound(id);
  const evaluation = await readEvaluation(services, asker, wanted.enterpriseId);
  const arrears = await hasArrears(services, asker.party.id, wanted.enterpriseId);
  const step = { from: ["submitted", "checked", "scored"] as const, step: "assessed" };
  return await changeCase(services, asker, id, step, async (application, unit) => {
    const attached = evaluation.kind === "found" ? evaluation.evaluation : null;
    const findings: ReasonCode[] = [
      ...(evaluation.kind === "noBasis" ? (["noBasisForData"] as const) : []),
      ...(evaluation.kind === "missing" ? (["evaluationMissing"] as const) : []),
      ...(arrears ? (["arrearsElsewhere"] as const) : []),
      ...pathFindings(services, application, attached),
    ];
    const checked: LoanApplication = {
      ...application,
      state: attached === null ? "checked" : "scored",
      path: findings.length === 0 ? "straightThrough" : "manual",
      findings,
      evaluation: attached,
    };
    if (checked.path === "manual" || attached === null) return checked;
    const approved = approveStraightThrough(checked, attached, services.clock());
    await openLimit(services, unit, approved);
    return approved;
  });
}

/** The limit that an approved application opens; it lasts as long as the loan may be drawn and repaid. */
export async function openLimit(
  services: LendingServices,
  unit: LendingUnit,
  application: LoanApplication,
): Promise<void> {
  const offer = application.verdict?.offer;
  if (offer === undefined) return;
  const today = businessDayOf(services.clock());
  await unit.limits.add({
    id: application.id,
    bankPartyId: application.bankPartyId,
    applicantPartyId: application.applicantPartyId,
    enterpriseId: application.enterpriseId,
    applicationId: application.id,
    totalFen: offer.amountFen,
    usedFen: 0n,
    reservedFen: 0n,
    expiresOn: lastDayOf(addMonths(monthOf(addDays(today, 0)), offer.months)),
    state: "active",
  });
}

type FoundEvaluation =
  | { readonly kind: "found"; readonly evaluation: AttachedEvaluation }
  | { readonly kind: "missing" }
  | { readonly kind: "noBasis" };

/** Reading the evaluation is a read of the enterprise's data: without a basis the case goes on without it. */
async function readEvaluation(
  { consent, evaluations }: LendingServices,
  asker: Asker,
  enterpriseId: string,
): Promise<FoundEvaluation> {
  try {
    await consent.requireBasis(asker, {
      enterpriseId,
      purpose: "creditEvaluation",
      dataClasses: ["evaluation"],
      what: "loan.case",
    });
  } catch (cause) {
    if (cause instanceof Fault && cause.kind === "forbidden") return { kind: "noBasis" };
    throw cause;
  }
  const evaluation = await evaluations.findNewest(asker.party.id, enterpriseId);
  return evaluation === null ? { kind: "missing" } : { kind: "found", evaluation };
}

async function hasArrears(
  { book, clock }: LendingServices,
  partyId: string,
  enterpriseId: string,
): Promise<boolean> {
  const today = businessDayOf(clock());
  for (const { id, state } of await book.listLoans(partyId, { enterpriseId })) {
    if (state === "settled") continue;
    const day = await book.dayOf(partyId, id, today);
    if (state === "writtenOff" || (day?.daysPastDue ?? 0) > 0) return true;
  }
  return false;
}

/** Why the case cannot go straight through; nothing when it can. */
function pathFindings(
  { parameters, clock }: LendingServices,
  { request }: LoanApplication,
  evaluation: AttachedEvaluation | null,
): readonly ReasonCode[] {
  const findings: ReasonCode[] = [];
  if (request.amountFen > BigInt(parameters.straightThroughUpToFen.value)) {
    findings.push("amountAboveStraightThrough");
  }
  if (evaluation === null) return findings;
  const age = daysBetween(evaluation.asOf, businessDayOf(clock()));
  if (age > parameters.evaluationValidDays.value) findings.push("evaluationStale");
  if (evaluation.decision !== "granted") findings.push("evaluationDeclined");
  if (evaluation.pd === null || evaluation.pd > parameters.straightThroughPdPpm.value / 1e6) {
    findings.push("pdAboveStraightThrough");
  }
  if (evaluation.amountFen !== null && request.amountFen > evaluation.amountFen) {
    findings.push("amountAboveEvaluation");
  }
  return findings;
}

function approveStraightThrough(
  application: LoanApplication,
  evaluation: AttachedEvaluation,
  atMs: number,
): LoanApplication {
  const { amountFen, months, method } = application.request;
  const offer: LoanOffer = { amountFen, annualRatePpm: evaluation.annualRatePpm ?? 0, months, method };
  return {
    ...application,
    state: "approved",
    verdict: {
      verdict: "approve",
      offer,
      reasons: [],
      note: "",
      committee: null,
      byAccountId: null,
      byName: null,
      atMs,
    },
  };
}
