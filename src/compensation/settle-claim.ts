import type { Fen } from "#kernel";
import { averageRoomOf } from "./average-room.ts";
import { type Entitlement, entitlementOf } from "./entitlement.ts";
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
import type { FundSession } from "./fund-store.ts";
import { postMoney, requirePool } from "./move-money.ts";
import type { ProgrammeTerms } from "./programme.ts";
import type { ClaimRecord, EnrolmentRecord, PoolRecord, RoundRecord } from "./records.ts";
import { judgeReservation, type ReservationVerdict } from "./reservation-limits.ts";

/** A claim under the lock of its programme's money. */
interface Held {
  readonly claim: ClaimRecord;
  readonly round: RoundRecord;
  readonly pool: PoolRecord;
}

/** The first fund officer has gone through the cross-checks (经办). @throws FUND_WRONG_STATE */
export async function checkClaim(desk: FundDesk, step: Step, claimId: string): Promise<void> {
  const { actor } = step;
  await desk.store.inParty(actor.partyId, async (session) => {
    const { claim } = await holdClaim(session, actor.partyId, claimId);
    requireState(claim.state, ["submitted"], "check");
    const key = { claimId, round: claim.round };
    await session.change("round", key, { checkedBy: actor.id, checkedByName: actor.name });
    await session.change("claim", { claimId }, { state: "checked" });
    await addClaimEvent(desk, session, step, { claim, action: "claim.checked" });
  });
}

/**
 * Reserves what is payable within every bound; the money is then nobody else's.
 * @throws FUND_LIMIT_REACHED naming the bound, FUND_WRONG_STATE, FUND_NOT_ELIGIBLE when the class has changed
 */
export async function reserveClaim(desk: FundDesk, step: Step, claimId: string): Promise<Fen> {
  const { actor, on } = step;
  return await desk.store.inParty(actor.partyId, async (session) => {
    const { claim, round, pool } = await holdClaim(session, actor.partyId, claimId);
    requireState(claim.state, ["checked"], "reserve");
    const { entitlement, verdict } = await judgeClaim(session, { claim, round, pool }, on);
    const isOver = round.lossKind === "actual" && claim.paidFen > 0n && entitlement.payableFen <= 0n;
    if (verdict.kind === "refused" && !isOver) {
      throw fundFaults.fault("FUND_LIMIT_REACHED", { limit: verdict.limit });
    }
    const amountFen = verdict.kind === "reserved" ? verdict.amountFen : 0n;
    const { partyId, programmeId } = claim;
    const key = { claimId, round: claim.round };
    if (amountFen > 0n) {
      await session.add("reservation", { partyId, ...key, programmeId, onDay: on, amountFen, state: "held" });
      await session.change("pool", { programmeId }, { reservedFen: pool.reservedFen + amountFen });
    }
    const reservedFen = amountFen > 0n ? amountFen : entitlement.payableFen;
    await session.change("round", key, { entitledFen: entitlement.entitledFen, reservedFen });
    await session.change("claim", { claimId }, { state: "reserved", reservedFen: amountFen });
    await addClaimEvent(desk, session, step, {
      claim,
      action: "claim.reserved",
      detail: { amountFen: reservedFen.toString(), entitledFen: entitlement.entitledFen.toString() },
    });
    return reservedFen;
  });
}

/** The second fund officer approves (复核). @throws FUND_SAME_PERSON, FUND_ROOM_EXHAUSTED, FUND_WRONG_STATE */
export async function approveClaim(desk: FundDesk, step: Step, claimId: string): Promise<void> {
  const { actor, on } = step;
  await desk.store.inParty(actor.partyId, async (session) => {
    const held = await holdClaim(session, actor.partyId, claimId);
    const { claim, round } = held;
    requireState(claim.state, ["reserved"], "approve");
    requireOther(actor, [round.checkedBy, round.filedBy, round.submittedBy], "approve");
    await requireRoom(session, held, on);
    const key = { claimId, round: claim.round };
    await session.change("round", key, { approvedBy: actor.id, approvedByName: actor.name });
    await session.change("claim", { claimId }, { state: "approved" });
    await addClaimEvent(desk, session, step, { claim, action: "claim.approved" });
  });
}

