import { z } from "zod";
import { type ChannelKind, watchFaults } from "#watch";

const link = z
  .url({ protocol: /^https?$/ })
  .max(200)
  .optional();
const webhookUrl = z
  .url({ protocol: /^https?$/ })
  .max(1000)
  .refine(isSafe, "https, or a loopback address");

export const weComSettingsSchema = z.strictObject({ webhookUrl, link });
export const dingTalkSettingsSchema = z.strictObject({
  webhookUrl,
  secret: z.string().min(1).max(200).optional(),
  link,
});
export const smsSettingsSchema = z.strictObject({
  url: webhookUrl,
  /** Sent with every request, for example an authorization. */
  headers: z.record(z.string().regex(/^[A-Za-z0-9-]{1,64}$/), z.string().max(1000)).default({}),
  contentType: z.enum(["application/json", "application/x-www-form-urlencoded"]).default("application/json"),
  /** The body, with {phone}, {text} and {key} filled in and escaped for the content type. */
  body: z.string().min(1).max(2000).includes("{phone}").includes("{text}"),
  phones: z
    .array(z.string().regex(/^\+?\d{5,20}$/))
    .min(1)
    .max(20),
  /** The answer's body must contain this, for gateways that answer 200 to everything. */
  successText: z.string().min(1).max(100).optional(),
  link,
});
export const emailSettingsSchema = z.strictObject({
  host: z.string().min(1).max(200),
  port: z.int().min(1).max(65_535),
  /** TLS from the first byte; without it STARTTLS is used and, but for loopback, demanded. */
  secure: z.boolean(),
  user: z.string().max(200).optional(),
  password: z.string().max(200).optional(),
  from: z.email(),
  to: z.array(z.email()).min(1).max(20),
  link,
});

const schemas = {
  weCom: weComSettingsSchema,
  dingTalk: dingTalkSettingsSchema,
  sms: smsSettingsSchema,
  email: emailSettingsSchema,
} as const;

/**
 * Settings of a channel as they are kept, and the host that a person may see of them.
 * @throws WATCH_CHANNEL_SETTINGS naming the field, never its value
 */
export function checkSettings(
  kind: ChannelKind,
  settings: unknown,
): { readonly settings: unknown; readonly shownTarget: string } {
  const read = schemas[kind].safeParse(settings);
  if (!read.success) {
    const issue = read.error.issues[0];
    const field = issue?.path.join(".") ?? "";
    throw watchFaults.fault("WATCH_CHANNEL_SETTINGS", { problem: `${field}: ${issue?.code ?? ""}` });
  }
  const { data } = read;
  if ("host" in data) return { settings: data, shownTarget: data.host };
  return { settings: data, shownTarget: new URL("url" in data ? data.url : data.webhookUrl).host };
}

/** Secrets in an address must not travel in the clear. */
function isSafe(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  return protocol === "https:" || isLoopback(hostname);
}

/** Whether a host is this machine. */
export function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
