import { z } from "zod";
import { messageSchema } from "./field.schema.ts";

const span = z.array(z.number()).length(2);

const namedNumberSchema = z
  .object({
    id: z.string(),
    value: z.number(),
    unit: z.string(),
    effectiveFrom: z.string(),
    origin: z.enum(["rule", "dataset", "designChoice"]),
    zh: z.string(),
    en: z.string(),
  })
  .meta({ id: "NamedNumber" });

/** What an enterprise of one division of GB/T 4754 begins with. */
const industryTemplateSchema = z
  .object({
    division: z.string(),
    name: messageSchema,
    mode: z.enum(["discrete", "batch", "continuous"]),
    machines: z.array(
      z.object({
        kind: messageSchema,
        ratedKw: span,
        connection: z.enum(["opcua", "mqtt", "currentClamp", "meter", "erp"]),
      }),
    ),
    keyIndicators: z.array(z.object({ id: z.string(), name: messageSchema })),
    calendar: z.object({
      shifts: namedNumberSchema,
      newYearStopDays: span,
      peakMonths: z.array(z.int()),
      keepsRunning: z.boolean(),
    }),
    energy: z.object({
      kwhPerMachineHour: span,
      baseLoadShare: namedNumberSchema,
      usesGas: z.boolean(),
    }),
    norms: z.object({
      utilisationPpm: namedNumberSchema,
      oeePpm: span,
      receivableDays: span,
      leadDays: span,
    }),
  })
  .meta({ id: "IndustryTemplate" });

export const industryListSchema = z
  .object({ items: z.array(industryTemplateSchema) })
  .meta({ id: "IndustryTemplates" });
