import { hash } from "node:crypto";
import { crc32 } from "node:zlib";
import type { KnownCollector } from "#registry";
import type { CollectorRecord, PendingItem } from "./collector-record.ts";
import { countItem, countRefusal } from "./counters.ts";
import type { BatchFlagCode, QuarantineReason } from "./flags.ts";
import type { GatewayBatcher } from "./gateway-batcher.ts";
import type { WaitingMessage } from "./gateway-draft.ts";
import { eventAbout, type IntakeContext, tenantOf } from "./intake-context.ts";
import type { GatewayMessage, MessageAnswer } from "./intake.ts";
import { gapEvents } from "./judge-batch.ts";
import { judgeMessage, type MessageVerdict } from "./judge-message.ts";
import { judgeSequence } from "./judge-sequence.ts";
import { intakeParameters } from "./parameters.ts";
import { findEpoch, findPlace, remember, type SequencePlace } from "./sequence-state.ts";
import { birthsOf, isBirth, noteSession, readSparkplugTopic } from "./sparkplug-births.ts";

type Refusal = Extract<MessageAnswer, { kind: "refused" }>;

/**
 * Takes one message of a gateway; resolves when it is durable, refused, or known to be a copy. The usual way through has
 * one promise: there are tens of thousands of them a second.
 */
export function acceptMessage(
  context: IntakeContext,
  batcher: GatewayBatcher,
  message: GatewayMessage,
): Promise<MessageAnswer> {
  const admission = admitMessage(context, message);
  if ("kind" in admission) return Promise.resolve(admission);
  const { collector, record } = admission;
  const verdict = judgeMessage(collector, message);
  const { epoch, sequence } = verdict;
  if (epoch === null || sequence === null)
    return enter(context, batcher, { collector, record, message, verdict }, null);
  const numbered = judgeSequence(
    record.sequences,
    { epoch, sequence, previous: null, hash: null, createdAtMs: verdict.lastAtMs ?? message.receivedAtMs },
    message.receivedAtMs,
  );
  const item = { collector, record, message, verdict };
  if (numbered.kind === "new") {
    for (const event of gapEvents(record, collector, numbered)) context.hub.tell(event);
    return enter(context, batcher, item, `${epoch}:${sequence}`);
  }
  if (numbered.kind === "replayed") return enter(context, batcher, quarantined(item, "replayed"), null);
  return answerCopy(context, batcher, item);
}

interface ItemToEnter {
  readonly collector: KnownCollector;
  readonly record: CollectorRecord;
  readonly message: GatewayMessage;
  readonly verdict: MessageVerdict;
}

function admitMessage(
  context: IntakeContext,
  { collector: id, payload }: GatewayMessage,
): Refusal | { readonly collector: KnownCollector; readonly record: CollectorRecord } {
  const collector = context.directory.find(id);
  if (collector === null)
    return { kind: "refused", reason: "unknownCollector", detail: `no collector ${id}` };
  const record = context.records.of(collector.id);
  const refuse = (reason: Refusal["reason"], detail: string): Refusal => {
    countRefusal(record.counters, reason);
    return { kind: "refused", reason, detail };
  };
  if (collector.state === "registered" || collector.state === "revoked") {
    return refuse("notActive", `the collector is ${collector.state}`);
  }
  const { readOnly } = context.sealer;
  if (readOnly !== null) return refuse("readOnly", readOnly);
  if (context.sealer.isBusyFor(tenantOf(collector))) return refuse("busy", "too much waits for the disk");
  if (payload.length > intakeParameters.payloadBytes.value) {
    return refuse("malformed", `a message has at most ${intakeParameters.payloadBytes.value} bytes`);
  }
  const waitMs = record.quota.take(context.clock(), collector.messagesPerSecond);
  if (waitMs > 0) return refuse("busy", `more than ${collector.messagesPerSecond} a second`);
  return { collector, record };
}

/** Puts a message with those that are sealed next. */
function enter(
  context: IntakeContext,
  batcher: GatewayBatcher,
  { collector, record, message, verdict }: ItemToEnter,
  key: string | null,
): Promise<MessageAnswer> {
  const topic = readSparkplugTopic(message.topic);
  const quarantine = collector.state === "quarantined" ? "collectorQuarantined" : verdict.quarantine;
  const { promise, resolve } = Promise.withResolvers<MessageAnswer>();
  const flags = flagsOf(record, { message, verdict, isNumbered: key !== null });
  const waiting: WaitingMessage = {
    record,
    tenant: tenantOf(collector),
    epoch: verdict.epoch,
    sequence: verdict.sequence,
    readings: verdict.readings,
    quarantinedReadings: verdict.quarantinedReadings,
    lastAtMs: verdict.lastAtMs,
    topic: message.topic,
    payload: message.payload,
    quarantine,
    flags,
    births: topic === null ? [] : birthsOf(record.births, topic, flags),
    receivedAtMs: message.receivedAtMs,
    key,
    ownBirth: null,
    resolve,
  };
  record.pendingItems += 1;
  const { enterpriseId } = verdict;
  const origin =
    enterpriseId === null
      ? context.ledger.originOf("import", `gateway/${collector.id}`)
      : context.originOf(enterpriseId);
  const via = topic === null ? "mqtt" : "sparkplug";
  const { draft, ordinal } = batcher.add({ origin, enterprise: enterpriseId, via }, waiting);
  if (topic !== null && !topic.type.endsWith("DATA")) {
    waiting.ownBirth = isBirth(topic) ? { place: null, batch: draft, ordinal } : null;
    noteSession(record, { topic, flags, atMs: message.receivedAtMs }, waiting.ownBirth);
  }
  if (key !== null) record.pending.set(key, new PendingMessage(message.payload, promise));
  if (quarantine !== null || collector.state === "bound")
    void promise.then((answer) => tell(context, collector, waiting, answer));
  return promise;
}

