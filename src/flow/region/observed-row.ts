import type { BusinessDay } from "#kernel";
import { catalogue, type IndicatorDefinition } from "#indicators";
import type { IndicatorColumn } from "#scorecard";
import type { IndicatorValues } from "../indicator-sample.ts";

/** One enterprise as it was seen on one day, and what became of its loans within twelve months. */
export interface ObservedRow {
  readonly enterpriseId: string;
  readonly day: BusinessDay;
  readonly part: "development" | "outOfTime";
  readonly isBad: boolean;
  /** Of `cardIndicators`, in their order; NaN where missing. A region has many rows, so they hold nothing else. */
  readonly values: Float64Array;
}

/** Indicators that may enter a region's card, in the catalogue's order. */
export const cardIndicators: readonly IndicatorDefinition[] = catalogue.filter(({ presentOn }) =>
  presentOn.includes("operations"),
);

const places = new Map(cardIndicators.map(({ id }, place) => [id, place]));

/** What a row keeps of an enterprise's indicators. */
export function rowValuesOf(values: IndicatorValues): Float64Array {
  return Float64Array.from(cardIndicators, ({ id }) => values.get(id)?.value ?? Number.NaN);
}

/** Values of rows as columns for the scorecard. */
export function columnsOfRows(
  definitions: readonly IndicatorDefinition[],
  rows: readonly ObservedRow[],
): readonly IndicatorColumn[] {
  return definitions.map(({ id, expectedDirection }) => {
    const place = places.get(id) ?? -1;
    return {
      kind: "numeric",
      id,
      expectedDirection,
      values: Float64Array.from(rows, ({ values }) => values[place] ?? Number.NaN),
    };
  });
}
