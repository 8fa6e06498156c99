import type { DayNumber } from "#operations";
import type { CoupledStream } from "./coupling.ts";

/** One of the six streams by week, the form in which they are coupled and shown. */
export interface WeeklyStream {
  readonly stream: CoupledStream;
  /** Of `value`: fen, minutes of running, or watt-hours. */
  readonly unit: "fen" | "minutes" | "wattHours";
  readonly weeks: readonly StreamWeek[];
}

export interface StreamWeek {
  readonly monday: DayNumber;
  /** Sum of the week; null where nothing was known of it. */
  readonly value: number | null;
  /**
   * The sum for each ordinary working day of the week; null in weeks with too few of them: those around the lunar new
   * year and long holidays say nothing about how one stream follows another.
   */
  readonly perWorkingDay: number | null;
}
