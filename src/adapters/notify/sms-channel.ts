import type { z } from "zod";
import type { NotificationChannel, SendOutcome } from "#watch";
import type { smsSettingsSchema } from "./channel-settings.ts";
import { failureOfStatus, post } from "./post.ts";

type SmsSettings = z.output<typeof smsSettingsSchema>;

/** Any SMS gateway that takes an HTTP request; the body is a template. One request a phone. */
export function openSms(settings: SmsSettings, timeoutMs: number): NotificationChannel {
  return {
    send: async ({ key, text }) => {
      let last: SendOutcome = { kind: "sent", providerCode: "200" };
      for (const [index, phone] of settings.phones.entries()) {
        // A phone of its own key: when a later one fails, those before are told again under the same key.
        const outcome = await sendOne(settings, { phone, text, key: `${key}/${index + 1}` }, timeoutMs);
        if (outcome.kind === "failed") return outcome;
        last = outcome;
      }
      return last;
    },
  };
}

async function sendOne(
  settings: SmsSettings,
  values: { readonly phone: string; readonly text: string; readonly key: string },
  timeoutMs: number,
): Promise<SendOutcome> {
  const escape = settings.contentType === "application/json" ? jsonEscaped : encodeURIComponent;
  const body = settings.body.replace(/\{(phone|text|key)\}/g, (_, name: "phone" | "text" | "key") =>
    escape(values[name]),
  );
  const answer = await post({
    url: settings.url,
    headers: { ...settings.headers, "content-type": settings.contentType, "idempotency-key": values.key },
    body,
    timeoutMs,
  });
  if ("kind" in answer) return answer;
  const failure = failureOfStatus(answer.status);
  if (failure !== null) return failure;
  if (settings.successText !== undefined && !answer.body.includes(settings.successText)) {
    return { kind: "failed", providerCode: "refused", isFinal: false };
  }
  return { kind: "sent", providerCode: String(answer.status) };
}

function jsonEscaped(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
