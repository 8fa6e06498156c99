import { dayOfNumber } from "#kernel";
import type { AuthenticityGrade, Suspicion } from "#crosscheck";
import type { ReportContext } from "../context.ts";
import type { ReportBlock, Text } from "../document.ts";
import { operatingText } from "./operating-figure.ts";

const gradeWords: Readonly<Record<AuthenticityGrade, string>> = {
  high: "高",
  medium: "中",
  low: "低",
  refuted: "已被推翻",
  unknown: "无法判断",
};

const suspicionWords: Readonly<Record<Suspicion, string>> = {
  fraud: "疑似造假",
  fault: "疑似设备故障",
  inconsistency: "数据不一致",
};

const checkedStreams = [
  "machineDays",
  "meterDays",
  "orders",
  "movements",
  "invoices",
  "payments",
  "workforce",
];

/** How far the operating data may be believed, and each contradiction with the rows that it rests on. */
export function writeContradictions(context: ReportContext): readonly ReportBlock[] {
  const { knowledge } = context.input;
  if (knowledge === null) return [];
  const { grade, score, checks, contradictions } = knowledge.authenticity;
  const say = (id: string, label: string, unit: "count" | "percent" | "points", value: number): Text => [
    operatingText(context, knowledge, {
      id: `authenticity.${id}`,
      label,
      unit,
      value: String(Math.round(value)),
      streams: checkedStreams,
    }),
  ];
  const done = checks.filter(({ outcome }) => outcome !== "notComputable").length;
  const facts: ReportBlock = {
    kind: "facts",
    items: [
      { label: "真实性等级", value: [gradeWords[grade]] },
      { label: "真实性评分", value: say("score", "真实性评分", "points", score) },
      { label: "完成的互证", value: say("checks", "完成的互证", "count", done) },
      { label: "发现的矛盾", value: say("contradictions", "发现的矛盾", "count", contradictions.length) },
    ],
  };
  if (contradictions.length === 0) return [facts];
  return [
    facts,
    {
      kind: "table",
      caption: "矛盾之处",
      columns: [
        { title: "期间", align: "left", share: 0.2 },
        { title: "发现", align: "left" },
        { title: "性质", align: "left", share: 0.14 },
        { title: "强度", align: "right", share: 0.1 },
      ],
      rows: contradictions.map(({ fromDay, toDay, message, suspicion, strength }, index): readonly Text[] => [
        [`${dayOfNumber(fromDay)} 至 ${dayOfNumber(toDay)}`],
        [message.zh],
        [suspicionWords[suspicion]],
        say(`strength-${index}`, `第 ${index + 1} 处矛盾的强度`, "percent", strength * 1_000_000),
      ]),
    },
  ];
}
