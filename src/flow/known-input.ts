import { type BusinessDay, type Clock, type ReportProgress, businessDayOf, dayOfNumber } from "#kernel";
import type { ObservationStore } from "#collect";
import { type DataClass, dataClasses } from "#consent";
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
import type { ImportReport } from "./import-files.ts";
import type { ImportedEnterprise } from "./list-enterprises.ts";
import { type AskPermitted, explainMissing, indicatorClasses, keepPermitted } from "./permitted-data.ts";
import type { IndicatorValues } from "./indicator-sample.ts";
import { explainStale, findStale } from "./stale-streams.ts";

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
  /** The source of facts without those that may not be read. */
  readonly indicators: IndicatorSource;
  /** Enterprises left out because nothing of them may be read, and those of which a class was left out. */
  readonly permissions: { readonly withoutBasis: number; readonly restricted: number };
}

export interface KnownEnterprise extends ImportedEnterprise {
  readonly facts: EnterpriseFacts;
  readonly values: IndicatorValues;
  readonly cashFlow: CashFlow;
}

/**
 * Computes the indicators of the imported enterprises as of the day asked for, or as of the last invoice of the
 * input; readings may go on after that day, and must not make every enterprise look as if its trade had stopped.
 * @param request.permitted  asked for the classes that may be read; without it all are, as on the command line, where
 *   the caller holds the files
 * @throws FLOW_NO_ENTERPRISES, FLOW_NO_BASIS
 */
export async function computeKnown(
  { observations, indicators }: EvaluationStores,
  imported: ImportReport,
  request: {
    readonly asOf?: BusinessDay;
    readonly clock: Clock;
    readonly onProgress: ReportProgress;
    readonly permitted?: AskPermitted | undefined;
  },
): Promise<KnownInput> {
  if (imported.enterprises.length === 0) {
    throw flowFaults.fault("FLOW_NO_ENTERPRISES", { files: imported.files.length });
  }
  const { readable, classesOf, permissions } = await askPermitted(imported.enterprises, request.permitted);
  const total = readable.length;
  request.onProgress({ step: "indicators", done: 0, total, unit: "enterprises" });
  const enterpriseIds = readable.map(({ id }) => id);
  const knownAt = await observations.position();
  const lastDay =
    request.asOf ?? (await observations.lastDay(enterpriseIds)) ?? businessDayOf(request.clock());
  const { asOf: askedAsOf, clock } = request;
  const stale = await findStale(observations, enterpriseIds, { asOf: askedAsOf, nowMs: clock(), knownAt });
  const usable: ClassesOf = (id) => {
    const dry = stale.get(id);
    if (dry === undefined) return classesOf(id);
    return new Set([...classesOf(id)].filter((dataClass) => !dry.has(dataClass)));
  };
  const source: IndicatorSource = {
    loadFacts: async (query) => keepAll(await indicators.loadFacts(query), usable),
  };
  const all = await source.loadFacts({ asOf: lastDay, knownAt, enterpriseIds });
  const asOf = request.asOf ?? lastTradeDayOf(all) ?? lastDay;
  const facts = asOf === lastDay ? all : await loadTradeAsOf(source, { asOf, knownAt, enterpriseIds }, all);
  const windows = windowsOf(asOf);
  const enterprises = readable.map((enterprise) => {
    const own = facts.get(enterprise.id) ?? emptyFacts(asOf, knownAt);
    const computed = explainMissing(computeIndicators(own), classesOf(enterprise.id));
    const dry = stale.get(enterprise.id);
    const values = dry === undefined ? computed : explainStale(computed, dry);
    return { ...enterprise, facts: own, values, cashFlow: cashFlowOf(own, windows) };
  });
  return { asOf, knownAt, enterprises, indicators: source, permissions };
}

type ClassesOf = (enterpriseId: string) => ReadonlySet<DataClass>;

const none: ReadonlySet<DataClass> = new Set();

/**
 * Who may be read, and of which classes of data; everybody and everything where nobody is asked.
 * @throws FLOW_NO_BASIS when of no enterprise anything may be read
 */
export async function askPermitted<Listed extends { readonly id: string }>(
  enterprises: readonly Listed[],
  permitted: AskPermitted | undefined,
): Promise<{
  readonly readable: readonly Listed[];
  readonly classesOf: ClassesOf;
  readonly permissions: KnownInput["permissions"];
}> {
  const everything: ReadonlySet<DataClass> = new Set(dataClasses);
  if (permitted === undefined) {
    const permissions = { withoutBasis: 0, restricted: 0 };
    return { readable: enterprises, classesOf: () => everything, permissions };
  }
  const found = await permitted(enterprises.map(({ id }) => id));
  const classesOf: ClassesOf = (id) => found.get(id) ?? none;
  const readable = enterprises.filter(({ id }) => classesOf(id).size > 0);
  if (readable.length === 0) throw flowFaults.fault("FLOW_NO_BASIS", { enterprises: enterprises.length });
  const restricted = readable.filter(({ id }) => indicatorClasses.some((one) => !classesOf(id).has(one)));
  return {
    readable,
    classesOf,
    permissions: { withoutBasis: enterprises.length - readable.length, restricted: restricted.length },
  };
}

function keepAll(
  facts: ReadonlyMap<string, EnterpriseFacts>,
  classesOf: ClassesOf,
): ReadonlyMap<string, EnterpriseFacts> {
  return new Map([...facts].map(([id, one]) => [id, keepPermitted(one, classesOf(id))]));
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