/**
 * Pays what was reserved; at the determined loss the claim is final, and what had been advanced too much comes back.
 * @throws FUND_ROOM_EXHAUSTED, FUND_OVERDRAWN, FUND_WRONG_STATE
 */
export async function payClaim(desk: FundDesk, step: Step, claimId: string): Promise<Fen> {
  const { actor, on } = step;
  return await desk.store.inParty(actor.partyId, async (session) => {
    const held = await holdClaim(session, actor.partyId, claimId);
    const { claim, round, pool } = held;
    requireState(claim.state, ["approved"], "pay");
    await requireRoom(session, held, on);
    const amountFen = round.reservedFen ?? 0n;
    const isPayment = amountFen > 0n;
    if (amountFen !== 0n) {
      await postMoney(desk, session, pool, {
        programmeId: claim.programmeId,
        kind: isPayment ? "payment" : "refund",
        cause: `${claimId}:${claim.round}`,
        claimId,
        onDay: on,
        toPoolFen: -amountFen,
        against: `bank:${claim.bankPartyId}`,
        reservedFen: isPayment ? -amountFen : 0n,
      });
    }
    const key = { claimId, round: claim.round };
    if (isPayment) await session.change("reservation", key, { state: "paid" });
    await session.change("round", key, { paidFen: amountFen });
    const isFinal = round.lossKind === "actual";
    await session.change(
      "claim",
      { claimId },
      {
        state: isFinal ? "recovering" : "paid",
        isFinal,
        reservedFen: 0n,
        paidFen: claim.paidFen + amountFen,
        lifetimePaidFen: claim.lifetimePaidFen + (isPayment ? amountFen : 0n),
      },
    );
    await addClaimEvent(desk, session, step, {
      claim,
      action: isFinal ? "claim.settled" : "claim.paid",
      detail: { amountFen: amountFen.toString() },
    });
    return amountFen;
  });
}

/** Refuses a round with a reason; what was reserved is free again, what was paid before stays. */
export async function rejectClaim(
  desk: FundDesk,
  step: Step,
  { claimId, why }: { readonly claimId: string; readonly why: string },
): Promise<void> {
  const { actor } = step;
  await desk.store.inParty(actor.partyId, async (session) => {
    const { claim, pool } = await holdClaim(session, actor.partyId, claimId);
    requireState(claim.state, ["submitted", "checked", "reserved", "approved"], "reject");
    await releaseReservation(session, claim, pool);
    const key = { claimId, round: claim.round };
    await session.change("round", key, { rejectReason: why });
    const before = claim.isFinal ? "recovering" : "paid";
    const state = claim.lifetimePaidFen > 0n ? before : "rejected";
    await session.change("claim", { claimId }, { state, reservedFen: 0n });
    await addClaimEvent(desk, session, step, { claim, action: "claim.rejected", detail: { why } });
  });
}

/** Gives back to the pool what is reserved for a claim, under the lock. */
export async function releaseReservation(
  session: FundSession,
  claim: ClaimRecord,
  pool: PoolRecord,
): Promise<PoolRecord> {
  if (claim.reservedFen === 0n) return pool;
  const { claimId, round, programmeId } = claim;
  await session.change("reservation", { claimId, round }, { state: "released" });
  const reservedFen = pool.reservedFen - claim.reservedFen;
  await session.change("pool", { programmeId }, { reservedFen });
  await session.change("claim", { claimId }, { reservedFen: 0n });
  return { ...pool, reservedFen };
}

