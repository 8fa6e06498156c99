import type { z } from "zod";
import {
  type ArithmeticStep,
  type ClaimCase,
  type FundStanding,
  type Programme,
  sentenceOfStep,
  termsToWire,
  versionOn,
} from "#compensation";
import type { Asker } from "#access";
import { stepsFor } from "./fund-claim-steps.ts";
import type { claimCaseSchema } from "./fund-claim.schema.ts";
import type { programmeSchema, standingSchema } from "./fund-programme.schema.ts";

/** Names of parties by id; a party that the reader does not know is shown by its id. */
export type PartyNames = (partyId: string) => string;

export function showProgramme(
  programme: Programme,
  { nameOf, on }: { readonly nameOf: PartyNames; readonly on: string },
): z.infer<typeof programmeSchema> {
  const { versions, ...rest } = programme;
  return {
    ...rest,
    fundName: nameOf(programme.fundPartyId),
    versions: versions.map(
      ({ version, effectiveFrom, terms, state, madeBy, madeByName, publishedByName }) => ({
        version,
        effectiveFrom,
        terms: termsToWire(terms),
        state,
        madeBy,
        madeByName,
        publishedByName,
      }),
    ),
    inForce: versionOn(versions, on)?.version ?? null,
  };
}

export function showStanding(standing: FundStanding, nameOf: PartyNames): z.infer<typeof standingSchema> {
  const { programme, inForce, ratios, totals, entries, movements, quotas, claims } = standing;
  const claimsByState: Record<string, number> = {};
  for (const { state } of claims) claimsByState[state] = (claimsByState[state] ?? 0) + 1;
  return {
    programmeId: programme.id,
    name: programme.name,
    balanceFen: standing.balanceFen.toString(),
    reservedFen: standing.reservedFen.toString(),
    roomFen: standing.roomFen.toString(),
    yearFen: standing.yearFen.toString(),
    annualCapFen: inForce?.terms.annualCapFen?.toString() ?? null,
    averageCapPpm: inForce?.terms.averageCapPpm ?? 500_000,
    ratios: { ...ratios },
    totals: Object.fromEntries(Object.entries(totals).map(([kind, sum]) => [kind, sum.toString()])),
    claimsByState,
    entries: entries.toReversed().map(({ entryId, kind, onDay, claimId, balanceAfterFen, postings }) => ({
      entryId,
      kind,
      onDay,
      claimId,
      toPoolFen: (postings.find(({ account }) => account === "pool")?.amountFen ?? 0n).toString(),
      balanceAfterFen: balanceAfterFen.toString(),
      against: sideOf(postings.find(({ account }) => account !== "pool")?.account ?? "", nameOf),
    })),
    movements: movements.map((movement) => ({ ...movement, amountFen: movement.amountFen.toString() })),
    quotas: quotas.map((quota) => ({ ...quota, bankName: nameOf(quota.bankPartyId) })),
  };
}

/** The other side of an entry, a bank by its name. */
function sideOf(account: string, nameOf: PartyNames): string {
  const [kind = "", rest = ""] = account.split(/:(.*)/s);
  return kind === "bank" || kind === "recovery" ? nameOf(rest) : rest;
}

export function showSteps(steps: readonly ArithmeticStep[]) {
  return steps.map((step) => ({
    rule: step.rule,
    ...sentenceOfStep(step),
    amountFen: step.amountFen.toString(),
    binds: step.binds,
  }));
}

