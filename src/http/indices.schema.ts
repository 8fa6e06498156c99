import { z } from "zod";

const indexName = z
  .enum(["runRate", "energy", "orders"])
  .describe("runRate 开工指数, energy 用电指数, orders 订单指数");

export const indexListSchema = z
  .object({
    asOf: z.iso.date(),
    knownAt: z.int().describe("Place in the log that they were worked out from"),
    k: z.int().describe("Fewest enterprises behind a figure"),
    enterprises: z.int().describe("Enterprises known, rounded down to a multiple of five"),
    items: z.array(
      z.object({
        index: indexName,
        division: z.string().describe("GB/T 4754, `C33`; empty: all industries"),
        region: z.string().describe("Empty: all regions"),
        month: z.string().describe("YYYY-MM"),
        value: z.number().describe("100 is the first published month, chained within the same enterprises"),
        change: z.number().nullable().describe("On the month before, as a ratio less 1"),
        enterprises: z.int().describe("Enterprises behind it, rounded down to a multiple of five"),
      }),
    ),
    withheld: z
      .array(
        z.object({
          index: indexName,
          month: z.string(),
          tooFew: z.int(),
          dominated: z.int(),
          complementary: z
            .int()
            .describe("Withheld only so that another cell cannot be worked out by subtraction"),
        }),
      )
      .describe("How many cells of each month are not shown, and why"),
  })
  .meta({ id: "IndexList" });

export const indexQuerySchema = z.object({
  index: indexName.optional(),
  division: z.string().max(3).optional().describe("Only this industry; empty: the sum of all"),
  region: z.string().max(60).optional().describe("Only this region; empty: the sum of all"),
});
