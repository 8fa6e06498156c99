import { z } from "zod";
import { entrySchemas } from "#customers";
import { daySchema, unsignedFenSchema } from "./field.schema.ts";

const onDay = daySchema;
const { contact, activity, task, ticket, offer, campaign, cost, lead, outlook, qualityRules } = entrySchemas;

/** What a person writes down about one customer; histories begin when it is written. */
export const newCustomerEntrySchema = z
  .discriminatedUnion("kind", [
    z.object({ kind: z.literal("contact"), onDay, content: contact }),
    z.object({ kind: z.literal("activity"), onDay, content: activity }),
    z.object({
      kind: z.literal("task"),
      onDay,
      content: task.pick({ title: true, dueOn: true, ownerId: true }),
    }),
    z.object({ kind: z.literal("ticket"), onDay, content: ticket.omit({ state: true, steps: true }) }),
    z.object({
      kind: z.literal("offer"),
      onDay,
      content: offer
        .pick({ product: true, origin: true, need: true, subject: true })
        .extend({ amountFen: unsignedFenSchema.nullable() }),
    }),
  ])
  .meta({ id: "NewCustomerEntry" });

/** Campaigns, what they cost, and whom they brought. */
export const newAcquisitionEntrySchema = z
  .discriminatedUnion("kind", [
    z.object({ kind: z.literal("campaign"), onDay, content: campaign }),
    z.object({
      kind: z.literal("cost"),
      onDay,
      content: cost.extend({ amountFen: unsignedFenSchema }),
    }),
    z.object({
      kind: z.literal("lead"),
      onDay,
      content: lead.pick({ campaignId: true, enterpriseId: true }),
    }),
  ])
  .meta({ id: "NewAcquisitionEntry" });

/** Rules of the quality list and outlooks, in force from `onDay`. */
export const newCustomerRuleSchema = z
  .discriminatedUnion("kind", [
    z.object({ kind: z.literal("outlook"), onDay, content: outlook }),
    z.object({ kind: z.literal("qualityRules"), onDay, content: qualityRules.omit({ version: true }) }),
  ])
  .meta({ id: "NewCustomerRule" });

export const moveEntrySchema = z
  .object({
    state: z.string().max(30),
    note: z.string().trim().max(2000),
    /** Of an offer that led to an application. */
    applicationId: z.uuid().exactOptional(),
  })
  .meta({ id: "MoveCustomerEntry" });
