import { addDays, type Fen } from "#kernel";
import {
  addClaimEvent,
  type FundDesk,
  requireOther,
  requireRecord,
  requireState,
  requireVersion,
  type Step,
} from "./fund-desk.ts";
import { fundFaults } from "./errors.ts";
import { postMoney } from "./move-money.ts";
import { borneLossOf, type RecoverySplit, splitRecovery } from "./recovery-split.ts";
import { holdClaim, releaseReservation } from "./settle-claim.ts";

/**
 * Asks the bank for what was paid: the loan is cured, or the claim was a fraud. A reservation under way is released;
 * the money is due within the days of the terms.
 * @throws FUND_WRONG_STATE when nothing was paid, or the loan is not confirmed as 正常
 */
export async function demandRefund(
  desk: FundDesk,
  step: Step,
  { claimId, kind }: { readonly claimId: string; readonly kind: "cure" | "fraud" },
): Promise<void> {
  const { actor, on } = step;
  await desk.store.inParty(actor.partyId, async (session) => {
    const { claim, pool } = await holdClaim(session, actor.partyId, claimId);
    if (claim.paidFen === 0n || claim.refundKind !== null) {
      throw fundFaults.fault("FUND_WRONG_STATE", { state: claim.state, action: "demandRefund" });
    }
    if (kind === "cure") {
      const { confirmed } = await desk.book.classOf(actor.partyId, claim.loanId, on);
      if (confirmed !== "pass") {
        throw fundFaults.fault("FUND_WRONG_STATE", { state: confirmed ?? "unconfirmed", action: "cure" });
      }
    }
    await releaseReservation(session, claim, pool);
    const { terms } = await requireVersion(session, claim.programmeId, on);
    const refundDueOn = addDays(on, terms.refundDays);
    await session.change(
      "claim",
      { claimId },
      {
        state: claim.isFinal ? "recovering" : "paid",
        refundKind: kind,
        refundDueOn,
        demandedBy: actor.id,
        demandedByName: actor.name,
      },
    );
    await addClaimEvent(desk, session, step, {
      claim,
      action: kind === "cure" ? "claim.cured" : "claim.fraudFound",
      detail: { refundDueOn, amountFen: (claim.paidFen - claim.recoveredFen).toString() },
    });
  });
}

/**
 * Books what the bank gave back: all that was paid and not recovered meanwhile. By another officer than the one who
 * asked for it. @throws FUND_SAME_PERSON, FUND_WRONG_STATE
 */
export async function bookRefund(desk: FundDesk, step: Step, claimId: string): Promise<Fen> {
  const { actor, on } = step;
  return await desk.store.inParty(actor.partyId, async (session) => {
    const { claim, pool } = await holdClaim(session, actor.partyId, claimId);
    requireState(claim.state, ["paid", "recovering"], "refund");
    if (claim.refundKind === null) {
      throw fundFaults.fault("FUND_WRONG_STATE", { state: claim.state, action: "refund" });
    }
    requireOther(actor, [claim.demandedBy], "refund");
    const amountFen = claim.paidFen - claim.recoveredFen;
    if (amountFen > 0n) {
      await postMoney(desk, session, pool, {
        programmeId: claim.programmeId,
        kind: claim.refundKind === "cure" ? "refund" : "clawBack",
        cause: `${claimId}:back`,
        claimId,
        onDay: on,
        toPoolFen: amountFen,
        against: `bank:${claim.bankPartyId}`,
      });
    }
    await session.change(
      "claim",
      { claimId },
      {
        state: claim.refundKind === "cure" ? "refunded" : "clawedBack",
        paidFen: 0n,
        refundedBy: actor.id,
        refundedByName: actor.name,
      },
    );
    const action = claim.refundKind === "cure" ? "claim.refunded" : "claim.clawedBack";
    await addClaimEvent(desk, session, step, { claim, action, detail: { amountFen: amountFen.toString() } });
    return amountFen;
  });
}

