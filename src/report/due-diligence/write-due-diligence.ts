import { type ReportContext, evaluationSource, periodsOf } from "./context.ts";
import type { DueDiligence, ReportBlock, ReportSection, SectionId, Text } from "./document.ts";
import { createFigureBook, type FigureBook } from "./figure-book.ts";
import type { DueDiligenceInput } from "./input.ts";
import { numberSources } from "./number-sources.ts";
import { writeAuthenticity } from "./sections/authenticity.ts";
import { writeCapital } from "./sections/capital.ts";
import { writeConclusion } from "./sections/conclusion.ts";
import { workOutEvaluation, writeEvaluation } from "./sections/evaluation.ts";
import { workOutFunds, writeFunds } from "./sections/funds.ts";
import { workOutLoans, writeLoans } from "./sections/loans.ts";
import {
  writeBasics,
  writeConsent,
  writeGaps,
  writeOpinions,
  writeTraditional,
} from "./sections/plain-sections.ts";
import { writeOperating } from "./sections/operating-sections.ts";
import { workOutProduction, writeProduction } from "./sections/production.ts";
import { workOutTrade, writeTrade } from "./sections/trade.ts";
import { checkStateRules, stateOf, stateWords } from "./state-rules.ts";
import { placeholders, splitWording } from "./template.ts";

const titles: Readonly<Record<SectionId, string>> = {
  conclusion: "结论与要点",
  basics: "基本情况与划型",
  lifeStage: "生命周期",
  consent: "授权与数据来源",
  production: "生产",
  people: "产能与用工",
  trade: "交易",
  chain: "供应链",
  flows: "五流核对",
  funds: "资金",
  proxy: "代理资产负债表",
  authenticity: "真实性核验",
  coupling: "产供销关联",
  portrait: "企业画像",
  evaluation: "评价结果",
  loans: "借款与履约",
  capital: "流动资金测算",
  traditional: "传统资料（可选）",
  gaps: "缺失与局限",
  opinions: "客户经理意见",
};

/**
 * The report of one enterprise: figures first, then the sections that the bank's template shows, in its order, with
 * sources numbered as they first appear. Pure: the same input gives the same document.
 */
export function writeDueDiligence(input: DueDiligenceInput): DueDiligence {
  const { asOf } = input.evaluation;
  const book = createFigureBook(input.rows);
  const context: ReportContext = { input, book, asOf, ...periodsOf(asOf) };
  copyFrame(context);
  const trade = workOutTrade(context);
  const funds = workOutFunds(context, trade);
  const figures = {
    trade,
    funds,
    production: workOutProduction(context),
    loans: workOutLoans(context),
    evaluation: workOutEvaluation(context),
  };
  const rules = checkStateRules(figures);
  const state = stateOf(rules, trade.sales.value !== "0" || trade.priorSales.value !== "0");
  book.copy(
    { id: "state", label: "经营状态", unit: "text" },
    stateWords[state],
    { kind: "parameter", id: "state-rules", path: "state" },
    {
      kind: "参数",
      title: "生存状态规则与阈值",
      content: `${rules.length} 条规则，见“结论与要点”`,
      period: "自 2026-01-01 起",
      received: "—",
      evidence: "本系统设计取值",
    },
  );
  const written: Readonly<Record<SectionId, readonly ReportBlock[]>> = {
    conclusion: writeConclusion(context, { state, rules, figures }),
    basics: writeBasics(context),
    consent: writeConsent(context),
    production: writeProduction(context, figures.production),
    trade: writeTrade(context, trade),
    funds: writeFunds(context, funds),
    authenticity: writeAuthenticity(context, figures),
    evaluation: writeEvaluation(context, figures.evaluation),
    loans: writeLoans(context, figures.loans),
    capital: writeCapital(context, figures),
    traditional: writeTraditional(context),
    gaps: writeGaps(context),
    opinions: writeOpinions(context),
    ...writeOperating(context),
  };
  return frameOf(input, { state, rules, book, sections: chooseSections(context, written) });
}

/** Figures of the frame, so that a wording and a calculation can name them. */
function copyFrame(context: ReportContext): void {
  const { book, input, asOf } = context;
  const source = evaluationSource(context);
  const record = { kind: "evaluation", id: "result" } as const;
  book.copy({ id: "frame.asOf", label: "评价日", unit: "text" }, asOf, { ...record, path: "asOf" }, source);
  const { name, code } = input.enterprise;
  book.copy(
    { id: "enterprise.name", label: "企业名称", unit: "text" },
    name,
    { ...record, path: "name" },
    source,
  );
  book.copy(
    { id: "enterprise.code", label: "企业代号", unit: "text" },
    code,
    { ...record, path: "code" },
    source,
  );
}

function chooseSections(
  { input, book }: ReportContext,
  written: Readonly<Record<SectionId, readonly ReportBlock[]>>,
): readonly ReportSection[] {
  return input.kept.template.sections
    .filter(({ isShown }) => isShown)
    .map(({ id, wording }) => {
      const own: readonly ReportBlock[] =
        wording.trim() === "" ? [] : [{ kind: "paragraph", text: fillWording(book, wording) }];
      return { id, title: titles[id], blocks: [...own, ...written[id]] };
    })
    .filter(({ blocks }) => blocks.length > 0);
}

/** The bank's own words with figures in place of placeholders; one without a figure prints a dash. */
function fillWording(book: FigureBook, wording: string): Text {
  return splitWording(wording).map((part, index) => {
    if (index % 2 === 0) return part;
    const figure = book.find(placeholders[part] ?? "");
    return figure === undefined ? "—" : { figure: figure.id };
  });
}

function frameOf(
  input: DueDiligenceInput,
  {
    state,
    rules,
    book,
    sections,
  }: Pick<DueDiligence, "state" | "rules" | "sections"> & { readonly book: FigureBook },
): DueDiligence {
  const { evaluation, enterprise, kept } = input;
  const { template } = kept;
  return {
    version: "due-diligence@1",
    title: template.title,
    issuer: template.issuer === "" ? kept.bankName : template.issuer,
    enterprise: { id: enterprise.id, code: enterprise.code, name: enterprise.name },
    asOf: evaluation.asOf,
    simulated: evaluation.simulated,
    state,
    rules,
    ...numberSources(sections, book),
    signatures: template.signatures,
    pins: {
      evaluationId: kept.evaluationId,
      knownAt: evaluation.log.knownAt,
      templateVersion: kept.templateVersion,
      ...evaluation.pins,
    },
  };
}
