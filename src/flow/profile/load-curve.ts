import { type IndicatorSource, metersOf } from "#indicators";
import type { BusinessDay } from "#kernel";

const shanghaiHours = 8;
const wattMsPerWattHour = 3_600_000n;

/**
 * Average watt-hours of each hour of the day over the days that have readings by the hour; null where there are none:
 * a meter that tells the day alone says nothing of its hours.
 */
export async function loadCurveOf(
  indicators: IndicatorSource,
  enterpriseId: string,
  {
    asOf,
    knownAt,
    fromDay,
  }: { readonly asOf: BusinessDay; readonly knownAt: number; readonly fromDay: number },
): Promise<readonly number[] | null> {
  const facts = (await indicators.loadFacts({ asOf, knownAt, enterpriseIds: [enterpriseId] })).get(
    enterpriseId,
  );
  if (facts === undefined) return null;
  const sums = Array.from({ length: 24 }, () => 0n);
  const days = new Set<number>();
  for (const { hours } of metersOf(facts.assets)) {
    for (const { hour, meteredMs, energyWattMs } of hours) {
      const local = hour + shanghaiHours;
      const day = Math.floor(local / 24);
      if (day < fromDay || meteredMs === 0) continue;
      days.add(day);
      const at = local - day * 24;
      sums[at] = (sums[at] ?? 0n) + energyWattMs;
    }
  }
  // Readings of whole days spread evenly over the clock tell nothing of its hours.
  if (days.size === 0 || sums.every((sum) => sum === sums[0])) return null;
  return sums.map((sum) => Number(sum / wattMsPerWattHour) / days.size);
}
