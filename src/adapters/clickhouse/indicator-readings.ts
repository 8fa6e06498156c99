import {
  type AssetCounts,
  type AssetFacts,
  type AssetHourSums,
  type FactsQuery,
  assembleAsset,
  bestItemQuantile,
  endOfDayMs,
  hourMs,
  maximumHoldMs,
} from "#indicators";
import type { QueryParameters } from "./connection.ts";
import { type FactsReader, enterpriseFilter, filterParameters, knownFilter } from "./indicator-filter.ts";

type HourTuple = readonly [
  hour: number,
  stateRunMs: number,
  manualMs: number,
  idleMs: number,
  alarmMs: number,
  reportMs: number,
  powerMs: number,
  powerWattMs: string,
  energyMs: number,
  energyWattMs: string,
  itemCount: string,
  sortedCount: string,
];

interface AssetRow {
  readonly enterprise_id: string;
  readonly asset: string;
}

interface HoursRow extends AssetRow {
  readonly hours: readonly HourTuple[];
}

interface CountsRow extends AssetRow, Record<keyof AssetCounts, string> {}

const observedUntil = "from_ms < {endMs:Int64} AND to_ms <= {endMs:Int64}";

/**
 * Whole milliseconds and watt-milliseconds by asset and hour. An interval is clipped to what no earlier interval of
 * its channel covers (the union of overlapping production reports), a reading at an instant stands until the next
 * one or the longest hold, and energy and counts are booked in the hour in which their interval begins.
 */
function hoursSql(query: FactsQuery): string {
  return `
WITH observed AS (
  SELECT enterprise_id, asset, channel, from_ms, value,
    if(to_ms > from_ms, to_ms, least(from_ms + {hold:Int64}, {endMs:Int64},
      leadInFrame(from_ms, 1, {endMs:Int64}) OVER (
        PARTITION BY enterprise_id, asset, channel ORDER BY from_ms, to_ms, value
        ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING))) AS end_ms,
    to_ms
  FROM reading
  WHERE channel IN ('state', 'run_interval', 'power_w', 'energy_wh')
    AND ${observedUntil} AND ${knownFilter}${enterpriseFilter(query)}
), clipped AS (
  SELECT enterprise_id, asset, channel, value, end_ms,
    greatest(from_ms, max(end_ms) OVER (
      PARTITION BY enterprise_id, asset, channel ORDER BY from_ms, to_ms, value
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)) AS start_ms
  FROM observed
), parts AS (
  SELECT enterprise_id, asset, channel, value, hour,
    least(end_ms, (hour + 1) * {hourMs:Int64}) - greatest(start_ms, hour * {hourMs:Int64}) AS ms, 0 AS metered
  FROM clipped
  ARRAY JOIN range(intDiv(start_ms, {hourMs:Int64}), intDiv(end_ms - 1, {hourMs:Int64}) + 1) AS hour
  WHERE end_ms > start_ms
  UNION ALL
  SELECT enterprise_id, asset, channel, value, intDiv(from_ms, {hourMs:Int64}) AS hour, 0 AS ms, 1 AS metered
  FROM observed
  WHERE channel = 'energy_wh'
  UNION ALL
  SELECT enterprise_id, asset, channel, value, intDiv(from_ms, {hourMs:Int64}) AS hour, 0 AS ms, 0 AS metered
  FROM reading
  WHERE channel IN ('item_count', 'good_count', 'reject_count', 'scrap_count')
    AND ${observedUntil} AND ${knownFilter}${enterpriseFilter(query)}
)
SELECT enterprise_id, asset, groupArray(tuple(hour, run, manual, idle, alarm, report, power, powerWatt, energy,
  energyWatt, items, sorted)) AS hours
FROM (
  SELECT enterprise_id, asset, toInt32(hour) AS hour,
    toInt32(sumIf(ms, channel = 'state' AND value = 2)) AS run,
    toInt32(sumIf(ms, channel = 'state' AND value = 1)) AS manual,
    toInt32(sumIf(ms, channel = 'state' AND value = 0)) AS idle,
    toInt32(sumIf(ms, channel = 'state' AND value = 3)) AS alarm,
    toInt32(sumIf(ms, channel = 'run_interval')) AS report,
    toInt32(sumIf(ms, channel = 'power_w')) AS power,
    toInt64(sumIf(ms * value, channel = 'power_w')) AS powerWatt,
    toInt32(sumIf(ms, channel = 'energy_wh')) AS energy,
    toInt64(sumIf(value, metered = 1) * {hourMs:Int64}) AS energyWatt,
    toInt64(sumIf(value, channel = 'item_count')) AS items,
    toInt64(sumIf(value, channel IN ('good_count', 'reject_count', 'scrap_count'))) AS sorted
  FROM parts
  GROUP BY enterprise_id, asset, hour
)
GROUP BY enterprise_id, asset`;
}

