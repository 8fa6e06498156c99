import { z } from "zod";
import { channelMapSchema } from "../../channel-map.ts";
import { brokerSchema } from "../broker.ts";
import { pointerPattern } from "../json-pointer.ts";

const pointer = z.string().regex(pointerPattern, "expected a JSON pointer such as /data/power");

const channel = channelMapSchema.extend({
  /** Topic, also with `+` and `#`. */
  topic: z.string().min(1).max(1024),
  /** Where in the message the value stands; left out, the message is the value. */
  value: pointer.default(""),
  /** Where its time stands; left out, the time at which it came. */
  time: pointer.optional(),
  timeFormat: z.enum(["text", "epochMs", "epochS"]).default("epochMs"),
  zone: z
    .string()
    .regex(/^[+-]\d{2}:\d{2}$/, "expected a zone such as +08:00")
    .default("+08:00"),
});

/** Configuration of a broker in the factory on which machines publish JSON, or plain numbers. */
export const mqttSchema = z.strictObject({
  id: z.string().min(1).max(64),
  kind: z.literal("mqtt"),
  broker: brokerSchema.extend({
    /**
     * Messages that the broker keeps for one client that is away (mosquitto: max_queued_messages); when so many were
     * kept some may have been dropped, and the time away is told as a gap. The default is mosquitto's and EMQX's.
     */
    keepsMessages: z.int().min(1).default(1000),
  }),
  channels: z.array(channel).min(1).max(2000),
});

export type MqttConfig = z.output<typeof mqttSchema>;
export type MqttChannel = MqttConfig["channels"][number];
