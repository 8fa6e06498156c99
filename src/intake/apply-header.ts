import { hash } from "node:crypto";
import type { StoredHeader } from "#ledger";
import { type BatchHead, batchMessage } from "#telemetry";
import { type CollectorRecord, noteGapSince, type RecordBook } from "./collector-record.ts";
import { countItem } from "./counters.ts";
import { batchFlagsOf, flagsOf } from "./flags.ts";
import { gatewayHeaderOf, type GatewaySource, messageCount, ordinalOf } from "./gateway-batch.ts";
import { clockAfter } from "./judge-clock.ts";
import { judgeSequence, type SequenceVerdict } from "./judge-sequence.ts";
import { addStray, findEpoch, placeSequence } from "./sequence-state.ts";
import { isBirth, noteSession, readSparkplugTopic } from "./sparkplug-births.ts";

/** Notes an entry that the log holds and the records do not know yet; others are passed over. */
export function applyHeader(records: RecordBook, stored: StoredHeader): void {
  const { origin, index, header } = stored;
  if (index < (records.origins.get(origin) ?? 0)) return;
  records.origins.set(origin, index + 1);
  if (header["@type"] === "signed-batch@1") applyBatch(records, stored);
  const gateway = gatewayHeaderOf(header);
  for (const source of gateway?.sources ?? []) {
    applySource(records.of(source.collector), source, {
      origin,
      index,
      receivedAtMs: Number(header["receivedAtMs"]),
    });
  }
}

function applyBatch(records: RecordBook, { origin, index, header }: StoredHeader): void {
  const head = header["batch"] as unknown as BatchHead;
  const flags = flagsOf(header);
  const receivedAtMs = Number(header["receivedAtMs"]);
  const record = records.of(head.collector);
  const batchHash = hash("sha256", batchMessage(head), "base64");
  const verdict = judgeSequence(record.sequences, { ...head, hash: batchHash }, receivedAtMs);
  const place = { origin, index, ordinal: 0 };
  if (verdict.kind === "new") {
    const epoch = findEpoch(record.sequences, head.epoch);
    if (epoch !== undefined) {
      placeSequence(record.sequences, epoch, head.sequence, { ...place, receivedAtMs });
    }
  } else addStray(record.sequences, batchHash, place);
  noteGap(record, verdict);
  record.clock = clockAfter(record.clock, head, receivedAtMs);
  record.isSkewed = flags.skewMs !== undefined;
  record.skewMs = flags.skewMs ?? record.skewMs;
  record.isChanged = true;
  countItem(record.counters, {
    kind: flags.quarantine === undefined ? "stored" : "quarantined",
    rows: head.rowCount,
    quarantinedRows: flags.quarantinedRowCount ?? 0,
    reason: flags.quarantine,
    flags: batchFlagsOf(flags),
    receivedAtMs,
    lastAtMs: head.lastAtMs,
  });
}

function applySource(
  record: CollectorRecord,
  source: GatewaySource,
  at: { readonly origin: string; readonly index: number; readonly receivedAtMs: number },
): void {
  const { origin, index, receivedAtMs } = at;
  const count = messageCount(source);
  const { epoch, sequence, quarantine } = source;
  if (epoch !== undefined && sequence !== undefined) {
    for (let nth = 0; nth < count; nth++) {
      const number = {
        epoch,
        sequence: sequence + nth,
        previous: null,
        hash: null,
        createdAtMs: receivedAtMs,
      };
      noteGap(record, judgeSequence(record.sequences, number, receivedAtMs));
      const state = findEpoch(record.sequences, epoch);
      if (state === undefined) continue;
      const place = { origin, index, ordinal: ordinalOf(source, nth) ?? 0, receivedAtMs };
      placeSequence(record.sequences, state, sequence + nth, place);
    }
  }
  const topic = readSparkplugTopic(source.topic);
  if (topic !== null) {
    const ordinal = ordinalOf(source, count - 1) ?? 0;
    const own = isBirth(topic) ? { place: { origin, index, ordinal }, batch: null, ordinal } : null;
    noteSession(record, { topic, flags: source.flags ?? [], atMs: receivedAtMs }, own);
  }
  record.isChanged = true;
  // Readings are counted by source: the first message carries them all, the sums are the same.
  for (let nth = 0; nth < count; nth++) {
    countItem(record.counters, {
      kind: quarantine === undefined ? "stored" : "quarantined",
      rows: nth === 0 ? source.readings : 0,
      quarantinedRows: nth === 0 ? (source.quarantinedReadings ?? 0) : 0,
      reason: quarantine,
      flags: source.flags ?? [],
      receivedAtMs,
      lastAtMs: source.lastAtMs ?? null,
    });
  }
}

function noteGap(record: CollectorRecord, verdict: SequenceVerdict): void {
  if (verdict.kind !== "new" || verdict.opened === null) return;
  noteGapSince(record, verdict.opened);
}
