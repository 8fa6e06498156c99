/** A query of rows that several enterprises may have, ordered by enterprise and then as `kind` says. */
export interface OperatingQueryText {
  readonly table: string;
  readonly columns: string;
  /** Days up to the day asked for. */
  readonly until: string;
  readonly order: string;
}

/** Where rows stand in the log; of one enterprise all are in the same log. */
const arrival = "platform_index, entry_index, ordinal";

/** What is read of each table; the first columns are always the enterprise and the platform leaf. */
export const operatingQueries = {
  machineDays: {
    table: "machine_day",
    columns: `asset, on_day, run_minutes, idle_minutes, alarm_minutes, known_minutes, good_count, reject_count,
      scrap_count, energy_wh, evidence`,
    until: "on_day",
    order: `on_day, asset, ${arrival}`,
  },
  meterDays: {
    table: "meter_day",
    columns: "asset, on_day, medium, quantity, night_quantity, peak_watt, known_minutes, evidence",
    until: "on_day",
    order: `on_day, asset, ${arrival}`,
  },
  collectorDays: {
    table: "collector_day",
    columns: `collector, on_day, readings, late, repeated, clock_jumps, most_skew_seconds, gap_minutes, evidence`,
    until: "on_day",
    order: `on_day, ${arrival}`,
  },
  workforce: {
    table: "workforce_day",
    columns: "on_day, headcount, present, shifts, work_minutes",
    until: "on_day",
    order: `on_day, ${arrival}`,
  },
  invoices: {
    table: "invoice",
    columns: `issued_on, direction, number, order_id, counterparty, net_fen, tax_fen, gross_fen, is_void, red_of`,
    until: "issued_on",
    order: `issued_on, ${arrival}`,
  },
  payments: {
    table: "statement_line",
    columns: `posted_on, account, amount_fen, balance_fen, counterparty, summary, purpose,
      toUInt8(isNull(reference)) AS is_derived, ifNull(reference, '') AS named`,
    until: "posted_on",
    // A bank may list the newest line first.
    order: "posted_on, platform_index, entry_index, time_order",
  },
  documents: {
    table: "business_document",
    columns: `stream, on_day, number, counterparty, item, measure, action, order_id, place, text, details,
      quantity_milli, amount_fen, due_on, kind, evidence`,
    // A declaration happens when it is filed.
    until: "if(stream = 'declared', assumeNotNull(due_on), on_day)",
    order: `if(stream = 'declared', assumeNotNull(due_on), on_day), ${arrival}, line, measure`,
  },
} as const satisfies Readonly<Record<string, OperatingQueryText>>;

export type OperatingTable = keyof typeof operatingQueries;

/** How some enterprises are asked for. */
export interface Whose {
  readonly isOne: boolean;
  readonly where: string;
  readonly settings: string;
  readonly parameters: { readonly id: string } | { readonly ids: readonly string[] };
}

/** One enterprise is a range of the primary key, which a single thread reads sooner than two agree on it. */
export function whoseRows(ids: readonly string[]): Whose {
  const [id, second] = ids;
  return id !== undefined && second === undefined
    ? {
        isOne: true,
        where: "enterprise_id = {id:String}",
        settings: " SETTINGS max_threads = 1",
        parameters: { id },
      }
    : { isOne: false, where: "enterprise_id IN {ids:Array(String)}", settings: "", parameters: { ids } };
}

/** The statement; its parameters are those of the enterprises, `asOf` and `knownAt`. */
export function operatingSql(table: OperatingTable, { isOne, where, settings }: Whose): string {
  const { table: from, columns, until, order } = operatingQueries[table];
  return `SELECT enterprise_id, platform_index, ${columns} FROM ${from}
    WHERE ${where} AND ${until} <= toDate32({asOf:String}) AND platform_index < {knownAt:UInt64}
    ORDER BY ${isOne ? order : `enterprise_id, ${order}`}${settings}`;
}
