import type { EvidenceClass } from "#collect";
import type { CollectorDay, StreamEvidence, StreamName, ToldGap } from "#flow";
import { addDays, type BusinessDay, startOfDayMs } from "#kernel";
import { energyChannels } from "./live-streams.ts";
import type { Observations } from "./observations.ts";
import { startOf } from "./provenance-tables.ts";

type Reader = Pick<Observations, "query">;

interface DayRange {
  readonly enterpriseId: string;
  readonly from: BusinessDay;
  readonly to: BusinessDay;
}

/** What there is of each stream, by the way in which it came. */
export async function loadStreams(
  reader: Reader,
  enterpriseId: string,
  position: number,
): Promise<StreamEvidence[]> {
  const ofTable = (table: string, stream: string, day: string, way: string): string =>
    `SELECT ${stream} AS stream, ${way}, count() AS rows, min(${day}) AS firstMs, max(${day}) AS lastMs,
       max(received_at_ms) AS receivedAtMs
     FROM ${table} WHERE enterprise_id = {enterpriseId:String} AND platform_index < {position:UInt64}
     GROUP BY 1, 2, 3`;
  const told = "toString(evidence) AS evidence, toString(collector) AS collector";
  const ofFile = "'manual' AS evidence, '' AS collector";
  const ofDays = "toString(evidence) AS evidence, '' AS collector";
  const rows = await reader.query<Record<keyof StreamEvidence, string>>(
    [
      ofTable("reading", `if(${energyChannels}, 'energy', 'machine')`, "to_ms", told),
      ofTable("machine_day", "'machine'", startOf("on_day"), ofDays),
      ofTable("meter_day", "'energy'", startOf("on_day"), ofDays),
      ofTable("invoice", "'invoice'", startOf("issued_on"), ofFile),
      ofTable("statement_line", "'statement'", startOf("posted_on"), ofFile),
      ofTable("business_document", "'document'", `if(at_ms > 0, at_ms, ${startOf("on_day")})`, told),
    ].join(" UNION ALL "),
    { enterpriseId, position },
  );
  return rows.map((row) => ({
    stream: row.stream as StreamName,
    evidence: row.evidence as EvidenceClass,
    collector: row.collector,
    rows: Number(row.rows),
    firstMs: Number(row.firstMs),
    lastMs: Number(row.lastMs),
    receivedAtMs: Number(row.receivedAtMs),
  }));
}

/** What came of each collector on each day; a reading over an interval covers every step that it touches. */
export async function loadDays(
  reader: Reader,
  { enterpriseId, from, to }: DayRange,
  work: { readonly fromMs: number; readonly toMs: number; readonly stepMs: number },
  position: number,
): Promise<CollectorDay[]> {
  const shift = 28_800_000;
  const rows = await reader.query<Record<keyof CollectorDay, string>>(
    `SELECT collector, toString(toDate32(toInt32(dayNumber))) AS day, sum(readings) AS readings,
       sum(coveredSteps) AS coveredSteps, sum(late) AS late, sum(quarantined) AS quarantined, max(lastMs) AS lastMs
     FROM (
       SELECT toString(collector) AS collector, intDiv(step * {stepMs:Int64} + ${shift}, 86400000) AS dayNumber,
         countIf(isFirst) AS readings, countIf(isFirst AND bitAnd(flags, 1) = 1) AS late, 0 AS quarantined,
         uniqExactIf(step, (step * {stepMs:Int64} + ${shift}) % 86400000 >= {workFromMs:Int64}
           AND (step * {stepMs:Int64} + ${shift}) % 86400000 + {stepMs:Int64} <= {workToMs:Int64}) AS coveredSteps,
         max(to_ms) AS lastMs
       FROM (
         SELECT collector, flags, to_ms, intDiv(from_ms, {stepMs:Int64}) AS first,
           arrayJoin(range(first, least(intDiv(greatest(to_ms - 1, from_ms), {stepMs:Int64}) + 1, first + 1000))) AS step,
           step = first AS isFirst
         FROM reading
         WHERE enterprise_id = {enterpriseId:String} AND collector != '' AND platform_index < {position:UInt64}
           AND from_ms >= {fromMs:Int64} AND from_ms < {toMs:Int64}
       )
       GROUP BY collector, dayNumber
       UNION ALL
       SELECT toString(file) AS collector, intDiv(received_at_ms + ${shift}, 86400000) AS dayNumber, 0 AS readings,
         0 AS late, count() AS quarantined, 0 AS coveredSteps, 0 AS lastMs
       FROM quarantine
       WHERE enterprise_id = {enterpriseId:String} AND platform_index < {position:UInt64}
         AND (origin, entry_index) IN (
           SELECT origin, entry_index FROM telemetry_batch WHERE enterprise_id = {enterpriseId:String})
         AND received_at_ms >= {fromMs:Int64} AND received_at_ms < {toMs:Int64}
       GROUP BY collector, dayNumber
     )
     GROUP BY collector, dayNumber ORDER BY collector, dayNumber`,
    {
      enterpriseId,
      position,
      fromMs: startOfDayMs(from),
      toMs: startOfDayMs(addDays(to, 1)),
      stepMs: work.stepMs,
      workFromMs: work.fromMs,
      workToMs: work.toMs,
    },
  );
  return rows.map((row) => ({
    collector: row.collector,
    day: row.day,
    readings: Number(row.readings),
    coveredSteps: Number(row.coveredSteps),
    late: Number(row.late),
    quarantined: Number(row.quarantined),
    lastMs: Number(row.lastMs),
  }));
}

/** Gaps that collectors told and that touch the days. */
export async function loadGaps(
  reader: Reader,
  { enterpriseId, from, to }: DayRange,
  position: number,
): Promise<ToldGap[]> {
  const rows = await reader.query<
    Record<"collector" | "fromMs" | "toMs" | "reason", string> & {
      readonly elements: readonly string[];
      readonly readings: string | null;
    }
  >(
    `SELECT toString(collector) AS collector, from_ms AS fromMs, to_ms AS toMs, toString(reason) AS reason, elements,
       toString(readings) AS readings
     FROM telemetry_gap
     WHERE enterprise_id = {enterpriseId:String} AND platform_index < {position:UInt64}
       AND to_ms >= {rangeFromMs:Int64} AND from_ms < {rangeToMs:Int64}
     ORDER BY fromMs LIMIT 5000`,
    {
      enterpriseId,
      position,
      rangeFromMs: startOfDayMs(from),
      rangeToMs: startOfDayMs(addDays(to, 1)),
    },
  );
  return rows.map((row) => ({
    collector: row.collector,
    fromMs: Number(row.fromMs),
    toMs: Number(row.toMs),
    reason: row.reason,
    elements: row.elements,
    readings: row.readings === null ? null : Number(row.readings),
  }));
}
