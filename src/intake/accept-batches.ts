import type { EntryToAppend, SealedPlace } from "#ledger";
import type { KnownCollector } from "#registry";
import type { BatchAnswer, RefusalReason, SignedBatch } from "#telemetry";
import { type Admission, admitBatch } from "./admit-batch.ts";
import { batchEntry, type BatchHome, homeOf } from "./batch-entry.ts";
import type { CollectorRecord, PendingItem } from "./collector-record.ts";
import { countItem, countRefusal } from "./counters.ts";
import { batchFlagsOf, type BatchFlags, type QuarantineReason } from "./flags.ts";
import type { IntakeContext } from "./intake-context.ts";
import { eventAbout, tenantOf } from "./intake-context.ts";
import type { Arrival } from "./intake.ts";
import type { IntakeEvent } from "./intake-event.ts";
import { judgeBatch } from "./judge-batch.ts";
import type { Contradiction } from "./judge-sequence.ts";
import { intakeParameters } from "./parameters.ts";
import { addStray, findEpoch, findPlace, placeSequence, type SequencePlace } from "./sequence-state.ts";
import type { BatchToVerify, VerifiedBatch } from "./verifier-messages.ts";

/** A batch whose signature, form and root are sound. */
interface SoundBatch {
  readonly batch: SignedBatch;
  readonly collector: KnownCollector;
  readonly record: CollectorRecord;
  readonly home: BatchHome;
  readonly verified: Extract<VerifiedBatch, { kind: "sound" }>;
}

/** A batch on its way into the log. */
interface NewBatch extends SoundBatch {
  readonly isNumbered: boolean;
  readonly flags: BatchFlags;
  readonly clone: Contradiction | null;
  readonly events: readonly IntakeEvent[];
  readonly entry: EntryToAppend;
  readonly settle: { resolve(place: SequencePlace): void; reject(cause: unknown): void };
}

type Step =
  | { readonly kind: "answered"; readonly answer: BatchAnswer }
  | { readonly kind: "copy"; readonly of: SoundBatch; readonly place: Promise<SequencePlace> }
  | { readonly kind: "new"; readonly batch: NewBatch };

/** Takes signed batches in their order: admit, verify, judge, seal, answer. */
export async function acceptBatches(
  context: IntakeContext,
  batches: readonly SignedBatch[],
  arrival: Arrival,
): Promise<readonly BatchAnswer[]> {
  const admissions = admitInTurn(context, batches, arrival);
  const toVerify = admissions.flatMap(({ batch, admission }) =>
    admission.kind === "admitted" ? [verifiable(batch, admission, arrival)] : [],
  );
  const held = admissions.flatMap(({ batch, admission }) =>
    admission.kind === "admitted"
      ? [{ bytes: batch.rows.length, tenant: tenantOf(admission.collector) }]
      : [],
  );
  for (const { bytes, tenant } of held) context.sealer.hold(bytes, tenant);
  try {
    const verified = toVerify.length === 0 ? [] : await context.verifier.verify(toVerify);
    const steps: Step[] = [];
    let next = 0;
    for (const { batch, admission } of admissions) {
      if (admission.kind === "refused") {
        steps.push({ kind: "answered", answer: refuse(context, batch, admission) });
        continue;
      }
      const one = verified[next++];
      steps.push(await judgeOne(context, { batch, admission, verified: one, arrival }));
    }
    const sealed = await sealNew(context, steps, arrival);
    return await Promise.all(steps.map(async (step, i) => await answerOf(context, step, sealed[i], arrival)));
  } finally {
    for (const { bytes, tenant } of held) context.sealer.release(bytes, tenant);
  }
}

/** What is to be sent again takes all that stands behind it with it, so that a collector's order is kept. */
function admitInTurn(context: IntakeContext, batches: readonly SignedBatch[], arrival: Arrival) {
  const put = new Map<unknown, Admission>();
  return batches.map((batch) => {
    const admission = put.get(batch.head.collector) ?? admitBatch(context, batch, arrival);
    const isForLater = admission.kind === "refused" && isPassing(admission.reason);
    if (isForLater) put.set(batch.head.collector, admission);
    return { batch, admission };
  });
}

function isPassing(reason: RefusalReason): boolean {
  return reason === "busy" || reason === "readOnly";
}

