export {
  alertLevels,
  type AlertLevel,
  type Evidence,
  type RuleCode,
  ruleCodes,
  type RuleResult,
} from "./rule.ts";
export { type DaySums, daySumsOf } from "./day-sums.ts";
export { evaluateRules, type RuleFinding } from "./evaluate-rules.ts";
export { type Episode } from "./episode.ts";
export { notComputableReasons, type NotComputableReason } from "./not-computable.ts";
export { replayAlerts, type ReplayedAlert, type ReplayOptions } from "./replay-alerts.ts";
export { ruleOf, watchRules } from "./rule-list.ts";
export {
  type AccountBalances,
  type InvoiceSeries,
  missingStream,
  type StatementSeries,
  type Stream,
  type WatchSeries,
} from "./watch-series.ts";
export type { ObservedSeries, WatchQuery, WatchSource } from "./watch-source.ts";
export type { WatchServices } from "./watch-services.ts";
