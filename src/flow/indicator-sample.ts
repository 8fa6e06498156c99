import type { BusinessDay } from "#kernel";
import { catalogue, computeIndicators, emptyFacts } from "#indicators";
import type { EnterpriseFacts, IndicatorDefinition, IndicatorValue } from "#indicators";
import type { IndicatorColumn } from "#scorecard";

export type IndicatorValues = ReadonlyMap<string, IndicatorValue>;

/** Indicators that may enter the scorecard: those that invoices give, because the labelled sample has nothing else. */
export function scorecardIndicators(options: {
  readonly withEndOfSeries: boolean;
}): readonly IndicatorDefinition[] {
  return catalogue.filter(
    (definition) =>
      definition.presentOn.includes("sme_invoices") && (options.withEndOfSeries || !definition.endOfSeries),
  );
}

/** Every indicator of every enterprise; one without any row gets its missing reasons. */
export function valuesOf(
  enterpriseIds: readonly string[],
  facts: ReadonlyMap<string, EnterpriseFacts>,
  asOf: BusinessDay,
  knownAt: number,
): readonly IndicatorValues[] {
  return enterpriseIds.map((id) => computeIndicators(facts.get(id) ?? emptyFacts(asOf, knownAt)));
}

/** Values as columns for the scorecard; a missing value is NaN there. */
export function columnsOf(
  definitions: readonly IndicatorDefinition[],
  rows: readonly IndicatorValues[],
): readonly IndicatorColumn[] {
  return definitions.map(({ id, expectedDirection }) => ({
    id,
    expectedDirection,
    values: Float64Array.from(rows, (row) => row.get(id)?.value ?? Number.NaN),
  }));
}
