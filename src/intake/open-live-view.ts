import type { KnownCollector } from "#registry";
import type { CollectorRecord } from "./collector-record.ts";
import { addCounts, noCounts } from "./counters.ts";
import { gapSince } from "./give-up-gaps.ts";
import type { SequenceGap } from "./intake-event.ts";
import type { IntakeContext } from "./intake-context.ts";
import { openGaps } from "./judge-sequence.ts";
import type { CollectorLive, LiveIntake } from "./live-intake.ts";
import { intakeParameters } from "./parameters.ts";

/** The live view over the records. */
export function openLiveView(
  context: Pick<IntakeContext, "directory" | "records" | "sealer" | "clock">,
): LiveIntake {
  const { directory, records, sealer, clock } = context;
  const show = (record: CollectorRecord): CollectorLive | null => {
    const collector = directory.find(record.collector);
    return collector === null ? null : showCollector(collector, record, clock());
  };
  return {
    find(collectorId) {
      const record = records.find(collectorId);
      return record === undefined ? null : show(record);
    },
    list: () => [...records.all()].flatMap((record) => show(record) ?? []),
    totals() {
      const items = noCounts();
      const rows = noCounts();
      let pending = 0;
      let refused = 0;
      let itemsPerSecond = 0;
      let rowsPerSecond = 0;
      const nowMs = clock();
      for (const record of records.all()) {
        addCounts(items, record.counters.items);
        addCounts(rows, record.counters.rows);
        pending += record.pendingItems;
        for (const count of Object.values(record.counters.refused)) refused += count;
        const rate = record.rate.perSecond(nowMs);
        itemsPerSecond += rate.items;
        rowsPerSecond += rate.rows;
      }
      const { waitingBytes, isSaturated } = sealer;
      const isReadOnly = sealer.readOnly !== null;
      return {
        items,
        rows,
        pending,
        refused,
        itemsPerSecond,
        rowsPerSecond,
        waitingBytes,
        isSaturated,
        isReadOnly,
      };
    },
  };
}

function showCollector(collector: KnownCollector, record: CollectorRecord, nowMs: number): CollectorLive {
  const { counters } = record;
  const rate = record.rate.perSecond(nowMs);
  const gaps: SequenceGap[] = [];
  let missing = 0;
  for (const gap of openGaps(record.sequences)) {
    missing += gap.toSequence - gap.fromSequence + 1;
    if (gaps.length < intakeParameters.gapsKept.value) gaps.push({ ...gap, sinceMs: gapSince(record, gap) });
  }
  return {
    collector: collector.id,
    name: collector.name,
    kind: collector.kind,
    state: collector.state,
    partyId: collector.partyId,
    enterpriseId: collector.enterpriseId,
    items: { ...counters.items },
    rows: { ...counters.rows },
    pending: record.pendingItems,
    late: counters.late,
    flags: { ...counters.flags },
    offline: [...record.offline]
      .map(([device, sinceMs]) => ({ device: device === "" ? null : device, sinceMs }))
      .toSorted((a, b) => a.sinceMs - b.sinceMs),
    refused: { ...counters.refused },
    quarantine: { ...counters.quarantine },
    gaps: gaps.toSorted((a, b) => a.sinceMs - b.sinceMs),
    missing,
    lost: counters.lost,
    lastReceivedAtMs: counters.lastReceivedAtMs,
    lastObservedAtMs: counters.lastObservedAtMs,
    skewMs: record.skewMs,
    itemsPerSecond: rate.items,
    rowsPerSecond: rate.rows,
  };
}
