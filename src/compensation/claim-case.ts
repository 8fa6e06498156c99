import type { BusinessDay, Fen } from "#kernel";
import { nodeCrypto } from "#ledger";
import { type BundleReport, formatBundle, verifyBundle } from "#seal";
import {
  type ChecklistItem,
  checklistOf,
  type CrossCheck,
  crossChecksOf,
  refundLatenessOf,
} from "./claim-checklist.ts";
import type { ArithmeticStep } from "./entitlement.ts";
import { type FundDesk, requireRecord, versionsOf } from "./fund-desk.ts";
import type {
  ClaimRecord,
  EnrolmentRecord,
  EventRecord,
  ProgrammeRecord,
  RecoveryRecord,
  RoundRecord,
  SealRecord,
} from "./records.ts";
import { judgeClaim } from "./settle-claim.ts";

/** All that a case page and a claim file show about one claim. */
export interface ClaimCase {
  readonly programme: ProgrammeRecord;
  readonly claim: ClaimRecord;
  readonly round: RoundRecord;
  readonly rounds: readonly RoundRecord[];
  readonly enrolment: EnrolmentRecord;
  readonly recoveries: readonly RecoveryRecord[];
  readonly events: readonly (EventRecord & { readonly seal: SealRecord | null })[];
  readonly checklist: readonly ChecklistItem[];
  readonly checks: readonly CrossCheck[];
  /** From eligible principal to what is payable now. */
  readonly arithmetic: readonly ArithmeticStep[];
  /** From what is payable to what every bound of the pool allows; for the fund's eyes only, empty for a bank. */
  readonly limits: readonly ArithmeticStep[];
  /** Loss borne and recovered by bank and fund, and by others. */
  readonly borne: LossWaterfall;
  readonly daysLate: number | null;
  readonly evidence: ClaimEvidence | null;
}

/** Who bears a claim's loss, after recoveries. */
export interface LossWaterfall {
  readonly lossFen: Fen;
  readonly otherFen: Fen;
  readonly fundPaidFen: Fen;
  readonly fundRecoveredFen: Fen;
  readonly bankRecoveredFen: Fen;
  readonly bankNetFen: Fen;
}

/** The evidence bundle of the claim's enterprise, and what verifying it found. */
export interface ClaimEvidence {
  readonly bundle: string;
  readonly report: BundleReport;
  /** How many entries of the enterprise's log it proves. */
  readonly entries: number;
}

/**
 * Reads a claim with what belongs to it, as the party may see it.
 * @throws FUND_CLAIM_NOT_FOUND
 */
export async function readClaimCase(
  desk: FundDesk,
  { partyId, claimId, on }: { readonly partyId: string; readonly claimId: string; readonly on: BusinessDay },
): Promise<ClaimCase> {
  const evidence = await readEvidence(desk, partyId, claimId);
  return await desk.store.inParty(partyId, async (session) => {
    const claim = await requireRecord(session, "claim", { claimId }, "FUND_CLAIM_NOT_FOUND");
    const { programmeId, enrolmentId } = claim;
    const programme = await requireRecord(session, "programme", { programmeId }, "FUND_PROGRAMME_NOT_FOUND");
    const enrolment = await requireRecord(session, "enrolment", { enrolmentId }, "FUND_ENROLMENT_NOT_FOUND");
    const rounds = await session.list("round", { claimId });
    const key = { claimId, round: claim.round };
    const round = await requireRecord(session, "round", key, "FUND_CLAIM_NOT_FOUND");
    const isFund = claim.partyId === partyId;
    const [pool] = isFund ? await session.list("pool", { programmeId }) : [];
    const { balanceFen, reservedFen } = pool ?? { balanceFen: 0n, reservedFen: claim.reservedFen };
    // The bounds as they were when this claim's own reservation was made, or would be.
    const free = {
      partyId: claim.partyId,
      programmeId,
      balanceFen,
      reservedFen: reservedFen - claim.reservedFen,
    };
    const judged = await judgeClaim(session, { claim: { ...claim, reservedFen: 0n }, round, pool: free }, on);
    const origin = claim.enterpriseId === null ? "" : desk.ledger.originOf("enterprise", claim.enterpriseId);
    const seals = new Map((await session.list("seal", { origin })).map((seal) => [seal.eventId, seal]));
    const events = await session.list("event", { claimId });
    const parts = { claim, round, enrolment };
    const loanClass = await desk.book.classOf(partyId, claim.loanId, on).catch(() => null);
    const isEvidenceSound = evidence === null ? null : evidence.report.verdict === "verified";
    return {
      programme,
      ...parts,
      rounds,
      recoveries: await session.list("recovery", { claimId }),
      events: events.map((event) => ({ ...event, seal: seals.get(event.eventId) ?? null })),
      checklist: checklistOf(parts),
      checks: crossChecksOf(parts, await versionsOf(session, programmeId), { loanClass, isEvidenceSound }),
      arithmetic: judged.entitlement.steps,
      limits: isFund ? judged.verdict.steps : [],
      borne: waterfallOf(claim, round),
      daysLate: refundLatenessOf(claim, on),
      evidence,
    };
  });
}

function waterfallOf(claim: ClaimRecord, round: RoundRecord): LossWaterfall {
  const otherFen = round.otherPolicyFen + round.otherFen;
  const { paidFen, recoveredFen, bankRecoveredFen } = claim;
  return {
    lossFen: round.lossFen,
    otherFen,
    fundPaidFen: paidFen,
    fundRecoveredFen: recoveredFen,
    bankRecoveredFen,
    bankNetFen: round.lossFen - otherFen - paidFen - bankRecoveredFen,
  };
}

/** The evidence about the claim's enterprise as of the last signed state of the log; null where there is none. */
async function readEvidence(desk: FundDesk, partyId: string, claimId: string): Promise<ClaimEvidence | null> {
  const [claim] = await desk.store.inParty(
    partyId,
    async (session) => await session.list("claim", { claimId }),
  );
  if (claim?.enterpriseId === undefined || claim.enterpriseId === null) return null;
  const origin = desk.ledger.originOf("enterprise", claim.enterpriseId);
  await desk.ledger.checkpoint();
  const bundle = await desk.ledger.bundle(origin, { newestResult: true }).catch(() => null);
  if (bundle === null) return null;
  const text = formatBundle(bundle);
  const report = verifyBundle(new TextEncoder().encode(text), nodeCrypto, desk.ledger.trust());
  return { bundle: text, report, entries: bundle.log.size };
}
