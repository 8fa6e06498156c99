import type { DayNumber } from "#operations";
import { readingChannels, type ReadingBlock } from "./reading-block.ts";

/** Sums of one asset and day; exact integers, milliseconds and base units. */
export interface DaySums {
  readonly runMs: number;
  readonly idleMs: number;
  readonly alarmMs: number;
  readonly knownMs: number;
  readonly goodCount: number;
  readonly rejectCount: number;
  readonly scrapCount: number;
  readonly quantity: number;
  readonly nightQuantity: number;
  readonly hasQuantity: boolean;
  /** Time that readings of quantity cover. */
  readonly meteredMs: number;
  /** Null where no power was read. */
  readonly peakWatt: number | null;
}

const field = {
  run: 0,
  idle: 1,
  alarm: 2,
  known: 3,
  good: 4,
  reject: 5,
  scrap: 6,
  quantity: 7,
  night: 8,
  peak: 9,
  metered: 10,
  meteredCount: 11,
} as const;
const stride = 12;
const stateChannel = readingChannels.indexOf("state");
const goodChannel = readingChannels.indexOf("good_count");
const quantityChannel = readingChannels.indexOf("quantity");
const powerChannel = readingChannels.indexOf("power_w");
const dayMs = 86_400_000;
/** Business days begin at midnight in Asia/Shanghai, eight hours ahead of UTC. */
const zoneMs = 28_800_000;
const nightEndMs = 6 * 3_600_000;
const nightStartMs = 22 * 3_600_000;
const none = -1;
const pieceBits = 13;
const pieceParts = 1 << pieceBits;

/**
 * Exact sums by asset, day and platform leaf. What a leaf added stays apart, so that the sums known at any earlier
 * position can be read at any later time; sums are additions and maxima of integers, so that the order in which readings
 * come changes nothing.
 */
export class DayCells {
  /** By asset: its first day, and for each day from there the newest part of its cell. */
  readonly #firstDay: number[] = [];
  readonly #heads: Int32Array<ArrayBuffer>[] = [];
  /** In pieces, so that room for more is never a copy of what is there. */
  readonly #pieces: Float64Array<ArrayBuffer>[] = [];
  /** Of each part: the leaf it came with, and the part of the same cell that was begun before it. */
  #leaves = new Float64Array(1024);
  #earlier = new Int32Array(1024);
  #parts = 0;

  /** Parts held: one for each asset, day and leaf. */
  get parts(): number {
    return this.#parts;
  }

  /** @returns how many readings of the block were left out: a state without an end, or a value that is no count */
  add(block: ReadingBlock): number {
    const { assets, channels, fromMs, toMs, values, length, platformIndex } = block;
    let leftOut = 0;
    let lastAsset = none;
    let lastDay = 0;
    let base = 0;
    let sums = new Float64Array(0);
    for (let at = 0; at < length; at++) {
      const asset = assets[at] as number;
      const from = fromMs[at] as number;
      const to = toMs[at] as number;
      const value = values[at] as number;
      const channel = channels[at] as number;
      if (!Number.isSafeInteger(value) || value < 0 || (channel === stateChannel && to <= from)) {
        leftOut++;
        continue;
      }
      const day = Math.floor((from + zoneMs) / dayMs);
      if (asset !== lastAsset || day !== lastDay) {
        const part = this.#part(asset, day, platformIndex);
        sums = this.#pieceOf(part);
        base = baseOf(part);
        lastAsset = asset;
        lastDay = day;
      }
      if (channel === stateChannel) {
        const end = (day + 1) * dayMs - zoneMs;
        if (to <= end) {
          addTime(sums, base, value, to - from);
          continue;
        }
        this.#addLong(asset, { day, from, to, value }, platformIndex);
        lastAsset = none;
      } else if (channel === quantityChannel) {
        addQuantity(sums, base, { from, to, value, day });
      } else if (channel === powerChannel) {
        if (value >= (sums[base + field.peak] as number)) sums[base + field.peak] = value + 1;
      } else {
        sums[base + field.good + channel - goodChannel] =
          (sums[base + field.good + channel - goodChannel] as number) + value;
      }
    }
    return leftOut;
  }

  /** First and last day of an asset; null before its first reading. */
  daysOf(asset: number): { readonly from: DayNumber; readonly to: DayNumber } | null {
    const from = this.#firstDay[asset];
    const heads = this.#heads[asset];
    return from === undefined || heads === undefined ? null : { from, to: from + heads.length - 1 };
  }