/** The claim, read again once the programme's money is locked. @throws FUND_CLAIM_NOT_FOUND */
export async function holdClaim(session: FundSession, partyId: string, claimId: string): Promise<Held> {
  const found = await requireRecord(session, "claim", { claimId, partyId }, "FUND_CLAIM_NOT_FOUND");
  const pool = await requirePool(session, found.programmeId);
  const claim = await requireRecord(session, "claim", { claimId, partyId }, "FUND_CLAIM_NOT_FOUND");
  const key = { claimId, round: claim.round };
  return { claim, pool, round: await requireRecord(session, "round", key, "FUND_CLAIM_NOT_FOUND") };
}

/** What a round is entitled to, and how much of it every bound allows now. */
export async function judgeClaim(
  session: FundSession,
  { claim, round, pool }: Held,
  on: string,
): Promise<{ readonly entitlement: Entitlement; readonly verdict: ReservationVerdict }> {
  const key = { enrolmentId: claim.enrolmentId };
  const enrolment = await requireRecord(session, "enrolment", key, "FUND_ENROLMENT_NOT_FOUND");
  const terms = await termsFor(session, enrolment, on);
  const entitlement = entitlementOf({
    terms,
    size: claim.sizeClass,
    claimClass: round.class,
    eligibleFen: claim.eligibleFen,
    loss: { kind: round.lossKind, fen: round.lossFen },
    otherPolicyFen: round.otherPolicyFen,
    otherFen: round.otherFen,
    paidFen: claim.paidFen,
  });
  const { programmeId } = claim;
  const stored = await session.list("claim", { programmeId });
  // The caller may look at a claim as if its own reservation were not there.
  const claims = stored.map((other) => (other.claimId === claim.claimId ? claim : other));
  const setAside = stored.reduce(
    (sum, other, index) => sum + other.reservedFen - (claims[index]?.reservedFen ?? 0n),
    0n,
  );
  const committedFor = (isCounted: (other: ClaimRecord) => boolean): Fen =>
    claims.filter(isCounted).reduce((sum, { paidFen, reservedFen }) => sum + paidFen + reservedFen, 0n);
  const firm = claim.enterpriseId ?? claim.loanId;
  const figures = {
    balanceFen: pool.balanceFen,
    reservedFen: pool.reservedFen,
    roomFen: averageRoomOf(claims, terms.averageCapPpm),
    yearFen: (await session.reservedInYear(programmeId, on.slice(0, 4))) - setAside,
    bankFen: committedFor(({ bankPartyId }) => bankPartyId === claim.bankPartyId),
    firmFen: committedFor(({ enterpriseId, loanId }) => (enterpriseId ?? loanId) === firm),
  };
  return { entitlement, verdict: judgeReservation(terms, figures, claim, entitlement.payableFen) };
}

/**
 * The terms of a claim: ratios and shares as promised on the day of enrolment, caps as they are now (terms are never
 * retroactive; a cap that was lowered refuses new reservations and honours old ones).
 */
async function termsFor(
  session: FundSession,
  { programmeId, filedOn }: EnrolmentRecord,
  on: string,
): Promise<ProgrammeTerms> {
  const promised = await requireVersion(session, programmeId, filedOn);
  const { annualCapFen, bankCapFen, firmCapFen, averageCapPpm } = (
    await requireVersion(session, programmeId, on)
  ).terms;
  return { ...promised.terms, annualCapFen, bankCapFen, firmCapFen, averageCapPpm };
}

/** I2: while the room is below zero nothing more is approved or paid; money that comes back is always taken. */
async function requireRoom(session: FundSession, { claim, round }: Held, on: string): Promise<void> {
  if ((round.reservedFen ?? 0n) <= 0n) return;
  const { averageCapPpm } = (await requireVersion(session, claim.programmeId, on)).terms;
  const claims = await session.list("claim", { programmeId: claim.programmeId });
  const roomFen = averageRoomOf(claims, averageCapPpm);
  if (roomFen < 0n) throw fundFaults.fault("FUND_ROOM_EXHAUSTED", { roomFen });
}
