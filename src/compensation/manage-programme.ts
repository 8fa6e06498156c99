import type { BusinessDay } from "#kernel";
import { fundFaults } from "./errors.ts";
import {
  addEvent,
  type FundDesk,
  requireOther,
  requireRecord,
  requireState,
  type Step,
  versionsOf,
} from "./fund-desk.ts";
import { problemsOf, type ProgrammeTerms } from "./programme.ts";

/** Terms as one officer writes them. */
export interface DraftedTerms {
  readonly effectiveFrom: BusinessDay;
  readonly terms: ProgrammeTerms;
}

/**
 * Opens a programme with an empty pool and its first version as a draft.
 * @throws FUND_TERMS_INVALID
 */
export async function createProgramme(
  desk: FundDesk,
  step: Step,
  wanted: DraftedTerms & { readonly code: string; readonly name: string },
): Promise<string> {
  requireTerms(wanted.terms);
  const { actor } = step;
  const programmeId = desk.nextId();
  await desk.store.inParty(actor.partyId, async (session) => {
    const { partyId } = actor;
    const { code, name, effectiveFrom, terms } = wanted;
    await session.add("programme", { partyId, programmeId, code, name, createdAtMs: desk.clock() });
    await session.add("pool", { partyId, programmeId, balanceFen: 0n, reservedFen: 0n });
    await session.add("version", {
      partyId,
      programmeId,
      version: 1,
      effectiveFrom,
      terms,
      ...draftBy(step),
    });
    await addEvent(desk, session, step, {
      fundPartyId: partyId,
      subjectKind: "programme",
      subjectId: programmeId,
      action: "programme.created",
      detail: { effectiveFrom },
    });
  });
  return programmeId;
}

/** Writes the next version as a draft. @throws FUND_TERMS_INVALID, FUND_PROGRAMME_NOT_FOUND */
export async function draftVersion(
  desk: FundDesk,
  step: Step,
  wanted: DraftedTerms & { readonly programmeId: string },
): Promise<number> {
  requireTerms(wanted.terms);
  const { partyId } = step.actor;
  const { programmeId, effectiveFrom, terms } = wanted;
  return await desk.store.inParty(partyId, async (session) => {
    await requireRecord(session, "programme", { programmeId, partyId }, "FUND_PROGRAMME_NOT_FOUND");
    const version =
      Math.max(0, ...(await versionsOf(session, programmeId)).map((known) => known.version)) + 1;
    await session.add("version", { partyId, programmeId, version, effectiveFrom, terms, ...draftBy(step) });
    return version;
  });
}

/**
 * Publishes a draft: by another officer than its writer, and never for days that have passed, except the first
 * version, before which nothing could be promised.
 * @throws FUND_SAME_PERSON, FUND_VERSION_BACKDATED, FUND_WRONG_STATE
 */
export async function publishVersion(
  desk: FundDesk,
  step: Step,
  { programmeId, version }: { readonly programmeId: string; readonly version: number },
): Promise<void> {
  const { actor, on } = step;
  await desk.store.inParty(actor.partyId, async (session) => {
    const key = { programmeId, version, partyId: actor.partyId };
    const draft = await requireRecord(session, "version", key, "FUND_PROGRAMME_NOT_FOUND");
    requireState(draft.state, ["draft"], "publish");
    requireOther(actor, [draft.madeBy], "publish");
    const published = (await versionsOf(session, programmeId)).filter(({ state }) => state === "published");
    if (published.length > 0 && draft.effectiveFrom < on) {
      throw fundFaults.fault("FUND_VERSION_BACKDATED", { found: draft.effectiveFrom, earliest: on });
    }
    await session.change("version", key, {
      state: "published",
      publishedBy: actor.id,
      publishedByName: actor.name,
    });
    await addEvent(desk, session, step, {
      fundPartyId: actor.partyId,
      subjectKind: "programme",
      subjectId: programmeId,
      action: "programme.published",
      detail: { version, effectiveFrom: draft.effectiveFrom },
    });
  });
}

function requireTerms(terms: ProgrammeTerms): void {
  const problems = problemsOf(terms);
  if (problems.length > 0) throw fundFaults.fault("FUND_TERMS_INVALID", { problems: problems.join(", ") });
}

function draftBy({ actor }: Step) {
  return {
    state: "draft",
    madeBy: actor.id,
    madeByName: actor.name,
    publishedBy: null,
    publishedByName: null,
  } as const;
}
