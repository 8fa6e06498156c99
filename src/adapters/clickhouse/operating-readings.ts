import {
  endOfDayMs,
  machineChannels,
  maximumHoldMs,
  mediumChannels,
  type ReadDay as AssetDay,
  readDaysOf,
  type ReadDaySums,
} from "#indicators";
import type { Observations } from "./observations.ts";

/** A day of an asset of an enterprise. */
export type ReadDay = AssetDay & { readonly enterpriseId: string };

interface SumsRow {
  readonly id: string;
  readonly asset: string;
  readonly day: number;
  readonly leaf: string;
  readonly weakest: 0 | 1 | 2;
  readonly isMachine: number;
  readonly hasState: number;
  readonly countsItemsOnly: number;
  readonly sums: readonly string[];
  /** By medium: quantity, of it at night, milliseconds, readings, and the longest interval. */
  readonly media: readonly (readonly [string, string, string, string, string])[];
  readonly peak: string;
}

const dayMs = 86_400_000;
/** Business days are of Asia/Shanghai, which has had UTC+8 all along. */
const zoneMs = 28_800_000;

const quoted = (names: readonly string[]): string => names.map((name) => `'${name}'`).join(", ");
const ofMachines = quoted(machineChannels);
/** Channels that make days. */
export const dayChannels = quoted([...machineChannels, "power_w", ...mediumChannels]);
/** Those whose readings stand for time. */
export const timeChannels = "'state', 'run_interval', 'power_w'";

/**
 * Sums by asset and business day in whole milliseconds and base units. An interval is clipped to what no earlier one of
 * its channel covers and parted at midnight; a reading at an instant stands until the next one or the longest hold; what
 * is counted or metered belongs to the day in which its interval begins.
 */
export const clippedReadings = `
WITH observed AS (
  SELECT enterprise_id, asset, channel, from_ms, to_ms, value, platform_index,
    transform(toString(evidence), ['manual', 'gateway', 'device'], [0, 1, 2], 0) AS strength,
    if(to_ms > from_ms, to_ms, least(from_ms + {hold:Int64}, {endMs:Int64}, leadInFrame(from_ms, 1, {endMs:Int64}) OVER (
      PARTITION BY enterprise_id, asset, channel ORDER BY from_ms, to_ms, value
      ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING))) AS end_ms
  FROM reading
  WHERE enterprise_id IN {ids:Array(String)} AND from_ms < {endMs:Int64} AND to_ms <= {endMs:Int64}
    AND platform_index < {knownAt:UInt64}
    AND channel IN (${dayChannels})
), clipped AS (
  SELECT *, greatest(from_ms, max(end_ms) OVER (
      PARTITION BY enterprise_id, asset, channel ORDER BY from_ms, to_ms, value
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)) AS start_ms
  FROM observed
)`;

