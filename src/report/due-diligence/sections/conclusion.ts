import type { ReportContext } from "../context.ts";
import { ref } from "../context.ts";
import type { CheckedRule, ReportBlock, SurvivalState, Text } from "../document.ts";
import { type StateFigures, stateWords } from "../state-rules.ts";
import type { EvaluationFigures } from "./evaluation.ts";

const outcomeWords = { met: "触发", notMet: "未触发", notChecked: "无数据，未检查" } as const;
const levelWords = { abnormal: "异常", attention: "关注" } as const;

/** The state by its rules, and the few figures that a committee reads first. */
export function writeConclusion(
  { book }: ReportContext,
  found: {
    readonly state: SurvivalState;
    readonly rules: readonly CheckedRule[];
    readonly figures: StateFigures & { readonly evaluation: EvaluationFigures };
  },
): readonly ReportBlock[] {
  const { state, rules } = found;
  const count = (outcome: CheckedRule["outcome"]): number =>
    rules.filter((rule) => rule.outcome === outcome).length;
  const rows = rules.map(({ level, label, figure, threshold, outcome }): readonly Text[] => {
    const known = figure === null ? undefined : book.find(figure);
    return [
      [levelWords[level]],
      [label],
      known === undefined ? ["—"] : [ref(known)],
      [threshold],
      [outcomeWords[outcome]],
    ];
  });
  return [
    {
      kind: "notice",
      text: [
        `生存状态：${stateWords[state]}。按下列规则逐条判断，共 ${rules.length} 条：触发 ${count("met")} 条，未触发 ${count("notMet")} 条，无数据未检查 ${count("notChecked")} 条。`,
      ],
    },
    { kind: "list", items: keyPoints(found.figures) },
    {
      kind: "table",
      caption: "状态规则（触发任一“异常”规则为异常，否则触发任一“关注”规则为需关注）",
      columns: [
        { title: "级别", align: "left", share: 0.09 },
        { title: "规则", align: "left" },
        { title: "本企业", align: "right", share: 0.2 },
        { title: "阈值（设计取值）", align: "left", share: 0.2 },
        { title: "结果", align: "left", share: 0.18 },
      ],
      rows,
    },
  ];
}

type KeyFigures = StateFigures & { readonly evaluation: EvaluationFigures };

function keyPoints(figures: KeyFigures): readonly Text[] {
  const points = [...activityPoints(figures), ...creditPoints(figures)];
  return points.length === 0 ? [["没有足以形成要点的数据。"]] : points;
}

/** What it sells, receives and consumes. */
function activityPoints({ trade, funds, production }: KeyFigures): readonly Text[] {
  const points: Text[] = [];
  if (trade.sales.value !== "0") {
    points.push([
      "近 12 个月开票销售 ",
      ref(trade.sales),
      "，同比 ",
      ref(trade.growth),
      "；客户 ",
      ref(trade.customers),
      " 家，第一大客户占 ",
      ref(trade.topShare),
      "。",
    ]);
  }
  if (funds.lines.value !== "0") {
    points.push([
      "账户流入 ",
      ref(funds.receipts),
      "，为开票的 ",
      ref(funds.receiptShare),
      "；最低余额 ",
      ref(funds.lowest),
      "。",
    ]);
  }
  if (production.energyGrowth.value !== null) {
    const { label } = production.energy;
    points.push([
      `${label} `,
      ref(production.energy),
      "，比上年农历同期 ",
      ref(production.energyGrowth),
      "。",
    ]);
  } else if (production.billedGrowth.value !== null) {
    points.push([
      "最近 12 个账单月用电 ",
      ref(production.billed),
      "，同比 ",
      ref(production.billedGrowth),
      "。",
    ]);
  }
  return points;
}

/** What it owes this bank, and how it was judged. */
function creditPoints({ loans, evaluation }: KeyFigures): readonly Text[] {
  const points: Text[] = [];
  if (loans.balance !== null && loans.worstDaysPastDue !== null) {
    points.push(["本行借款余额 ", ref(loans.balance), "，最长逾期 ", ref(loans.worstDaysPastDue), "。"]);
  }
  if (evaluation.score.value !== null) {
    points.push([
      "风险评价：",
      ref(evaluation.score),
      "，等级 ",
      ref(evaluation.grade),
      "，一年违约概率 ",
      ref(evaluation.pd),
      "。",
    ]);
  }
  return points;
}
