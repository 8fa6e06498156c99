export * from "./anomaly.ts";
export { couplingParameters, coupleStreams, coupleWeeklyStreams } from "./couple-streams.ts";
export * from "./coupling.ts";
export { isAroundNewYear, isOrdinaryDay, isOrdinaryWorkingDay, newYearParameters } from "./ordinary-day.ts";
export { medianOf, robustScaleOf } from "./order-statistics.ts";
export { breakParameters } from "./relation-break.ts";
export { mondayOf, type StreamWeek, type WeeklyStream, weeklyStreamsOf } from "./weekly-stream.ts";
