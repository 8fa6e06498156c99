import type { BusinessDay, Clock, IdSource } from "#kernel";
import type { Ledger } from "#ledger";
import type { LoanBook } from "#lending";
import { fundFaults } from "./errors.ts";
import type { FundSession, FundStore } from "./fund-store.ts";
import { type ProgrammeVersion, versionOn } from "./programme.ts";
import type { ClassStep, EventRecord, FundRecords, RecordKind } from "./records.ts";

/** A person of one party who does something; names are kept with what they did. */
export interface FundActor {
  readonly id: string;
  readonly name: string;
  readonly partyId: string;
}

/** Everything that the use cases of the fund need, passed in. */
export interface FundDesk {
  readonly store: FundStore;
  readonly book: LoanBook;
  /** Lets the fund read a loan of the bank; by enrolment only. */
  shareLoan(bankPartyId: string, loanId: string, fundPartyId: string): Promise<void>;
  /** The class record of a loan with its three people, oldest first; empty where the book does not tell. */
  classSteps(partyId: string, loanId: string): Promise<readonly ClassStep[]>;
  readonly ledger: Pick<Ledger, "append" | "originOf" | "checkpoint" | "bundle" | "trust">;
  readonly nextId: IdSource;
  readonly clock: Clock;
}

/** What a step is told: who does it, and on which business day. */
export interface Step {
  readonly actor: FundActor;
  readonly on: BusinessDay;
}

/** The one record with these fields. @throws the given fault when there is none, or the policies hide it */
export async function requireRecord<Kind extends RecordKind>(
  session: FundSession,
  kind: Kind,
  where: Partial<FundRecords[Kind]>,
  missing: Parameters<typeof fundFaults.fault>[0],
): Promise<FundRecords[Kind]> {
  const [found] = await session.list(kind, where);
  if (found !== undefined) return found;
  const id = Object.values(where).find((value) => typeof value === "string");
  throw fundFaults.fault(missing, { id: typeof id === "string" ? id : "" });
}

/** The versions of a programme, as the arithmetic takes them. */
export async function versionsOf(
  session: FundSession,
  programmeId: string,
): Promise<readonly ProgrammeVersion[]> {
  return await session.list("version", { programmeId });
}

/** The version in force on a day. @throws FUND_NO_TERMS */
export async function requireVersion(
  session: FundSession,
  programmeId: string,
  day: BusinessDay,
): Promise<ProgrammeVersion> {
  const version = versionOn(await versionsOf(session, programmeId), day);
  if (version === null) throw fundFaults.fault("FUND_NO_TERMS", { day });
  return version;
}

type Said = Pick<EventRecord, "subjectKind" | "subjectId" | "action"> &
  Partial<Pick<EventRecord, "bankPartyId" | "claimId" | "enterpriseId" | "detail">>;

/** Adds what happened, in the transaction in which it happened. */
export async function addEvent(
  desk: Pick<FundDesk, "nextId" | "clock">,
  session: FundSession,
  { actor, on }: Step,
  said: Said & { readonly fundPartyId: string },
): Promise<void> {
  const { fundPartyId, ...rest } = said;
  await session.add("event", {
    partyId: fundPartyId,
    eventId: desk.nextId(),
    bankPartyId: null,
    claimId: null,
    enterpriseId: null,
    ...rest,
    detail: { on, ...said.detail },
    actorPartyId: actor.partyId,
    actorId: actor.id,
    actorName: actor.name,
    atMs: desk.clock(),
  });
}

/** The same of a claim. */
export async function addClaimEvent(
  desk: FundDesk,
  session: FundSession,
  step: Step,
  said: {
    readonly claim: FundRecords["claim"];
    readonly action: string;
    readonly detail?: EventRecord["detail"];
  },
): Promise<void> {
  const { claim, action, detail = {} } = said;
  await addEvent(desk, session, step, {
    fundPartyId: claim.partyId,
    bankPartyId: claim.bankPartyId,
    subjectKind: "claim",
    subjectId: claim.claimId,
    claimId: claim.claimId,
    enterpriseId: claim.enterpriseId,
    action,
    detail: { round: claim.round, ...detail },
  });
}

/** Refuses the second step to the person of the first (经办 ≠ 复核). @throws FUND_SAME_PERSON */
export function requireOther(actor: FundActor, others: readonly (string | null)[], step: string): void {
  if (others.includes(actor.id)) throw fundFaults.fault("FUND_SAME_PERSON", { step });
}

/** @throws FUND_WRONG_STATE */
export function requireState<State extends string>(
  found: State,
  wanted: readonly State[],
  action: string,
): void {
  if (!wanted.includes(found)) throw fundFaults.fault("FUND_WRONG_STATE", { state: found, action });
}
