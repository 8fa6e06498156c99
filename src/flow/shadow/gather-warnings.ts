import type { Reader } from "#consent";
import type { BusinessDay } from "#kernel";
import { type ReplayedAlert, replayAlerts, type WatchSeries, type WatchServices } from "#watch";

/**
 * What the rules would have said on every day of the window, as they run in use, by enterprise; one of which nothing may be watched, or
 * nothing is there, is absent. All enterprises are loaded, because the rules compare one with its industry.
 */
export async function gatherWarnings(
  watch: Pick<WatchServices, "loadSeries">,
  reader: Reader,
  wanted: { readonly from: BusinessDay; readonly asOf: BusinessDay; readonly knownAt: number },
): Promise<ReadonlyMap<string, readonly ReplayedAlert[]>> {
  const { from, asOf, knownAt } = wanted;
  const series = await watch.loadSeries(reader, { asOf, knownAt });
  const watched = series.filter(isWatched);
  const replayed = replayAlerts(watched, { from, to: asOf, step: "day" });
  const byEnterprise = Map.groupBy(replayed, ({ episode }) => episode.enterpriseId);
  return new Map(watched.map(({ enterpriseId }) => [enterpriseId, byEnterprise.get(enterpriseId) ?? []]));
}

function isWatched({ invoices, statement, energy, running, operations }: WatchSeries): boolean {
  return [invoices, statement, energy, running, operations].some(({ kind }) => kind === "known");
}
