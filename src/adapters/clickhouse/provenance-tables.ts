import type { RowKind } from "#flow";

/** The instant at which a business day begins, in SQL: Shanghai has had UTC+8 all along. */
export const startOf = (day: string): string => `toInt64(toInt32(${day})) * 86400000 - 28800000`;

const noCollector = { collector: "''", elementId: "''", flags: "0" } as const;
const observedOn = (day: string) =>
  ({
    from: startOf(day),
    to: startOf(day),
    within: `${day} BETWEEN toDate32({from:String}) AND toDate32({to:String})`,
  }) as const;

/** What each kind's table has under which name. */
export const tables = {
  machineDay: {
    table: "machine_day",
    ...noCollector,
    ...observedOn("on_day"),
    subject: "asset",
    what: "'runMinutes'",
    value: "toString(run_minutes)",
    unit: "'minutes'",
    evidence: "evidence",
  },
  meterDay: {
    table: "meter_day",
    ...noCollector,
    ...observedOn("on_day"),
    subject: "asset",
    what: "medium",
    value: "toString(quantity)",
    unit: "if(medium IN ('electricity', 'heat'), 'wattHours', 'litres')",
    evidence: "evidence",
  },
  collectorDay: {
    table: "collector_day",
    ...noCollector,
    ...observedOn("on_day"),
    // The column, not the name that the collector of a row is given.
    subject: "collector_day.collector",
    what: "'readings'",
    value: "toString(readings)",
    unit: "'readings'",
    evidence: "evidence",
  },
  workforceDay: {
    table: "workforce_day",
    ...noCollector,
    ...observedOn("on_day"),
    subject: "''",
    what: "'workMinutes'",
    value: "toString(work_minutes)",
    unit: "'minutes'",
    evidence: "'manual'",
  },
  reading: {
    table: "reading",
    from: "from_ms",
    to: "to_ms",
    subject: "asset",
    what: "channel",
    value: "toString(value)",
    unit: "'channel'",
    collector: "collector",
    elementId: "element_id",
    evidence: "evidence",
    flags: "flags",
    within: "from_ms >= {fromMs:Int64} AND from_ms < {toMs:Int64}",
  },
  invoice: {
    table: "invoice",
    ...noCollector,
    ...observedOn("issued_on"),
    subject: "number",
    what: "direction",
    value: "toString(gross_fen)",
    unit: "'fen'",
    evidence: "'manual'",
  },
  statement: {
    table: "statement_line",
    ...noCollector,
    ...observedOn("posted_on"),
    subject: "account",
    what: "summary",
    value: "toString(amount_fen)",
    unit: "'fen'",
    evidence: "'manual'",
  },
  document: {
    table: "business_document",
    from: `if(at_ms > 0, at_ms, ${startOf("on_day")})`,
    to: `if(at_ms > 0, at_ms, ${startOf("on_day")})`,
    subject: "number",
    what: "kind",
    value: "toString(coalesce(amount_fen, quantity_milli, 0))",
    unit: "if(isNull(amount_fen), 'milli', 'fen')",
    collector: "collector",
    elementId: "element_id",
    evidence: "evidence",
    flags: "0",
    within: "on_day BETWEEN toDate32({from:String}) AND toDate32({to:String})",
  },
} as const satisfies Readonly<Record<RowKind, unknown>>;
