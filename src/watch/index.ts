export { newYearParameters } from "#association";
export { actOnAlert } from "./act-on-alert.ts";
export { type AlertChart, chartOf } from "./alert-chart.ts";
export { alertClasses } from "./alert-classes.ts";
export { deadlineParameters } from "./alert-duty.ts";
export { alertSentence } from "./alert-sentence.ts";
export { alertsOf, type OperatingReplay } from "./alerts-of.ts";
export { createAlertTasks } from "./alert-tasks.ts";
export {
  actionsFrom,
  type Alert,
  type AlertAction,
  type AlertEvent,
  alertStates,
  isOpen,
  settlementReasonCodes,
  settlementReasons,
} from "./alert.ts";
export {
  type CollectionGap,
  type CollectionGapKind,
  collectionGapKinds,
  type CollectionSource,
} from "./collection-series.ts";
export { cohortParameters } from "./cohort.ts";
export { type DaySums, daySumsOf } from "./day-sums.ts";
export { digestDocument } from "./digest-document.ts";
export { digestOf, mondayOf, type WatchDigest } from "./digest.ts";
export { episodeParameters } from "./episode.ts";
export { watchFaults } from "./errors.ts";
export { evidenceNames } from "./evidence-names.ts";
export { judgeCollection } from "./judge-collection.ts";
export { loadSeries } from "./load-series.ts";
export { type AlertMeasures, measureAlerts } from "./measure-alerts.ts";
export { notComputableReasons } from "./not-computable.ts";
export {
  type ChannelKind,
  channelKinds,
  type ChannelOpener,
  type ConfiguredChannel,
  type Delivery,
  type NotificationChannel,
  type NotificationMessage,
  type NotificationStore,
  type SendOutcome,
  type SettingsSeal,
} from "./notification.ts";
export {
  afterAttempt,
  deliverDue,
  messageText,
  notifyParameters,
  type NotifyStores,
  queueMessages,
} from "./notify.ts";
export { replayAlerts, type ReplayedAlert, type ReplayOptions } from "./replay-alerts.ts";
export { tellOfChanges, tellOfRun } from "./tell-of-run.ts";
export type { OperatingAlert } from "./operating-alert.ts";
export { seriesOfOperations } from "./operating-series.ts";
export { ruleOf, watchRules } from "./rule-list.ts";
export { tellingParameters } from "./telling.ts";
export { type AlertLevel, alertLevels, type RuleCode, ruleCodes } from "./rule.ts";
export { byUrgency } from "./run-changes.ts";
export { runRateParameters } from "./run-rate.ts";
export { type RunStores, watchedClasses } from "./run-stores.ts";
export { runWatch } from "./run-watch.ts";
export {
  type AccountBalances,
  type InvoiceSeries,
  missingStream,
  type StatementSeries,
  type Stream,
  type WatchSeries,
} from "./watch-series.ts";
export type { WatchServices } from "./watch-services.ts";
export type { ObservedSeries, WatchQuery, WatchSource } from "./watch-source.ts";
export type {
  AlertChange,
  AlertFilter,
  RuleStatus,
  WatchedEnterprise,
  WatchEntry,
  WatchPerson,
  WatchRun,
  WatchStore,
} from "./watch-store.ts";
