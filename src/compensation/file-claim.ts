import type { Fen } from "#kernel";
import { fundFaults } from "./errors.ts";
import {
  addClaimEvent,
  type FundDesk,
  requireOther,
  requireRecord,
  requireState,
  requireVersion,
  type Step,
} from "./fund-desk.ts";
import { checklistOf } from "./claim-checklist.ts";
import { type Reason, reason } from "./enrol-loan.ts";
import type { FundSession } from "./fund-store.ts";
import { type ClaimClass, isClaimable } from "./programme.ts";
import type { ClaimFacts, ClaimRecord, EnrolmentRecord, RoundRecord } from "./records.ts";
import { shownYuan } from "./shown-money.ts";

/** What the bank declares for a round. */
export interface ClaimDeclaration {
  /** What is expected to be lost; at 损失 what is determined as lost. */
  readonly lossFen: Fen;
  readonly otherPolicyFen: Fen;
  readonly otherFen: Fen;
  /** That no other compensation was had than what is stated. */
  readonly isDeclared: boolean;
  /** That the bank goes on recovering and shares what it recovers. */
  readonly isUndertaken: boolean;
  /** 催收、诉讼: what was done, when, with which result. */
  readonly collection: string;
}

/**
 * Opens a claim on an enrolled loan whose confirmed class reaches the first class covered.
 * @throws FUND_NOT_ELIGIBLE with the reasons, FUND_LOSS_OUT_OF_RANGE, FUND_CLAIM_EXISTS for a second claim on the same loss
 */
export async function openClaim(
  desk: FundDesk,
  step: Step,
  wanted: ClaimDeclaration & { readonly enrolmentId: string },
): Promise<string> {
  const { actor, on } = step;
  const claimId = desk.nextId();
  await desk.store.inParty(actor.partyId, async (session) => {
    const { enrolmentId } = wanted;
    const enrolment = await requireRecord(session, "enrolment", { enrolmentId }, "FUND_ENROLMENT_NOT_FOUND");
    const found = await findClaimable(desk, session, step, enrolment);
    const claims = await session.list("claim", { loanId: enrolment.loanId });
    const { claimClass, confirmedOn, facts } = requireClaimable(found);
    const rival = claims.find(
      ({ state, episodeOn }) =>
        (episodeOn === confirmedOn && state !== "rejected") ||
        !["rejected", "refunded", "clawedBack", "closed"].includes(state),
    );
    if (rival !== undefined) throw fundFaults.fault("FUND_CLAIM_EXISTS", { claim: rival.claimId });
    const claim = newClaim(enrolment, { claimId, on, episodeOn: confirmedOn, balanceFen: found.balanceFen });
    await session.add("claim", claim);
    await session.add("round", newRound(claim, step, { declared: wanted, claimClass, confirmedOn, facts }));
    await addClaimEvent(desk, session, step, {
      claim,
      action: "claim.opened",
      detail: { class: claimClass },
    });
  });
  return claimId;
}

/**
 * Opens the next round of a claim already paid: at a worse class, at the determined loss, or for what bounds had cut
 * off before.
 * @throws FUND_NOT_ELIGIBLE, FUND_WRONG_STATE
 */
export async function openRound(
  desk: FundDesk,
  step: Step,
  wanted: ClaimDeclaration & { readonly claimId: string },
): Promise<number> {
  const { actor } = step;
  return await desk.store.inParty(actor.partyId, async (session) => {
    const { claimId } = wanted;
    const claim = await requireRecord(session, "claim", { claimId }, "FUND_CLAIM_NOT_FOUND");
    requireState(claim.state, ["paid", "recovering"], "trueUp");
    if (claim.refundKind !== null || claim.recoveredFen > 0n) {
      throw fundFaults.fault("FUND_WRONG_STATE", {
        state: claim.refundKind ?? "recovering",
        action: "trueUp",
      });
    }
    const key = { enrolmentId: claim.enrolmentId };
    const enrolment = await requireRecord(session, "enrolment", key, "FUND_ENROLMENT_NOT_FOUND");
    const found = await findClaimable(desk, session, step, enrolment);
    const { claimClass, confirmedOn, facts } = requireClaimable(found);
    await requireSameLoss(session, claim, { claimClass, lossFen: wanted.lossFen });
    const round = claim.round + 1;
    const next = { ...claim, round };
    await session.add("round", newRound(next, step, { declared: wanted, claimClass, confirmedOn, facts }));
    await session.change("claim", { claimId }, { state: "draft", round });
    await addClaimEvent(desk, session, step, {
      claim: next,
      action: "claim.trueUpOpened",
      detail: { class: claimClass },
    });
    return round;
  });
}

