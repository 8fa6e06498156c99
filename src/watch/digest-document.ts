import { defineMessages, type Language } from "#kernel";
import type { DocumentBlock, PrintedDocument } from "#report";
import type { Alert } from "./alert.ts";
import { alertSentence } from "./alert-sentence.ts";
import type { WatchDigest } from "./digest.ts";
import { ruleOf } from "./rule-list.ts";

const words = defineMessages({
  title: { zh: "风险预警周报", en: "Weekly early-warning digest" },
  subtitle: { zh: "{from} 至 {to} · {owner}", en: "{from} to {to} · {owner}" },
  everybody: { zh: "全部", en: "everybody" },
  footer: { zh: "风险预警仅供本行贷后管理使用", en: "Early warning for the bank's own post-loan work" },
  summary: {
    zh: "本周新增 {raised} 条，处置完毕 {settled} 条；未结 {open} 条，其中逾期 {overdue} 条；关注名单 {entries} 户。",
    en: "{raised} raised this week, {settled} settled; {open} open, {overdue} of them overdue; {entries} enterprises on the watch list.",
  },
  raised: { zh: "本周新增", en: "Raised this week" },
  open: { zh: "未结预警", en: "Open alerts" },
  settled: { zh: "本周结案", en: "Settled this week" },
  entries: { zh: "关注名单", en: "Watch list" },
  none: { zh: "没有。", en: "None." },
  level: { zh: "级别", en: "Level" },
  enterprise: { zh: "企业", en: "Enterprise" },
  rule: { zh: "规则", en: "Rule" },
  what: { zh: "情况", en: "What was found" },
  due: { zh: "时限", en: "Due" },
  since: { zh: "列入", en: "Since" },
  review: { zh: "复核", en: "Review" },
  reason: { zh: "原因", en: "Reason" },
  yellow: { zh: "▲ 黄", en: "▲ yellow" },
  orange: { zh: "◆ 橙", en: "◆ orange" },
  red: { zh: "■ 红", en: "■ red" },
});

/** A digest for paper. */
export function digestDocument(digest: WatchDigest, language: Language, simulated: boolean): PrintedDocument {
  const say = (key: keyof typeof words.messages, parameters = {}) =>
    words.sentence(key, language, parameters);
  const { from, to, raised, open, overdue, settled, entries } = digest;
  const section = (title: string, alerts: readonly Alert[]): DocumentBlock[] => [
    { kind: "heading", level: 2, text: title },
    alerts.length === 0 ? { kind: "paragraph", text: say("none") } : tableOf(alerts, digest, language),
  ];
  return {
    language,
    title: say("title"),
    subtitle: say("subtitle", { from, to, owner: digest.owner?.name ?? say("everybody") }),
    simulated,
    footer: say("footer"),
    blocks: [
      {
        kind: "paragraph",
        text: say("summary", {
          raised: raised.length,
          settled: settled.length,
          open: open.length,
          overdue: overdue.length,
          entries: entries.length,
        }),
      },
      ...section(say("raised"), raised),
      ...section(say("open"), open),
      ...section(say("settled"), settled),
      { kind: "heading", level: 2, text: say("entries") },
      entries.length === 0
        ? { kind: "paragraph", text: say("none") }
        : {
            kind: "table",
            caption: null,
            columns: [
              { title: say("enterprise"), align: "left" },
              { title: say("since"), align: "left", share: 0.15 },
              { title: say("review"), align: "left", share: 0.15 },
              { title: say("reason"), align: "left" },
            ],
            rows: entries.map((entry) => [
              digest.names.get(entry.enterpriseId) ?? entry.enterpriseId,
              entry.sinceOn,
              entry.reviewOn,
              entry.reason,
            ]),
          },
    ],
  };
}

function tableOf(alerts: readonly Alert[], digest: WatchDigest, language: Language): DocumentBlock {
  const say = (key: keyof typeof words.messages) => words.sentence(key, language);
  return {
    kind: "table",
    caption: null,
    columns: [
      { title: say("level"), align: "left", share: 0.1 },
      { title: say("enterprise"), align: "left", share: 0.24 },
      { title: say("rule"), align: "left", share: 0.15 },
      { title: say("what"), align: "left" },
      { title: say("due"), align: "left", share: 0.12 },
    ],
    rows: alerts.map((alert) => [
      say(alert.level),
      digest.names.get(alert.enterpriseId) ?? alert.enterpriseId,
      ruleOf(alert.rule).name[language],
      alertSentence(alert)[language],
      alert.dueOn,
    ]),
  };
}
