import type { Parameter } from "#kernel";
import type { CheckedRule, SurvivalState } from "./document.ts";
import type { Figure } from "./figure.ts";
import { formatFigure } from "./format-figure.ts";
import { stateThresholds as limits } from "./parameters.ts";
import type { FundFigures } from "./sections/funds.ts";
import type { LoanFigures } from "./sections/loans.ts";
import type { ProductionFigures } from "./sections/production.ts";
import type { TradeFigures } from "./sections/trade.ts";

/** The figures that the state is read from. */
export interface StateFigures {
  readonly trade: TradeFigures;
  readonly funds: FundFigures;
  readonly production: ProductionFigures;
  readonly loans: LoanFigures;
}

interface Wanted {
  readonly id: string;
  readonly level: CheckedRule["level"];
  readonly label: string;
  readonly figure: Figure | null;
  readonly limit: Parameter<number>;
  readonly isMetWhen: "above" | "below";
}

/** Checks every rule of the state against its figure; a figure that is not known leaves its rule unchecked. */
export function checkStateRules({ trade, funds, production, loans }: StateFigures): readonly CheckedRule[] {
  const hasStatement = funds.lines.value !== "0";
  const energy = energyOf(production);
  const sinceSale = trade.daysSinceSale.unit === "days" ? trade.daysSinceSale : null;
  const rule = (
    id: string,
    level: Wanted["level"],
    label: string,
    rest: Pick<Wanted, "figure" | "limit" | "isMetWhen">,
  ): CheckedRule => checkRule({ id, level, label, ...rest });
  const above = (figure: Figure | null, limit: Parameter<number>) =>
    ({ figure, limit, isMetWhen: "above" }) as const;
  const below = (figure: Figure | null, limit: Parameter<number>) =>
    ({ figure, limit, isMetWhen: "below" }) as const;
  return [
    rule("sales-stopped", "abnormal", "停止开票", above(sinceSale, limits.salesStopped)),
    rule("sales-collapse", "abnormal", "销售大幅下降", below(trade.growth, limits.salesCollapse)),
    rule(
      "balance-breaks",
      "abnormal",
      "流水余额不连续",
      above(hasStatement ? funds.breaks : null, limits.balanceBreaks),
    ),
    rule("energy-collapse", "abnormal", "用电大幅下降", below(energy, limits.energyCollapse)),
    rule(
      "overdue-abnormal",
      "abnormal",
      "本行借款严重逾期",
      above(loans.worstDaysPastDue, limits.overdueAbnormal),
    ),
    rule("sales-paused", "attention", "开票中断", above(sinceSale, limits.salesPaused)),
    rule("sales-decline", "attention", "销售下降", below(trade.growth, limits.salesDecline)),
    rule("red-share", "attention", "红字率偏高", above(trade.redShare, limits.redShare)),
    rule("void-share", "attention", "作废率偏高", above(trade.voidShare, limits.voidShare)),
    rule("top-share", "attention", "客户集中", above(trade.topShare, limits.topShare)),
    rule(
      "receipt-share",
      "attention",
      "回款低于开票",
      below(hasStatement ? funds.receiptShare : null, limits.receiptShare),
    ),
    rule("energy-decline", "attention", "用电下降", below(energy, limits.energyDecline)),
    rule(
      "overdue-attention",
      "attention",
      "本行借款逾期",
      above(loans.worstDaysPastDue, limits.overdueAttention),
    ),
    rule("open-alerts", "attention", "有未关闭的预警", above(loans.openAlerts, limits.openAlerts)),
  ];
}

/** How electricity moved: by meters against the same lunar days where they reach back, else by the bills. */
export function energyOf({ energyGrowth, billedGrowth }: ProductionFigures): Figure {
  return energyGrowth.value === null ? billedGrowth : energyGrowth;
}

function checkRule({ id, level, label, figure, limit, isMetWhen }: Wanted): CheckedRule {
  const unit = figure?.unit ?? (limit.unit === "ppm" ? "percent" : limit.unit === "days" ? "days" : "count");
  const bound = formatFigure({ unit, value: String(limit.value) });
  const threshold = `${isMetWhen === "above" ? "高于" : "低于"} ${bound}${unit === "days" ? " 天" : ""}`;
  const frame = { id, level, label, threshold };
  if (figure === null || figure.value === null) return { ...frame, figure: null, outcome: "notChecked" };
  const value = BigInt(figure.value);
  const isMet = isMetWhen === "above" ? value > BigInt(limit.value) : value < BigInt(limit.value);
  return { ...frame, figure: figure.id, outcome: isMet ? "met" : "notMet" };
}

/** The worst level of a rule that is met; without a single rule that could be checked nothing is said. */
export function stateOf(rules: readonly CheckedRule[], hasTrade: boolean): SurvivalState {
  const met = rules.filter(({ outcome }) => outcome === "met");
  if (met.some(({ level }) => level === "abnormal")) return "abnormal";
  if (!hasTrade) return "unknown";
  return met.length > 0 ? "attention" : "normal";
}

export const stateWords: Readonly<Record<SurvivalState, string>> = {
  normal: "正常经营",
  attention: "需关注",
  abnormal: "异常",
  unknown: "数据不足，无法判断",
};
