import { figuresOf, type StoredTotals, type TotalledStream } from "#collect";
import type { Connection } from "./connection.ts";
import { clickhouseFaults } from "./errors.ts";

const place = "received_at_ms, origin, entry_index, ordinal, platform_index";

/** The sum of hashes over the rows' fields; the room `collect` says which fields and how. */
function content(fields: string): string {
  return `sum(reinterpretAsUInt64(substring(SHA256(arrayStringConcat([${textsOf(`${fields}, ${place}`)}], '\\n')), 1, 8)))`;
}

function textsOf(fields: string): string {
  return fields
    .split(", ")
    .map((field) => `toString(${field})`)
    .join(", ");
}

/** A missing number is a dash among the fields. */
const orDash = (column: string): string => `ifNull(toString(${column}),'-')`;

const sum = (column: string): string => `sum(toInt128(${column}))`;

/** Sums by enterprise and stream, each list in the order of `totalledFigures`. */
const selects = [
  {
    stream: "direction",
    table: "invoice",
    sums: [
      ...["is_void", "net_fen", "tax_fen", "gross_fen"].map(sum),
      content(
        "number, toInt32(issued_on), counterparty, net_fen, tax_fen, gross_fen, is_void, flags, red_of, order_id",
      ),
    ],
  },
  {
    stream: "'reading'",
    table: "reading",
    sums: [sum("value"), content("asset, channel, from_ms, to_ms, value")],
  },
  {
    stream: "'statement'",
    table: "statement_line",
    sums: [
      sum("amount_fen"),
      content(
        `account, toInt32(posted_on), clock, amount_fen, ${orDash("balance_fen")}, counterparty, counterparty_account, counterparty_bank, summary, purpose, serial, flags, time_order, ${orDash("reference")}`,
      ),
    ],
  },
  {
    stream: "'check'",
    table: "statement_check",
    sums: [
      sum("breaks"),
      content(
        `dataset, file, account, lines, steps, breaks, break_row, break_kind, expected_fen, found_fen, ${orDash("opening_fen")}, ${orDash("closing_fen")}, toInt32(first_day), toInt32(last_day)`,
      ),
    ],
  },
  {
    stream: "'document'",
    table: "business_document",
    sums: [
      content(
        `kind, number, line, toInt32(on_day), counterparty, item_code, item, measure, unit, text, ${orDash("quantity_milli")}, ${orDash("amount_fen")}, source, stream, action, order_id, place, ${orDash("toInt32(due_on)")}, details`,
      ),
    ],
  },
  {
    stream: "'machineDay'",
    table: "machine_day",
    sums: [
      content(
        `asset, toInt32(on_day), run_minutes, idle_minutes, alarm_minutes, known_minutes, good_count, reject_count, scrap_count, ${orDash("energy_wh")}, evidence`,
      ),
    ],
  },
  {
    stream: "'meterDay'",
    table: "meter_day",
    sums: [
      content(
        `asset, toInt32(on_day), medium, quantity, ${orDash("night_quantity")}, ${orDash("peak_watt")}, known_minutes, evidence`,
      ),
    ],
  },
  {
    stream: "'collectorDay'",
    table: "collector_day",
    sums: [
      content(
        "collector, toInt32(on_day), readings, late, repeated, clock_jumps, most_skew_seconds, gap_minutes, evidence",
      ),
    ],
  },
  {
    stream: "'workforceDay'",
    table: "workforce_day",
    sums: [content("toInt32(on_day), headcount, present, shifts, work_minutes")],
  },
  {
    stream: "'correction'",
    table: "correction",
    sums: [content("dataset, file, row, of_origin, of_entry, of_ordinal")],
  },
  { stream: "'listed'", table: "enterprise", sums: [content("dataset, code, name, label, bank_rating")] },
  {
    stream: "'churn'",
    table: "churn_rate",
    sums: [content("dataset, rate_ppm, rating, reinterpretAsUInt64(churn)")],
  },
  {
    stream: "'import'",
    table: "import_batch",
    sums: [
      "read",
      "stored",
      "duplicates",
      "quarantined",
      "amounts_do_not_add_up",
      "number_reused",
      "merged_lines",
      "corrected",
    ].map(sum),
  },
] as const;

interface TotalsRow {
  readonly id: string;
  readonly of_stream: TotalledStream;
  readonly sums: readonly string[];
}

const tables = [
  ...selects.map(({ table }) => table),
  "quarantine",
  "import_file",
  "projector_position",
] as const;

/**
 * Exact totals of all rows below a position; every file of every table is read, its index too.
 * @throws CLICKHOUSE_DAMAGED naming the table and the part, CLICKHOUSE_QUERY
 */
export async function loadTotals(reader: Connection, position: number): Promise<readonly StoredTotals[]> {
  for (const table of tables) await checkTable(reader, table);
  const totals: StoredTotals[] = [];
  for (const { stream, table, sums } of selects) {
    const owner = table === "churn_rate" ? "''" : "enterprise_id";
    const rows = await reader.query<TotalsRow>(
      `SELECT toString(${owner}) AS id, toString(${stream}) AS of_stream,
         [${["count()", ...sums].map((expression) => `toString(${expression})`).join(", ")}] AS sums
       FROM ${table} WHERE platform_index < {position:UInt64} GROUP BY id, of_stream`,
      { position },
    );
    totals.push(...rows.map((row) => figuresOf(row.id, row.of_stream, row.sums.map(BigInt))));
  }
  return totals;
}

async function checkTable(reader: Connection, table: (typeof tables)[number]): Promise<void> {
  const parts = await reader.query<{ part_path: string; is_passed: number; message: string }>(
    `CHECK TABLE ${table} SETTINGS check_query_single_value_result = 0`,
  );
  const broken = parts.find(({ is_passed: isPassed }) => isPassed === 0);
  if (broken === undefined) return;
  const { part_path: part, message } = broken;
  throw clickhouseFaults.fault("CLICKHOUSE_DAMAGED", { table, part, problem: message });
}
