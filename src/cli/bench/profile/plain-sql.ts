import type { Observations } from "#adapters/clickhouse";

/** Tables of the store, with the column of the day. */
const tables = [
  ["machine_day", "on_day"],
  ["meter_day", "on_day"],
  ["collector_day", "on_day"],
  ["workforce_day", "on_day"],
  ["invoice", "issued_on"],
  ["statement_line", "posted_on"],
  ["business_document", "if(stream = 'declared', assumeNotNull(due_on), on_day)"],
] as const;

/**
 * The rows of one enterprise by plain SQL on the same store: a statement a table, rows as JSON objects.
 * @returns how many rows
 */
export async function readBySql(
  observations: Pick<Observations, "query">,
  { id, asOf, knownAt }: { readonly id: string; readonly asOf: string; readonly knownAt: number },
): Promise<number> {
  let found = 0;
  for (const [table, day] of tables) {
    const rows = await observations.query(
      `SELECT * EXCEPT (fingerprint, origin, received_at_ms) FROM ${table}
       WHERE enterprise_id = {id:String} AND ${day} <= toDate32({asOf:String}) AND platform_index < {knownAt:UInt64}
       ORDER BY ${day}, platform_index, entry_index, ordinal`,
      { id, asOf, knownAt },
    );
    found += rows.length;
  }
  return found;
}
