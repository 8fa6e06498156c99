import type { Clock } from "#kernel";
import type { ChannelOpener } from "#watch";
import {
  checkSettings,
  dingTalkSettingsSchema,
  emailSettingsSchema,
  smsSettingsSchema,
  weComSettingsSchema,
} from "./channel-settings.ts";
import { openEmail } from "./email-channel.ts";
import { openDingTalk, openWeCom } from "./robot-channel.ts";
import { openSms } from "./sms-channel.ts";

const usualTimeoutMs = 10_000;

/** The four kinds of channel. Nothing goes out before somebody sets one up and enables it. */
export function createChannelOpener({
  clock,
  timeoutMs = usualTimeoutMs,
}: {
  readonly clock: Clock;
  readonly timeoutMs?: number;
}): ChannelOpener {
  return {
    check: checkSettings,
    open: (kind, settings) => {
      switch (kind) {
        case "weCom":
          return openWeCom(weComSettingsSchema.parse(settings), timeoutMs);
        case "dingTalk":
          return openDingTalk(dingTalkSettingsSchema.parse(settings), { clock, timeoutMs });
        case "sms":
          return openSms(smsSettingsSchema.parse(settings), timeoutMs);
        case "email":
          return openEmail(emailSettingsSchema.parse(settings), timeoutMs);
      }
    },
  };
}