function verifiable(
  batch: SignedBatch,
  { collector, key }: Extract<Admission, { kind: "admitted" }>,
  { receivedAtMs }: Arrival,
): BatchToVerify {
  const { elements } = homeOf(collector, batch);
  return { ...batch, publicKey: key.publicKey, receivedAtMs, elements };
}

async function judgeOne(
  context: IntakeContext,
  {
    batch,
    admission: { collector, isCopyOnly },
    verified,
    arrival,
  }: {
    readonly batch: SignedBatch;
    readonly admission: Extract<Admission, { kind: "admitted" }>;
    readonly verified: VerifiedBatch | undefined;
    readonly arrival: Arrival;
  },
): Promise<Step> {
  if (verified === undefined || verified.kind === "refused") {
    const { reason, detail } = verified ?? { reason: "malformed", detail: "not verified" };
    return { kind: "answered", answer: refuse(context, batch, { reason, detail }) };
  }
  const record = context.records.of(collector.id);
  const sound = { batch, collector, record, home: homeOf(collector, batch), verified };
  const { hash } = verified;
  const stray = record.pending.get(hash)?.place ?? record.sequences.strays.get(hash);
  if (stray !== undefined) return { kind: "copy", of: sound, place: Promise.resolve(stray) };
  if (isCopyOnly && (await hashUnderNumber(context, sound))?.hash !== hash) {
    const detail = `key ${batch.head.key} has ended: it signs nothing new`;
    return { kind: "answered", answer: refuse(context, batch, { reason: "wrongKey", detail }) };
  }
  const verdict = judgeBatch(record, collector, {
    head: batch.head,
    hash,
    judged: verified.judged,
    receivedAtMs: arrival.receivedAtMs,
    quarantine: sound.home.enterpriseId === null ? "mixedEnterprises" : null,
  });
  if (verdict.kind === "new") return { kind: "new", batch: newBatch(context, sound, verdict, arrival) };
  return await copyOrConflict(context, sound, arrival);
}

interface UnderNumber {
  readonly hash: string | null;
  readonly place: SequencePlace | Promise<SequencePlace>;
  readonly isPending: boolean;
}

/** What came before under a batch's number; undefined where nothing did, or it is forgotten. */
async function hashUnderNumber(
  context: IntakeContext,
  { record, batch }: SoundBatch,
): Promise<UnderNumber | undefined> {
  const { epoch, sequence } = batch.head;
  const pending = record.pending.get(numberKey(batch));
  const state = findEpoch(record.sequences, epoch);
  const place =
    pending?.place ?? (state === undefined ? undefined : findPlace(record.sequences, state, sequence));
  if (place === undefined) return undefined;
  const hash = pending?.hash ?? state?.recent.get(sequence) ?? (await context.receipts.hashOf(await place));
  return { hash, place, isPending: pending !== undefined };
}

/** The number came before: the same hash is a copy, any other a second batch under one number. */
async function copyOrConflict(context: IntakeContext, sound: SoundBatch, arrival: Arrival): Promise<Step> {
  const { record, batch, verified } = sound;
  const under = await hashUnderNumber(context, sound);
  if (under === undefined) {
    return {
      kind: "answered",
      answer: refuse(context, batch, { reason: "busy", detail: "being read again" }),
    };
  }
  const { place } = under;
  if (under.hash === verified.hash) return { kind: "copy", of: sound, place: Promise.resolve(place) };
  // A copy of the same conflict may have come while the log was read.
  const stray = record.pending.get(verified.hash)?.place ?? record.sequences.strays.get(verified.hash);
  if (stray !== undefined) return { kind: "copy", of: sound, place: Promise.resolve(stray) };
  const isActive = sound.collector.state !== "quarantined";
  // What is still on its way may be in this very request: its place is looked up when both are sealed.
  const against = under.isPending ? null : await place;
  const clone = isActive ? ({ reason: "sequenceConflict", against } as const) : null;
  const flags = { quarantine: isActive ? "sequenceConflict" : "collectorQuarantined" } as const;
  const verdict = { isNumbered: false, flags, clone, events: [] };
  return { kind: "new", batch: newBatch(context, sound, verdict, arrival) };
}

