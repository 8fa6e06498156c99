import { dayOfNumber } from "#kernel";
import { type LifeStage, lifeStageReasonOf, type ProxyItem, proxyItemNames, proxyItems } from "#profile";
import type { ReportContext } from "../context.ts";
import type { ReportBlock, SectionId, Text } from "../document.ts";
import type { OperatingKnowledge } from "../operating-knowledge.ts";
import { writePortrait } from "./portrait.ts";
import { operatingText } from "./operating-figure.ts";
import { writeChain, writeFlows } from "./trade-relations.ts";

type OperatingSection = Extract<
  SectionId,
  "lifeStage" | "people" | "chain" | "flows" | "proxy" | "coupling" | "portrait"
>;

/** The sections that operating streams fill; none of them is printed where there are no such streams. */
export function writeOperating(
  context: ReportContext,
): Readonly<Record<OperatingSection, readonly ReportBlock[]>> {
  const { knowledge } = context.input;
  if (knowledge === null) return nothing;
  return {
    lifeStage: writeLifeStage(context, knowledge),
    people: writePortrait(context, knowledge, ["scalability"]),
    chain: writeChain(context, knowledge),
    flows: writeFlows(context, knowledge),
    proxy: writeProxy(context, knowledge),
    coupling: writeCouplings(context, knowledge),
    portrait: writePortrait(context, knowledge, [
      "customers",
      "orders",
      "products",
      "financials",
      "assets",
      "creditRating",
      "shareholders",
    ]),
  };
}

const nothing: Readonly<Record<OperatingSection, readonly ReportBlock[]>> = {
  lifeStage: [],
  people: [],
  chain: [],
  flows: [],
  proxy: [],
  coupling: [],
  portrait: [],
};

const stageWords: Readonly<Record<LifeStage, string>> = {
  startUp: "初创期",
  growth: "成长期",
  maturity: "成熟期",
  decline: "衰退期",
};

const stageStreams = ["invoices", "machineDays", "masters", "twins", "workforce"];

function writeLifeStage(context: ReportContext, knowledge: OperatingKnowledge): readonly ReportBlock[] {
  const { lifeStage } = knowledge;
  if (lifeStage === null) return [{ kind: "notice", text: ["数据不足，未作生命周期判断。"] }];
  const say = (id: string, label: string, unit: "text" | "percent", value: string): Text => [
    operatingText(context, knowledge, { id: `life-stage.${id}`, label, unit, value, streams: stageStreams }),
  ];
  const reasons = lifeStage.reasons.map((code) => lifeStageReasonOf(code).zh).join("；");
  return [
    {
      kind: "facts",
      items: [
        { label: "所处阶段", value: say("stage", "生命周期阶段", "text", stageWords[lifeStage.stage]) },
        { label: "自", value: say("since", "阶段起始", "text", lifeStage.since) },
        {
          label: "把握",
          value: say(
            "confidence",
            "判断的把握",
            "percent",
            String(Math.round(lifeStage.confidence * 1_000_000)),
          ),
        },
        { label: "依据", value: [reasons === "" ? "各项指标综合" : reasons] },
      ],
    },
    {
      kind: "table",
      caption: "阶段沿革（逐季判断，新阶段持续两个季度才改判）",
      columns: [
        { title: "自", align: "left" },
        { title: "阶段", align: "left" },
        { title: "把握", align: "right" },
      ],
      rows: lifeStage.history.map(({ from, stage, confidence }, index) => [
        [from],
        [stageWords[stage]],
        say(
          `history-${index}`,
          `沿革第 ${index + 1} 段的把握`,
          "percent",
          String(Math.round(confidence * 1_000_000)),
        ),
      ]),
    },
  ];
}

