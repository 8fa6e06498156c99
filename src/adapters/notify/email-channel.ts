import { createHash } from "node:crypto";
import nodemailer from "nodemailer";
import type { z } from "zod";
import type { NotificationChannel, SendOutcome } from "#watch";
import { type emailSettingsSchema, isLoopback } from "./channel-settings.ts";

type EmailSettings = z.output<typeof emailSettingsSchema>;

/** E-mail over SMTP. The message id follows from the key, so that a mailbox can tell a repetition. */
export function openEmail(settings: EmailSettings, timeoutMs: number): NotificationChannel {
  return { send: async ({ key, text }) => await sendMail(settings, { key, text, timeoutMs }) };
}

async function sendMail(
  settings: EmailSettings,
  { key, text, timeoutMs }: { readonly key: string; readonly text: string; readonly timeoutMs: number },
): Promise<SendOutcome> {
  const { host, port, secure, user, password, from, to } = settings;
  const transport = nodemailer.createTransport({
    host,
    port,
    secure,
    requireTLS: !secure && !isLoopback(host),
    ignoreTLS: isLoopback(host),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(user === undefined ? {} : { auth: { user, pass: password ?? "" } }),
  });
  try {
    const name = createHash("sha256").update(key).digest("hex").slice(0, 32);
    const domain = from.slice(from.indexOf("@") + 1);
    const info = await transport.sendMail({
      from,
      to: [...to],
      subject: "试金石：风险预警待处理",
      text,
      messageId: `<${name}@${domain}>`,
    });
    return { kind: "sent", providerCode: info.response.slice(0, 3) };
  } catch (cause) {
    return failureOf(cause);
  } finally {
    transport.close();
  }
}

/** 4xx replies and broken connections may pass; a 5xx reply and a refused log-in will not. */
function failureOf(cause: unknown): SendOutcome {
  const replied = cause instanceof Error && "responseCode" in cause ? Number(cause.responseCode) : Number.NaN;
  if (Number.isFinite(replied)) {
    return { kind: "failed", providerCode: String(replied), isFinal: replied >= 500 };
  }
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "unreachable";
  return { kind: "failed", providerCode: code, isFinal: code === "EAUTH" };
}
