import { z } from "zod";
import { needCodes, productCodes } from "./product.ts";
import { qualityRuleCodes } from "./quality.ts";

const day = z.iso.date();
const words = z.string().trim().max(2000);
const named = z.string().trim().min(1).max(100);
const fen = z.bigint().nonnegative();
const id = z.uuid();

/** A step in the life of a task, ticket, offer or lead; append only. */
const step = z.object({ state: z.string(), by: id.nullable(), atMs: z.int(), note: words });
const steps = z.array(step).readonly();

/** Channels by which customers come (获客渠道). */
export const acquisitionChannels = [
  "platform",
  "branch",
  "association",
  "coreCompany",
  "government",
  "referral",
  "online",
] as const;
export type AcquisitionChannel = (typeof acquisitionChannels)[number];

/** What people write down about customers; each kind is a document of the customers' store. */
export const entrySchemas = {
  /** A person to talk to in business; no data about that person's own credit. */
  contact: z.object({
    name: named,
    position: z.string().max(60),
    phone: z.string().max(40),
    email: z.union([z.literal(""), z.email().max(120)]),
    isPrimary: z.boolean(),
    endedOn: day.nullable(),
  }),
  /** A visit, call, message; what the customer said of us or wishes. */
  activity: z.object({
    form: z.enum(["visit", "call", "message", "feedback", "preference", "needSurvey"]),
    text: words.min(1),
    /** 1 to 5, of feedback. */
    rating: z.int().min(1).max(5).nullable(),
    /** What the customer says it needs, of a survey. */
    need: z.enum(productCodes).nullable(),
  }),
  /** A step of the maintenance plan (维护计划). */
  task: z.object({
    title: named,
    dueOn: day,
    ownerId: id,
    state: z.enum(["open", "done", "cancelled"]),
    result: words,
    steps,
  }),
  /** A service ticket (服务工单). */
  ticket: z.object({
    title: named,
    category: z.enum(["question", "complaint", "change", "repayment", "data", "other"]),
    urgency: z.enum(["low", "normal", "high"]),
    text: words,
    dueOn: day,
    ownerId: id,
    state: z.enum(["open", "working", "waiting", "resolved", "closed"]),
    steps,
  }),
  /** A product that was offered, and what became of it. */
  offer: z.object({
    product: z.enum(productCodes),
    origin: z.enum(["need", "idleAsset", "stage"]),
    need: z.enum(needCodes).nullable(),
    /** The idle asset, where there is one. */
    subject: z.string().max(200),
    amountFen: fen.nullable(),
    state: z.enum(["made", "accepted", "declined", "converted", "expired"]),
    applicationId: id.nullable(),
    steps,
  }),
  /** A campaign by one channel. */
  campaign: z.object({
    name: named,
    channel: z.enum(acquisitionChannels),
    fromOn: day,
    toOn: day.nullable(),
  }),
  /** Money spent on a campaign. */
  cost: z.object({ campaignId: id, amountFen: fen, note: z.string().max(200) }),
  /** Somebody who may become a customer; without a name until it let itself be seen. */
  lead: z.object({
    campaignId: id,
    enterpriseId: z.string().max(40).nullable(),
    lostOn: day.nullable(),
    lostReason: z.string().max(200),
    steps,
  }),
  /** What a committee thinks of an industry or region from a day on; works on suggested limits and prices. */
  outlook: z.object({
    axis: z.enum(["industry", "region"]),
    key: named,
    view: z.enum(["positive", "stable", "cautious", "negative"]),
    limitFactorPpm: z.int().min(0).max(2_000_000),
    priceAddPpm: z.int().min(-50_000).max(50_000),
    source: words.min(1),
  }),
  /** Rules of the quality list from a day on. */
  qualityRules: z.object({
    version: z.int().min(1),
    enterAfter: z.int().min(1).max(12),
    exitAfter: z.int().min(1).max(12),
    rules: z
      .array(
        z.object({
          code: z.enum(qualityRuleCodes),
          entry: z.number(),
          exit: z.number(),
          isImmediate: z.boolean(),
        }),
      )
      .min(1)
      .readonly(),
  }),
} as const;

export type EntryKind = keyof typeof entrySchemas;
export const entryKinds = Object.keys(entrySchemas) as EntryKind[];
export type EntryContent<Kind extends EntryKind> = z.infer<(typeof entrySchemas)[Kind]>;

/** An entry with where and when it stands; `onDay` is when it happened or comes into force. */
export interface CustomerEntry<Kind extends EntryKind = EntryKind> {
  readonly id: string;
  readonly kind: Kind;
  /** Null for what is not about one customer. */
  readonly customerId: string | null;
  readonly onDay: string;
  readonly content: EntryContent<Kind>;
  readonly madeBy: string | null;
  readonly madeAtMs: number;
  readonly revision: number;
}