/** A determined loss stays what it is: a later round may only ask for what bounds had cut off. */
async function requireSameLoss(
  session: FundSession,
  claim: ClaimRecord,
  filed: { readonly claimClass: ClaimClass; readonly lossFen: Fen },
): Promise<void> {
  if (!claim.isFinal) return;
  const rounds = await session.list("round", { claimId: claim.claimId });
  const final = rounds.find(({ lossKind, paidFen }) => lossKind === "actual" && paidFen !== null);
  if (filed.claimClass === "loss" && filed.lossFen === final?.lossFen) return;
  throw fundFaults.fault("FUND_WRONG_STATE", { state: "final", action: "trueUp" });
}

/**
 * The bank's second person sends a claim to the fund; what is missing must be there.
 * @throws FUND_SAME_PERSON, FUND_CLAIM_INCOMPLETE with what is missing, FUND_WRONG_STATE
 */
export async function submitClaim(desk: FundDesk, step: Step, claimId: string): Promise<void> {
  const { actor } = step;
  await desk.store.inParty(actor.partyId, async (session) => {
    const claim = await requireRecord(session, "claim", { claimId }, "FUND_CLAIM_NOT_FOUND");
    requireState(claim.state, ["draft"], "submit");
    const key = { claimId, round: claim.round };
    const round = await requireRecord(session, "round", key, "FUND_CLAIM_NOT_FOUND");
    requireOther(actor, [round.filedBy], "submit");
    const enrolmentKey = { enrolmentId: claim.enrolmentId };
    const enrolment = await requireRecord(session, "enrolment", enrolmentKey, "FUND_ENROLMENT_NOT_FOUND");
    const missing = checklistOf({ claim, round, enrolment }).filter(({ isThere }) => !isThere);
    if (missing.length > 0) {
      const names = missing.map(({ code, zh }) => `${zh} (${code})`).join(", ");
      throw fundFaults.fault("FUND_CLAIM_INCOMPLETE", { missing: names });
    }
    await session.change("round", key, { submittedBy: actor.id, submittedByName: actor.name });
    await session.change("claim", { claimId }, { state: "submitted" });
    await addClaimEvent(desk, session, step, { claim, action: "claim.submitted" });
  });
}

interface Claimable {
  readonly reasons: readonly Reason[];
  readonly claimClass: ClaimClass | null;
  readonly confirmedOn: string | null;
  readonly balanceFen: Fen;
  readonly facts: ClaimFacts | null;
}

/** What the loan book says today, and what speaks against claiming. */
async function findClaimable(
  desk: FundDesk,
  session: FundSession,
  { actor, on }: Step,
  enrolment: EnrolmentRecord,
): Promise<Claimable> {
  const { loanId, programmeId, filedOn } = enrolment;
  const loan = await desk.book.findLoan(actor.partyId, loanId);
  if (loan === null) throw fundFaults.fault("FUND_LOAN_NOT_FOUND", { id: loanId });
  const loanClass = await desk.book.classOf(actor.partyId, loanId, on);
  const day = await desk.book.dayOf(actor.partyId, loanId, on);
  const days = (await desk.book.daysOf(actor.partyId, loanId)).filter(
    ({ businessDate }) => businessDate <= on,
  );
  const { terms } = await requireVersion(session, programmeId, filedOn);
  const reasons: Reason[] = [];
  if (enrolment.state !== "confirmed") reasons.push(reason("notEnrolled"));
  if (loanClass.confirmed === null) reasons.push(reason("classNotConfirmed"));
  else if (!isClaimable(terms, loanClass.confirmed)) {
    reasons.push(reason("classBelowStart", { class: loanClass.confirmed, start: terms.startClass }));
  }
  const recognition = await desk.classSteps(actor.partyId, loanId);
  return {
    reasons,
    claimClass: isClaimable(terms, loanClass.confirmed) ? loanClass.confirmed : null,
    confirmedOn: loanClass.confirmedOn,
    balanceFen: day?.balanceFen ?? loan.balanceFen,
    facts: {
      loan,
      days: days.filter(({ daysPastDue }, index) => daysPastDue > 0 || index >= days.length - 30),
      loanClass,
      recognition,
    },
  };
}

