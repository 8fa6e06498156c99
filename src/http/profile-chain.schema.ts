import { z } from "zod";
import { flowNames } from "#crosscheck";
import { daySchema, fenSchema } from "./field.schema.ts";
import { knownFrame, profileQuerySchema } from "./profile.schema.ts";

export const chainQuerySchema = profileQuerySchema.extend({
  /** A node whose failure is played through; the largest customer when left out. */
  knockOut: z.string().max(200).optional(),
});

const concentrationSchema = z
  .object({
    parties: z.int(),
    totalFen: fenSchema,
    top1Ppm: z.int().nullable(),
    top5Ppm: z.int().nullable(),
    hhiPpm: z.int().nullable(),
    isDependent: z.boolean(),
  })
  .meta({ id: "Concentration" });

export const chainSchema = z
  .object({
    ...knownFrame,
    nodes: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        isHidden: z.boolean(),
        role: z.enum(["self", "customer", "supplier", "both"]),
        division: z.string().nullable(),
      }),
    ),
    edges: z.array(
      z.object({
        from: z.string(),
        to: z.string(),
        orderedFen: fenSchema,
        invoicedFen: fenSchema,
        paidFen: fenSchema,
        orders: z.int(),
        firstDay: daySchema,
        lastDay: daySchema,
        shareOfSellerPpm: z.int().nullable(),
        shareOfBuyerPpm: z.int().nullable(),
      }),
    ),
    customers: concentrationSchema,
    suppliers: concentrationSchema,
    /** What follows when the asked-for node stops; null where there is none. */
    knockOut: z
      .object({
        id: z.string(),
        rounds: z.int(),
        losses: z.array(
          z.object({
            id: z.string(),
            round: z.int(),
            lostRevenueFen: fenSchema,
            lostRevenuePpm: z.int().nullable(),
            unpaidFen: fenSchema,
            hasStopped: z.boolean(),
          }),
        ),
      })
      .nullable(),
    /** Loans of the reader's own bank to the enterprises of the graph; null where the reader is no bank. */
    groupExposureFen: fenSchema.nullable(),
  })
  .meta({ id: "SupplyChain" });

const flowStateSchema = z.enum(["matched", "partly", "missing", "contradicting", "notDue", "notUsed"]);
const verdictSchema = z.enum(["matched", "open", "missing", "contradicting"]);

export const reconciledOrderSchema = z
  .object({
    orderNumber: z.string(),
    direction: z.enum(["sale", "purchase"]),
    counterparty: z.string(),
    placedOn: daySchema,
    dueDay: daySchema.nullable(),
    amountFen: fenSchema,
    invoicedFen: fenSchema,
    deliveredMilli: z.number(),
    orderedMilli: z.number(),
    paidFen: fenSchema,
    states: z.record(z.enum(flowNames), flowStateSchema),
    verdict: verdictSchema,
  })
  .meta({ id: "ReconciledOrder" });

export const flowsSchema = z
  .object({
    ...knownFrame,
    /** Of the orders of twelve months. */
    orders: z.int(),
    byVerdict: z.record(verdictSchema, z.int()),
    amountFen: fenSchema,
    matchedFen: fenSchema,
    /** The chosen orders, newest first. */
    total: z.int(),
    offset: z.int(),
    limit: z.int(),
    items: z.array(reconciledOrderSchema),
    /** 信息流 → 物流 → 商流 → 资金流 of sales, in fen: how much of each went on into the next, and what did not. */
    sankey: z.object({
      nodes: z.array(z.object({ id: z.string(), flow: z.enum(flowNames) })),
      links: z.array(z.object({ from: z.string(), to: z.string(), amountFen: fenSchema })),
    }),
  })
  .meta({ id: "FiveFlows" });
