import type { Insertable, Selectable } from "kysely";
import { z } from "zod";
import {
  type Alert,
  type AlertEvent,
  alertLevels,
  alertStates,
  type RuleStatus,
  ruleCodes,
  settlementReasonCodes,
  type WatchEntry,
  type WatchRun,
} from "#watch";
import type { WatchTables } from "./schema/watch.ts";

const figuresSchema = z.record(z.string(), z.union([z.string(), z.number()]));
const evidenceSchema = z.array(
  z.object({
    item: z.string(),
    from: z.string(),
    to: z.string(),
    value: z.string(),
    unit: z.enum(["wan", "percent", "count", "kWh", "hours", "days", "name"]),
  }),
);

/** A row as an alert. */
export function readAlert(row: Selectable<WatchTables["alert"]>): Alert {
  const { settled_by: by, settled_at_ms: atMs } = row;
  return {
    id: row.alert_id,
    enterpriseId: row.enterprise_id,
    rule: z.enum(ruleCodes).parse(row.rule),
    level: z.enum(alertLevels).parse(row.level),
    state: z.enum(alertStates).parse(row.state),
    raisedOn: row.raised_on,
    lastHitOn: row.last_hit_on,
    endedOn: row.ended_on,
    ownerId: row.owner_id,
    dueOn: row.due_on,
    escalatedOn: row.escalated_on,
    sentence: row.sentence,
    figures: figuresSchema.parse(row.figures),
    evidence: evidenceSchema.parse(row.evidence),
    knownAt: row.known_at,
    settlement:
      by === null || atMs === null
        ? null
        : { reason: z.enum(settlementReasonCodes).parse(row.reason), note: row.note ?? "", by, atMs },
  };
}

/** An alert as a row. */
export function alertRow(partyId: string, alert: Alert): Insertable<WatchTables["alert"]> {
  const { settlement } = alert;
  return {
    party_id: partyId,
    alert_id: alert.id,
    enterprise_id: alert.enterpriseId,
    rule: alert.rule,
    level: alert.level,
    state: alert.state,
    raised_on: alert.raisedOn,
    last_hit_on: alert.lastHitOn,
    ended_on: alert.endedOn,
    owner_id: alert.ownerId,
    due_on: alert.dueOn,
    escalated_on: alert.escalatedOn,
    sentence: alert.sentence,
    figures: JSON.stringify(alert.figures),
    evidence: JSON.stringify(alert.evidence),
    known_at: alert.knownAt,
    reason: settlement?.reason ?? null,
    note: settlement?.note ?? null,
    settled_by: settlement?.by ?? null,
    settled_at_ms: settlement?.atMs ?? null,
  };
}

/** A line of history as a row. */
export function eventRow(
  partyId: string,
  alertId: string,
  event: AlertEvent,
): Insertable<WatchTables["alert_event"]> {
  return {
    party_id: partyId,
    alert_id: alertId,
    action: event.action,
    from_state: event.fromState,
    to_state: event.toState,
    level: event.level,
    user_id: event.userId,
    owner_id: event.ownerId,
    reason: event.reason,
    note: event.note,
    on_day: event.onDay,
    at_ms: event.atMs,
  };
}

const eventActions = [
  "assign",
  "investigate",
  "act",
  "close",
  "markFalse",
  "reopen",
  "raise",
  "hold",
  "worsen",
  "end",
  "escalate",
] as const;

/** A row as a line of history. */
export function readEvent(row: Selectable<WatchTables["alert_event"]>): AlertEvent {
  return {
    action: z.enum(eventActions).parse(row.action),
    fromState: z.enum(alertStates).nullable().parse(row.from_state),
    toState: z.enum(alertStates).parse(row.to_state),
    level: z.enum(alertLevels).parse(row.level),
    userId: row.user_id,
    ownerId: row.owner_id,
    reason: row.reason,
    note: row.note,
    onDay: row.on_day,
    atMs: row.at_ms,
  };
}

/** A row as a run. */
export function readRun(row: Selectable<WatchTables["watch_run"]>): WatchRun {
  return {
    id: row.run_id,
    asOf: row.as_of,
    knownAt: row.known_at,
    enterprises: row.enterprises,
    raised: row.raised,
    worsened: row.worsened,
    ended: row.ended,
    notComputable: row.not_computable,
    startedBy: row.started_by,
    atMs: row.at_ms,
  };
}

/** A row as what a rule said last. */
export function readStatus(row: Selectable<WatchTables["watch_status"]>): RuleStatus {
  return {
    enterpriseId: row.enterprise_id,
    rule: z.enum(ruleCodes).parse(row.rule),
    asOf: row.as_of,
    kind: z.enum(["hit", "clear", "notComputable"]).parse(row.kind),
    reason: row.reason as RuleStatus["reason"],
  };
}

/** A row as an entry of the watch list. */
export function readEntry(row: Selectable<WatchTables["watch_entry"]>): WatchEntry {
  return {
    id: row.entry_id,
    enterpriseId: row.enterprise_id,
    sinceOn: row.since_on,
    reviewOn: row.review_on,
    reason: row.reason,
    addedBy: row.added_by,
    endedOn: row.ended_on,
    endReason: row.end_reason,
  };
}
