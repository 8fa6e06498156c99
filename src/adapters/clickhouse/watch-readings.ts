import { endOfDayMs, maximumHoldMs } from "#indicators";
import { dayMs, type BusinessDay } from "#kernel";
import { type DaySums, daySumsOf, type Stream } from "#watch";
import type { QueryParameters } from "./connection.ts";
import type { FactsReader } from "./indicator-filter.ts";

/** Day, whether states were read, milliseconds run, whether electricity was read, watt-hours. */
type DayTuple = readonly [day: number, states: number, runMs: string, metered: number, wattHours: string];

interface AssetRow {
  readonly enterprise_id: string;
  readonly asset: string;
  readonly days: readonly DayTuple[];
}

interface ReadingStreams {
  readonly energy: Stream<DaySums>;
  readonly running: Stream<DaySums>;
}

/**
 * Sums by asset and day of Asia/Shanghai. An interval is booked on the day on which it begins, after what an
 * earlier one of its channel covers; a reading at an instant stands until the next one or the longest hold.
 */
const sql = `
WITH observed AS (
  SELECT enterprise_id, asset, channel, from_ms, to_ms, value,
    if(to_ms > from_ms, to_ms, least(from_ms + {hold:Int64}, {endMs:Int64},
      leadInFrame(from_ms, 1, {endMs:Int64}) OVER (
        PARTITION BY enterprise_id, asset, channel ORDER BY from_ms, to_ms, value
        ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING))) AS end_ms
  FROM reading
  WHERE enterprise_id IN {ids:Array(String)} AND channel IN ('state', 'run_interval', 'power_w', 'energy_wh')
    AND from_ms < {endMs:Int64} AND to_ms <= {endMs:Int64} AND platform_index < {knownAt:UInt64}
), clipped AS (
  SELECT enterprise_id, asset, channel, value, from_ms, end_ms,
    greatest(from_ms, max(end_ms) OVER (
      PARTITION BY enterprise_id, asset, channel ORDER BY from_ms, to_ms, value
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)) AS start_ms
  FROM observed
)
SELECT enterprise_id, asset, groupArray(tuple(day, states, run, metered, energy)) AS days
FROM (
  SELECT enterprise_id, asset, toInt32(intDiv(from_ms + 28800000, {dayMs:Int64})) AS day,
    toUInt8(countIf(channel IN ('state', 'run_interval')) > 0) AS states,
    toInt64(sumIf(greatest(end_ms - start_ms, 0), channel = 'run_interval' OR (channel = 'state' AND value = 2))) AS run,
    toUInt8(countIf(channel IN ('power_w', 'energy_wh')) > 0) AS metered,
    toInt64(if(countIf(channel = 'energy_wh') > 0, sumIf(value, channel = 'energy_wh'),
      intDiv(sumIf(greatest(end_ms - start_ms, 0) * value, channel = 'power_w'), 3600000))) AS energy
  FROM clipped
  GROUP BY enterprise_id, asset, day ORDER BY enterprise_id, asset, day
)
GROUP BY enterprise_id, asset
ORDER BY enterprise_id, asset
SETTINGS max_threads = 1`;

/** Daily running time and electricity of every enterprise that has readings. */
export async function loadWatchReadings(
  observations: FactsReader,
  asOf: BusinessDay,
  parameters: QueryParameters,
): Promise<ReadonlyMap<string, ReadingStreams>> {
  const rows = await observations.query<AssetRow>(sql, {
    ...parameters,
    endMs: endOfDayMs(asOf),
    hold: maximumHoldMs,
    dayMs,
  });
  const byEnterprise = Map.groupBy(rows, ({ enterprise_id: id }) => id);
  return new Map([...byEnterprise].map(([id, assets]) => [id, streamsOf(assets)]));
}

/** A meter of the whole site, which has no states, counts alone where there is one: its machines are in it. */
function streamsOf(assets: readonly AssetRow[]): ReadingStreams {
  const machines = assets.filter(({ days }) => days.some(([, states]) => states > 0));
  const metered = assets.filter(({ days }) => days.some(([, , , isMetered]) => isMetered > 0));
  const siteMeters = metered.filter((asset) => !machines.includes(asset));
  const energy = (siteMeters.length > 0 ? siteMeters : metered).flatMap(({ days }) =>
    days
      .filter(([, , , isMetered]) => isMetered > 0)
      .map(([day, , , , wattHours]) => [day, BigInt(wattHours)] as const),
  );
  const running = machines.flatMap(({ days }) =>
    days.filter(([, states]) => states > 0).map(([day, , runMs]) => [day, BigInt(runMs)] as const),
  );
  return { energy: streamOf(energy), running: streamOf(running) };
}

function streamOf(rows: readonly (readonly [number, bigint])[]): Stream<DaySums> {
  return rows.length === 0
    ? { kind: "missing", reason: "noData" }
    : { kind: "known", series: daySumsOf(rows) };
}
