import { type BusinessDay, type Clock, type ReportProgress, businessDayOf, dayOfNumber } from "#kernel";
import type { ObservationStore } from "#collect";
import {
  type EnterpriseFacts,
  type FactsQuery,
  type IndicatorSource,
  activeDaysOf,
  computeIndicators,
  emptyFacts,
  windowsOf,
} from "#indicators";
import type { CashFlow } from "#decision";
import type { Ledger } from "#ledger";
import { cashFlowOf } from "./cash-flow.ts";
import { flowFaults } from "./errors.ts";
import type { ImportReport, ImportedEnterprise } from "./import-files.ts";
import type { IndicatorValues } from "./indicator-sample.ts";

/** What an evaluation reads from and writes to. */
export interface EvaluationStores {
  readonly ledger: Ledger;
  readonly observations: ObservationStore;
  readonly indicators: IndicatorSource;
}

/** The input after import: who there is, and what is known of each as of T. */
export interface KnownInput {
  readonly asOf: BusinessDay;
  /** Data covered by platform leaves below this one. */
  readonly knownAt: number;
  readonly enterprises: readonly KnownEnterprise[];
}

export interface KnownEnterprise extends ImportedEnterprise {
  readonly facts: EnterpriseFacts;
  readonly values: IndicatorValues;
  readonly cashFlow: CashFlow;
}

/**
 * Computes the indicators of the imported enterprises as of the day asked for, or as of the last invoice of the
 * input; readings may go on after that day, and must not make every enterprise look as if its trade had stopped.
 * @throws FLOW_NO_ENTERPRISES
 */
export async function computeKnown(
  { observations, indicators }: EvaluationStores,
  imported: ImportReport,
  request: { readonly asOf?: BusinessDay; readonly clock: Clock; readonly onProgress: ReportProgress },
): Promise<KnownInput> {
  const total = imported.enterprises.length;
  if (total === 0) throw flowFaults.fault("FLOW_NO_ENTERPRISES", { files: imported.files.length });
  request.onProgress({ step: "indicators", done: 0, total, unit: "enterprises" });
  const enterpriseIds = imported.enterprises.map(({ id }) => id);
  const knownAt = await observations.position();
  const lastDay =
    request.asOf ?? (await observations.lastDay(enterpriseIds)) ?? businessDayOf(request.clock());
  const all = await indicators.loadFacts({ asOf: lastDay, knownAt, enterpriseIds });
  const asOf = request.asOf ?? lastTradeDayOf(all) ?? lastDay;
  const facts =
    asOf === lastDay ? all : await loadTradeAsOf(indicators, { asOf, knownAt, enterpriseIds }, all);
  const windows = windowsOf(asOf);
  const enterprises = imported.enterprises.map((enterprise) => {
    const own = facts.get(enterprise.id) ?? emptyFacts(asOf, knownAt);
    return { ...enterprise, facts: own, values: computeIndicators(own), cashFlow: cashFlowOf(own, windows) };
  });
  return { asOf, knownAt, enterprises };
}

/** The last day with a valid invoice in any direction; null without one. */
function lastTradeDayOf(facts: ReadonlyMap<string, EnterpriseFacts>): BusinessDay | null {
  let last = -1;
  for (const { sales, purchases } of facts.values()) {
    last = Math.max(last, activeDaysOf(sales).at(-1) ?? -1, activeDaysOf(purchases).at(-1) ?? -1);
  }
  return last < 0 ? null : dayOfNumber(last);
}

/** Trade as of the query's day, with the machines and meters of facts that reach further. */
async function loadTradeAsOf(
  indicators: IndicatorSource,
  query: FactsQuery,
  later: ReadonlyMap<string, EnterpriseFacts>,
): Promise<ReadonlyMap<string, EnterpriseFacts>> {
  const trade = await indicators.loadFacts(query);
  return new Map([...trade].map(([id, facts]) => [id, { ...facts, assets: later.get(id)?.assets ?? [] }]));
}
