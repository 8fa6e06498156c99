import { z } from "zod";
import { sizeClasses } from "#registry";
import { fenSchema } from "./field.schema.ts";

export const shareSchema = z.object({
  hits: z.int(),
  total: z.int(),
  share: z.number().nullable(),
  low: z.number(),
  high: z.number(),
});

const transitionsSchema = z.object({
  states: z.array(z.string()),
  counts: z.array(z.array(z.int())),
});

export const qualitySchema = z
  .object({
    months: z.array(z.string()),
    migration: z.array(z.object({ month: z.string(), table: transitionsSchema })),
    rolls: z.array(z.object({ month: z.string(), table: transitionsSchema })),
    nonPerforming: z.array(
      z.object({
        sizeClass: z.enum([...sizeClasses, "unknown"]),
        byCount: shareSchema,
        balanceFen: fenSchema,
        nonPerformingFen: fenSchema,
        balanceInterval: z.object({ low: z.number(), high: z.number() }).nullable(),
      }),
    ),
    nonPerformingByMonth: z.array(
      z.object({
        month: z.string(),
        byCount: shareSchema,
        balanceFen: fenSchema,
        nonPerformingFen: fenSchema,
      }),
    ),
    vintages: z.array(
      z.object({
        quarter: z.string(),
        loans: z.int(),
        ever30: z.array(z.int()),
        ever90: z.array(z.int()),
      }),
    ),
  })
  .meta({ id: "PortfolioQuality" });
