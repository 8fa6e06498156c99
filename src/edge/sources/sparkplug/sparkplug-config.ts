import { z } from "zod";
import { channelMapSchema } from "../../channel-map.ts";
import { brokerSchema } from "../broker.ts";

const level = z.string().regex(/^[^/+#]+$/, "expected one level of a topic");

const channel = channelMapSchema.extend({
  group: level,
  node: level,
  /** Left out: a metric of the edge node itself. */
  device: level.optional(),
  /** The metric's name as its birth certificate says it. */
  metric: z.string().min(1).max(512),
});

/** Configuration of edge nodes that speak Sparkplug B on a broker in the factory. */
export const sparkplugSchema = z.strictObject({
  id: z.string().min(1).max(64),
  kind: z.literal("sparkplug"),
  broker: brokerSchema,
  /** Given, the collector is the primary host of that name: it publishes its STATE, and nodes keep data while it is away. */
  hostId: level.optional(),
  channels: z.array(channel).min(1).max(20_000),
});

export type SparkplugConfig = z.output<typeof sparkplugSchema>;
export type SparkplugChannel = SparkplugConfig["channels"][number];
