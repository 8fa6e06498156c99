import type { Message, MessageParameters } from "#kernel";
import type { Loan } from "#lending";
import { type BreakerState, breakerOf } from "./breaker.ts";
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
import type { FundSession } from "./fund-store.ts";
import { type ReasonCode, reasonMessages } from "./messages.ts";
import { type ProgrammeVersion, versionOn } from "./programme.ts";
import type { EnrolmentRecord, QuotaRecord } from "./records.ts";
import { localized } from "./sentences.ts";

/** Why something is refused. */
export type Reason = Message & { readonly code: ReasonCode };

/**
 * Files a loan for a programme as a draft that a colleague must approve; what speaks against it stands in the draft.
 * @throws FUND_LOAN_NOT_FOUND, FUND_PROGRAMME_NOT_FOUND
 */
export async function fileEnrolment(
  desk: FundDesk,
  step: Step,
  wanted: { readonly programmeId: string; readonly loanId: string },
): Promise<string> {
  const { actor, on } = step;
  const loan = await desk.book.findLoan(actor.partyId, wanted.loanId);
  if (loan === null || loan.bankPartyId !== actor.partyId) {
    throw fundFaults.fault("FUND_LOAN_NOT_FOUND", { id: wanted.loanId });
  }
  const { confirmed } = await desk.book.classOf(actor.partyId, loan.id, on);
  const enrolmentId = desk.nextId();
  await desk.store.inParty(actor.partyId, async (session) => {
    const { programmeId } = wanted;
    const programme = await requireRecord(session, "programme", { programmeId }, "FUND_PROGRAMME_NOT_FOUND");
    const versions = await versionsOf(session, programmeId);
    const isBad = confirmed !== null && confirmed !== "pass";
    const reasons = [
      ...eligibilityOf(loan, versions, on),
      ...(isBad ? [reason("alreadyNonPerforming", { class: confirmed })] : []),
    ];
    await session.add("enrolment", {
      partyId: programme.partyId,
      enrolmentId,
      programmeId,
      ...factsOf(loan),
      filedOn: on,
      filedBy: actor.id,
      filedByName: actor.name,
      approvedBy: null,
      approvedByName: null,
      decidedBy: null,
      decidedByName: null,
      state: "draft",
      reasons,
      decidedOn: null,
      filedAtMs: desk.clock(),
    });
  });
  return enrolmentId;
}

function factsOf(loan: Loan) {
  const { channel } = loan;
  const isOnPlatform = channel.kind === "platform";
  return {
    bankPartyId: loan.bankPartyId,
    loanId: loan.id,
    loanNumber: loan.number,
    enterpriseId: loan.enterpriseId,
    borrowerName: loan.borrowerName,
    sizeClass: loan.sizeClass,
    principalFen: loan.principalFen,
    drawnOn: loan.drawnOn,
    dueOn: loan.dueOn,
    platformPartyId: isOnPlatform ? channel.platformPartyId : null,
    applicationNumber: isOnPlatform ? channel.applicationNumber : null,
    appliedOn: isOnPlatform ? channel.appliedOn : null,
  };
}

/** What speaks against covering a loan by its own facts; the channel rule first (A-105, I15). */
export function eligibilityOf(
  loan: Loan,
  versions: readonly ProgrammeVersion[],
  on: string,
): readonly Reason[] {
  const { channel, sizeClass } = loan;
  const found: Reason[] = [];
  if (channel.kind === "direct") found.push(reason("offPlatform"));
  else {
    const platforms = versionOn(versions, channel.appliedOn)?.terms.platforms ?? [];
    const isListed = platforms.some(({ partyId }) => partyId === channel.platformPartyId);
    if (!isListed) found.push(reason("platformNotListed", { day: channel.appliedOn }));
  }
  const terms = versionOn(versions, on)?.terms;
  if (terms === undefined) found.push(reason("noTerms", { day: on }));
  if (sizeClass === null) found.push(reason("sizeUnknown"));
  else if (terms?.ratioPpm[sizeClass] === 0) found.push(reason("sizeNotCovered", { size: sizeClass }));
  if (loan.enterpriseId === null) found.push(reason("enterpriseUnknown"));
  if (loan.state === "settled" || loan.state === "writtenOff") found.push(reason("loanEnded"));
  return found;
}

/**
 * The bank's second person sends a draft to the fund, and thereby lets the fund read this loan. A draft with reasons
 * against it is recorded as rejected with them; it goes no further.
 * @throws FUND_SAME_PERSON, FUND_WRONG_STATE
 */
