import type { Connection } from "./connection.ts";

/** Whose rows stand where, up to a position. */
export interface PackCover {
  readonly position: number;
  /** Enterprises of which readings are stored: machines and meters of others are known by delivered days alone. */
  readonly withReadings: ReadonlySet<string>;
  /** Enterprises with a row that is in no pack: of another source than an operating stream, or of before there were packs. */
  readonly unpacked: ReadonlySet<string>;
}

/** Rows of other sources than operating streams. */
const others = [
  { table: "invoice", where: "fingerprint = 0" },
  { table: "statement_line", where: "isNull(reference)" },
  { table: "business_document", where: "stream = ''" },
] as const;

const within = "platform_index >= {from:UInt64} AND platform_index < {position:UInt64}";

const streamTables = [
  "machine_day",
  "meter_day",
  "collector_day",
  "workforce_day",
  "invoice",
  "statement_line",
  "business_document",
] as const;

/**
 * Knows which enterprises' packs say everything. What is visible only grows, so that it is asked for only where more than
 * was visible is wanted, and only of what is new.
 */
export function createPackCover(
  observations: Pick<Connection, "query"> & { position(): Promise<number> },
): (knownAt: number) => Promise<PackCover> {
  let known: PackCover = { position: -1, withReadings: new Set(), unpacked: new Set() };
  let start = Number.NaN;
  return async (knownAt) => {
    if (knownAt <= known.position) return known;
    const position = await observations.position();
    const newStart = await readPackStart(observations);
    const before = newStart === start ? known : { position: -1, withReadings: [], unpacked: [] };
    const span = { from: Math.max(0, before.position), position };
    const withReadings = await listIds(observations, [{ table: "reading", where: "1" }], within, span);
    const foreign = await listForeign(observations, span);
    const early =
      newStart === 0 || before.position >= newStart
        ? []
        : await listIds(
            observations,
            streamTables.map((table) => ({ table, where: "1" })),
            "platform_index < {start:UInt64}",
            { start: newStart },
          );
    start = newStart;
    known = {
      position,
      withReadings: new Set([...before.withReadings, ...withReadings]),
      unpacked: new Set([...before.unpacked, ...foreign, ...early]),
    };
    return known;
  };
}

/** The leaf from which on operating rows are packed; 0 once all are. */
export async function readPackStart(reader: Pick<Connection, "query">): Promise<number> {
  const rows = await reader.query<{ start: string }>(
    "SELECT min(platform_index) AS start FROM operating_pack_start",
  );
  return Number(rows[0]?.start ?? 0);
}

/** Enterprises with rows of other sources in some leaves: tables have them, packs do not. */
export async function listForeign(
  reader: Pick<Connection, "query">,
  span: { readonly from: number; readonly position: number },
): Promise<readonly string[]> {
  return await listIds(reader, others, within, span);
}

async function listIds(
  reader: Pick<Connection, "query">,
  tables: readonly { readonly table: string; readonly where: string }[],
  leaves: string,
  parameters: Readonly<Record<string, number>>,
): Promise<readonly string[]> {
  const parts = tables.map(
    ({ table, where }) =>
      `SELECT DISTINCT toString(enterprise_id) AS id FROM ${table} WHERE ${where} AND ${leaves}`,
  );
  const rows = await reader.query<{ id: string }>(
    `SELECT DISTINCT id FROM (${parts.join(" UNION ALL ")})`,
    parameters,
  );
  return rows.map(({ id }) => id);
}
