import type { LastArrival, LiveSeedSource } from "#flow";
import { type ChannelEnd, firstKeptDay } from "#indicators";
import { dayOfNumber, startOfDayMs } from "#kernel";
import type { Observations } from "./observations.ts";
import {
  clippedReadings,
  dayChannels,
  loadDaySums,
  readingParameters,
  timeChannels,
} from "./operating-readings.ts";

type Reader = Pick<Observations, "query">;

interface Query {
  readonly enterpriseId: string;
  readonly asOf: string;
  readonly knownAt: number;
}

/** The last days of an enterprise's readings out of ClickHouse, to go on from as further ones arrive. */
export function openLiveSeeds(observations: Reader): LiveSeedSource {
  return {
    loadSeed: async (query) => {
      const fromDay = firstKeptDay(query.asOf);
      const ids = [query.enterpriseId];
      const assets = await loadAssets(observations, query);
      const [{ days, machines }, ends, deliveredMachineDays, deliveredMeterDays, last] = await Promise.all([
        loadDaySums(observations, { ...query, ids: assets.length === 0 ? [] : ids }),
        loadEnds(observations, query),
        loadDelivered(observations, "machine_day", query, fromDay),
        loadDelivered(observations, "meter_day", query, fromDay),
        loadLast(observations, query, fromDay),
      ]);
      return {
        read: {
          fromDay,
          days: days.filter(({ day }) => day >= fromDay),
          ends,
          assets,
          machines: assets.filter((asset) => machines.has(`${query.enterpriseId} ${asset}`)),
        },
        deliveredMachineDays,
        deliveredMeterDays,
        last,
      };
    },
  };
}

/** The last reading of every channel that stands for time, in the order in which a batch takes them. */
async function loadEnds(reader: Reader, query: Query): Promise<readonly ChannelEnd[]> {
  interface Row {
    readonly asset: string;
    readonly channel: string;
    readonly last: readonly [string, string, string, string, string];
  }
  const rows = await reader.query<Row>(
    `${clippedReadings}
     SELECT toString(asset) AS asset, toString(channel) AS channel,
       [toString(tupleElement(newest, 1)), toString(tupleElement(newest, 2)), toString(tupleElement(newest, 3)),
         toString(tupleElement(newest, 4)), toString(tupleElement(newest, 5))] AS last
     FROM (
       SELECT asset, channel, max((from_ms, to_ms, value, start_ms, end_ms)) AS newest
       FROM clipped WHERE channel IN (${timeChannels}) GROUP BY asset, channel
     )`,
    readingParameters({ ...query, ids: [query.enterpriseId] }),
  );
  return rows.map(({ asset, channel, last }) => {
    const [fromMs = 0, toMs = 0, value = 0, startMs = 0, endMs = 0] = last.map(Number);
    return { asset, channel, fromMs, toMs, value, startMs, endMs };
  });
}

async function loadAssets(reader: Reader, query: Query): Promise<readonly string[]> {
  const { endMs } = readingParameters({ ...query, ids: [query.enterpriseId] });
  const rows = await reader.query<{ readonly asset: string }>(
    `SELECT DISTINCT toString(asset) AS asset FROM reading
     WHERE enterprise_id = {id:String} AND channel IN (${dayChannels}) AND from_ms < {endMs:Int64}
       AND to_ms <= {endMs:Int64} AND platform_index < {knownAt:UInt64}`,
    { id: query.enterpriseId, endMs, knownAt: query.knownAt },
  );
  return rows.map(({ asset }) => asset);
}

async function loadDelivered(
  reader: Reader,
  table: "machine_day" | "meter_day",
  { enterpriseId, asOf, knownAt }: Query,
  fromDay: number,
): Promise<ReadonlySet<string>> {
  const rows = await reader.query<{ readonly key: string }>(
    `SELECT DISTINCT concat(toString(toInt32(on_day)), '/', toString(asset)) AS key FROM ${table}
     WHERE enterprise_id = {id:String} AND toInt32(on_day) >= {fromDay:Int32} AND on_day <= toDate32({asOf:String})
       AND platform_index < {knownAt:UInt64}`,
    { id: enterpriseId, fromDay, asOf, knownAt },
  );
  return new Set(rows.map(({ key }) => key));
}

async function loadLast(
  reader: Reader,
  { enterpriseId, asOf, knownAt }: Query,
  fromDay: number,
): Promise<LastArrival | null> {
  const { endMs } = readingParameters({ ids: [], asOf, knownAt });
  const [row] = await reader.query<{
    readonly rows: string;
    readonly observed: string;
    readonly received: string;
  }>(
    `SELECT toString(count()) AS rows, toString(max(to_ms)) AS observed, toString(max(received_at_ms)) AS received
     FROM reading
     WHERE enterprise_id = {id:String} AND from_ms >= {fromMs:Int64} AND to_ms <= {endMs:Int64}
       AND platform_index < {knownAt:UInt64}`,
    { id: enterpriseId, fromMs: startOfDayMs(dayOfNumber(fromDay)), endMs, knownAt },
  );
  if (row === undefined || row.rows === "0") return null;
  return { observedMs: Number(row.observed), receivedAtMs: Number(row.received) };
}
