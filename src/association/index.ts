export * from "./anomaly.ts";
export {
  anomalyParameters,
  type AnomalyState,
  emptyAnomalyState,
  pushValue,
  type StreamScores,
} from "./anomaly-stream.ts";
export { detectAnomalies } from "./detect-anomalies.ts";
export { couplingParameters, coupleStreams, coupleWeeklyStreams } from "./couple-streams.ts";
export * from "./coupling.ts";
export { isAroundNewYear, isOrdinaryDay, isOrdinaryWorkingDay, newYearParameters } from "./ordinary-day.ts";
export { breakParameters } from "./relation-break.ts";
export {
  mondayOf,
  type StreamTotals,
  type StreamWeek,
  type TotalsByDay,
  type WeeklyStream,
  weeklyStreamsOf,
  weeklyStreamsOfTotals,
} from "./weekly-stream.ts";
