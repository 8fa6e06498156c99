import type { BusinessDay, Fen } from "#kernel";
import { fundFaults } from "./errors.ts";
import {
  addEvent,
  type FundDesk,
  requireOther,
  requireRecord,
  requireState,
  type Step,
} from "./fund-desk.ts";
import type { MovementKind } from "./fund-event.ts";
import type { FundSession } from "./fund-store.ts";
import type { EntryRecord, PoolRecord } from "./records.ts";

/** Proposes money into or out of the pool; nothing moves until another officer confirms. */
export async function proposeMovement(
  desk: FundDesk,
  { actor, on }: Step,
  wanted: {
    readonly programmeId: string;
    readonly kind: MovementKind;
    readonly onDay: BusinessDay;
    readonly amountFen: Fen;
    readonly source: string;
  },
): Promise<string> {
  const { partyId } = actor;
  const movementId = desk.nextId();
  await desk.store.inParty(partyId, async (session) => {
    const { programmeId } = wanted;
    await requireRecord(session, "programme", { programmeId, partyId }, "FUND_PROGRAMME_NOT_FOUND");
    await session.add("movement", {
      partyId,
      movementId,
      ...wanted,
      state: "proposed",
      madeBy: actor.id,
      madeByName: actor.name,
      confirmedBy: null,
      confirmedByName: null,
      madeAtMs: desk.clock(),
    });
    await addEvent(
      desk,
      session,
      { actor, on },
      {
        fundPartyId: partyId,
        subjectKind: "movement",
        subjectId: movementId,
        action: "movement.proposed",
        detail: { kind: wanted.kind, amountFen: wanted.amountFen.toString() },
      },
    );
  });
  return movementId;
}

/** Posts a proposed movement. @throws FUND_SAME_PERSON, FUND_OVERDRAWN, FUND_WRONG_STATE */
export async function confirmMovement(desk: FundDesk, step: Step, movementId: string): Promise<void> {
  const { actor } = step;
  await desk.store.inParty(actor.partyId, async (session) => {
    const key = { movementId, partyId: actor.partyId };
    const found = await requireRecord(session, "movement", key, "FUND_MOVEMENT_NOT_FOUND");
    const pool = await requirePool(session, found.programmeId);
    const movement = await requireRecord(session, "movement", key, "FUND_MOVEMENT_NOT_FOUND");
    requireState(movement.state, ["proposed"], "confirm");
    requireOther(actor, [movement.madeBy], "confirm");
    const { kind, amountFen, programmeId } = movement;
    const isOut = kind === "fee" || kind === "return";
    await postMoney(desk, session, pool, {
      programmeId,
      kind,
      cause: movementId,
      claimId: null,
      onDay: movement.onDay,
      toPoolFen: isOut ? -amountFen : amountFen,
      against: `${kind}:${movement.source}`,
    });
    const confirmed = { state: "confirmed", confirmedBy: actor.id, confirmedByName: actor.name } as const;
    await session.change("movement", key, confirmed);
    await addEvent(desk, session, step, {
      fundPartyId: actor.partyId,
      subjectKind: "movement",
      subjectId: movementId,
      action: "movement.confirmed",
      detail: { kind, amountFen: amountFen.toString() },
    });
  });
}

/** The pool under its lock: whoever holds it moves the programme's money alone. @throws FUND_PROGRAMME_NOT_FOUND */
export async function requirePool(session: FundSession, programmeId: string): Promise<PoolRecord> {
  const pool = await session.lockPool(programmeId);
  if (pool === null) throw fundFaults.fault("FUND_PROGRAMME_NOT_FOUND", { id: programmeId });
  return pool;
}

/** Money that is posted. */
export interface PostedMoney
  extends Pick<EntryRecord, "programmeId" | "kind" | "cause" | "claimId" | "onDay"> {
  /** Into the pool; negative out of it. */
  readonly toPoolFen: Fen;
  /** The account on the other side. */
  readonly against: string;
  /** What the reservations change by in the same step. */
  readonly reservedFen?: Fen;
}

/**
 * One double entry and the pool's new sums, in the transaction that holds the lock.
 * @returns the pool as it stands now
 * @throws FUND_OVERDRAWN when what is left does not cover it and the reservations
 */
export async function postMoney(
  desk: Pick<FundDesk, "nextId" | "clock">,
  session: FundSession,
  pool: PoolRecord,
  money: PostedMoney,
): Promise<PoolRecord> {
  const { toPoolFen, against, reservedFen = 0n, ...entry } = money;
  const after = {
    ...pool,
    balanceFen: pool.balanceFen + toPoolFen,
    reservedFen: pool.reservedFen + reservedFen,
  };
  if (after.balanceFen - after.reservedFen < 0n) {
    const availableFen = pool.balanceFen - pool.reservedFen;
    throw fundFaults.fault("FUND_OVERDRAWN", { availableFen, amountFen: -toPoolFen });
  }
  const { partyId } = pool;
  const entryId = desk.nextId();
  await session.add("entry", {
    partyId,
    entryId,
    ...entry,
    atMs: desk.clock(),
    balanceAfterFen: after.balanceFen,
  });
  await session.add("posting", { partyId, entryId, line: 1, account: "pool", amountFen: toPoolFen });
  await session.add("posting", { partyId, entryId, line: 2, account: against, amountFen: -toPoolFen });
  const { balanceFen, reservedFen: reserved } = after;
  await session.change("pool", { programmeId: pool.programmeId }, { balanceFen, reservedFen: reserved });
  return after;
}
