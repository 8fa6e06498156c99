import type { ObservationStore } from "#collect";
import type { DataClass } from "#consent";
import { catalogue, endOfDayMs, type IndicatorValue } from "#indicators";
import type { BusinessDay, EpochMs } from "#kernel";
import type { IndicatorValues } from "./indicator-sample.ts";
import { classesOfIndicator } from "./permitted-data.ts";
import { freshnessLimitMs } from "./provenance/freshness.ts";

/** Data classes whose live streams of an enterprise have run dry. */
export type StaleClasses = ReadonlyMap<string, ReadonlySet<DataClass>>;

/**
 * Finds the streams of live collectors that are too old at a moment: what they said before must not stand for now.
 * Streams that only files bring are never stale: a file says its own period.
 * @param asked.asOf  the day of the evaluation where one was asked for; else it is now
 */
export async function findStale(
  observations: ObservationStore,
  enterpriseIds: readonly string[],
  asked: { readonly asOf?: BusinessDay | undefined; readonly nowMs: EpochMs; readonly knownAt: number },
): Promise<StaleClasses> {
  const { asOf, nowMs, knownAt } = asked;
  const atMs = asOf === undefined ? nowMs : Math.min(nowMs, endOfDayMs(asOf));
  const stale = new Map<string, Set<DataClass>>();
  for (const { enterpriseId, stream, lastMs } of await observations.liveStreams(enterpriseIds, {
    beforeMs: atMs,
    knownAt,
  })) {
    if (atMs - lastMs <= (freshnessLimitMs(stream) ?? Number.POSITIVE_INFINITY)) continue;
    stale.set(enterpriseId, (stale.get(enterpriseId) ?? new Set()).add(stream));
  }
  return stale;
}

/** The values, where one that reads a stale stream is missing and says so. */
export function explainStale(values: IndicatorValues, stale: ReadonlySet<DataClass>): IndicatorValues {
  const explained = new Map<string, IndicatorValue>(values);
  for (const definition of catalogue) {
    if (!values.has(definition.id)) continue;
    const isStale = classesOfIndicator(definition).some((dataClass) => stale.has(dataClass));
    if (isStale) explained.set(definition.id, { value: null, missingReason: "stale" });
  }
  return explained;
}
