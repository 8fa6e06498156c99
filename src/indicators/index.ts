export { catalogue, computeIndicators } from "./catalogue.ts";
export type {
  DataSource,
  ExpectedDirection,
  IndicatorDefinition,
  IndicatorGroup,
  IndicatorOrigin,
  IndicatorValue,
} from "./definition.ts";
export { writeCatalogueDocument } from "./catalogue-document.ts";
export { indicatorFaults } from "./errors.ts";
export {
  type AssetFacts,
  type AssetHour,
  type EnterpriseFacts,
  type PartnerFacts,
  type TradeFacts,
  type TradeSlice,
  emptyFacts,
} from "./facts.ts";
export { type InvoiceRow, type ReadingRow, factsFromRows } from "./facts-from-rows.ts";
export { type MissingReason, missingReasons } from "./missing.ts";
export type { AssetCounts, AssetHourSums } from "./assemble-asset.ts";
export { assembleAsset } from "./assemble-asset.ts";
export { type MonthlySeries, monthlySeriesOf } from "./monthly-series.ts";
export { type PlanBasis, type ProductionPlan, defaultPlan, planParameters } from "./parameters.ts";
export type { FactsQuery, IndicatorSource } from "./source.ts";
export { sliceStartsOf, windowsOf } from "./windows.ts";
export {
  bestItemQuantile,
  endOfDayMs,
  fewestRepeatMonths,
  maximumHoldMs,
  repeatMonths,
} from "./reading-rules.ts";
export { emptyTrade } from "./facts.ts";
export { hourMs } from "./machine-view.ts";
export { activeDaysOf, sumTrade } from "./trade-view.ts";
