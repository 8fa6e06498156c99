import { z } from "zod";
import { channelMapSchema } from "../../channel-map.ts";
import { secretSchema } from "../secret.ts";

const channel = channelMapSchema.extend({
  /** What machines call it in their messages; left out, `<element>/<channel>`. */
  name: z.string().min(1).max(200).optional(),
});

/** Configuration of a small listener to which machines post JSON. */
export const pushSchema = z.strictObject({
  id: z.string().min(1).max(64),
  kind: z.literal("httpPush"),
  /** Loopback unless another address is named: who can reach it can try tokens. */
  host: z.string().min(1).default("127.0.0.1"),
  port: z.int().min(0).max(65_535),
  token: secretSchema,
  /** PEM files; left out, the messages and the token go in the clear. */
  tls: z.strictObject({ certificateFile: z.string().min(1), keyFile: z.string().min(1) }).optional(),
  maxBodyBytes: z.int().min(1024).max(16_777_216).default(1_048_576),
  /** Requests that wait for the disk at one time; more are told to come again. */
  maxWaiting: z.int().min(1).max(1000).default(32),
  channels: z.array(channel).max(20_000),
});

export type PushConfig = z.output<typeof pushSchema>;
