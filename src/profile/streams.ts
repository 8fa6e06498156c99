import type { Fen } from "#kernel";
import type { DayNumber, Evidence } from "#operations";

/** One day of one machine, in minutes that add up to a day. */
export interface TimelineDay {
  readonly day: DayNumber;
  readonly runMinutes: number;
  readonly idleMinutes: number;
  readonly alarmMinutes: number;
  readonly offMinutes: number;
  readonly unknownMinutes: number;
  readonly goodCount: number;
  readonly scrapCount: number;
  readonly evidence: Evidence;
}

export interface MachineTimeline {
  readonly asset: string;
  readonly name: string;
  readonly workCentre: string;
  readonly days: readonly TimelineDay[];
}

/** Electricity of the site on one day. */
export interface LoadDay {
  readonly day: DayNumber;
  readonly wattHours: number;
  /** Between 22:00 and 06:00; null where a meter tells the day alone. */
  readonly nightWattHours: number | null;
  readonly peakWatt: number | null;
  /** Of the day at the same distance from the lunar new year a year before. */
  readonly lastYearWattHours: number | null;
}

export interface CashDay {
  readonly day: DayNumber;
  readonly inFen: Fen;
  readonly outFen: Fen;
  /** Over all accounts, at the end of the day; null where a statement shows none. */
  readonly balanceFen: Fen | null;
}

export interface OrderDay {
  readonly day: DayNumber;
  readonly placed: number;
  readonly placedFen: Fen;
  readonly due: number;
  readonly dueFen: Fen;
  readonly delivered: number;
  readonly invoicedFen: Fen;
}

/** The streams of the last days as pages draw them. Days without a row are left out. */
export interface OperatingStreams {
  readonly fromDay: DayNumber;
  readonly toDay: DayNumber;
  readonly machines: readonly MachineTimeline[];
  readonly load: readonly LoadDay[];
  readonly cash: readonly CashDay[];
  readonly orders: readonly OrderDay[];
}
