import { z } from "zod";
import { outOfTimeSchema } from "./evaluated-knowledge.schema.ts";
import { fenSchema } from "./field.schema.ts";
import { jobStateSchema } from "./job.schema.ts";
import { shownProblemSchema } from "./problem.schema.ts";

const quarantinedRowFields = {
  row: z.number(),
  field: z.string(),
  code: z.string(),
  zh: z.string(),
  en: z.string(),
  raw: z.string(),
};

export const inputFileSchema = z
  .object({
    file: z.string(),
    layout: z.string(),
    read: z.int(),
    stored: z.int(),
    duplicates: z.int(),
    quarantined: z.int(),
    flagged: z.object({ amountsDoNotAddUp: z.int(), numberReused: z.int() }),
    problem: shownProblemSchema.nullable(),
    quarantinedRows: z.array(z.object(quarantinedRowFields)).exactOptional(),
    statements: z
      .array(
        z.object({
          account: z.string(),
          lines: z.int(),
          steps: z.int(),
          breaks: z.int(),
          verdict: z.enum(["continuous", "broken", "noBalances"]),
          firstBreak: z
            .object({
              kind: z.string(),
              isCertain: z.boolean(),
              row: z.int(),
              expectedFen: z.string(),
              foundFen: z.string(),
              zh: z.string(),
              en: z.string(),
            })
            .nullable(),
          openingFen: z.string().nullable(),
          closingFen: z.string().nullable(),
          firstDay: z.string(),
          lastDay: z.string(),
          joinsPrevious: z.boolean().nullable(),
        }),
      )
      .exactOptional(),
    notes: z.array(shownProblemSchema).exactOptional(),
  })
  .meta({ id: "InputFile" });

const scorecardSchema = z.object({
  basePoints: z.number(),
  pdo: z.number(),
  baseOdds: z.string(),
  indicators: z.array(
    z.object({
      id: z.string(),
      iv: z.number(),
      coefficient: z.number(),
      standardError: z.number(),
      bins: z.array(
        z.object({
          label: z.string(),
          count: z.number(),
          bads: z.number(),
          woe: z.number(),
          points: z.number(),
        }),
      ),
    }),
  ),
});

const aucSchema = z.object({
  mean: z.number(),
  low: z.number(),
  high: z.number(),
  foldSd: z.number(),
  method: z.string(),
  methodZh: z.string(),
  asOf12m: z.number().nullable(),
  withoutEndOfSeries: z.number().nullable(),
});

const namedVersionSchema = z.object({
  id: z.string(),
  version: z.int(),
  name: z.string(),
  sha256: z.string(),
});

export const evaluatedModelSchema = z
  .object({
    expertCard: z
      .object({
        id: z.string(),
        version: z.int(),
        name: z.string(),
        defaults: z.int(),
        defaultsNeeded: z.int(),
        isUsed: z.boolean(),
      })
      .exactOptional(),
    champion: namedVersionSchema.extend({ isUsed: z.boolean() }).exactOptional(),
    shadows: z
      .array(
        namedVersionSchema.extend({
          enterprises: z.int(),
          meanScore: z.number(),
          meanPd: z.number(),
          rankAgreement: z.number().nullable(),
          gradedOtherwise: z.int(),
        }),
      )
      .exactOptional(),
    scorecard: scorecardSchema.nullable(),
    sample: z.object({ enterprises: z.number(), defaults: z.number(), badRate: z.number() }),
    auc: aucSchema.nullable(),
    outOfTime: outOfTimeSchema.exactOptional(),
    grades: z.array(
      z.object({
        grade: z.string(),
        scoreFrom: z.number(),
        scoreTo: z.number(),
        pdLow: z.number(),
        pdHigh: z.number(),
        churnRating: z.enum(["A", "B", "C"]),
        enterprises: z.number(),
      }),
    ),
    centralTendency: z.array(z.object({ ratePpm: z.number(), meanPd: z.number(), used: z.boolean() })),
    scoreDistribution: z.array(
      z.object({ from: z.number(), to: z.number(), developed: z.number(), applicants: z.number() }),
    ),
  })
  .meta({ id: "EvaluatedModel" });

