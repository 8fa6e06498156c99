export { type AssetCounts, type AssetHourSums, assembleAsset } from "./assemble-asset.ts";
export { catalogue, computeIndicators } from "./catalogue.ts";
export { writeCatalogueDocument } from "./catalogue-document.ts";
export { type DailyMinutes, type DailySeries, dailySeriesOf } from "./daily-series.ts";
export type {
  DataSource,
  ExpectedDirection,
  IndicatorDataClass,
  IndicatorDefinition,
  IndicatorGroup,
  IndicatorLayer,
  IndicatorOrigin,
  IndicatorValue,
} from "./definition.ts";
export { indicatorFaults } from "./errors.ts";
export { type AssetReading, daysOfReadings } from "./incremental/batch-days.ts";
export { ArrivingDays, firstKeptDay } from "./incremental/arriving-days.ts";
export type { ArrivingReading, ChannelEnd, ReadSeed } from "./incremental/arriving-reading.ts";
export {
  mediumChannels,
  machineChannels,
  type ReadDay,
  readDaysOf,
  type ReadDaySums,
  readEvidences,
} from "./incremental/read-day.ts";
export { type ReadAsset } from "./incremental/asset-days.ts";
export { DayCells, type DaySums } from "./incremental/day-cells.ts";
export {
  createIncrementalIndicators,
  type IncrementalIndicators,
} from "./incremental/incremental-indicators.ts";
export { type ReadingBlock, type ReadingChannel, readingChannels } from "./incremental/reading-block.ts";
export { enterpriseFactsOf } from "./operating/enterprise-facts.ts";
export { operatingParameters } from "./operating/operating-parameters.ts";
export {
  type AssetFacts,
  type AssetHour,
  type EnterpriseFacts,
  type PartnerFacts,
  type TradeFacts,
  type TradeSlice,
  emptyFacts,
  emptyTrade,
} from "./facts.ts";
export { type FactRows, type InvoiceRow, type ReadingRow, factsFromRows } from "./facts-from-rows.ts";
export { indicatorGroupNames } from "./group-names.ts";
export { hourMs, metersOf } from "./machine-view.ts";
export { type MissingReason, missingReasons } from "./missing.ts";
export { type DayFigures, dayFiguresOf } from "./production/day-figures.ts";
export { type MonthlySeries, monthlySeriesOf } from "./monthly-series.ts";
export { type PlanBasis, type ProductionPlan, defaultPlan, planParameters } from "./parameters.ts";
export {
  bestItemQuantile,
  endOfDayMs,
  fewestRepeatMonths,
  maximumHoldMs,
  repeatMonths,
} from "./reading-rules.ts";
export type { FactsQuery, IndicatorSource } from "./source.ts";
export { type TradeMonth, type TradeSum, activeDaysOf, monthsOf, sumTrade } from "./trade-view.ts";
export { type DayWindow, type IndicatorWindows, sliceStartsOf, windowsOf } from "./windows.ts";
export { type WindowName, windowNames } from "./window-names.ts";