/** Counts by asset over all readings, those without an hour of their own included. */
function countsSql(query: FactsQuery): string {
  const best = (channel: string): string =>
    `toString(if(countIf(channel = '${channel}' AND value > 0 AND to_ms > from_ms) = 0, -1,
    quantileExactIf({quantile:Float64})(intDiv(to_ms - from_ms, greatest(value, 1)),
      channel = '${channel}' AND value > 0 AND to_ms > from_ms)))`;
  return `
SELECT enterprise_id, asset,
  toString(countIf(channel = 'item_count')) AS itemReadings,
  toString(countIf(channel = 'good_count')) AS goodReadings,
  toString(countIf(channel IN ('reject_count', 'scrap_count'))) AS rejectReadings,
  toString(sumIf(value, channel = 'item_count')) AS itemCount,
  toString(sumIf(value, channel = 'good_count')) AS goodCount,
  toString(sumIf(value, channel = 'reject_count')) AS rejectCount,
  toString(sumIf(value, channel = 'scrap_count')) AS scrapCount,
  ${best("item_count")} AS bestItemMs,
  ${best("good_count")} AS bestGoodMs
FROM reading
WHERE ${observedUntil} AND ${knownFilter}${enterpriseFilter(query)}
GROUP BY enterprise_id, asset`;
}

/** Assets of every enterprise that has a reading, ordered by asset. */
export async function loadAssets(
  observations: FactsReader,
  query: FactsQuery,
): Promise<ReadonlyMap<string, AssetFacts[]>> {
  const parameters: QueryParameters = { ...filterParameters(query), endMs: endOfDayMs(query.asOf) };
  const [hours, counts] = await Promise.all([
    observations.query<HoursRow>(hoursSql(query), { ...parameters, hold: maximumHoldMs, hourMs }),
    observations.query<CountsRow>(countsSql(query), { ...parameters, quantile: bestItemQuantile }),
  ]);
  const hoursOf = new Map(hours.map((row) => [keyOf(row), row.hours.map(parseHour)]));
  const byEnterprise = new Map<string, AssetFacts[]>();
  for (const row of counts) {
    const assets = byEnterprise.get(row.enterprise_id) ?? [];
    assets.push(assembleAsset(row.asset, hoursOf.get(keyOf(row)) ?? [], parseCounts(row)));
    byEnterprise.set(row.enterprise_id, assets);
  }
  for (const assets of byEnterprise.values()) {
    assets.sort((left, right) => (left.asset < right.asset ? -1 : 1));
  }
  return byEnterprise;
}

function keyOf(row: AssetRow): string {
  return `${row.enterprise_id}\n${row.asset}`;
}

function parseHour(tuple: HourTuple): AssetHourSums {
  return {
    hour: tuple[0],
    stateRunMs: tuple[1],
    manualMs: tuple[2],
    idleMs: tuple[3],
    alarmMs: tuple[4],
    reportMs: tuple[5],
    powerMs: tuple[6],
    powerWattMs: BigInt(tuple[7]),
    energyMs: tuple[8],
    energyWattMs: BigInt(tuple[9]),
    itemCount: Number(tuple[10]),
    sortedCount: Number(tuple[11]),
  };
}

function parseCounts(row: CountsRow): AssetCounts {
  return {
    itemReadings: Number(row.itemReadings),
    goodReadings: Number(row.goodReadings),
    rejectReadings: Number(row.rejectReadings),
    itemCount: BigInt(row.itemCount),
    goodCount: BigInt(row.goodCount),
    rejectCount: BigInt(row.rejectCount),
    scrapCount: BigInt(row.scrapCount),
    bestItemMs: bestOf(row.bestItemMs),
    bestGoodMs: bestOf(row.bestGoodMs),
  };
}

/** The query gives −1 where no reading produced anything. */
function bestOf(text: string): number | null {
  const value = Number(text);
  return value < 0 ? null : value;
}
