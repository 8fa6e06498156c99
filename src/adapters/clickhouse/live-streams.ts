import type { LiveStream } from "#collect";
import type { Connection } from "./connection.ts";

/** Channels of electricity and other media; every other reading is of machines. */
export const energyChannels = `match(channel, '^(power_|energy_|billed_|reverse_energy|reactive_|apparent_|demand_|gas_|water_|heat_)')`;

/** When live collectors last observed something; most installations have none, which a small table tells at once. */
export async function loadLiveStreams(
  reader: Connection,
  enterpriseIds: readonly string[],
  { beforeMs, knownAt }: { readonly beforeMs: number; readonly knownAt: number },
): Promise<LiveStream[]> {
  const connected = await reader.query<{ id: string }>(
    `SELECT DISTINCT toString(enterprise_id) AS id FROM telemetry_batch
     WHERE platform_index < {knownAt:UInt64} AND has({ids:Array(String)}, toString(enterprise_id))`,
    { ids: enterpriseIds, knownAt },
  );
  if (connected.length === 0) return [];
  const rows = await reader.query<Record<"id" | "stream" | "lastMs", string>>(
    `SELECT toString(enterprise_id) AS id, if(${energyChannels}, 'energy', 'machine') AS stream,
       max(least(to_ms, {beforeMs:Int64})) AS lastMs
     FROM reading
     WHERE enterprise_id IN {ids:Array(String)} AND collector != '' AND from_ms < {beforeMs:Int64}
       AND platform_index < {knownAt:UInt64}
     GROUP BY id, stream ORDER BY id, stream`,
    { ids: connected.map(({ id }) => id), beforeMs, knownAt },
  );
  return rows.map(({ id, stream, lastMs }) => ({
    enterpriseId: id,
    stream: stream === "energy" ? "energy" : "machine",
    lastMs: Number(lastMs),
  }));
}