const sql = `${clippedReadings}, parts AS (
  SELECT enterprise_id, asset, channel, value, strength, platform_index, day, toInt64(0) AS amount, toInt64(0) AS night,
    least(end_ms, (day + 1) * ${dayMs} - ${zoneMs}) - greatest(start_ms, day * ${dayMs} - ${zoneMs}) AS ms,
    toInt64(0) AS length
  FROM clipped
  ARRAY JOIN range(intDiv(start_ms + ${zoneMs}, ${dayMs}), intDiv(end_ms - 1 + ${zoneMs}, ${dayMs}) + 1) AS day
  WHERE end_ms > start_ms AND channel IN (${timeChannels})
  UNION ALL
  SELECT enterprise_id, asset, channel, value, strength, platform_index, intDiv(from_ms + ${zoneMs}, ${dayMs}) AS day,
    value AS amount,
    if(toHour(toDateTime(intDiv(from_ms, 1000), 'Asia/Shanghai')) BETWEEN 6 AND 21, 0, value) AS night,
    toInt64(0) AS ms, to_ms - from_ms AS length
  FROM observed
)
SELECT toString(enterprise_id) AS id, toString(asset) AS asset, toInt32(day) AS day, max(platform_index) AS leaf,
  toUInt8(min(strength)) AS weakest, toUInt8(countIf(channel IN (${ofMachines})) > 0) AS isMachine,
  toUInt8(countIf(channel = 'state') > 0) AS hasState, toUInt8(countIf(channel = 'good_count') = 0) AS countsItemsOnly,
  [sumIf(ms, channel = 'state' AND value = 2), sumIf(ms, channel = 'state' AND value IN (0, 1)),
    sumIf(ms, channel = 'state' AND value = 3), sumIf(ms, channel = 'run_interval'), sumIf(ms, channel = 'power_w'),
    sumIf(ms * value, channel = 'power_w'), sumIf(amount, channel = 'good_count'),
    sumIf(amount, channel = 'item_count'), sumIf(amount, channel = 'reject_count'),
    sumIf(amount, channel = 'scrap_count')] AS sums,
  [${mediumChannels
    .map(
      (name) =>
        `(sumIf(amount, channel = '${name}'), sumIf(night, channel = '${name}'), sumIf(length, channel = '${name}'),
          countIf(channel = '${name}'), maxIf(length, channel = '${name}'))`,
    )
    .join(", ")}] AS media,
  greatest(maxIf(value, channel = 'power_w'),
    maxIf(intDiv(amount * 3600000, greatest(length, 1)), channel = 'energy_wh' AND length BETWEEN 1 AND 3600000)) AS peak
FROM parts
GROUP BY enterprise_id, asset, day
ORDER BY id, day, asset`;

/** Which days of whose readings, as of T and N. */
export interface ReadDaysQuery {
  readonly ids: readonly string[];
  readonly asOf: string;
  readonly knownAt: number;
}

/** Days of machines and meters that have readings; an asset with a state, a report or a count is a machine. */
export async function loadReadDays(
  observations: Pick<Observations, "query">,
  query: ReadDaysQuery,
): Promise<readonly ReadDay[]> {
  const { days, machines } = await loadDaySums(observations, query);
  return days.flatMap(({ enterpriseId, asset, day, sums }) =>
    readDaysOf(asset, day, sums, machines.has(`${enterpriseId} ${asset}`)).map((one) => ({
      ...one,
      enterpriseId,
    })),
  );
}

/** The exact sums of every asset and day, and which assets are machines, as `enterprise asset`. */
export async function loadDaySums(observations: Pick<Observations, "query">, query: ReadDaysQuery) {
  const { ids, asOf, knownAt } = query;
  if (ids.length === 0) return { days: [], machines: new Set<string>() };
  const rows = await observations.query<SumsRow>(sql, readingParameters({ ids, asOf, knownAt }));
  const machines = new Set(rows.flatMap((row) => (row.isMachine === 1 ? [`${row.id} ${row.asset}`] : [])));
  const days = rows.map((row) => ({
    enterpriseId: row.id,
    asset: row.asset,
    day: row.day,
    sums: sumsOf(row),
  }));
  return { days, machines };
}

/** What `clippedReadings` takes. */
export function readingParameters({ ids, asOf, knownAt }: ReadDaysQuery) {
  return { ids, knownAt, endMs: endOfDayMs(asOf), hold: maximumHoldMs };
}

function sumsOf(row: SumsRow): ReadDaySums {
  const [run = 0, idle = 0, alarm = 0, report = 0, powerMs = 0, wattMs = 0, good = 0, items = 0] =
    row.sums.map(Number);
  const [reject = 0, scrap = 0] = row.sums.slice(8).map(Number);
  return {
    runMs: run,
    idleMs: idle,
    alarmMs: alarm,
    reportedMs: report,
    powerMs,
    wattMs,
    goodCount: good,
    itemCount: items,
    rejectCount: reject,
    scrapCount: scrap,
    media: row.media.map((one) => {
      const [quantity = 0, nightQuantity = 0, ms = 0, readings = 0, longestMs = 0] = one.map(Number);
      return { quantity, nightQuantity, ms, readings, longestMs };
    }),
    peakWatt: Number(row.peak),
    weakest: row.weakest,
    lastLeaf: Number(row.leaf),
    hasState: row.hasState === 1,
    hasGoodCount: row.countsItemsOnly === 0,
  };
}
