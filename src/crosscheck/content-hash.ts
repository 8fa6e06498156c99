import type { MachineDay, MeterDay } from "#operations";

/** A whole number below 2^53 that stands for what a day says; equal days have equal ones. */
export type ContentHash = number;

/**
 * Null of a machine at rest, whose days are all alike. What is not known of a day is part of it: gaps fall by chance, and
 * whoever copies a day copies its gaps.
 */
export function hashMachineDay(day: MachineDay): ContentHash | null {
  if (day.runMinutes + day.idleMinutes + day.alarmMinutes < 30) return null;
  return hashWhole([
    day.knownMinutes,
    day.runMinutes,
    day.idleMinutes,
    day.alarmMinutes,
    day.goodCount,
    day.rejectCount,
    day.scrapCount,
    day.energyWh ?? -1,
  ]);
}

export function hashMeterDay(day: MeterDay): ContentHash | null {
  if (day.quantity < 500) return null;
  return hashWhole([day.knownMinutes, day.quantity, day.nightQuantity ?? -1, day.peakWatt ?? -1]);
}

/** Two multiplicative hashes side by side (FNV-1a over 32-bit words), 26 bits of each. */
export function hashWhole(values: readonly number[]): ContentHash {
  let left = 0x811c9dc5;
  let right = 0x1b873593;
  for (const value of values) {
    for (const word of [value | 0, Math.floor(value / 4_294_967_296) | 0]) {
      left = mix(left ^ word);
      right = Math.imul(mix(right + word), 0x85ebca6b);
    }
  }
  return (left >>> 6) * 2 ** 26 + (mix(right) >>> 6);
}

function mix(word: number): number {
  let mixed = Math.imul(word ^ (word >>> 16), 0x7feb352d);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b);
  return mixed ^ (mixed >>> 16);
}