  /** What was known of an asset's day from leaves below an index; null where nothing was. */
  read(asset: number, day: DayNumber, knownAt: number): DaySums | null {
    let part = this.#heads[asset]?.[day - (this.#firstDay[asset] ?? 0)] ?? none;
    const total = new Float64Array(stride);
    let found = false;
    for (; part !== none; part = this.#earlier[part] as number) {
      if ((this.#leaves[part] as number) >= knownAt) continue;
      found = true;
      const sums = this.#pieceOf(part);
      const base = baseOf(part);
      for (let at = 0; at < stride; at++) {
        const value = sums[base + at] as number;
        total[at] = at === field.peak ? Math.max(total[at] as number, value) : (total[at] as number) + value;
      }
    }
    return found ? sumsOf(total) : null;
  }

  /** The part of a cell that belongs to a leaf, begun where there is none yet; parts stand newest leaf first. */
  #part(asset: number, day: number, leaf: number): number {
    const heads = this.#reach(asset, day);
    const at = day - (this.#firstDay[asset] as number);
    let after = none;
    let part = heads[at] as number;
    while (part !== none && (this.#leaves[part] as number) > leaf) {
      after = part;
      part = this.#earlier[part] as number;
    }
    if (part !== none && this.#leaves[part] === leaf) return part;
    if (this.#parts === this.#leaves.length) this.#grow();
    const begun = this.#parts++;
    if (begun % pieceParts === 0) this.#pieces.push(new Float64Array(pieceParts * stride));
    this.#leaves[begun] = leaf;
    this.#earlier[begun] = part;
    if (after === none) heads[at] = begun;
    else this.#earlier[after] = begun;
    return begun;
  }

  /** The asset's days, made to reach the day asked for. */
  #reach(asset: number, day: number): Int32Array<ArrayBuffer> {
    const heads = this.#heads[asset];
    const first = this.#firstDay[asset];
    if (heads === undefined || first === undefined) {
      this.#firstDay[asset] = day;
      this.#heads[asset] = new Int32Array(1).fill(none);
      return this.#heads[asset];
    }
    if (day >= first && day < first + heads.length) return heads;
    const from = Math.min(first, day);
    // Room for as many days again, so that a day that follows the last is rarely a copy.
    const length = Math.max(first + heads.length, day + 1) - from;
    const longer = new Int32Array(day < first ? length : Math.max(length, heads.length * 2)).fill(none);
    longer.set(heads, first - from);
    this.#firstDay[asset] = from;
    this.#heads[asset] = longer;
    return longer;
  }

  /** A state over midnight: each day gets its part. */
  #addLong(
    asset: number,
    state: { readonly day: number; readonly from: number; readonly to: number; readonly value: number },
    leaf: number,
  ): void {
    for (let day = state.day, from = state.from; from < state.to; day++) {
      const to = Math.min(state.to, (day + 1) * dayMs - zoneMs);
      const part = this.#part(asset, day, leaf);
      addTime(this.#pieceOf(part), baseOf(part), state.value, to - from);
      from = to;
    }
  }

  #pieceOf(part: number): Float64Array<ArrayBuffer> {
    return this.#pieces[part >> pieceBits] as Float64Array<ArrayBuffer>;
  }

  #grow(): void {
    const length = this.#leaves.length * 2;
    const leaves = new Float64Array(length);
    leaves.set(this.#leaves);
    this.#leaves = leaves;
    const earlier = new Int32Array(length);
    earlier.set(this.#earlier);
    this.#earlier = earlier;
  }
}

function baseOf(part: number): number {
  return (part % pieceParts) * stride;
}

function addQuantity(
  sums: Float64Array,
  base: number,
  reading: { readonly from: number; readonly to: number; readonly value: number; readonly day: number },
): void {
  const { from, to, value, day } = reading;
  const time = from + zoneMs - day * dayMs;
  sums[base + field.quantity] = (sums[base + field.quantity] as number) + value;
  sums[base + field.metered] = (sums[base + field.metered] as number) + Math.max(0, to - from);
  sums[base + field.meteredCount] = (sums[base + field.meteredCount] as number) + 1;
  if (time < nightEndMs || time >= nightStartMs) {
    sums[base + field.night] = (sums[base + field.night] as number) + value;
  }
}

/** Running by hand is not automatic operation: it counts as idle. */
function addTime(sums: Float64Array, base: number, state: number, ms: number): void {
  const at = base + (state === 2 ? field.run : state === 3 ? field.alarm : field.idle);
  sums[at] = (sums[at] as number) + ms;
  sums[base + field.known] = (sums[base + field.known] as number) + ms;
}

function sumsOf(total: Float64Array): DaySums {
  const at = (name: keyof typeof field) => total[field[name]] as number;
  return {
    runMs: at("run"),
    idleMs: at("idle"),
    alarmMs: at("alarm"),
    knownMs: at("known"),
    goodCount: at("good"),
    rejectCount: at("reject"),
    scrapCount: at("scrap"),
    quantity: at("quantity"),
    nightQuantity: at("night"),
    hasQuantity: at("meteredCount") > 0,
    meteredMs: at("metered"),
    peakWatt: at("peak") === 0 ? null : at("peak") - 1,
  };
}
