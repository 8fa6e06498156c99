import { z } from "zod";
import { loanClasses } from "#lending";
import { alertLevels, ruleCodes } from "#watch";

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const classSchema = z.enum(loanClasses).nullable();
const messageSchema = z.object({ zh: z.string(), en: z.string() });
const pairSchema = z.tuple([z.number(), z.number()]).nullable();

/** Which comparison; left out, the newest day, everything known, and the parameters in force. */
export const shadowQuerySchema = z.object({
  asOf: day.exactOptional(),
  knownAt: z.coerce.number().int().min(0).exactOptional(),
  cutoffPdPpm: z.coerce.number().int().min(1).max(999_999).exactOptional(),
  /** The bank's ratings, best first, separated by commas. */
  ratingOrder: z
    .string()
    .max(200)
    .regex(/^[^,]+(,[^,]+)*$/)
    .exactOptional(),
});

const shareSchema = z.object({
  hits: z.int(),
  total: z.int(),
  share: z.number().nullable(),
  low: z.number(),
  high: z.number(),
});

const alertSchema = z
  .object({ on: z.string(), rule: z.enum(ruleCodes), level: z.enum(alertLevels) })
  .nullable();

const borrowerSchema = z
  .object({
    enterpriseId: z.string(),
    code: z.string(),
    name: z.string(),
    loans: z.int(),
    balanceFen: z.string(),
    bankRating: z.string().nullable(),
    bankClass: classSchema,
    ourClass: classSchema,
    outcome: z.object({
      kind: z.enum(["sound", "missed", "trouble", "default"]),
      daysPastDue: z.int(),
      maxDaysPastDue: z.int(),
      firstMissedOn: z.string().nullable(),
      troubledOn: z.string().nullable(),
      defaultedOn: z.string().nullable(),
    }),
    ours: z
      .object({ score: z.number(), pd: z.number(), grade: z.string().nullable(), isAccepted: z.boolean() })
      .nullable(),
    earlier: z.object({ score: z.number(), pd: z.number() }).nullable(),
    warning: z
      .object({
        first: z.object({ yellow: alertSchema, orange: alertSchema, red: alertSchema }),
        alerts: z.int(),
        leadToMissedDays: z.int().nullable(),
        leadToDefaultDays: z.int().nullable(),
      })
      .nullable(),
  })
  .meta({ id: "ShadowBorrower" });

const groupSchema = z.object({
  name: z.string(),
  balanceFen: z.string(),
  trouble: shareSchema,
  default: shareSchema,
});

export const shadowComparisonSchema = z
  .object({
    version: z.literal("shadow@1"),
    bank: z.string(),
    simulated: z.boolean(),
    asOf: z.string(),
    knownAt: z.int(),
    evaluation: z.object({
      id: z.string(),
      asOf: z.string(),
      knownAt: z.int(),
      scorecardSha256: z.string().nullable(),
      expertCard: z.string().nullable(),
    }),
    earlierAsOf: z.string().nullable(),
    from: z.string(),
    ratingOrder: z.array(z.string()),
    cutoffPdPpm: z.int(),
    counts: z.object({
      loans: z.int(),
      borrowers: z.int(),
      balanceFen: z.string(),
      withoutBasis: z.int(),
      notEvaluated: z.int(),
      notMatched: z.int(),
      notWatched: z.int(),
      trouble: z.int(),
      default: z.int(),
      beforeEvaluation: z.int(),
    }),
    borrowers: z.array(borrowerSchema),
    agreement: z.object({ tau: z.number().nullable(), interval: pairSchema, count: z.int() }),
    cross: z.object({
      grades: z.array(z.string()),
      rows: z.array(z.object({ rating: z.string(), counts: z.array(z.int()) })),
    }),
    overall: groupSchema,
    byRating: z.array(groupSchema),
    bySide: z.object({ accepted: groupSchema, declined: groupSchema }),
    swapIn: z.array(
      z.object({
        enterpriseId: z.string(),
        code: z.string(),
        name: z.string(),
        score: z.number(),
        pd: z.number(),
        grade: z.string().nullable(),
      }),
    ),
    orders: z.array(
      z.object({
        by: z.enum(["bankRating", "ourScore", "ourEarlierScore"]),
        outcome: z.enum(["trouble", "default"]),
        borrowers: z.int(),
        hits: z.int(),
        auc: z.number().nullable(),
        interval: pairSchema,
        caught: z.number().nullable(),
        worst: z.int(),
      }),
    ),
    warnings: z.array(
      z.object({
        level: z.enum(alertLevels),
        warned: shareSchema,
        late: z.int(),
        falseAlerts: shareSchema,
        medianLeadDays: z.number().nullable(),
      }),
    ),
    parameters: z.array(
      z.object({
        id: z.string(),
        value: z.string(),
        unit: z.string(),
        effectiveFrom: z.string(),
        origin: z.enum(["rule", "dataset", "designChoice"]),
        zh: z.string(),
        en: z.string(),
      }),
    ),
  })
  .meta({ id: "ShadowComparison" });

export const shadowAnswerSchema = z.object({
  comparison: shadowComparisonSchema,
  /** Of the comparison: what is sealed when it is printed. */
  sha256: z.string(),
  /** What follows from the figures by fixed rules; the advice is the last. */
  conclusions: z.array(messageSchema),
  limits: z.array(messageSchema),
});
