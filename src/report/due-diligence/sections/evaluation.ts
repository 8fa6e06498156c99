import { ratePpmOf } from "#kernel";
import { evaluationSource, type ReportContext, ref } from "../context.ts";
import type { ReportBlock, Text } from "../document.ts";
import type { Figure, FigureUnit } from "../figure.ts";

const shownReasons = 8;

/** The figures of the evaluation that other parts of the report refer to as well. */
export interface EvaluationFigures {
  readonly score: Figure;
  readonly pd: Figure;
  readonly pdLow: Figure;
  readonly pdHigh: Figure;
  readonly grade: Figure;
}

export function workOutEvaluation(context: ReportContext): EvaluationFigures {
  const { book, input } = context;
  const { enterprise, evaluation } = input;
  const source = evaluationSource(context);
  const bounds = evaluation.model.grades.find(({ grade }) => grade === enterprise.grade);
  const copy = (id: string, label: string, unit: FigureUnit, path: string, value: string | null): Figure =>
    book.copy(
      { id: `evaluation.${id}`, label, unit },
      value,
      { kind: "evaluation", id: "result", path },
      source,
    );
  return {
    score: copy("score", "信用分", "points", "score", wholeOf(enterprise.score)),
    pd: copy("pd", "一年违约概率", "percent", "pd", ppmOf(enterprise.pd)),
    pdLow: copy("pd-low", "等级违约概率下限", "percent", "grade.pdLow", ppmOf(bounds?.pdLow ?? null)),
    pdHigh: copy("pd-high", "等级违约概率上限", "percent", "grade.pdHigh", ppmOf(bounds?.pdHigh ?? null)),
    grade: copy("grade", "等级", "text", "grade", enterprise.grade),
  };
}

function wholeOf(value: number | null): string | null {
  return value === null ? null : String(Math.round(value));
}

function ppmOf(share: number | null): string | null {
  return share === null ? null : String(ratePpmOf(share));
}

export function writeEvaluation(context: ReportContext, figures: EvaluationFigures): readonly ReportBlock[] {
  const notice: ReportBlock = { kind: "notice", text: ["风险评价结果，仅供本行授信决策；不涉及征信模型。"] };
  if (figures.score.value === null) {
    return [notice, { kind: "paragraph", text: ["没有评分：建模样本不足，也没有指定评分卡。"] }];
  }
  const { score, pd, pdLow, pdHigh, grade } = figures;
  const { auc } = context.input.evaluation.model;
  const interval: Text =
    pdHigh.value === null ? [ref(pd)] : [ref(pd), "（等级区间 ", ref(pdLow), " 至 ", ref(pdHigh), "）"];
  const validation: Text =
    auc === null
      ? ["评分卡未在本批数据上建立，区分能力见其自身的验证报告。"]
      : [
          `区分能力（AUC）${auc.mean.toFixed(3)}，95% 区间 ${auc.low.toFixed(3)} 至 ${auc.high.toFixed(3)}；${auc.methodZh}。`,
        ];
  return [
    notice,
    {
      kind: "facts",
      items: [
        { label: score.label, value: [ref(score)] },
        { label: grade.label, value: [ref(grade)] },
        { label: pd.label, value: interval },
      ],
    },
    { kind: "paragraph", text: validation },
    ...reasonsOf(context),
    ...indicatorTable(context),
  ];
}

function reasonsOf({ input }: ReportContext): readonly ReportBlock[] {
  const reasons = input.enterprise.reasons.slice(0, shownReasons);
  if (reasons.length === 0) return [];
  return [
    { kind: "heading", text: "原因" },
    { kind: "list", items: reasons.map(({ zh }) => [zh]) },
  ];
}

/** The indicators of the card with value, bin and points, each by its id and version. */
function indicatorTable({ book, input, asOf }: ReportContext): readonly ReportBlock[] {
  const { points, indicators } = input.enterprise;
  const rows = points.flatMap(({ indicator, bin, points: own, bestPoints }) => {
    const known = input.indicators.get(indicator);
    if (known === undefined) return [];
    const value = indicators.find(({ id }) => id === indicator)?.value ?? null;
    const source = {
      kind: "指标",
      title: `${known.name.zh}（${indicator}@${known.version}）`,
      content: `单位 ${known.unit}；公式见指标目录`,
      period: `截至 ${asOf}`,
      received: "—",
      evidence: "已随评价存证（evaluation-result@1）",
    };
    const record = { kind: "indicator", id: indicator } as const;
    const shown = book.copy(
      { id: `indicator.${indicator}`, label: known.name.zh, unit: "ratio" },
      value === null ? null : String(Math.round(value * 1000)),
      { ...record, path: "value" },
      source,
    );
    const gained = book.copy(
      { id: `indicator.${indicator}.points`, label: `${known.name.zh} 的得分`, unit: "points" },
      String(Math.round(own)),
      { ...record, path: "points" },
      source,
    );
    return [[[known.name.zh], [ref(shown)], [bin], [ref(gained)], [String(Math.round(bestPoints))]]];
  });
  if (rows.length === 0) return [];
  return [
    {
      kind: "table",
      caption: "评分卡各项得分",
      columns: [
        { title: "指标", align: "left" },
        { title: "取值", align: "right", share: 0.16 },
        { title: "所在档", align: "left", share: 0.2 },
        { title: "得分", align: "right", share: 0.13 },
        { title: "最好一档", align: "right", share: 0.12 },
      ],
      rows,
    },
  ];
}
