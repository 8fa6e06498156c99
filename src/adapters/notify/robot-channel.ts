import { createHmac } from "node:crypto";
import { z } from "zod";
import type { Clock } from "#kernel";
import type { NotificationChannel, SendOutcome } from "#watch";
import type { dingTalkSettingsSchema, weComSettingsSchema } from "./channel-settings.ts";
import { failureOfStatus, post } from "./post.ts";

const answerSchema = z.object({ errcode: z.number().int() });

/** Error codes of a robot that pass when one waits: too many messages, or the system is busy. */
const passingCodes: ReadonlySet<number> = new Set([-1, 45009, 130101, 410100]);

/**
 * A group robot of 企业微信: text by webhook; at most twenty messages a minute.
 * @source developer.work.weixin.qq.com, 群机器人配置说明
 */
export function openWeCom(
  { webhookUrl }: z.output<typeof weComSettingsSchema>,
  timeoutMs: number,
): NotificationChannel {
  return { send: async ({ key, text }) => await postText({ url: webhookUrl, key, text, timeoutMs }) };
}

/**
 * A group robot of 钉钉: text by webhook, signed with HMAC-SHA256 of the time and the secret where one is set.
 * @source open.dingtalk.com, 自定义机器人安全设置 (加签)
 */
export function openDingTalk(
  { webhookUrl, secret }: z.output<typeof dingTalkSettingsSchema>,
  { clock, timeoutMs }: { readonly clock: Clock; readonly timeoutMs: number },
): NotificationChannel {
  return {
    send: async ({ key, text }) => {
      const url = new URL(webhookUrl);
      if (secret !== undefined) {
        const timestamp = String(clock());
        url.searchParams.set("timestamp", timestamp);
        url.searchParams.set("sign", signatureOf(timestamp, secret));
      }
      return await postText({ url: url.href, key, text, timeoutMs });
    },
  };
}

/** Base64 of HMAC-SHA256 over `timestamp LF secret` under the secret. */
export function signatureOf(timestamp: string, secret: string): string {
  return createHmac("sha256", secret).update(`${timestamp}\n${secret}`).digest("base64");
}

async function postText({
  url,
  key,
  text,
  timeoutMs,
}: {
  url: string;
  key: string;
  text: string;
  timeoutMs: number;
}): Promise<SendOutcome> {
  const answer = await post({
    url,
    headers: { "content-type": "application/json", "idempotency-key": key },
    body: JSON.stringify({ msgtype: "text", text: { content: text } }),
    timeoutMs,
  });
  if ("kind" in answer) return answer;
  const failure = failureOfStatus(answer.status);
  if (failure !== null) return failure;
  const read = answerSchema.safeParse(parseJson(answer.body));
  if (!read.success) return { kind: "failed", providerCode: "answerUnknown", isFinal: false };
  const { errcode } = read.data;
  if (errcode === 0) return { kind: "sent", providerCode: "0" };
  return { kind: "failed", providerCode: String(errcode), isFinal: !passingCodes.has(errcode) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
