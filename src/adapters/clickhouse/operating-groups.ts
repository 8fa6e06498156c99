import type { OperatingQuery } from "#operations";
import type { Connection } from "./connection.ts";
import { operatingQueries } from "./operating-queries.ts";

/** Enough that the queries' own cost is small, and few enough that two groups are little memory. */
const mostEnterprises = 32;
const mostRows = 60_000;

/**
 * The enterprises that a query asks for, in order, in groups that are read at once: few of many rows, many of few.
 * Enterprises without a row that is wanted may be among them.
 */
export async function groupEnterprises(
  observations: Pick<Connection, "query">,
  { enterpriseIds }: OperatingQuery,
  knownAt: number,
): Promise<readonly (readonly string[])[]> {
  if (enterpriseIds !== undefined && enterpriseIds.length <= 1) return enterpriseIds.map((id) => [id]);
  const rows = await countRows(observations, knownAt);
  const ids = enterpriseIds === undefined ? [...rows.keys()].sort() : [...new Set(enterpriseIds)].sort();
  const groups: string[][] = [];
  let left = 0;
  for (const id of ids) {
    const count = rows.get(id);
    if (count === undefined) continue;
    const last = groups.at(-1);
    if (last === undefined || last.length >= mostEnterprises || left < count) {
      groups.push([id]);
      left = mostRows - count;
    } else {
      last.push(id);
      left -= count;
    }
  }
  return groups;
}

async function countRows(
  observations: Pick<Connection, "query">,
  knownAt: number,
): Promise<ReadonlyMap<string, number>> {
  const counted = [...Object.values(operatingQueries), { table: "reading" }].map(
    ({ table }) =>
      `SELECT toString(enterprise_id) AS id, count() AS rows FROM ${table}
       WHERE platform_index < {knownAt:UInt64} GROUP BY enterprise_id`,
  );
  const rows = await observations.query<{ id: string; rows: number }>(
    `SELECT id, toUInt32(sum(c.rows)) AS rows FROM (${counted.join(" UNION ALL ")}) AS c WHERE id != '' GROUP BY id`,
    { knownAt },
  );
  return new Map(rows.map(({ id, rows: count }) => [id, count]));
}
