import {
  type EnterpriseFacts,
  type FactsQuery,
  type IndicatorSource,
  emptyFacts,
  emptyTrade,
} from "#indicators";
import type { FactsReader } from "./indicator-filter.ts";
import { loadPartners, loadSlices } from "./indicator-invoices.ts";
import { loadAssets } from "./indicator-readings.ts";

/**
 * Facts from ClickHouse: four queries, each one pass over its table, that sum and count integers only. Two run at
 * a time at most, by the store's own semaphore; nothing is written.
 */
export function openIndicatorSource(observations: FactsReader): IndicatorSource {
  return { loadFacts: (query) => loadFacts(observations, query) };
}

async function loadFacts(
  observations: FactsReader,
  query: FactsQuery,
): Promise<ReadonlyMap<string, EnterpriseFacts>> {
  const [slices, partners, assets] = await Promise.all([
    loadSlices(observations, query),
    loadPartners(observations, query),
    loadAssets(observations, query),
  ]);
  const ids = new Set([...(query.enterpriseIds ?? []), ...slices.keys(), ...assets.keys()]);
  const facts = [...ids].sort().map((id): [string, EnterpriseFacts] => {
    const empty = emptyFacts(query.asOf, query.knownAt);
    const trade = (direction: "sale" | "purchase") => ({
      slices: slices.get(id)?.[direction] ?? [],
      partners: partners.get(id)?.[direction] ?? emptyTrade().partners,
    });
    return [
      id,
      { ...empty, sales: trade("sale"), purchases: trade("purchase"), assets: assets.get(id) ?? [] },
    ];
  });
  return new Map(facts);
}
