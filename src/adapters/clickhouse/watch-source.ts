import { missingStream, type ObservedSeries, type WatchQuery, type WatchSource } from "#watch";
import type { QueryParameters } from "./connection.ts";
import type { FactsReader } from "./indicator-filter.ts";
import { loadWatchInvoices } from "./watch-invoices.ts";
import { loadWatchReadings } from "./watch-readings.ts";
import { loadWatchStatements } from "./watch-statements.ts";

/** Enterprises read at once: bounds the memory of a run over thousands. */
const enterprisesAtOnce = 250;

/**
 * Series of the early-warning rules from ClickHouse: sums by day of what had happened by the day and was covered
 * below the platform index; integers only, nothing is written.
 */
export function openWatchSource(observations: FactsReader): WatchSource {
  return {
    load: async (query) => {
      const ids = await listEnterprises(observations, query);
      const all: ObservedSeries[] = [];
      for (let place = 0; place < ids.length; place += enterprisesAtOnce) {
        const some = ids.slice(place, place + enterprisesAtOnce);
        all.push(...(await loadSome(observations, query, some)));
      }
      return all;
    },
  };
}

async function loadSome(
  observations: FactsReader,
  query: WatchQuery,
  ids: readonly string[],
): Promise<ObservedSeries[]> {
  const parameters: QueryParameters = { asOf: query.asOf, knownAt: query.knownAt, ids };
  const [invoices, readings, statements] = await Promise.all([
    loadWatchInvoices(observations, parameters),
    loadWatchReadings(observations, query.asOf, parameters),
    loadWatchStatements(observations, parameters),
  ]);
  return ids.map((enterpriseId) => ({
    enterpriseId,
    invoices: invoices.get(enterpriseId) ?? missingStream("noData"),
    energy: readings.get(enterpriseId)?.energy ?? missingStream("noData"),
    running: readings.get(enterpriseId)?.running ?? missingStream("noData"),
    statement: statements.get(enterpriseId) ?? missingStream("noData"),
  }));
}

/** The enterprises of the data set that were known, ascending. */
async function listEnterprises(observations: FactsReader, query: WatchQuery): Promise<readonly string[]> {
  if (query.enterpriseIds !== undefined) return [...query.enterpriseIds].sort();
  const rows = await observations.query<{ enterprise_id: string }>(
    `SELECT DISTINCT enterprise_id FROM enterprise
WHERE dataset = {dataset:String} AND platform_index < {knownAt:UInt64} ORDER BY enterprise_id`,
    { dataset: query.dataset, knownAt: query.knownAt },
  );
  return rows.map(({ enterprise_id: id }) => id);
}
