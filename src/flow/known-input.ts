import { type BusinessDay, type Clock, type ReportProgress, businessDayOf } from "#kernel";
import type { ObservationStore } from "#collect";
import { type EnterpriseFacts, type IndicatorSource, emptyFacts } from "#indicators";
import type { Ledger } from "#ledger";
import { flowFaults } from "./errors.ts";
import type { ImportReport, ImportedEnterprise } from "./import-files.ts";
import { type IndicatorValues, valuesOf } from "./indicator-sample.ts";

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
}

/**
 * Computes the indicators of the imported enterprises as of the day asked for, or as of the last day of which the
 * input says anything.
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
  const lastDay = request.asOf ?? (await observations.lastDay(enterpriseIds));
  const asOf = lastDay ?? businessDayOf(request.clock());
  const facts = await indicators.loadFacts({ asOf, knownAt, enterpriseIds });
  const values = valuesOf(enterpriseIds, facts, asOf, knownAt);
  const enterprises = imported.enterprises.map((enterprise, row) => ({
    ...enterprise,
    facts: facts.get(enterprise.id) ?? emptyFacts(asOf, knownAt),
    values: values[row] as IndicatorValues,
  }));
  return { asOf, knownAt, enterprises };
}