export const portfolioSchema = z
  .object({
    applicants: z.number(),
    granted: z.number(),
    amountFen: fenSchema,
    budgetFen: fenSchema,
    expectedDrawnFen: fenSchema.exactOptional(),
    expectedProfitFen: fenSchema,
    expectedLossFen: fenSchema,
    usesBankRating: z.boolean().exactOptional(),
    shadowPricePpm: z.number().nullable(),
    profitOfOnePercentMoreBudgetFen: fenSchema.nullable(),
    solver: z.object({ name: z.string(), status: z.string(), relativeGap: z.number() }).nullable(),
    sensitivity: z.array(
      z.object({
        centralTendencyPpm: z.number(),
        granted: z.number(),
        amountFen: fenSchema,
        expectedProfitFen: fenSchema,
      }),
    ),
  })
  .meta({ id: "Portfolio" });

const shownParameterSchema = z
  .object({
    id: z.string(),
    value: z.string(),
    unit: z.string(),
    effectiveFrom: z.string(),
    origin: z.enum(["rule", "dataset", "designChoice"]),
    zh: z.string(),
    en: z.string(),
  })
  .meta({ id: "ShownParameter" });

/** The evaluation document without its enterprises, which have pages of their own. */
export const evaluationDocumentSchema = z
  .object({
    version: z.literal("evaluation@1"),
    simulated: z.boolean(),
    dataset: z.string(),
    asOf: z.string(),
    input: z.array(inputFileSchema),
    permissions: z.object({ withoutBasis: z.int(), restricted: z.int() }).exactOptional(),
    model: evaluatedModelSchema,
    portfolio: portfolioSchema,
    log: z.object({ entries: z.number(), root: z.string(), origin: z.string(), knownAt: z.number() }),
    pins: z.object({
      scorecardSha256: z.string().nullable(),
      indicatorsSha256: z.string(),
      parametersSha256: z.string(),
    }),
    timing: z.object({ wallMs: z.number(), peakRssMb: z.number() }),
    parameters: z.array(shownParameterSchema),
  })
  .meta({ id: "EvaluationDocument" });

const evaluationHeader = {
  id: z.string(),
  jobId: z.string(),
  state: jobStateSchema,
  dataset: z.string(),
  simulated: z.boolean(),
  createdAtMs: z.int(),
  finishedAtMs: z.int().nullable(),
  problem: shownProblemSchema.nullable(),
};

/** One row of the list of evaluations; the figures are null until it succeeded. */
export const evaluationSummarySchema = z
  .object({
    ...evaluationHeader,
    asOf: z.string().nullable(),
    enterprises: z.int().nullable(),
    applicants: z.int().nullable(),
    granted: z.int().nullable(),
    amountFen: fenSchema.nullable(),
    aucMean: z.number().nullable(),
  })
  .meta({ id: "EvaluationSummary" });

export const evaluationListSchema = z
  .object({ items: z.array(evaluationSummarySchema) })
  .meta({ id: "EvaluationList" });

export const evaluationSchema = z
  .object({ ...evaluationHeader, document: evaluationDocumentSchema.nullable() })
  .meta({ id: "Evaluation" });

export const datasetNameSchema = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}_.-]*$/u);

export const startEvaluationSchema = z
  .object({
    uploadId: z
      .string()
      .max(64)
      .optional()
      .describe("Left out, what was imported into the data set before is evaluated"),
    dataset: datasetNameSchema,
    budgetFen: z
      .string()
      .regex(/^[1-9]\d{0,17}$/)
      .optional(),
    basis: z
      .string()
      .trim()
      .min(1)
      .max(200)
      .optional()
      .describe(
        "The signed authorisation under which files of enterprises are held that are not registered; without it those are left out",
      ),
  })
  .meta({ id: "StartEvaluation" });

export const evaluationStartedSchema = z
  .object({ evaluationId: z.string(), jobId: z.string() })
  .meta({ id: "EvaluationStarted" });

export const quarantinePageSchema = z
  .object({
    total: z.int(),
    offset: z.int(),
    limit: z.int(),
    items: z.array(z.object({ file: z.string(), ...quarantinedRowFields })),
  })
  .meta({ id: "QuarantinePage" });

export const pageQuerySchema = z.object({
  offset: z.coerce.number().int().min(0).max(1_000_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
});
