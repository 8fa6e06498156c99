import { type Asker, authorize } from "#access";
import { businessDayOf } from "#kernel";
import type { LendingServices } from "../lending-services.ts";
import type {
  Committee,
  DueDiligence,
  LoanApplication,
  LoanOffer,
  Proposal,
  ReasonCode,
} from "./application.ts";
import { openLimit } from "./assess-application.ts";
import { ownLoanFaults } from "./own-loan-faults.ts";
import type { OwnLoanParameters } from "./parameters.ts";
import { termsOfOffer } from "./product.ts";
import { scheduleOf } from "./schedule.ts";
import { changeCase } from "./take-application.ts";

type Who = "byAccountId" | "byName" | "atMs";

/** Keeps the form of the visit (尽职调查). @throws LENDING_STEP_NOT_NOW */
export async function recordDiligence(
  services: LendingServices,
  asker: Asker,
  id: string,
  form: Omit<DueDiligence, Who>,
): Promise<LoanApplication> {
  const step = { from: ["submitted", "checked", "scored"] as const, step: "diligence" };
  return await changeCase(services, asker, id, step, (application) => ({
    ...application,
    diligence: { ...form, ...signed(services, asker) },
  }));
}

/**
 * The maker's proposal (经办意见): what to lend, or to decline, and why.
 * @throws LENDING_STEP_NOT_NOW, LENDING_DILIGENCE_MISSING, LENDING_TERMS_IMPOSSIBLE
 */
export async function proposeVerdict(
  services: LendingServices,
  asker: Asker,
  id: string,
  proposal: Omit<Proposal, Who>,
): Promise<LoanApplication> {
  const step = { from: ["checked", "scored"] as const, step: "proposed" };
  return await changeCase(services, asker, id, step, (application) => {
    if (proposal.verdict === "approve") {
      // By hand, a person has looked: at the place, or at the facts otherwise, and signed for it.
      if (application.diligence === null) throw ownLoanFaults.fault("LENDING_DILIGENCE_MISSING", { id });
      checkOffer(services, proposal.offer);
    }
    return { ...application, state: "proposed", proposal: { ...proposal, ...signed(services, asker) } };
  });
}

/**
 * The checker's decision (审批): another person than the maker, within the authority of the role; above one person's
 * authority with the committee's vote.
 * @throws ACCESS_MAKER_IS_CHECKER, LENDING_ABOVE_AUTHORITY, LENDING_COMMITTEE_MISSING, LENDING_STEP_NOT_NOW
 */
export async function decideApplication(
  services: LendingServices,
  asker: Asker,
  id: string,
  decision: {
    readonly verdict: "approve" | "decline" | "return";
    readonly reasons: readonly ReasonCode[];
    readonly note: string;
    readonly committee: Committee | null;
  },
): Promise<LoanApplication> {
  const step = { from: ["proposed"] as const, step: stepOf(decision.verdict) };
  return await changeCase(services, asker, id, step, async (application, unit) => {
    const { proposal } = application;
    if (proposal === null) throw ownLoanFaults.fault("LENDING_STEP_NOT_NOW", { step: "decide", state: "" });
    authorize(asker, "lending.decide", { makerId: proposal.byAccountId });
    const { verdict, reasons, note, committee } = decision;
    if (verdict === "return") {
      return {
        ...application,
        state: application.evaluation === null ? "checked" : "scored",
        proposal: null,
      };
    }
    if (verdict === "approve") checkAuthority(services.parameters, asker, proposal.offer, committee);
    const decided: LoanApplication = {
      ...application,
      state: verdict === "approve" ? "approved" : "declined",
      verdict: { verdict, offer: proposal.offer, reasons, note, committee, ...signed(services, asker) },
    };
    if (verdict === "approve") await openLimit(services, unit, decided);
    return decided;
  });
}

/** What a role may approve by itself, fen; zero when it may not. */
export function authorityOf(parameters: OwnLoanParameters, role: string): bigint {
  return parameters.authority.value.find((authority) => authority.role === role)?.upToFen ?? 0n;
}

function checkAuthority(
  parameters: OwnLoanParameters,
  asker: Asker,
  offer: LoanOffer,
  committee: Committee | null,
): void {
  const { role } = asker.account;
  const limit = authorityOf(parameters, role);
  if (offer.amountFen > limit) {
    throw ownLoanFaults.fault("LENDING_ABOVE_AUTHORITY", { amount: offer.amountFen, role, limit });
  }
  if (offer.amountFen <= authorityOf(parameters, "creditOfficer")) return;
  if (committee === null || committee.votesFor <= committee.votesAgainst) {
    throw ownLoanFaults.fault("LENDING_COMMITTEE_MISSING", { amount: offer.amountFen });
  }
}

function checkOffer(services: LendingServices, offer: LoanOffer): void {
  const drawnOn = businessDayOf(services.clock());
  scheduleOf({ ...termsOfOffer(offer, services.parameters), drawnOn });
}

function signed(services: LendingServices, asker: Asker) {
  return { byAccountId: asker.account.id, byName: asker.account.name, atMs: services.clock() };
}

function stepOf(verdict: "approve" | "decline" | "return"): string {
  return verdict === "approve" ? "approved" : verdict === "decline" ? "declined" : "returned";
}
