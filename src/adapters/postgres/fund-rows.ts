import { z } from "zod";
import {
  claimClasses,
  claimStates,
  type FundRecords,
  movementKinds,
  type RecordKind,
  termsFromWire,
  termsToWire,
  termsWireSchema,
} from "#compensation";
import { sizeClasses } from "#registry";
import { claimFactsSchema } from "./fund-claim-facts.ts";

const fen = z.string().transform(BigInt);
const maybeFen = fen.nullable();
const text = z.string();
const maybeText = text.nullable();
const claimClass = z.enum(claimClasses as [(typeof claimClasses)[number], ...typeof claimClasses]);
const owned = { partyId: text };

const twoPeople = { madeBy: text, madeByName: text };
const published = { publishedBy: maybeText, publishedByName: maybeText };

const entryKinds = [...movementKinds, "payment", "refund", "clawBack", "recovery"] as const;

/** How a row of each kind is read; names are those of the records. */
const schemas: { readonly [Kind in RecordKind]: z.ZodType<FundRecords[Kind]> } = {
  programme: z.object({ ...owned, programmeId: text, code: text, name: text, createdAtMs: z.number() }),
  version: z.object({
    ...owned,
    programmeId: text,
    version: z.int(),
    effectiveFrom: text,
    terms: termsWireSchema.transform(termsFromWire),
    state: z.enum(["draft", "published"]),
    ...twoPeople,
    ...published,
  }),
  pool: z.object({ ...owned, programmeId: text, balanceFen: fen, reservedFen: fen }),
  movement: z.object({
    ...owned,
    movementId: text,
    programmeId: text,
    kind: z.enum(movementKinds),
    onDay: text,
    amountFen: fen,
    source: text,
    state: z.enum(["proposed", "confirmed", "rejected"]),
    ...twoPeople,
    confirmedBy: maybeText,
    confirmedByName: maybeText,
    madeAtMs: z.number(),
  }),
  enrolment: z.object({
    ...owned,
    enrolmentId: text,
    programmeId: text,
    bankPartyId: text,
    loanId: text,
    loanNumber: text,
    enterpriseId: maybeText,
    borrowerName: text,
    sizeClass: z.enum(sizeClasses).nullable(),
    principalFen: fen,
    drawnOn: text,
    dueOn: text,
    platformPartyId: maybeText,
    applicationNumber: maybeText,
    appliedOn: maybeText,
    filedOn: text,
    filedBy: text,
    filedByName: text,
    approvedBy: maybeText,
    approvedByName: maybeText,
    decidedBy: maybeText,
    decidedByName: maybeText,
    state: z.enum(["draft", "filed", "confirmed", "rejected", "expired"]),
    reasons: z.array(z.object({ code: text, zh: text, en: text })),
    decidedOn: maybeText,
    filedAtMs: z.number(),
  }),
  claim: z.object({
    ...owned,
    claimId: text,
    programmeId: text,
    enrolmentId: text,
    bankPartyId: text,
    loanId: text,
    episodeOn: text,
    enterpriseId: maybeText,
    sizeClass: z.enum(["micro", "small", "medium"]),
    eligibleFen: fen,
    state: z.enum(claimStates),
    round: z.int(),
    paidFen: fen,
    reservedFen: fen,
    lifetimePaidFen: fen,
    recoveredFen: fen,
    bankRecoveredFen: fen,
    isFinal: z.boolean(),
    refundKind: z.enum(["cure", "fraud"]).nullable(),
    refundDueOn: maybeText,
    demandedBy: maybeText,
    demandedByName: maybeText,
    refundedBy: maybeText,
    refundedByName: maybeText,
    openedOn: text,
  }),
  round: z.object({
    ...owned,
    claimId: text,
    round: z.int(),
    bankPartyId: text,
    class: claimClass,
    classConfirmedOn: text,
    lossKind: z.enum(["expected", "actual"]),
    lossFen: fen,
    otherPolicyFen: fen,
    otherFen: fen,
    isDeclared: z.boolean(),
    isUndertaken: z.boolean(),
    collection: text,
    facts: claimFactsSchema,
    entitledFen: maybeFen,
    reservedFen: maybeFen,
    paidFen: maybeFen,
    filedBy: text,
    filedByName: text,
    submittedBy: maybeText,
    submittedByName: maybeText,
    checkedBy: maybeText,
    checkedByName: maybeText,
    approvedBy: maybeText,
    approvedByName: maybeText,
    rejectReason: maybeText,
  }),
  reservation: z.object({
    ...owned,
    claimId: text,
    round: z.int(),
    programmeId: text,
    onDay: text,
    amountFen: fen,
    state: z.enum(["held", "paid", "released"]),
  }),
  recovery: z.object({
    ...owned,
    recoveryId: text,
    claimId: text,
    bankPartyId: text,
    onDay: text,
    grossFen: fen,
    costFen: fen,
    fundFen: maybeFen,
    bankFen: maybeFen,
    note: text,
    state: z.enum(["reported", "booked", "rejected"]),
    reportedBy: text,
    reportedByName: text,
    bookedBy: maybeText,
    bookedByName: maybeText,
  }),
  entry: z.object({
    ...owned,
    entryId: text,
    programmeId: text,
    kind: z.enum(entryKinds),
    cause: text,
    claimId: maybeText,
    onDay: text,
    atMs: z.number(),
    balanceAfterFen: fen,
  }),
  posting: z.object({ ...owned, entryId: text, line: z.int(), account: text, amountFen: fen }),
  event: z.object({
    ...owned,
    eventId: text,
    bankPartyId: maybeText,
    actorPartyId: text,
    subjectKind: z.enum(["programme", "movement", "enrolment", "claim", "recovery"]),
    subjectId: text,
    claimId: maybeText,
    enterpriseId: maybeText,
    action: text,
    detail: z.record(text, z.union([text, z.number(), z.null()])),
    actorId: text,
    actorName: text,
    atMs: z.number(),
  }),
  seal: z.object({
    ...owned,
    eventId: text,
    bankPartyId: maybeText,
    origin: text,
    entryIndex: z.int(),
  }),
  quota: z.object({
    ...owned,
    programmeId: text,
    bankPartyId: text,
    breaker: z.enum(["NORMAL", "WARN", "TRIPPED"]),
    nplPpm: z.int(),
    measuredOn: text,
  }),
};

/** A row as the database gives it, as a record. */
export function readFundRow<Kind extends RecordKind>(
  kind: Kind,
  row: Readonly<Record<string, unknown>>,
): FundRecords[Kind] {
  const renamed = Object.fromEntries(
    Object.entries(row).map(([column, value]) => [
      column.replace(/_([a-z])/g, (_whole, letter: string) => letter.toUpperCase()),
      value,
    ]),
  );
  return schemas[kind].parse(renamed);
}

/** A record, or a part of one, as columns: money as text, structures as JSON. */
export function writeFundRow(record: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => [
      name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      columnOf(name, value),
    ]),
  );
}

function columnOf(name: string, value: unknown): unknown {
  if (name === "terms") return JSON.stringify(termsToWire(value as FundRecords["version"]["terms"]));
  if (typeof value === "bigint") return value.toString();
  if (typeof value !== "object" || value === null) return value;
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === "bigint" ? inner.toString() : inner,
  );
}
