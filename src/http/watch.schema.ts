import { z } from "zod";
import { alertLevels, alertStates, ruleCodes, settlementReasonCodes } from "#watch";
import { daySchema, messageSchema } from "./field.schema.ts";

const levelSchema = z.enum(alertLevels);
const stateSchema = z.enum(alertStates);
export const noteSchema = z.string().trim().min(1).max(1000);
const actionKinds = ["assign", "investigate", "act", "close", "markFalse", "reopen"] as const;

const evidenceSchema = z.object({
  name: messageSchema,
  from: z.string(),
  to: z.string(),
  value: z.string(),
  unit: z.enum(["wan", "percent", "count", "kWh", "hours", "days", "name"]),
});

export const alertSchema = z
  .object({
    id: z.string(),
    enterpriseId: z.string(),
    enterpriseName: z.string(),
    rule: z.enum(ruleCodes),
    ruleName: messageSchema,
    level: levelSchema,
    state: stateSchema,
    raisedOn: daySchema,
    lastHitOn: daySchema,
    endedOn: daySchema.nullable(),
    owner: z.object({ id: z.string(), name: z.string() }).nullable(),
    dueOn: daySchema,
    isOverdue: z.boolean(),
    escalatedOn: daySchema.nullable(),
    found: messageSchema,
  })
  .meta({ id: "Alert" });

export const alertListSchema = z
  .object({
    today: daySchema,
    items: z.array(alertSchema),
    /** Alerts that are not shown, because there is no basis to read the enterprise's data now. */
    hidden: z.int(),
  })
  .meta({ id: "AlertList" });

export const alertQuerySchema = z.object({
  state: z.enum(["open", "settled", "all"]).default("open"),
  level: levelSchema.optional(),
  owner: z.union([z.literal("me"), z.literal("nobody"), z.uuid()]).optional(),
  overdue: z.enum(["true", "false"]).optional(),
  enterprise: z.string().max(100).optional(),
});

export const alertPageSchema = z
  .object({
    alert: alertSchema,
    formula: messageSchema,
    evidence: z.array(evidenceSchema),
    settlement: z
      .object({ reason: z.enum(settlementReasonCodes), note: z.string(), by: z.string(), atMs: z.int() })
      .nullable(),
    history: z.array(
      z.object({
        action: z.string(),
        toState: stateSchema,
        level: levelSchema,
        by: z.string().nullable(),
        owner: z.string().nullable(),
        reason: z.string().nullable(),
        note: z.string().nullable(),
        onDay: daySchema,
        atMs: z.int(),
      }),
    ),
    /** What may be done now by whom asks. */
    actions: z.array(z.enum(actionKinds)),
    people: z.array(z.object({ id: z.string(), name: z.string(), role: z.string() })),
    chart: z
      .object({
        unit: z.enum(["wan", "kWh", "hours", "count"]),
        weeks: z.array(
          z.object({
            to: daySchema,
            lastYearTo: daySchema,
            /** Exact integer of fen, watt-hours, milliseconds or counts as text. */
            value: z.string().nullable(),
            lastYear: z.string().nullable(),
            isAroundNewYear: z.boolean(),
          }),
        ),
      })
      .nullable(),
  })
  .meta({ id: "AlertPage" });

export const alertActionSchema = z
  .discriminatedUnion("kind", [
    z.object({ kind: z.literal("assign"), ownerId: z.uuid() }),
    z.object({ kind: z.literal("investigate"), note: noteSchema }),
    z.object({ kind: z.literal("act"), note: noteSchema }),
    z.object({ kind: z.literal("close"), reason: z.enum(settlementReasonCodes), note: noteSchema }),
    z.object({ kind: z.literal("markFalse"), reason: z.enum(settlementReasonCodes), note: noteSchema }),
    z.object({ kind: z.literal("reopen"), note: noteSchema }),
  ])
  .meta({ id: "AlertAction" });

export const enterpriseAlertsSchema = z
  .object({
    alerts: z.array(alertSchema),
    statuses: z.array(
      z.object({
        rule: z.enum(ruleCodes),
        name: messageSchema,
        asOf: daySchema,
        kind: z.enum(["hit", "clear", "notComputable"]),
        reason: messageSchema.nullable(),
      }),
    ),
    isOnWatchList: z.boolean(),
  })
  .meta({ id: "EnterpriseAlerts" });

export const ruleListSchema = z
  .object({
    items: z.array(
      z.object({
        code: z.enum(ruleCodes),
        name: messageSchema,
        formula: messageSchema,
        confirmedAfterDays: z.int(),
        parameters: z.array(parameterSchema()),
      }),
    ),
    /** What holds for every rule: deadlines, the weeks around the new year, cohorts, episodes. */
    shared: z.array(parameterSchema()),
  })
  .meta({ id: "WatchRuleList" });

export const runSchema = z
  .object({
    id: z.string(),
    asOf: daySchema,
    knownAt: z.int(),
    enterprises: z.int(),
    raised: z.int(),
    worsened: z.int(),
    ended: z.int(),
    notComputable: z.int(),
    startedBy: z.string().nullable(),
    atMs: z.int(),
  })
  .meta({ id: "WatchRun" });
export const runListSchema = z.object({ items: z.array(runSchema) }).meta({ id: "WatchRunList" });
export const startRunSchema = z
  .object({
    asOf: daySchema,
    knownAt: z.int().min(0).optional().describe("Platform index; what is known now where left out"),
  })
  .meta({ id: "StartWatchRun" });

export const measuresSchema = z
  .object({
    from: daySchema,
    to: daySchema,
    enterprises: z.int(),
    raised: z.int(),
    open: z.int(),
    overdue: z.int(),
    perHundredAMonth: z.number().nullable(),
    settled: z.int(),
    confirmed: z.int(),
    defaults: z.int(),
    warned: z.int(),
    medianLeadDays: z.int().nullable(),
  })
  .meta({ id: "AlertMeasures" });

function parameterSchema() {
  return z.object({
    id: z.string(),
    value: z.number(),
    unit: z.string(),
    effectiveFrom: daySchema,
    origin: z.enum(["rule", "dataset", "designChoice"]),
    zh: z.string(),
    en: z.string(),
  });
}
