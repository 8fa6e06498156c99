import type { EntryToAppend } from "#ledger";
import type { JsonObject } from "#seal";
import type { CollectorRecord } from "./collector-record.ts";
import type { BatchFlagCode, QuarantineReason } from "./flags.ts";
import { type GatewaySource, type MessagePlace, payloadOf, writeRow } from "./gateway-batch.ts";
import type { MessageAnswer } from "./intake.ts";
import { intakeParameters } from "./parameters.ts";
import type { BirthReference } from "./sparkplug-births.ts";

/** A message that waits to be sealed with others. */
export interface WaitingMessage {
  /** Who is asked to wait when too much waits for the disk. */
  readonly tenant: string;
  readonly record: CollectorRecord;
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly epoch: number | null;
  readonly sequence: number | null;
  readonly readings: number;
  readonly quarantinedReadings: number;
  readonly quarantine: QuarantineReason | null;
  /** Sorted; few different lists, so that messages of one kind stand in one source. */
  readonly flags: readonly BatchFlagCode[];
  readonly births: readonly BirthReference[];
  readonly receivedAtMs: number;
  readonly lastAtMs: number | null;
  /** Under which it is pending in its record: its number, or the hash of a conflict; null where it bears no number. */
  readonly key: string | null;
  /** The birth that it is; set when its row is known. */
  ownBirth: BirthReference | null;
  resolve(answer: MessageAnswer): void;
}

interface SourceDraft {
  readonly first: WaitingMessage;
  readonly rows: number[];
  count: number;
  readings: number;
  quarantinedReadings: number;
  lastAtMs: number | null;
  lastOrdinal: number;
}

/** An entry of gateway messages that is being filled. */
export interface GatewayDraft {
  readonly messages: readonly WaitingMessage[];
  readonly isFull: boolean;
  readonly bytes: number;
  /** Whether it can take another message of this size. */
  hasRoomFor(message: WaitingMessage): boolean;
  /** @returns the row that it will be */
  add(message: WaitingMessage): number;
  /** Births that data in it refer to and that lie in other entries. */
  foreignBirths(): readonly BirthReference[];
  entry(home: {
    readonly origin: string;
    readonly enterprise: string | null;
    readonly via: string;
  }): EntryToAppend;
}

export function createGatewayDraft(): GatewayDraft {
  const messages: WaitingMessage[] = [];
  const sources: SourceDraft[] = [];
  const sourceOfRow: number[] = [];
  const newest = new Map<string, number>();
  let bytes = 0;
  let headerBytes = 0;
  const draft: GatewayDraft = {
    messages,
    get isFull() {
      return (
        messages.length >= intakeParameters.messageRows.value ||
        bytes >= intakeParameters.messageBytes.value ||
        headerBytes >= intakeParameters.messageHeaderBytes.value
      );
    },
    get bytes() {
      return bytes;
    },
    hasRoomFor: (message) =>
      messages.length === 0 ||
      (bytes + message.payload.length <= intakeParameters.messageBytes.value &&
        headerBytes + sourceBytes(message) <= intakeParameters.messageHeaderBytes.value),
    add(message) {
      const ordinal = messages.push(message) - 1;
      const key = `${message.record.collector}\n${message.topic}`;
      let at = newest.get(key);
      const open = at === undefined ? undefined : sources[at];
      if (at === undefined || open === undefined || !continues(open, message)) {
        at =
          sources.push({
            first: message,
            rows: [],
            count: 0,
            readings: 0,
            quarantinedReadings: 0,
            lastAtMs: null,
            lastOrdinal: -2,
          }) - 1;
        newest.set(key, at);
        headerBytes += sourceBytes(message);
      }
      const source = sources[at];
      if (source !== undefined) headerBytes += take(source, message, ordinal);
      sourceOfRow.push(at);
      bytes += message.payload.length + 6;
      return ordinal;
    },
    foreignBirths: () =>
      sources.flatMap(({ first }) =>
        first.births.filter(({ batch, place }) => batch !== draft && place === null),
      ),
    entry({ origin, enterprise, via }) {
      const buffer = Buffer.allocUnsafe(bytes);
      const ends: number[] = [];
      let at = 0;
      messages.forEach(({ payload }, i) => {
        at = writeRow(buffer, at, sourceOfRow[i] ?? 0, payload);
        ends.push(at);
      });
      const header = {
        "@type": "gateway-batch@1",
        enterprise,
        via,
        sources: sources.map((source) => sourceJson(source, draft)),
      };
      return {
        origin,
        dataClass: "reading",
        header,
        payload: payloadOf(buffer.subarray(0, at), ends),
        ...(messages[0] === undefined ? {} : { receivedAtMs: messages[0].receivedAtMs }),
      };
    },
  };
  return draft;
}

/** Whether a message can stand in the same source: same kind, and the next number where there are numbers. */
function continues({ first, count }: SourceDraft, message: WaitingMessage): boolean {
  return (
    first.epoch === message.epoch &&
    (first.sequence === null ? message.sequence === null : message.sequence === first.sequence + count) &&
    first.quarantine === message.quarantine &&
    first.flags.length === message.flags.length &&
    first.flags.every((flag, i) => flag === message.flags[i]) &&
    first.births.length === message.births.length &&
    first.births.every((birth, i) => birth === message.births[i])
  );
}

/** @returns how many bytes the header grew by */
function take(source: SourceDraft, message: WaitingMessage, ordinal: number): number {
  source.count += 1;
  source.readings += message.readings;
  source.quarantinedReadings += message.quarantinedReadings;
  const { lastAtMs } = message;
  if (lastAtMs !== null) source.lastAtMs = Math.max(source.lastAtMs ?? 0, lastAtMs);
  const isNext = source.lastOrdinal === ordinal - 1;
  source.lastOrdinal = ordinal;
  if (isNext) {
    const last = source.rows.length - 1;
    source.rows[last] = (source.rows[last] ?? 0) + 1;
    return 0;
  }
  source.rows.push(ordinal, 1);
  return 8;
}

function sourceJson(source: SourceDraft, draft: GatewayDraft): JsonObject {
  const { first, rows, readings, quarantinedReadings, lastAtMs } = source;
  const json: GatewaySource = {
    collector: first.record.collector,
    topic: first.topic,
    rows,
    readings,
    ...(quarantinedReadings === 0 ? {} : { quarantinedReadings }),
    ...(lastAtMs === null ? {} : { lastAtMs }),
    ...(first.epoch === null || first.sequence === null
      ? {}
      : { epoch: first.epoch, sequence: first.sequence }),
    ...(first.births.length === 0 ? {} : { births: first.births.map((birth) => birthPlace(birth, draft)) }),
    ...(first.quarantine === null ? {} : { quarantine: first.quarantine }),
    ...(first.flags.length === 0 ? {} : { flags: first.flags }),
  };
  return json as unknown as JsonObject;
}

function birthPlace(birth: BirthReference, draft: GatewayDraft): MessagePlace {
  if (birth.batch === draft || birth.place === null)
    return { origin: null, index: null, ordinal: birth.ordinal };
  return birth.place;
}

/** Most that a source takes in the header. */
function sourceBytes({ record, topic, births }: WaitingMessage): number {
  const texts =
    Buffer.byteLength(JSON.stringify(record.collector)) + Buffer.byteLength(JSON.stringify(topic));
  return 330 + texts + births.length * 150;
}
