import { type BusinessDay, businessDayOf } from "#kernel";
import { FingerprintSet } from "./fingerprint-set.ts";
import type { KnownRows, ObservationStore } from "./observation-store.ts";
import type {
  ProjectedTelemetry,
  ReadingSpan,
  ReceivedTelemetry,
  TelemetryEvent,
} from "./projected-telemetry.ts";

/** Finds what collectors sent that is stored already. */
export interface TelemetryJudge {
  /** Judges batches in log order; each is compared with the store and with those before it. */
  judge(batches: readonly ReceivedTelemetry[]): Promise<readonly ProjectedTelemetry[]>;
}

/** Fingerprints of one enterprise. */
interface Known {
  readonly readings: FingerprintSet;
  readonly events: FingerprintSet;
}

/**
 * A reading is a duplicate when one with the same asset, channel, interval and value is stored, whoever sent it; an
 * event when one with the same content is. Sequences keep a batch from being stored twice; this keeps what two ways
 * brought, for example a meter behind two collectors, from counting twice.
 * @param remembersAll  for a store that cannot give back what it was given
 */
export function openTelemetryJudge(store: ObservationStore, remembersAll = false): TelemetryJudge {
  const remembered = new Map<string, Known>();
  return {
    judge: async (batches) => {
      if (batches.length === 0) return [];
      const known = remembersAll ? remembered : new Map<string, Known>();
      for (const { enterpriseId } of batches) {
        if (!known.has(enterpriseId)) {
          known.set(enterpriseId, { readings: new FingerprintSet(), events: new FingerprintSet() });
        }
      }
      const found = await store.knownTelemetry(batches.flatMap(spanOf), [
        ...new Set(batches.flatMap((one) => (one.events.length === 0 ? [] : [one.enterpriseId]))),
      ]);
      addAll(found.readings, (id) => known.get(id)?.readings);
      addAll(found.events, (id) => known.get(id)?.events);
      return batches.map((batch) => judgeOne(batch, known.get(batch.enterpriseId) as Known));
    },
  };
}

function spanOf({ enterpriseId, readings: { fromMs } }: ReceivedTelemetry): ReadingSpan[] {
  if (fromMs.length === 0) return [];
  let [first, last] = [Number.POSITIVE_INFINITY, 0];
  for (const at of fromMs) {
    first = Math.min(first, at);
    last = Math.max(last, at);
  }
  return [{ enterpriseId, fromMs: first, toMs: last }];
}

function addAll(rows: readonly KnownRows[], setOf: (enterpriseId: string) => FingerprintSet | undefined) {
  for (const { enterpriseId, fingerprints } of rows) {
    const known = setOf(enterpriseId);
    for (let i = 0; known !== undefined && i < fingerprints.length; i += 2) {
      known.add(fingerprints[i] as number, fingerprints[i + 1] as number);
    }
  }
}

function judgeOne(batch: ReceivedTelemetry, known: Known): ProjectedTelemetry {
  const { readings, events, problems } = batch;
  const count = readings.ordinals.length;
  const isKept = new Uint8Array(count);
  const isEventKept = new Uint8Array(events.length);
  let stored = 0;
  for (let i = 0; i < count; i++) {
    const [high, low] = [readings.fingerprints[2 * i] as number, readings.fingerprints[2 * i + 1] as number];
    if (known.readings.add(high, low)) isKept[i] = 1;
    stored += isKept[i] as number;
  }
  for (const [i, { fingerprint }] of events.entries()) {
    if (known.events.add(...fingerprint)) isEventKept[i] = 1;
    stored += isEventKept[i] as number;
  }
  const received = count + events.length + problems.length;
  const quarantined = problems.length;
  const counts = { received, stored, duplicates: received - stored - quarantined, quarantined };
  return { ...batch, isKept, isEventKept, counts, ...daysOf(readings, events) };
}

function daysOf(
  { fromMs, toMs }: ReceivedTelemetry["readings"],
  events: readonly TelemetryEvent[],
): { readonly firstDay: BusinessDay | null; readonly lastDay: BusinessDay | null } {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const [i, from] of fromMs.entries()) {
    first = Math.min(first, from);
    last = Math.max(last, toMs[i] as number);
  }
  for (const { atMs } of events) {
    first = Math.min(first, atMs);
    last = Math.max(last, atMs);
  }
  if (first > last) return { firstDay: null, lastDay: null };
  return { firstDay: businessDayOf(first), lastDay: businessDayOf(last) };
}