/** The bank reports what it recovered from the borrower; the fund books it. */
export async function reportRecovery(
  desk: FundDesk,
  step: Step,
  wanted: { readonly claimId: string; readonly grossFen: Fen; readonly costFen: Fen; readonly note: string },
): Promise<string> {
  const { actor, on } = step;
  const recoveryId = desk.nextId();
  await desk.store.inParty(actor.partyId, async (session) => {
    const { claimId, grossFen, costFen, note } = wanted;
    const claim = await requireRecord(session, "claim", { claimId }, "FUND_CLAIM_NOT_FOUND");
    requireState(claim.state, ["recovering"], "recover");
    if (costFen < 0n || costFen > grossFen)
      throw fundFaults.fault("FUND_RECOVERY_COSTS", { costFen, grossFen });
    await session.add("recovery", {
      partyId: claim.partyId,
      recoveryId,
      claimId,
      bankPartyId: claim.bankPartyId,
      onDay: on,
      grossFen,
      costFen,
      fundFen: null,
      bankFen: null,
      note,
      state: "reported",
      reportedBy: actor.id,
      reportedByName: actor.name,
      bookedBy: null,
      bookedByName: null,
    });
    await addClaimEvent(desk, session, step, {
      claim,
      action: "recovery.reported",
      detail: { grossFen: grossFen.toString(), costFen: costFen.toString() },
    });
  });
  return recoveryId;
}

/**
 * Splits a reported recovery pro rata to the net loss borne and books the fund's part (I4).
 * @throws FUND_RECOVERY_TOO_LARGE, FUND_SAME_PERSON, FUND_WRONG_STATE
 */
export async function bookRecovery(desk: FundDesk, step: Step, recoveryId: string): Promise<RecoverySplit> {
  const { actor, on } = step;
  return await desk.store.inParty(actor.partyId, async (session) => {
    const key = { recoveryId, partyId: actor.partyId };
    const { claimId } = await requireRecord(session, "recovery", key, "FUND_CLAIM_NOT_FOUND");
    const { claim, round, pool } = await holdClaim(session, actor.partyId, claimId);
    const recovery = await requireRecord(session, "recovery", key, "FUND_CLAIM_NOT_FOUND");
    requireState(recovery.state, ["reported"], "book");
    requireState(claim.state, ["recovering"], "recover");
    requireOther(actor, [recovery.reportedBy], "book");
    const otherFen = round.otherPolicyFen + round.otherFen;
    const borne = borneLossOf({ ...claim, lossFen: round.lossFen, otherFen });
    const split = splitRecovery(borne, recovery.grossFen, recovery.costFen);
    if (split.fundFen > 0n) {
      await postMoney(desk, session, pool, {
        programmeId: claim.programmeId,
        kind: "recovery",
        cause: recoveryId,
        claimId,
        onDay: on,
        toPoolFen: split.fundFen,
        against: `recovery:${claim.bankPartyId}`,
      });
    }
    const booked = { state: "booked", bookedBy: actor.id, bookedByName: actor.name } as const;
    await session.change("recovery", key, { ...booked, fundFen: split.fundFen, bankFen: split.bankFen });
    await session.change(
      "claim",
      { claimId },
      {
        recoveredFen: claim.recoveredFen + split.fundFen,
        bankRecoveredFen: claim.bankRecoveredFen + split.bankFen,
      },
    );
    await addClaimEvent(desk, session, step, {
      claim,
      action: "recovery.booked",
      detail: { fundFen: split.fundFen.toString(), bankFen: split.bankFen.toString() },
    });
    return split;
  });
}

/** Nothing more is to be expected. @throws FUND_WRONG_STATE */
export async function closeClaim(desk: FundDesk, step: Step, claimId: string): Promise<void> {
  const { actor } = step;
  await desk.store.inParty(actor.partyId, async (session) => {
    const { claim } = await holdClaim(session, actor.partyId, claimId);
    requireState(claim.state, ["recovering"], "close");
    await session.change("claim", { claimId }, { state: "closed" });
    await addClaimEvent(desk, session, step, { claim, action: "claim.closed" });
  });
}
