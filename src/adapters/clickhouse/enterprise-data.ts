import type { ClassSummary, DataClass, EnterpriseData } from "#consent";
import { streamClasses, streamNames } from "#operations";
import type { Observations } from "./observations.ts";

/** Where the rows of a class are, and what of them is given; an amount or count of 64 bits as text, so that none is rounded. */
interface ClassSource {
  readonly table: string;
  /** What is read of it, where that is more than the table. */
  readonly rows?: string;
  readonly where: string;
  readonly day: string;
  readonly columns: string;
  readonly order: string;
}

const dayStartMs = "toInt64(toInt32(on_day)) * 86400000 - 28800000";

/** Days that were delivered as such stand beside the readings: what they hold, in words, is their value. */
const withDays = (day: {
  readonly table: string;
  readonly channel: string;
  readonly value: string;
}): string =>
  `(SELECT enterprise_id, platform_index, received_at_ms, toString(asset) AS asset, toString(channel) AS channel, from_ms,
      to_ms, toString(value) AS value FROM reading
    UNION ALL SELECT enterprise_id, platform_index, received_at_ms, toString(asset), ${day.channel}, ${dayStartMs},
      ${dayStartMs} + 86400000, ${day.value} FROM ${day.table})`;

const machineDays = withDays({
  table: "machine_day",
  channel: "'machine_day'",
  value: `format('run {} min, idle {} min, alarm {} min, good {}, rejected {}, scrapped {}', toString(run_minutes),
    toString(idle_minutes), toString(alarm_minutes), toString(good_count), toString(reject_count), toString(scrap_count))`,
});
const meterDays = withDays({
  table: "meter_day",
  channel: "concat('energy_day_', medium)",
  value: "toString(quantity)",
});

const readings = (rows: string, where: string): ClassSource => ({
  table: "reading",
  rows,
  where,
  day: "toDate(from_ms / 1000, 'Asia/Shanghai')",
  columns: `asset, channel, toInt64(from_ms) AS fromMs, toInt64(to_ms) AS toMs, toString(value) AS value,
    received_at_ms AS receivedAtMs`,
  order: "from_ms, channel, asset",
});

const isEnergy = "(startsWith(channel, 'energy_') OR startsWith(channel, 'billed_') OR channel = 'power_w')";

const streamsOfOtherClasses = streamNames
  .filter((name) => streamClasses[name] !== "businessDocument")
  .map((name) => `'${name}'`)
  .join(", ");

const sources: Partial<Record<DataClass, ClassSource>> = {
  invoice: {
    table: "invoice",
    where: "1",
    day: "issued_on",
    columns: `direction, number, toString(issued_on) AS issuedOn, counterparty, toString(net_fen) AS netFen,
      toString(tax_fen) AS taxFen, toString(gross_fen) AS grossFen, toUInt8(is_void) AS isVoid,
      received_at_ms AS receivedAtMs`,
    order: "issued_on, number, direction",
  },
  statement: {
    table: "statement_line",
    where: "1",
    day: "posted_on",
    columns: `account, toString(posted_on) AS postedOn, toString(amount_fen) AS amountFen,
      toString(balance_fen) AS balanceFen, counterparty, summary, received_at_ms AS receivedAtMs`,
    order: "posted_on, account, entry_index, ordinal",
  },
  businessDocument: {
    table: "business_document",
    // What else is kept there is of other classes: loans, registers, and who and what an enterprise is.
    where: `stream NOT IN (${streamsOfOtherClasses})`,
    day: "on_day",
    columns: `kind, number, toUInt32(line) AS line, toString(on_day) AS onDay, counterparty, item,
      toString(quantity_milli) AS quantityMilli, unit, toString(amount_fen) AS amountFen,
      received_at_ms AS receivedAtMs`,
    order: "on_day, kind, number, line",
  },
  energy: readings(meterDays, isEnergy),
  machine: readings(machineDays, `NOT ${isEnergy}`),
};

/** The stored data of one enterprise in ClickHouse. */
export function openEnterpriseData(observations: Observations): EnterpriseData {
  return {
    summarize: async (enterpriseId) => {
      const position = await observations.position();
      const tables = await listTables(observations);
      const found: ClassSummary[] = [];
      for (const [dataClass, source] of Object.entries(sources)) {
        if (!tables.has(source.table)) continue;
        const [row] = await observations.query<{
          rows: number;
          firstDay: string;
          lastDay: string;
          lastReceivedAtMs: number;
        }>(
          `SELECT toUInt32(count()) AS rows, toString(min(${source.day})) AS firstDay,
             toString(max(${source.day})) AS lastDay, toFloat64(max(received_at_ms)) AS lastReceivedAtMs
           FROM ${source.rows ?? source.table} WHERE ${ofEnterprise} AND ${source.where}`,
          { enterpriseId, position },
        );
        const rows = row?.rows ?? 0;
        found.push({
          dataClass: dataClass as DataClass,
          rows,
          firstDay: rows === 0 ? null : (row?.firstDay ?? null),
          lastDay: rows === 0 ? null : (row?.lastDay ?? null),
          lastReceivedAtMs: rows === 0 ? null : (row?.lastReceivedAtMs ?? null),
        });
      }
      return found;
    },
    read: async (enterpriseId, dataClass, { offset, limit, receivedUntilMs }) => {
      const source = sources[dataClass];
      if (source === undefined || !(await listTables(observations)).has(source.table)) {
        return { total: 0, items: [] };
      }
      const position = await observations.position();
      const until = receivedUntilMs ?? Number.MAX_SAFE_INTEGER;
      const from = `FROM ${source.rows ?? source.table} WHERE ${ofEnterprise} AND ${source.where}
        AND received_at_ms <= {until:Int64}`;
      const parameters = { enterpriseId, position, until };
      const [counted] = await observations.query<{ total: number }>(
        `SELECT toUInt32(count()) AS total ${from}`,
        parameters,
      );
      const items = await observations.query<Record<string, string | number | null>>(
        `SELECT ${source.columns} ${from} ORDER BY ${source.order} LIMIT {limit:UInt32} OFFSET {offset:UInt32}`,
        { ...parameters, limit, offset },
      );
      return { total: counted?.total ?? 0, items };
    },
  };
}

const ofEnterprise = "enterprise_id = {enterpriseId:String} AND platform_index < {position:UInt64}";

/** A store of before statements and documents has no tables of them. */
async function listTables(observations: Observations): Promise<ReadonlySet<string>> {
  const rows = await observations.query<{ name: string }>(
    "SELECT name FROM system.tables WHERE database = currentDatabase()",
  );
  return new Set(rows.map(({ name }) => name));
}