function newBatch(
  context: IntakeContext,
  sound: SoundBatch,
  verdict: Pick<NewBatch, "isNumbered" | "flags" | "clone" | "events">,
  arrival: Arrival,
): NewBatch {
  const { batch, collector, record, home, verified } = sound;
  const { ledger } = context;
  const origin =
    home.enterpriseId === null
      ? ledger.originOf("import", `gateway/${collector.id}`)
      : context.originOf(home.enterpriseId);
  const { promise, resolve, reject } = Promise.withResolvers<SequencePlace>();
  // Whoever waits for it hears of a failure; nobody may.
  promise.catch(() => undefined);
  const pending: PendingItem = { hash: verified.hash, place: promise };
  record.pending.set(verdict.isNumbered ? numberKey(batch) : verified.hash, pending);
  record.pendingItems += 1;
  const { flags } = verdict;
  const entry = batchEntry(batch, { collector, home, origin, flags, arrival });
  return { ...sound, ...verdict, entry, settle: { resolve, reject } };
}

/** A clone is in quarantine before its batch is in the log, so that after a crash it is too. */
async function sealNew(
  context: IntakeContext,
  steps: readonly Step[],
  arrival: Arrival,
): Promise<readonly (SealedPlace | RefusalReason | undefined)[]> {
  const fresh = steps.flatMap((step) => (step.kind === "new" ? [step.batch] : []));
  if (fresh.length === 0) return [];
  for (const { clone, collector } of fresh) {
    if (clone === null || collector.state === "quarantined") continue;
    await context.directory.quarantine(collector.id, clone.reason, arrival.receivedAtMs);
  }
  const answers = new Map<NewBatch, SealedPlace | RefusalReason>();
  await context.sealer.seal(
    fresh.map(({ entry }) => entry),
    (outcome) =>
      fresh.forEach((batch, i) => {
        const place = outcome.kind === "sealed" ? outcome.places[i] : undefined;
        if (place !== undefined) noteSealed(context, batch, place);
        else noteFailed(batch);
        answers.set(batch, place ?? (outcome.kind === "unacceptable" ? "malformed" : "readOnly"));
      }),
  );
  return steps.map((step) => (step.kind === "new" ? answers.get(step.batch) : undefined));
}

function noteSealed(context: IntakeContext, batch: NewBatch, place: SealedPlace): void {
  const { record, collector, verified, flags, entry } = batch;
  const { head } = batch.batch;
  const at = { origin: place.origin, index: place.index, ordinal: 0 };
  context.receipts.remember(place);
  if (batch.isNumbered) {
    const epoch = findEpoch(record.sequences, head.epoch);
    if (epoch !== undefined) {
      placeSequence(record.sequences, epoch, head.sequence, { ...at, receivedAtMs: place.receivedAtMs });
    }
    record.pending.delete(numberKey(batch.batch));
  } else {
    addStray(record.sequences, verified.hash, at);
    record.pending.delete(verified.hash);
  }
  record.pendingItems -= 1;
  record.isChanged = true;
  context.records.origins.set(place.origin, place.index + 1);
  batch.settle.resolve(at);
  countItem(record.counters, {
    kind: flags.quarantine === undefined ? "stored" : "quarantined",
    rows: head.rowCount,
    quarantinedRows: flags.quarantinedRowCount ?? 0,
    reason: flags.quarantine,
    flags: batchFlagsOf(flags),
    receivedAtMs: entry.receivedAtMs ?? place.receivedAtMs,
    lastAtMs: head.lastAtMs,
  });
  record.rate.add(context.clock(), 1, head.rowCount);
  tellOf(context, batch, at);
  context.hub.tellSealed(() => ({
    collector: collector.id,
    origin: place.origin,
    index: place.index,
    runs: [{ ordinal: 0, count: 1, epoch: head.epoch, sequence: head.sequence }],
    receipt: () => context.ledger.sign(place),
  }));
}

