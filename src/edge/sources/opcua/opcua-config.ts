import { z } from "zod";
import { channelMapSchema } from "../../channel-map.ts";
import { secretSchema } from "../secret.ts";

const channel = channelMapSchema.extend({
  /** Node id, for example `ns=2;s=CNC-01.Power`. */
  node: z.string().regex(/^(ns=\d+;)?[isgb]=.+$/, "expected a node id such as ns=2;s=CNC-01.Power"),
  /** Place in an array value. */
  index: z.int().min(0).optional(),
  /** How often the server looks at the value. */
  samplingMs: z.int().min(10).max(3_600_000).default(1000),
  /** Values that the server keeps while nobody fetches them: bridges a broken connection. */
  queueSize: z.int().min(1).max(100_000).default(100),
  /** Changes that the server itself holds back; `percent` is of the variable's EURange. */
  serverDeadBand: z
    .strictObject({ kind: z.enum(["absolute", "percent"]), threshold: z.number().nonnegative() })
    .optional(),
});

/** Configuration of an OPC UA server. Without any mention of security it is Basic256Sha256, signed and encrypted. */
export const opcuaSchema = z.strictObject({
  id: z.string().min(1).max(64),
  kind: z.literal("opcua"),
  endpoint: z.string().regex(/^opc\.tcp:\/\/.+/, "expected opc.tcp://host:port/path"),
  security: z
    .strictObject({
      policy: z
        .enum(["None", "Basic256Sha256", "Aes128_Sha256_RsaOaep", "Aes256_Sha256_RsaPss"])
        .default("Basic256Sha256"),
      mode: z.enum(["None", "Sign", "SignAndEncrypt"]).default("SignAndEncrypt"),
    })
    .refine(
      ({ policy, mode }) => (policy === "None") === (mode === "None"),
      "policy and mode are both None, or neither",
    )
    .default({ policy: "Basic256Sha256", mode: "SignAndEncrypt" }),
  /** Left out: anonymous. */
  user: z.strictObject({ name: z.string().min(1), password: secretSchema }).optional(),
  /** Whose clock a value's time is taken from; the other one where that is missing. */
  time: z.enum(["source", "server"]).default("source"),
  publishingMs: z.int().min(50).max(3_600_000).default(1000),
  /** Values that do not change are read again so often, so that a constant is not taken for silence; 0: never. */
  readAgainMs: z.int().min(0).max(86_400_000).default(60_000),
  channels: z.array(channel).min(1).max(20_000),
});

export type OpcuaConfig = z.output<typeof opcuaSchema>;
export type OpcuaChannel = OpcuaConfig["channels"][number];
