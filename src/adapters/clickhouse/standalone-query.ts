import { queryAsync } from "chdb";

/**
 * Runs one query in the engine inside this process, without a directory: over files, addresses and databases that the
 * query itself names. Only for a process that has no engine open, such as a command.
 * @returns the answer in ClickHouse's format `CSVWithNamesAndTypes`
 */
export async function runStandaloneQuery(sql: string): Promise<Uint8Array> {
  return (await queryAsync(sql, { format: "CSVWithNamesAndTypes" })).bytes();
}
