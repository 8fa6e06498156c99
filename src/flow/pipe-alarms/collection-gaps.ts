import type { EpochMs } from "#kernel";
import type { CollectorDirectory, KnownCollector } from "#registry";
import {
  type CollectionGap,
  type CollectionGapKind,
  collectionGapKinds,
  type CollectionSource,
} from "#watch";
import type { PipeAlarm } from "./pipe-alarm.ts";
import type { PipeAlarmStore } from "./pipe-alarm-store.ts";

const minuteMs = 60_000;

/** Alarms of the pipe as gaps in an enterprise's data, which early warning judges: the same facts, seen by the lender. */
export function openCollectionGaps(
  store: Pick<PipeAlarmStore, "listSince">,
  directory: Pick<CollectorDirectory, "all">,
): CollectionSource {
  return {
    gapsSince: async (fromMs) => {
      const collectors = directory.all().filter(({ state }) => state !== "revoked");
      const gaps = new Map<string, CollectionGap[]>();
      for (const collector of collectors) {
        for (const enterpriseId of enterprisesOf(collector)) gaps.set(enterpriseId, []);
      }
      const byId = new Map(directory.all().map((one) => [one.id, one]));
      for (const partyId of new Set([...byId.values()].map((one) => one.partyId))) {
        for (const alarm of await store.listSince(partyId, fromMs)) {
          const collector = byId.get(alarm.collector);
          const gap = collector === undefined ? null : gapOf(alarm, collector);
          if (collector === undefined || gap === null) continue;
          for (const enterpriseId of enterprisesOf(collector)) gaps.get(enterpriseId)?.push(gap);
        }
      }
      return gaps;
    },
  };
}

/** A device belongs to one enterprise; a gateway serves those of the elements behind it. */
function enterprisesOf({ enterpriseId, elements }: KnownCollector): ReadonlySet<string> {
  const served = [...elements.values()].map((element) => element.enterpriseId);
  return new Set(enterpriseId === null ? served : [enterpriseId, ...served]);
}

function gapOf(alarm: PipeAlarm, collector: KnownCollector): CollectionGap | null {
  const kind = collectionGapKinds.find((one): one is CollectionGapKind => one === alarm.kind);
  if (kind === undefined) return null;
  return {
    collector: collector.id,
    collectorName: collector.name,
    kind,
    fromMs: missingSince(alarm),
    noticedMs: alarm.raisedAtMs,
    toMs: alarm.clearedAtMs,
  };
}

/** An alarm is raised some minutes after the data stopped, and says how many. */
function missingSince({ figures, seenAtMs, raisedAtMs }: PipeAlarm): EpochMs {
  const { minutes } = figures;
  return typeof minutes === "number" ? Math.min(raisedAtMs, seenAtMs - minutes * minuteMs) : raisedAtMs;
}