function requireClaimable({ reasons, claimClass, confirmedOn, facts }: Claimable) {
  if (reasons.length > 0 || claimClass === null || confirmedOn === null || facts === null) {
    const said = reasons.map(({ zh, en }) => `${zh} (${en})`).join("; ");
    throw fundFaults.fault("FUND_NOT_ELIGIBLE", { reasons: said });
  }
  return { claimClass, confirmedOn, facts };
}

function newClaim(
  enrolment: EnrolmentRecord,
  made: {
    readonly claimId: string;
    readonly on: string;
    readonly episodeOn: string;
    readonly balanceFen: Fen;
  },
): ClaimRecord {
  const { partyId, programmeId, enrolmentId, bankPartyId, loanId, enterpriseId, sizeClass } = enrolment;
  if (sizeClass === null || sizeClass === "large") {
    throw fundFaults.fault("FUND_NOT_ELIGIBLE", { reasons: reason("sizeUnknown").zh });
  }
  const { balanceFen } = made;
  const eligibleFen = balanceFen < enrolment.principalFen ? balanceFen : enrolment.principalFen;
  if (eligibleFen <= 0n) throw fundFaults.fault("FUND_NOT_ELIGIBLE", { reasons: reason("loanEnded").zh });
  const owners = { partyId, programmeId, enrolmentId, bankPartyId, loanId, enterpriseId, sizeClass };
  const money = { paidFen: 0n, reservedFen: 0n, lifetimePaidFen: 0n, recoveredFen: 0n, bankRecoveredFen: 0n };
  const refund = { refundKind: null, refundDueOn: null, demandedBy: null, demandedByName: null };
  return {
    ...owners,
    ...money,
    ...refund,
    claimId: made.claimId,
    episodeOn: made.episodeOn,
    eligibleFen,
    state: "draft",
    round: 1,
    isFinal: false,
    refundedBy: null,
    refundedByName: null,
    openedOn: made.on,
  };
}

function newRound(
  claim: ClaimRecord,
  { actor }: Step,
  filed: {
    readonly declared: ClaimDeclaration;
    readonly claimClass: ClaimClass;
    readonly confirmedOn: string;
    readonly facts: ClaimFacts;
  },
): RoundRecord {
  const { lossFen, otherPolicyFen, otherFen, isDeclared, isUndertaken, collection } = filed.declared;
  if (lossFen < 0n || lossFen > claim.eligibleFen || otherPolicyFen < 0n || otherFen < 0n) {
    throw fundFaults.fault("FUND_LOSS_OUT_OF_RANGE", { eligible: shownYuan(claim.eligibleFen) });
  }
  return {
    partyId: claim.partyId,
    claimId: claim.claimId,
    round: claim.round,
    bankPartyId: claim.bankPartyId,
    class: filed.claimClass,
    classConfirmedOn: filed.confirmedOn,
    lossKind: filed.claimClass === "loss" ? "actual" : "expected",
    lossFen,
    otherPolicyFen,
    otherFen,
    isDeclared,
    isUndertaken,
    collection,
    facts: filed.facts,
    entitledFen: null,
    reservedFen: null,
    paidFen: null,
    filedBy: actor.id,
    filedByName: actor.name,
    submittedBy: null,
    submittedByName: null,
    checkedBy: null,
    checkedByName: null,
    approvedBy: null,
    approvedByName: null,
    rejectReason: null,
  };
}
