import { defineParameter } from "#kernel";

/** Longest term of a consent, years. */
export const longestTermYears = defineParameter({
  id: "consent-longest-term",
  value: 3,
  unit: "years",
  effectiveFrom: "2026-01-01",
  origin: "designChoice",
  zh: "一次授权的最长期限；到期后重新授权",
  en: "Longest term of one consent; after it a new one is asked for",
});

/** Within how many days an objection is answered. */
export const objectionDays = defineParameter({
  id: "consent-objection-days",
  value: 20,
  unit: "days",
  effectiveFrom: "2013-03-15",
  origin: "rule",
  zh: "异议自收到之日起 20 日内核查并书面答复（《征信业管理条例》第 25 条）",
  en: "An objection is checked and answered in writing within 20 days of receipt (征信业管理条例, Art. 25)",
});

/** From how many days before its end a consent is shown as expiring soon. */
export const expiringSoonDays = defineParameter({
  id: "consent-expiring-soon",
  value: 30,
  unit: "days",
  effectiveFrom: "2026-01-01",
  origin: "designChoice",
  zh: "授权到期前多少天列为“即将到期”",
  en: "How many days before its end a consent is shown as expiring soon",
});

/** Groups of fewer enterprises are not counted to those who may not see them by name. */
export const smallestGroup = defineParameter({
  id: "consent-smallest-group",
  value: 5,
  unit: "enterprises",
  effectiveFrom: "2026-01-01",
  origin: "designChoice",
  zh: "未授权企业只给出计数；少于该数的分组不显示",
  en: "Enterprises without consent are counted only; groups of fewer are left out",
});
