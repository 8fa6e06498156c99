import { endOfDayMs, maximumHoldMs } from "#indicators";
import type { MachineDay, MeterDay } from "#operations";
import type { Observations } from "./observations.ts";

/** A day of an asset as its readings tell it, with the last platform leaf of them. */
export type ReadDay = { readonly platformIndex: number; readonly enterpriseId: string } & (
  | { readonly kind: "machine"; readonly row: MachineDay }
  | { readonly kind: "meter"; readonly row: MeterDay }
);

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
const minuteMs = 60_000;

const machineChannels = "'state', 'run_interval', 'item_count', 'good_count', 'reject_count', 'scrap_count'";
const amounts = ["energy_wh", "gas_litre", "water_litre", "heat_kj"] as const;
const media = ["electricity", "gas", "water", "heat"] as const;

/**
 * Sums by asset and business day in whole milliseconds and base units. An interval is clipped to what no earlier one of
 * its channel covers and parted at midnight; a reading at an instant stands until the next one or the longest hold; what
 * is counted or metered belongs to the day in which its interval begins.
 */
const sql = `
WITH observed AS (
  SELECT enterprise_id, asset, channel, from_ms, to_ms, value, platform_index,
    transform(toString(evidence), ['manual', 'gateway', 'device'], [0, 1, 2], 0) AS strength,
    if(to_ms > from_ms, to_ms, least(from_ms + {hold:Int64}, {endMs:Int64}, leadInFrame(from_ms, 1, {endMs:Int64}) OVER (
      PARTITION BY enterprise_id, asset, channel ORDER BY from_ms, to_ms, value
      ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING))) AS end_ms
  FROM reading
  WHERE enterprise_id IN {ids:Array(String)} AND from_ms < {endMs:Int64} AND to_ms <= {endMs:Int64}
    AND platform_index < {knownAt:UInt64}
    AND channel IN (${machineChannels}, 'power_w', ${amounts.map((name) => `'${name}'`).join(", ")})
), clipped AS (
  SELECT *, greatest(from_ms, max(end_ms) OVER (
      PARTITION BY enterprise_id, asset, channel ORDER BY from_ms, to_ms, value
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)) AS start_ms
  FROM observed
), parts AS (
  SELECT enterprise_id, asset, channel, value, strength, platform_index, day, toInt64(0) AS amount, toInt64(0) AS night,
    least(end_ms, (day + 1) * ${dayMs} - ${zoneMs}) - greatest(start_ms, day * ${dayMs} - ${zoneMs}) AS ms,
    toInt64(0) AS length
  FROM clipped
  ARRAY JOIN range(intDiv(start_ms + ${zoneMs}, ${dayMs}), intDiv(end_ms - 1 + ${zoneMs}, ${dayMs}) + 1) AS day
  WHERE end_ms > start_ms AND channel IN ('state', 'run_interval', 'power_w')
  UNION ALL
  SELECT enterprise_id, asset, channel, value, strength, platform_index, intDiv(from_ms + ${zoneMs}, ${dayMs}) AS day,
    value AS amount,
    if(toHour(toDateTime(intDiv(from_ms, 1000), 'Asia/Shanghai')) BETWEEN 6 AND 21, 0, value) AS night,
    toInt64(0) AS ms, to_ms - from_ms AS length
  FROM observed
)
SELECT toString(enterprise_id) AS id, toString(asset) AS asset, toInt32(day) AS day, max(platform_index) AS leaf,
  toUInt8(min(strength)) AS weakest, toUInt8(countIf(channel IN (${machineChannels})) > 0) AS isMachine,
  toUInt8(countIf(channel = 'state') > 0) AS hasState, toUInt8(countIf(channel = 'good_count') = 0) AS countsItemsOnly,
  [sumIf(ms, channel = 'state' AND value = 2), sumIf(ms, channel = 'state' AND value IN (0, 1)),
    sumIf(ms, channel = 'state' AND value = 3), sumIf(ms, channel = 'run_interval'), sumIf(ms, channel = 'power_w'),
    sumIf(ms * value, channel = 'power_w'), sumIf(amount, channel = 'good_count'),
    sumIf(amount, channel = 'item_count'), sumIf(amount, channel = 'reject_count'),
    sumIf(amount, channel = 'scrap_count')] AS sums,
  [${amounts
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

/** Days of machines and meters that have readings; an asset with a state, a report or a count is a machine. */
export async function loadReadDays(
  observations: Pick<Observations, "query">,
  {
    ids,
    asOf,
    knownAt,
  }: { readonly ids: readonly string[]; readonly asOf: string; readonly knownAt: number },
): Promise<readonly ReadDay[]> {
  if (ids.length === 0) return [];
  const parameters = { ids, knownAt, endMs: endOfDayMs(asOf), hold: maximumHoldMs };
  const rows = await observations.query<SumsRow>(sql, parameters);
  const machines = new Set(rows.flatMap((row) => (row.isMachine === 1 ? [`${row.id} ${row.asset}`] : [])));
  return rows.flatMap((row) => daysOf(row, machines.has(`${row.id} ${row.asset}`)));
}

const evidences = ["manual", "gateway", "device"] as const;

function daysOf(row: SumsRow, isMachine: boolean): ReadDay[] {
  const { id: enterpriseId, asset, day } = row;
  const place = { enterpriseId, platformIndex: Number(row.leaf) };
  const evidence = evidences[row.weakest];
  const [, , , , powerMs = 0] = row.sums.map(Number);
  const meters = row.media.flatMap((sums, i): MeterDay[] => {
    const [quantity = 0, night = 0, ms = 0, count = 0, longest = 0] = sums.map(Number);
    const medium = media[i] ?? "electricity";
    const isElectricity = medium === "electricity";
    const isDrawn = isElectricity && powerMs > 0;
    if (count === 0 && !isDrawn) return [];
    const drawnWh = Math.floor(Number(row.sums[5]) / 3_600_000);
    const inUnit = medium === "heat" ? (kilojoules: number) => Math.floor((kilojoules * 5) / 18) : same;
    return [
      {
        asset,
        day,
        medium,
        quantity: count === 0 ? drawnWh : inUnit(quantity),
        // Longer intervals than the night do not tell what was used in it.
        nightQuantity: count === 0 || longest > longestForNightMs ? null : inUnit(night),
        peakWatt: isElectricity && Number(row.peak) > 0 ? Number(row.peak) : null,
        knownMinutes: minutesOf(Math.max(ms, isElectricity ? powerMs : 0)),
        evidence,
      },
    ];
  });
  if (!isMachine) return meters.map((meter) => ({ ...place, kind: "meter", row: meter }));
  // What a machine's own meter counts belongs to the machine; gas and the like have a day of their own.
  const own = meters.find(({ medium }) => medium === "electricity");
  const others = meters.filter((meter) => meter !== own);
  const machine = machineDayOf(row, own, evidence);
  return [
    { ...place, kind: "machine", row: machine },
    ...others.map((meter) => ({ ...place, kind: "meter" as const, row: meter })),
  ];
}

const longestForNightMs = 3_600_000;
const same = (quantity: number): number => quantity;

function machineDayOf(
  { asset, day, hasState, countsItemsOnly, sums }: SumsRow,
  meter: MeterDay | undefined,
  evidence: MachineDay["evidence"],
): MachineDay {
  const [run = 0, idle = 0, alarm = 0, report = 0, , , good = 0, items = 0, reject = 0, scrap = 0] =
    sums.map(Number);
  const runMs = hasState === 1 ? run : report;
  return {
    asset,
    day,
    runMinutes: minutesOf(runMs),
    idleMinutes: minutesOf(idle),
    alarmMinutes: minutesOf(alarm),
    knownMinutes: Math.max(minutesOf(runMs + idle + alarm), meter?.knownMinutes ?? 0),
    goodCount: countsItemsOnly === 1 ? Math.max(0, items - reject - scrap) : good,
    rejectCount: reject,
    scrapCount: scrap,
    energyWh: meter?.quantity ?? null,
    evidence,
  };
}

/** Whole minutes of a day, rounded down once. */
function minutesOf(ms: number): number {
  return Math.min(1440, Math.floor(ms / minuteMs));
}
