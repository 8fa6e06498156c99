import { type BusinessDay, dayNumberOf } from "#kernel";
import type { DayNumber } from "#operations";
import { endOfDayMs, maximumHoldMs } from "../reading-rules.ts";
import {
  addCount,
  addTime,
  channelKindOf,
  dayOfMs,
  emptyDaySums,
  startOfDayNumberMs,
  takeTime,
} from "./day-sums.ts";
import type { ArrivingReading, ChannelEnd, ReadSeed } from "./arriving-reading.ts";
import { machineChannels, type ReadDay, readDaysOf, type ReadDaySums } from "./read-day.ts";

/**
 * Keeps the last days of an enterprise's machines and meters as readings arrive, each in constant time, as of a business
 * day T and everything that came: to the bit what a batch over all readings gives. What needs more than the newest
 * reading of each channel (a late state, a day before the kept ones, an asset that turns out to be a machine) it does not
 * guess: it says so, and is to be made anew from a batch.
 */
export class ArrivingDays {
  readonly fromDay: DayNumber;
  readonly #endMs: number;
  readonly #days = new Map<
    string,
    { readonly asset: string; readonly day: DayNumber; readonly sums: ReadDaySums }
  >();
  readonly #ends = new Map<string, ChannelEnd>();
  readonly #assets: Set<string>;
  readonly #machines: Set<string>;

  constructor(seed: ReadSeed, asOf: BusinessDay) {
    this.fromDay = seed.fromDay;
    this.#endMs = endOfDayMs(asOf);
    this.#assets = new Set(seed.assets);
    this.#machines = new Set(seed.machines);
    for (const one of seed.days) this.#days.set(keyOf(one.asset, one.day), one);
    for (const end of seed.ends) this.#ends.set(`${end.channel}/${end.asset}`, end);
  }

  /** @returns whether the days still are what a batch would give; after a false they must be made anew */
  take(reading: ArrivingReading): boolean {
    const { asset, channel, fromMs, toMs } = reading;
    const kind = channelKindOf(channel);
    // What is not over at the end of T is not known on T.
    if (kind === null || fromMs >= this.#endMs || toMs > this.#endMs) return true;
    const day = dayOfMs(fromMs);
    if (day < this.fromDay || !this.#isOfKind(asset, channel)) return false;
    if (kind === "time" && !this.#takeTime(reading)) return false;
    addCount(this.#sumsOf(asset, day), reading);
    return true;
  }

  /** The rows of the kept days by day and asset. */
  rows(): readonly ReadDay[] {
    return [...this.#days.values()]
      .sort((a, b) => a.day - b.day || (a.asset < b.asset ? -1 : 1))
      .flatMap(({ asset, day, sums }) => readDaysOf(asset, day, sums, this.#machines.has(asset)));
  }

  /** A meter whose first count of parts comes makes machines of its earlier days too, which are not all here. */
  #isOfKind(asset: string, channel: string): boolean {
    const isMachine = (machineChannels as readonly string[]).includes(channel);
    if (isMachine && !this.#machines.has(asset)) {
      if (this.#assets.has(asset)) return false;
      this.#machines.add(asset);
    }
    this.#assets.add(asset);
    return true;
  }

  #takeTime(reading: ArrivingReading): boolean {
    const { asset, channel, fromMs, toMs, value } = reading;
    const key = `${channel}/${asset}`;
    const last = this.#ends.get(key);
    if (last !== undefined && !isAfter(reading, last)) return false;
    const lastEndMs = last === undefined ? 0 : this.#endLast(last, fromMs);
    if (lastEndMs === null) return false;
    const endMs = toMs > fromMs ? toMs : Math.min(fromMs + maximumHoldMs, this.#endMs);
    const startMs = Math.max(fromMs, last?.startMs ?? 0, lastEndMs);
    for (const part of partsOf(startMs, endMs)) {
      addTime(this.#sumsOf(asset, part.day), reading, part.ms);
    }
    this.#ends.set(key, { asset, channel, fromMs, toMs, value, startMs, endMs });
    return true;
  }

  /**
   * A reading at an instant stands until the next one: takes back what it stood for longer.
   * @returns until when the last reading stands; null where a day would be left without it
   */
  #endLast(last: ChannelEnd, nextMs: number): number | null {
    if (last.toMs > last.fromMs || last.endMs <= nextMs) return last.endMs;
    for (const part of partsOf(Math.max(last.startMs, nextMs), last.endMs)) {
      if (part.day < this.fromDay || part.day !== dayOfMs(last.fromMs)) return null;
      takeTime(this.#sumsOf(last.asset, part.day), last, part.ms);
    }
    return nextMs;
  }

  #sumsOf(asset: string, day: DayNumber): ReadDaySums {
    const key = keyOf(asset, day);
    const known = this.#days.get(key)?.sums;
    if (known !== undefined) return known;
    const sums = emptyDaySums();
    this.#days.set(key, { asset, day, sums });
    return sums;
  }
}

/** The first day that is kept: yesterday's shift may still be telling of itself. */
export function firstKeptDay(asOf: BusinessDay): DayNumber {
  return dayNumberOf(asOf) - 1;
}

function keyOf(asset: string, day: DayNumber): string {
  return `${day}/${asset}`;
}

/** In the order in which a batch takes the readings of a channel. */
function isAfter(reading: ArrivingReading, last: ChannelEnd): boolean {
  const by = reading.fromMs - last.fromMs || reading.toMs - last.toMs || reading.value - last.value;
  return by > 0;
}

/** An interval parted at midnight; none where it is empty. */
function* partsOf(
  startMs: number,
  endMs: number,
): Generator<{ readonly day: DayNumber; readonly ms: number }> {
  for (let from = startMs; from < endMs; ) {
    const day = dayOfMs(from);
    const to = Math.min(endMs, startOfDayNumberMs(day + 1));
    yield { day, ms: to - from };
    from = to;
  }
}