export async function approveEnrolment(
  desk: FundDesk,
  step: Step,
  enrolmentId: string,
): Promise<EnrolmentRecord["state"]> {
  const { actor } = step;
  const filed = await desk.store.inParty(actor.partyId, async (session) => {
    const key = { enrolmentId };
    const draft = await requireRecord(session, "enrolment", key, "FUND_ENROLMENT_NOT_FOUND");
    requireState(draft.state, ["draft"], "file");
    requireOther(actor, [draft.filedBy], "file");
    const state = draft.reasons.length > 0 ? "rejected" : "filed";
    await session.change("enrolment", key, { state, approvedBy: actor.id, approvedByName: actor.name });
    await addEnrolmentEvent(desk, session, step, { ...draft, state });
    return { ...draft, state } as const;
  });
  if (filed.state === "filed") await desk.shareLoan(filed.bankPartyId, filed.loanId, filed.partyId);
  return filed.state;
}

/**
 * The fund confirms or refuses a filed loan. Measures the bank's breaker first: a tripped one refuses new cover.
 * @throws FUND_WRONG_STATE
 */
export async function decideEnrolment(
  desk: FundDesk,
  step: Step,
  wanted: { readonly enrolmentId: string; readonly confirms: boolean; readonly note: string },
): Promise<EnrolmentRecord["state"]> {
  const { actor, on } = step;
  const { enrolmentId } = wanted;
  return await desk.store.inParty(actor.partyId, async (session) => {
    const key = { enrolmentId, partyId: actor.partyId };
    const filed = await requireRecord(session, "enrolment", key, "FUND_ENROLMENT_NOT_FOUND");
    requireState(filed.state, ["filed"], "decide");
    const versions = await versionsOf(session, filed.programmeId);
    const terms = versionOn(versions, on)?.terms;
    const quota = await measureBreaker(desk, session, step, filed);
    const reasons: { code: string; zh: string; en: string }[] = [];
    if (quota.breaker === "TRIPPED" && terms !== undefined) {
      const rates = { found: percent(quota.nplPpm), trip: percent(terms.tripPpm) };
      reasons.push(reason("breakerTripped", rates));
    }
    const loan = await desk.book.findLoan(actor.partyId, filed.loanId);
    if (loan !== null) reasons.push(...eligibilityOf(loan, versions, filed.filedOn));
    if (!wanted.confirms) reasons.push({ code: "fund", zh: wanted.note, en: wanted.note });
    const state = reasons.length > 0 ? "rejected" : "confirmed";
    const decided = { decidedBy: actor.id, decidedByName: actor.name, decidedOn: on };
    await session.change("enrolment", key, { state, reasons, ...decided });
    await addEnrolmentEvent(desk, session, step, { ...filed, state });
    return state;
  });
}

/** The bank's programme NPL by the confirmed classes of its enrolled loans, and what its breaker says. */
async function measureBreaker(
  desk: FundDesk,
  session: FundSession,
  { actor, on }: Step,
  { programmeId, bankPartyId }: Pick<EnrolmentRecord, "programmeId" | "bankPartyId">,
): Promise<QuotaRecord> {
  const covered = await session.list("enrolment", { programmeId, bankPartyId, state: "confirmed" });
  const book = { balanceFen: 0n, nonPerformingFen: 0n };
  for (const { loanId } of covered) {
    const loan = await desk.book.findLoan(actor.partyId, loanId);
    if (loan === null) continue;
    const { confirmed } = await desk.book.classOf(actor.partyId, loanId, on);
    book.balanceFen += loan.balanceFen;
    const isPerforming = confirmed === null || confirmed === "pass" || confirmed === "specialMention";
    if (!isPerforming) book.nonPerformingFen += loan.balanceFen;
  }
  const [known] = await session.list("quota", { programmeId, bankPartyId });
  const terms = versionOn(await versionsOf(session, programmeId), on)?.terms;
  const before: BreakerState = known?.breaker ?? "NORMAL";
  const measured = terms === undefined ? { state: before, nplPpm: 0 } : breakerOf(book, terms, before);
  const quota = { breaker: measured.state, nplPpm: measured.nplPpm, measuredOn: on };
  const record = { partyId: actor.partyId, programmeId, bankPartyId, ...quota };
  if (known === undefined) await session.add("quota", record);
  else await session.change("quota", { programmeId, bankPartyId }, quota);
  return record;
}

async function addEnrolmentEvent(
  desk: FundDesk,
  session: FundSession,
  step: Step,
  enrolment: EnrolmentRecord,
): Promise<void> {
  await addEvent(desk, session, step, {
    fundPartyId: enrolment.partyId,
    bankPartyId: enrolment.bankPartyId,
    subjectKind: "enrolment",
    subjectId: enrolment.enrolmentId,
    enterpriseId: enrolment.enterpriseId,
    action: `enrolment.${enrolment.state}`,
    detail: { loan: enrolment.loanNumber },
  });
}

const percent = (ppm: number): string => `${(ppm / 10_000).toFixed(2)}%`;

/** A reason in both languages. */
export function reason(code: ReasonCode, parameters: MessageParameters = {}): Reason {
  return { code, ...localized(reasonMessages.messages[code], parameters) };
}
