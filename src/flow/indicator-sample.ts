import { type IndicatorDefinition, type IndicatorValue, catalogue } from "#indicators";
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

/** Values as columns for the scorecard; a missing value is NaN there. */
export function columnsOf(
  definitions: readonly IndicatorDefinition[],
  rows: readonly IndicatorValues[],
): readonly IndicatorColumn[] {
  return definitions.map(({ id, expectedDirection }) => ({
    kind: "numeric",
    id,
    expectedDirection,
    values: Float64Array.from(rows, (row) => row.get(id)?.value ?? Number.NaN),
  }));
}
