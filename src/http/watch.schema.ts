import { z } from "zod";
import { alertLevels, alertStates, channelKinds, ruleCodes, settlementReasonCodes } from "#watch";

const daySchema = z.iso.date();
const phraseSchema = z.object({ zh: z.string(), en: z.string() });
const levelSchema = z.enum(alertLevels);
const stateSchema = z.enum(alertStates);
const noteSchema = z.string().trim().min(1).max(1000);
const actionKinds = ["assign", "investigate", "act", "close", "markFalse", "reopen"] as const;

export const evidenceSchema = z.object({
  name: phraseSchema,
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
    ruleName: phraseSchema,
    level: levelSchema,
    state: stateSchema,
    raisedOn: daySchema,
    lastHitOn: daySchema,
    endedOn: daySchema.nullable(),
    owner: z.object({ id: z.string(), name: z.string() }).nullable(),
    dueOn: daySchema,
    isOverdue: z.boolean(),
    escalatedOn: daySchema.nullable(),
    found: phraseSchema,
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
    formula: phraseSchema,
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
        name: phraseSchema,
        asOf: daySchema,
        kind: z.enum(["hit", "clear", "notComputable"]),
        reason: phraseSchema.nullable(),
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
        name: phraseSchema,
        formula: phraseSchema,
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

const entrySchema = z.object({
  id: z.string(),
  enterpriseId: z.string(),
  enterpriseName: z.string(),
  sinceOn: daySchema,
  reviewOn: daySchema,
  reason: z.string(),
  addedBy: z.string(),
  endedOn: daySchema.nullable(),
  endReason: z.string().nullable(),
});
export const entryListSchema = z
  .object({ today: daySchema, items: z.array(entrySchema) })
  .meta({ id: "WatchEntryList" });
export const addEntrySchema = z
  .object({ enterpriseId: z.string().max(100), reviewOn: daySchema, reason: noteSchema })
  .meta({ id: "AddWatchEntry" });
export const endEntrySchema = z.object({ reason: noteSchema }).meta({ id: "EndWatchEntry" });

export const keeperListSchema = z
  .object({
    people: z.array(z.object({ id: z.string(), name: z.string(), role: z.string() })),
    items: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        industry: z.string().nullable(),
        accountManagerId: z.string().nullable(),
        postLoanManagerId: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: "KeeperList" });
export const keeperSchema = z
  .object({ accountManagerId: z.uuid().nullable(), postLoanManagerId: z.uuid().nullable() })
  .meta({ id: "Keeper" });

export const digestSchema = z
  .object({
    from: daySchema,
    to: daySchema,
    owner: z.object({ id: z.string(), name: z.string() }).nullable(),
    raised: z.array(alertSchema),
    open: z.array(alertSchema),
    overdue: z.int(),
    settled: z.array(alertSchema),
    entries: z.array(entrySchema),
    people: z.array(z.object({ id: z.string(), name: z.string(), role: z.string() })),
  })
  .meta({ id: "WatchDigest" });
export const digestQuerySchema = z.object({
  week: daySchema.optional().describe("Any day of the week; this week where left out"),
  owner: z
    .union([z.literal("me"), z.uuid()])
    .optional()
    .describe("Everybody's where left out"),
});

export const channelListSchema = z
  .object({
    items: z.array(
      z.object({
        id: z.string(),
        kind: z.enum(channelKinds),
        name: z.string(),
        audienceId: z.string().nullable(),
        shownTarget: z.string(),
        isEnabled: z.boolean(),
      }),
    ),
    deliveries: z.array(
      z.object({
        id: z.string(),
        channel: z.string(),
        alerts: z.int(),
        state: z.enum(["queued", "sent", "delivered", "failed"]),
        providerCode: z.string().nullable(),
        attempts: z.int(),
        nextAttemptAtMs: z.int().nullable(),
        queuedAtMs: z.int(),
        changedAtMs: z.int(),
      }),
    ),
    people: z.array(z.object({ id: z.string(), name: z.string(), role: z.string() })),
  })
  .meta({ id: "ChannelList" });
export const addChannelSchema = z
  .object({
    kind: z.enum(channelKinds),
    name: z.string().trim().min(1).max(64),
    audienceId: z.uuid().nullable(),
    /** By kind; see the adapter's settings. Never given back. */
    settings: z.record(z.string(), z.unknown()),
  })
  .meta({ id: "AddChannel" });
export const enableChannelSchema = z.object({ isEnabled: z.boolean() }).meta({ id: "EnableChannel" });
export const doneSchema = z.object({ id: z.string() }).meta({ id: "WatchDone" });

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
