import type { BusinessDay, Fen } from "#kernel";
import { type AverageRatios, averageRatiosOf, averageRoomOf } from "./average-room.ts";
import { entitlementOf } from "./entitlement.ts";
import { type FundDesk, requireRecord, versionsOf } from "./fund-desk.ts";
import { type Programme, type ProgrammeTerms, type ProgrammeVersion, versionOn } from "./programme.ts";
import type { ClaimRecord, EntryRecord, MovementRecord, PostingRecord, QuotaRecord } from "./records.ts";

/** Where a programme's fund stands: sums, caps, ratios, and its book. */
export interface FundStanding {
  readonly programme: Programme;
  readonly inForce: ProgrammeVersion | null;
  readonly balanceFen: Fen;
  readonly reservedFen: Fen;
  readonly roomFen: Fen;
  readonly yearFen: Fen;
  readonly ratios: AverageRatios;
  /** Sum of each kind of entry, always positive. */
  readonly totals: Readonly<Partial<Record<EntryRecord["kind"], Fen>>>;
  readonly entries: readonly (EntryRecord & { readonly postings: readonly PostingRecord[] })[];
  readonly movements: readonly MovementRecord[];
  readonly quotas: readonly QuotaRecord[];
  readonly claims: readonly ClaimRecord[];
}

/** The programmes that a party may see; a fund's drafts are its own. */
export async function listProgrammes(desk: FundDesk, partyId: string): Promise<readonly Programme[]> {
  return await desk.store.inParty(partyId, async (session) => {
    const records = await session.list("programme");
    return await Promise.all(
      records.map(async ({ programmeId, partyId: fundPartyId, code, name }) => ({
        id: programmeId,
        fundPartyId,
        code,
        name,
        versions: await versionsOf(session, programmeId),
      })),
    );
  });
}

/** Reads the standing of one of the fund's own programmes. @throws FUND_PROGRAMME_NOT_FOUND */
export async function readStanding(
  desk: FundDesk,
  {
    partyId,
    programmeId,
    on,
  }: { readonly partyId: string; readonly programmeId: string; readonly on: BusinessDay },
): Promise<FundStanding> {
  return await desk.store.inParty(partyId, async (session) => {
    const key = { programmeId, partyId };
    const { code, name } = await requireRecord(session, "programme", key, "FUND_PROGRAMME_NOT_FOUND");
    const versions = await versionsOf(session, programmeId);
    const inForce = versionOn(versions, on);
    const pool = await requireRecord(session, "pool", key, "FUND_PROGRAMME_NOT_FOUND");
    const claims = await session.list("claim", key);
    const entries = await session.list("entry", key);
    const postings = Map.groupBy(await session.list("posting", { partyId }), ({ entryId }) => entryId);
    const withPostings = entries.map((entry) => ({ ...entry, postings: postings.get(entry.entryId) ?? [] }));
    return {
      programme: { id: programmeId, fundPartyId: partyId, code, name, versions },
      inForce,
      balanceFen: pool.balanceFen,
      reservedFen: pool.reservedFen,
      roomFen: averageRoomOf(claims, inForce?.terms.averageCapPpm ?? 500_000),
      yearFen: await session.reservedInYear(programmeId, on.slice(0, 4)),
      ratios: averageRatiosOf(claims),
      totals: totalsOf(withPostings),
      entries: withPostings,
      movements: await session.list("movement", key),
      quotas: await session.list("quota", key),
      claims,
    };
  });
}

function totalsOf(entries: FundStanding["entries"]): FundStanding["totals"] {
  const totals: Partial<Record<EntryRecord["kind"], Fen>> = {};
  for (const { kind, postings } of entries) {
    const toPool = postings.find(({ account }) => account === "pool")?.amountFen ?? 0n;
    totals[kind] = (totals[kind] ?? 0n) + (toPool < 0n ? -toPool : toPool);
  }
  return totals;
}

/** What other terms would mean for a claim that exists; nothing is changed by asking. */
export interface TermsEffect {
  readonly claim: ClaimRecord;
  readonly borrowerName: string;
  readonly class: string;
  readonly entitledFen: Fen;
  readonly wouldBeFen: Fen;
}

/** Works out every claim of a programme under other terms, beside what it is entitled to. */
export async function simulateTerms(
  desk: FundDesk,
  {
    partyId,
    programmeId,
    terms,
  }: { readonly partyId: string; readonly programmeId: string; readonly terms: ProgrammeTerms },
): Promise<readonly TermsEffect[]> {
  return await desk.store.inParty(partyId, async (session) => {
    const versions = await versionsOf(session, programmeId);
    const enrolments = new Map(
      (await session.list("enrolment", { programmeId })).map((one) => [one.enrolmentId, one]),
    );
    const effects: TermsEffect[] = [];
    for (const claim of await session.list("claim", { programmeId })) {
      const [round] = await session.list("round", { claimId: claim.claimId, round: claim.round });
      const enrolment = enrolments.get(claim.enrolmentId);
      const promised = enrolment === undefined ? null : versionOn(versions, enrolment.filedOn);
      if (round === undefined || enrolment === undefined || promised === null) continue;
      const input = {
        size: claim.sizeClass,
        claimClass: round.class,
        eligibleFen: claim.eligibleFen,
        loss: { kind: round.lossKind, fen: round.lossFen },
        otherPolicyFen: round.otherPolicyFen,
        otherFen: round.otherFen,
        paidFen: claim.paidFen,
      } as const;
      effects.push({
        claim,
        borrowerName: enrolment.borrowerName,
        class: round.class,
        entitledFen: entitlementOf({ ...input, terms: promised.terms }).entitledFen,
        wouldBeFen: entitlementOf({ ...input, terms }).entitledFen,
      });
    }
    return effects;
  });
}
