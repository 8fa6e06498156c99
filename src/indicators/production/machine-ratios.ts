import { type IndicatorValue, missing, present } from "../definition.ts";
import { ratio } from "../ratio.ts";
import { type MachineSums, plannedMinutesOf, producedOf } from "./machine-sums.ts";

/** A = APT / PBT. */
export function availability(sums: MachineSums): IndicatorValue {
  const planned = plannedMinutesOf(sums);
  if (sums.productionMinutes > planned && planned > 0) return missing("ranBeyondPlan");
  return ratio(sums.productionMinutes, planned, "noPlannedTime");
}

/** E = Σ PRI × PQ / Σ APT, of machines with a standard cycle. */
export function effectiveness({ idealMs, idealRunMinutes }: MachineSums): IndicatorValue {
  return ratio(idealMs, idealRunMinutes * 60_000, "noProductionCounts");
}

/** Q = GQ / PQ. */
export function quality(sums: MachineSums): IndicatorValue {
  return ratio(sums.goodCount, producedOf(sums), "noProductionCounts");
}

/** Missing when any part is. */
export function product(parts: readonly IndicatorValue[]): IndicatorValue {
  const absent = parts.find((part) => part.value === null);
  return absent ?? present(parts.reduce((value, part) => value * (part.value ?? 0), 1));
}
