import type { DayNumber } from "#operations";
import type { ReadDaySums } from "./read-day.ts";

/** One reading that was just stored; to equals from for what was read at an instant. */
export interface ArrivingReading {
  readonly asset: string;
  readonly channel: string;
  readonly fromMs: number;
  readonly toMs: number;
  /** In the channel's base unit. */
  readonly value: number;
  /** Position in `readEvidences`. */
  readonly strength: number;
  readonly platformIndex: number;
}

/** The last reading of a channel, and the time that it stands for. */
export interface ChannelEnd {
  readonly asset: string;
  readonly channel: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly value: number;
  readonly startMs: number;
  readonly endMs: number;
}

/** The last days of one enterprise's readings as a batch over all of them gives them, to go on from. */
export interface ReadSeed {
  /** Days before it are not kept. */
  readonly fromDay: DayNumber;
  readonly days: readonly { readonly asset: string; readonly day: DayNumber; readonly sums: ReadDaySums }[];
  /** Of the channels whose readings stand for time. */
  readonly ends: readonly ChannelEnd[];
  /** Assets with any reading, and those of them that are machines. */
  readonly assets: readonly string[];
  readonly machines: readonly string[];
}