function tellOf(context: IntakeContext, batch: NewBatch, place: SequencePlace): void {
  const { collector, clone, flags } = batch;
  const { head } = batch.batch;
  const atMs = batch.entry.receivedAtMs ?? context.clock();
  for (const event of batch.events) context.hub.tell(event);
  if (clone !== null) {
    const { reason } = clone;
    const against = clone.against ?? otherOf(batch);
    const evidence = against === null ? [place] : [against, place];
    context.hub.tell(eventAbout(collector, atMs, { kind: "clone", reason, evidence }));
  }
  const rows = flags.quarantine === undefined ? (flags.quarantinedRowCount ?? 0) : head.rowCount;
  const reason: QuarantineReason | null =
    flags.quarantine ?? (rows === 0 ? null : (firstReason(flags) ?? "unknownElement"));
  if (reason !== null) {
    context.hub.tell(eventAbout(collector, atMs, { kind: "quarantined", reason, rows }));
  }
}

/** The batch that has the number of this one. */
function otherOf({ record, batch: { head } }: NewBatch): SequencePlace | null {
  const epoch = findEpoch(record.sequences, head.epoch);
  return epoch === undefined ? null : (findPlace(record.sequences, epoch, head.sequence) ?? null);
}

function firstReason(flags: BatchFlags): QuarantineReason | undefined {
  const codes = [
    ...Object.keys(flags.quarantinedChannels ?? {}),
    ...Object.keys(flags.quarantinedRows ?? {}),
  ];
  return codes[0] as QuarantineReason | undefined;
}

/** The records said that it came; they are read from the log again before anything else is taken. */
function noteFailed(batch: NewBatch): void {
  const { record, verified } = batch;
  record.pending.delete(batch.isNumbered ? numberKey(batch.batch) : verified.hash);
  record.pendingItems -= 1;
  batch.settle.reject(new Error("the batch was not stored"));
}

async function answerOf(
  context: IntakeContext,
  step: Step,
  sealed: SealedPlace | RefusalReason | undefined,
  arrival: Arrival,
): Promise<BatchAnswer> {
  if (step.kind === "answered") return step.answer;
  if (step.kind === "copy") return await answerCopy(context, step, arrival);
  const { batch, collector, flags } = step.batch;
  if (sealed === undefined || typeof sealed === "string") {
    const reason = sealed ?? "readOnly";
    return refuse(context, batch, { reason, detail: "it could not be written" });
  }
  if (collector.state === "bound") {
    await context.directory.activate(collector.id, arrival.receivedAtMs);
    context.hub.tell(eventAbout(collector, arrival.receivedAtMs, { kind: "activated" }));
  }
  const { quarantine } = flags;
  return {
    ...naming(batch),
    kind: quarantine === undefined ? "stored" : "quarantined",
    receipt: context.ledger.sign(sealed),
    ...(quarantine === undefined ? {} : { reason: quarantine }),
  };
}

async function answerCopy(
  context: IntakeContext,
  { of, place }: Extract<Step, { kind: "copy" }>,
  arrival: Arrival,
): Promise<BatchAnswer> {
  const { batch, record } = of;
  try {
    const receipt = await context.receipts.of(await place);
    const { rowCount, lastAtMs } = batch.head;
    const { receivedAtMs } = arrival;
    const counted = { rows: rowCount, quarantinedRows: 0, flags: [], receivedAtMs, lastAtMs };
    countItem(record.counters, { kind: "duplicate", ...counted });
    record.rate.add(context.clock(), 1, rowCount);
    record.isChanged = true;
    return { ...naming(batch), kind: "duplicate", receipt };
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    return refuse(context, batch, { reason: "readOnly", detail });
  }
}

function refuse(
  context: IntakeContext,
  { head }: SignedBatch,
  why: { readonly reason: RefusalReason; readonly detail: string; readonly retryAfterMs?: number },
): BatchAnswer {
  const isKnown = typeof head.collector === "string" && context.directory.find(head.collector) !== null;
  if (isKnown) countRefusal(context.records.of(head.collector).counters, why.reason);
  const isForLater = isPassing(why.reason);
  const retryAfterMs = why.retryAfterMs ?? (isForLater ? intakeParameters.retryAfterMs.value : undefined);
  const { reason, detail } = why;
  return {
    ...naming({ head }),
    kind: "refused",
    reason,
    detail,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}

function naming({ head }: Pick<SignedBatch, "head">) {
  return { collector: head.collector, epoch: head.epoch, sequence: head.sequence };
}

function numberKey({ head }: Pick<SignedBatch, "head">): string {
  return `${head.epoch}:${head.sequence}`;
}
