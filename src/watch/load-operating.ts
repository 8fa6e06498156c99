import type { DataClass } from "#consent";
import type { BusinessDay } from "#kernel";
import type { DaySums } from "./day-sums.ts";
import { seriesOfOperations } from "./operating-series.ts";
import type { RunStores } from "./run-stores.ts";
import type { Stream, WatchSeries } from "./watch-series.ts";

/**
 * The series that operating facts give, of each enterprise only of what may be read: the same code as where facts are
 * in memory. One without any is left out.
 */
export async function loadOperating(
  { operations, keepPermitted }: Pick<RunStores, "operations" | "keepPermitted">,
  {
    permitted,
    ...query
  }: {
    readonly permitted: ReadonlyMap<string, ReadonlySet<DataClass>>;
    readonly enterpriseIds: readonly string[];
    readonly asOf: BusinessDay;
    readonly knownAt: number;
  },
): Promise<ReadonlyMap<string, WatchSeries>> {
  const found = new Map<string, WatchSeries>();
  if (query.enterpriseIds.length === 0) return found;
  for await (const [enterpriseId, facts] of operations.loadOperations(query)) {
    const known = keepPermitted(facts, permitted.get(enterpriseId) ?? new Set());
    found.set(enterpriseId, seriesOfOperations(enterpriseId, known));
  }
  return found;
}

/** Days that were delivered as such and days of readings may both be there: the longer of the two is looked at. */
export function longerOf(readings: Stream<DaySums>, delivered: Stream<DaySums> | undefined): Stream<DaySums> {
  if (delivered === undefined || delivered.kind === "missing") return readings;
  if (readings.kind === "missing") return readings.reason === "noBasis" ? readings : delivered;
  return delivered.series.days.length > readings.series.days.length ? delivered : readings;
}
