/** The engine that reads Parquet and runs queries: the answer as text in ClickHouse's format `CSVWithNamesAndTypes`. */
export type RunQuery = (sql: string) => Promise<Uint8Array>;

/**
 * Runs queries on a ClickHouse server over HTTP. User and password may stand in the address (`http://user:word@host:8123`);
 * they are sent as headers and never shown.
 */
export function queryServer(address: string): RunQuery {
  return async (sql) => {
    const url = new URL(address);
    const headers: Record<string, string> = { "X-ClickHouse-Format": "CSVWithNamesAndTypes" };
    if (url.username !== "") headers["X-ClickHouse-User"] = decodeURIComponent(url.username);
    if (url.password !== "") headers["X-ClickHouse-Key"] = decodeURIComponent(url.password);
    url.username = "";
    url.password = "";
    const response = await fetch(url, { method: "POST", headers, body: sql });
    if (!response.ok) throw new Error(`${response.status}: ${(await response.text()).slice(0, 400)}`);
    return new Uint8Array(await response.arrayBuffer());
  };
}
