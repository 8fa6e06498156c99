import type { Catalogue } from "../../i18n/language.tsx";

export const text = {
  title: { zh: "登录试金石", en: "Log in to Touchstone" },
  tagline: {
    zh: "机器、订单、发票里的信用：每个数字都能追到来源。",
    en: "Credit from machines, orders and invoices: every figure leads back to its source.",
  },
  party: { zh: "机构代码", en: "Party code" },
  partyOptional: { zh: "本行人员可不填", en: "not needed for this bank's people" },
  user: { zh: "用户名", en: "User" },
  password: { zh: "密码", en: "Password" },
  logIn: { zh: "登录", en: "Log in" },
  missing: { zh: "请填写用户名和密码。", en: "Enter a user and a password." },
  tokenUsed: {
    zh: "这个一次性地址已用过或已过期。请在终端重新运行 npm start 取得新地址，或用密码登录。",
    en: "That one-time address was used before or has expired. Start npm start again for a new one, or log in with a password.",
  },
  expired: { zh: "登录已失效，请重新登录。", en: "Your session has ended; log in again." },
  oneTime: {
    zh: "第一次使用？打开机构管理员给您的邀请链接，或终端里 npm start 打印的一次性地址，无需密码。",
    en: "First time here? Open the invitation of your administrator, or the one-time address that npm start printed in the terminal; no password is needed.",
  },
  unreachable: {
    zh: "连接不到服务器，请确认 npm start 仍在运行。",
    en: "The server cannot be reached; check that npm start is still running.",
  },
  failed: { zh: "登录没有成功，请重试。", en: "Logging in failed; try again." },
} as const satisfies Catalogue;