function writeProxy(context: ReportContext, knowledge: OperatingKnowledge): readonly ReportBlock[] {
  const known = proxyItems.filter((item) => knowledge.proxy[item] !== null);
  if (known.length === 0) return [{ kind: "notice", text: ["没有可用于推算的设备、单据或流水。"] }];
  const gaps = known.flatMap((item) => gapOf(knowledge, item));
  return [
    {
      kind: "table",
      caption: "代理资产负债表（九成把握的上下界）与申报数",
      columns: [
        { title: "项目", align: "left" },
        { title: "推算（万元）", align: "right" },
        { title: "下界", align: "right" },
        { title: "上界", align: "right" },
        { title: "申报（万元）", align: "right" },
      ],
      rows: known.map((item) => proxyRow(context, knowledge, item)),
    },
    ...(gaps.length === 0 ? [] : [{ kind: "list" as const, items: gaps }]),
    {
      kind: "paragraph",
      text: ["本表不依赖企业报表，由设备、货物、订单、发票与流水推算；流量为近十二个月，存量为评价日。"],
    },
  ];
}

function proxyRow(context: ReportContext, knowledge: OperatingKnowledge, item: ProxyItem): readonly Text[] {
  const estimate = knowledge.proxy[item];
  const name = proxyItemNames[item].zh;
  if (estimate === null) return [[name], ["—"], ["—"], ["—"], ["—"]];
  const say = (id: string, label: string, fen: bigint | null, streams: readonly string[]): Text => [
    operatingText(context, knowledge, {
      id: `proxy.${item}.${id}`,
      label: `${name}${label}`,
      unit: "wan",
      value: fen === null ? null : String(fen),
      streams,
    }),
  ];
  return [
    [name],
    say("value", "推算", estimate.valueFen, estimate.streams),
    say("low", "下界", estimate.lowFen, estimate.streams),
    say("high", "上界", estimate.highFen, estimate.streams),
    estimate.declaredFen === null ? ["未申报"] : say("declared", "申报", estimate.declaredFen, ["declared"]),
  ];
}

function gapOf({ proxy }: OperatingKnowledge, item: ProxyItem): readonly Text[] {
  const reasons = proxy[item]?.gapReasons ?? [];
  if (reasons.length === 0) return [];
  const day = proxy[item]?.declaredFor ?? "";
  return [[`${proxyItemNames[item].zh}与 ${day} 申报数有差：${reasons.map(({ zh }) => zh).join("；")}。`]];
}

const streamOfChain: Readonly<Record<string, { readonly zh: string; readonly stream: string }>> = {
  orders: { zh: "订单", stream: "orders" },
  runRate: { zh: "开机", stream: "machineDays" },
  energy: { zh: "用电", stream: "meterDays" },
  deliveries: { zh: "交付", stream: "movements" },
  invoices: { zh: "开票", stream: "invoices" },
  receipts: { zh: "回款", stream: "payments" },
};

function writeCouplings(context: ReportContext, knowledge: OperatingKnowledge): readonly ReportBlock[] {
  const { couplings } = knowledge;
  if (couplings.length === 0) return [{ kind: "notice", text: ["可比较的周数不足，未作关联分析。"] }];
  return [
    {
      kind: "table",
      caption: "各环节的跟随关系（按周，春节前后不计）",
      columns: [
        { title: "先", align: "left" },
        { title: "后", align: "left" },
        { title: "滞后周数", align: "right" },
        { title: "相关系数", align: "right" },
        { title: "95 % 区间", align: "right" },
        { title: "是否脱节", align: "left" },
      ],
      rows: couplings.map(
        ({ lead, follow, lagWeeks, correlation, low, high, brokenSince }): readonly Text[] => {
          const first = streamOfChain[lead];
          const second = streamOfChain[follow];
          const say = (id: string, label: string, unit: "ratio" | "count", value: number): Text => [
            operatingText(context, knowledge, {
              id: `coupling.${lead}-${follow}.${id}`,
              label: `${first?.zh ?? lead}→${second?.zh ?? follow}${label}`,
              unit,
              value: String(Math.round(unit === "ratio" ? value * 1000 : value)),
              streams: [first?.stream ?? lead, second?.stream ?? follow],
            }),
          ];
          return [
            [first?.zh ?? lead],
            [second?.zh ?? follow],
            say("lag", "滞后周数", "count", lagWeeks),
            say("correlation", "相关系数", "ratio", correlation),
            [...say("low", "相关下界", "ratio", low), " 至 ", ...say("high", "相关上界", "ratio", high)],
            [brokenSince === null ? "否" : `自 ${dayOfNumber(brokenSince)} 起脱节`],
          ];
        },
      ),
    },
  ];
}
