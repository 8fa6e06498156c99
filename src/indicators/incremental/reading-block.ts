/**
 * What a reading says of its asset, by position: the state of a machine (0 idle, 1 by hand, 2 running, 3 alarm), parts
 * counted, energy or another medium used, power drawn.
 */
export const readingChannels = [
  "state",
  "good_count",
  "reject_count",
  "scrap_count",
  "quantity",
  "power_w",
] as const;
export type ReadingChannel = (typeof readingChannels)[number];

/**
 * Readings of one platform leaf as columns, in any order. A reading covers [from, to) in epoch milliseconds; its value
 * is an integer in the channel's base unit: watt-hours of electricity and heat, litres of gas and water. An interval
 * over midnight gives each day its part of the time; what it counts belongs to the day in which it begins.
 */
export interface ReadingBlock {
  readonly length: number;
  /** Numbers that the engine gave the assets. */
  readonly assets: Int32Array;
  /** Positions in `readingChannels`. */
  readonly channels: Uint8Array;
  readonly fromMs: Float64Array;
  readonly toMs: Float64Array;
  readonly values: Float64Array;
  readonly platformIndex: number;
}