/** A case as its page shows it to this visitor. */
export function showCase(
  found: ClaimCase,
  { asker, nameOf }: { readonly asker: Asker; readonly nameOf: PartyNames },
): z.infer<typeof claimCaseSchema> {
  const { claim, round, enrolment, evidence, borne } = found;
  const { loan, days } = round.facts;
  const lastDay = days.at(-1);
  return {
    ...showRow(found, nameOf),
    borrowerName: enrolment.borrowerName,
    enterpriseId: claim.enterpriseId,
    platformName: enrolment.platformPartyId === null ? null : nameOf(enrolment.platformPartyId),
    applicationNumber: enrolment.applicationNumber,
    appliedOn: enrolment.appliedOn,
    principalFen: enrolment.principalFen.toString(),
    drawnOn: enrolment.drawnOn,
    dueOn: enrolment.dueOn,
    contractNumber: loan.contractNumber,
    daysPastDue: lastDay?.daysPastDue ?? null,
    overduePrincipalFen: lastDay?.overduePrincipalFen.toString() ?? null,
    lossKind: round.lossKind,
    declaration: {
      lossFen: round.lossFen.toString(),
      otherPolicyFen: round.otherPolicyFen.toString(),
      otherFen: round.otherFen.toString(),
      isDeclared: round.isDeclared,
      isUndertaken: round.isUndertaken,
      collection: round.collection,
    },
    recognition: round.facts.recognition.map((step) => ({ ...step })),
    rounds: found.rounds.map((one) => ({
      round: one.round,
      class: one.class,
      entitledFen: one.entitledFen?.toString() ?? null,
      paidFen: one.paidFen?.toString() ?? null,
      rejectReason: one.rejectReason,
      filedByName: one.filedByName,
      submittedByName: one.submittedByName,
      checkedByName: one.checkedByName,
      approvedByName: one.approvedByName,
    })),
    recoveries: found.recoveries.map((one) => ({
      recoveryId: one.recoveryId,
      onDay: one.onDay,
      grossFen: one.grossFen.toString(),
      costFen: one.costFen.toString(),
      fundFen: one.fundFen?.toString() ?? null,
      bankFen: one.bankFen?.toString() ?? null,
      note: one.note,
      state: one.state,
    })),
    events: found.events.map(({ action, actorName, atMs, detail, seal }) => ({
      action,
      actorName,
      atMs,
      amountFen: amountOf(detail),
      entryIndex: seal?.entryIndex ?? null,
    })),
    checklist: found.checklist.map((item) => ({ ...item })),
    checks: found.checks.map((check) => ({ ...check })),
    arithmetic: showSteps(found.arithmetic),
    limits: showSteps(found.limits),
    borne: {
      lossFen: borne.lossFen.toString(),
      otherFen: borne.otherFen.toString(),
      fundPaidFen: borne.fundPaidFen.toString(),
      fundRecoveredFen: borne.fundRecoveredFen.toString(),
      bankRecoveredFen: borne.bankRecoveredFen.toString(),
      bankNetFen: borne.bankNetFen.toString(),
    },
    refundKind: claim.refundKind,
    daysLate: found.daysLate,
    evidence:
      evidence === null
        ? null
        : {
            verdict: evidence.report.verdict,
            entries: evidence.entries,
            findings: evidence.report.findings.map(({ zh, en }) => ({ zh, en })),
          },
    steps: stepsFor(asker, found),
  };
}

/** The amount of an event: what was reserved, paid, given back, recovered, or the fund's part of it. */
function amountOf(detail: ClaimCase["events"][number]["detail"]): string | null {
  const amount = detail["amountFen"] ?? detail["fundFen"] ?? detail["grossFen"];
  return typeof amount === "string" ? amount : null;
}

/** A claim as a row of the queue. */
export function showRow(
  { claim, round, enrolment, programme }: Pick<ClaimCase, "claim" | "round" | "enrolment" | "programme">,
  nameOf: PartyNames,
) {
  return {
    claimId: claim.claimId,
    programmeName: programme.name,
    bankName: nameOf(claim.bankPartyId),
    borrowerName: null as string | null,
    loanNumber: enrolment.loanNumber,
    sizeClass: claim.sizeClass,
    class: round.class,
    round: claim.round,
    eligibleFen: claim.eligibleFen.toString(),
    paidFen: claim.paidFen.toString(),
    reservedFen: claim.reservedFen.toString(),
    recoveredFen: claim.recoveredFen.toString(),
    state: claim.state,
    refundDueOn: claim.refundDueOn,
    openedOn: claim.openedOn,
  };
}