async function answerCopy(
  context: IntakeContext,
  batcher: GatewayBatcher,
  item: ItemToEnter,
): Promise<MessageAnswer> {
  const { record, message, verdict } = item;
  const { epoch, sequence } = verdict;
  const pending = record.pending.get(`${epoch}:${sequence}`);
  const state = findEpoch(record.sequences, epoch ?? 0);
  const stored = state === undefined ? undefined : findPlace(record.sequences, state, sequence ?? 0);
  try {
    const place = pending === undefined ? stored : await pending.place;
    if (place === undefined) throw new Error("what was stored is being read again");
    const first = pending?.payload ?? (await context.receipts.payloadOf(place));
    // Another message under the same number is no copy: a gateway that counts wrongly loses nothing.
    if (first !== null && Buffer.compare(first, message.payload) !== 0) {
      return await enterConflict(context, batcher, item);
    }
    return duplicateAt(context, item, place);
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    return { kind: "refused", reason: "readOnly", detail };
  }
}

/** Kept once, however often it is sent again. */
async function enterConflict(
  context: IntakeContext,
  batcher: GatewayBatcher,
  item: ItemToEnter,
): Promise<MessageAnswer> {
  const { record, message, verdict } = item;
  const name = hash("sha256", Buffer.concat([numberBytes(verdict), message.payload]), "base64");
  const known = record.pending.get(name)?.place ?? record.sequences.strays.get(name);
  if (known !== undefined) return duplicateAt(context, item, await known);
  return await enter(context, batcher, quarantined(item, "sequenceConflict"), name);
}

function numberBytes({ epoch, sequence }: MessageVerdict): Buffer {
  return Buffer.from(`${epoch}:${sequence}\n`);
}

function duplicateAt(
  context: IntakeContext,
  { record, message, verdict }: ItemToEnter,
  { origin, index, ordinal }: SequencePlace,
): MessageAnswer {
  const { readings: rows, lastAtMs } = verdict;
  const { receivedAtMs } = message;
  const counted = { rows, quarantinedRows: 0, flags: noFlags, receivedAtMs, lastAtMs };
  countItem(record.counters, { kind: "duplicate", ...counted });
  record.rate.add(context.clock(), 1, rows);
  record.isChanged = true;
  // Whoever sends a message again may have missed its receipt.
  const { epoch, sequence } = verdict;
  const told = { collector: record.collector, origin, index, runs: [{ ordinal, count: 1, epoch, sequence }] };
  context.receipts
    .sealedAt({ origin, index })
    .then(
      (place) => context.hub.tellSealed(() => ({ ...told, receipt: () => context.ledger.sign(place) })),
      context.onFailure,
    );
  return { kind: "duplicate", origin, index, ordinal };
}

function quarantined(item: ItemToEnter, quarantine: QuarantineReason): ItemToEnter {
  return { ...item, verdict: { ...item.verdict, quarantine, epoch: null, sequence: null } };
}

/** Its place is asked for by copies only, so the promise of it is made when one comes. */
class PendingMessage implements PendingItem {
  readonly hash = null;
  readonly payload: Uint8Array;
  readonly #answer: Promise<MessageAnswer>;

  constructor(payload: Uint8Array, answer: Promise<MessageAnswer>) {
    this.payload = payload;
    this.#answer = answer;
  }

  get place(): Promise<SequencePlace> {
    return this.#answer.then((one) => {
      if (one.kind === "refused") throw new Error(one.detail);
      return { origin: one.origin, index: one.index, ordinal: one.ordinal };
    });
  }
}

function tell(
  context: IntakeContext,
  collector: KnownCollector,
  { quarantine, readings, receivedAtMs }: WaitingMessage,
  answer: MessageAnswer,
): void {
  if (answer.kind === "refused") return;
  if (quarantine !== null) {
    const event = { kind: "quarantined", reason: quarantine, rows: readings } as const;
    context.hub.tell(eventAbout(collector, receivedAtMs, event));
  }
  if (collector.state !== "bound") return;
  context.directory
    .activate(collector.id, receivedAtMs)
    .then(
      () => context.hub.tell(eventAbout(collector, receivedAtMs, { kind: "activated" })),
      context.onFailure,
    );
}

/** The very same bytes as the newest message of the topic: a copy, as far as one can tell without a number. */
function isRepeated(record: CollectorRecord, { topic, payload }: GatewayMessage): boolean {
  const checksum = crc32(payload) * 1024 + (payload.length % 1024);
  const before = record.newestChecksum.get(topic);
  remember(record.newestChecksum, topic, checksum, intakeParameters.topicsKept.value);
  return before === checksum;
}

const noFlags: readonly BatchFlagCode[] = [];

/** What the transport saw, and what can be seen here; one list for all that have nothing. */
function flagsOf(
  record: CollectorRecord,
  {
    message,
    verdict,
    isNumbered,
  }: { readonly message: GatewayMessage; readonly verdict: MessageVerdict; readonly isNumbered: boolean },
): readonly BatchFlagCode[] {
  const isCopy = !isNumbered && isRepeated(record, message);
  const isDelayed = isLate(verdict, message);
  if (!isCopy && !isDelayed) return verdict.flags;
  const own: readonly BatchFlagCode[] = [
    ...(isCopy ? (["repeated"] as const) : noFlags),
    ...(isDelayed ? (["late"] as const) : noFlags),
  ];
  return [...new Set([...verdict.flags, ...own])];
}

function isLate({ lastAtMs }: MessageVerdict, { receivedAtMs }: GatewayMessage): boolean {
  return lastAtMs !== null && receivedAtMs - lastAtMs > intakeParameters.lateAfterMs.value;
}
