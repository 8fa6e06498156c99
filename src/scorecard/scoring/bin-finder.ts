import { binOfCategory, binOfNumber } from "../binning/codes-of.ts";
import { scorecardFaults } from "../errors.ts";
import type { CardIndicator } from "../scorecard.ts";
import type { IndicatorValue } from "./indicator-record.ts";

/**
 * A function that finds the bin of one value as training did. Categories are looked up in a table made once.
 * @throws SCORECARD_VALUE_NOT_ALLOWED (from the function) for infinities and for text where a number is expected
 */
export function createBinFinder(indicator: CardIndicator): (value: IndicatorValue) => number {
  return indicator.valueKind === "numeric" ? numberFinder(indicator) : categoryFinder(indicator);
}

function numberFinder(indicator: CardIndicator): (value: IndicatorValue) => number {
  const missing = binOfNumber(Number.NaN, indicator);
  return (value) => {
    if (value === null) return missing;
    if (typeof value !== "number" || value === Infinity || value === -Infinity) {
      throw scorecardFaults.fault("SCORECARD_VALUE_NOT_ALLOWED", {
        subject: indicator.id,
        row: 0,
        found: String(value),
      });
    }
    return binOfNumber(value, indicator);
  };
}

function categoryFinder(indicator: CardIndicator): (value: IndicatorValue) => number {
  const bins = new Map<string, number>();
  for (const bin of indicator.bins) {
    if (bin.kind !== "group") continue;
    for (const category of bin.categories) bins.set(category, binOfCategory(category, indicator));
  }
  const missing = binOfCategory(null, indicator);
  const other = missing - 1;
  return (value) => {
    if (value === null || Number.isNaN(value)) return missing;
    return bins.get(String(value)) ?? other;
  };
}
