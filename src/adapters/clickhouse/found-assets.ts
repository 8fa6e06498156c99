import type { FoundAssets } from "#registry";
import type { Observations } from "./observations.ts";

interface FoundRow {
  readonly enterpriseId: string;
  readonly asset: string;
  readonly readings: number;
  readonly channels: readonly string[];
  readonly firstAtMs: number;
  readonly lastAtMs: number;
}

/** Readings without an asset name the enterprise as a whole; they hang on it and on no element. */
const query = `SELECT enterprise_id AS enterpriseId, asset, toFloat64(count()) AS readings,
  arraySort(groupUniqArray(50)(channel)) AS channels, toFloat64(min(from_ms)) AS firstAtMs,
  toFloat64(max(to_ms)) AS lastAtMs
FROM reading
WHERE enterprise_id IN {enterpriseIds:Array(String)} AND platform_index < {position:UInt64} AND asset != ''
GROUP BY enterprise_id, asset ORDER BY enterprise_id, asset`;

/** The assets that stored readings name, in ClickHouse. */
export function openFoundAssets(observations: Pick<Observations, "query" | "position">): FoundAssets {
  return {
    list: async (enterpriseIds) => {
      if (enterpriseIds.length === 0) return [];
      const position = await observations.position();
      return await observations.query<FoundRow>(query, { enterpriseIds, position });
    },
  };
}
