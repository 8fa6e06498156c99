import { type BusinessDay, defineParameter, type Parameter } from "#kernel";

/** A rating of the churn table; we read our grades on these curves, we do not give these ratings. */
export type ChurnRating = "A" | "B" | "C";

/** One of our grades: PD up to and including the bound (ppm), the churn curve it is read on, and whether we lend. */
export interface GradeDefinition {
  readonly grade: string;
  readonly pdUpToPpm: number;
  readonly churnRating: ChurnRating;
  readonly canBorrow: boolean;
}

/** Every number of the policy by name; copy with `withValue` to change one. */
export interface DecisionParameters {
  readonly centralTendencyPpm: Parameter<number>;
  readonly comparedTendenciesPpm: Parameter<readonly number[]>;
  readonly pdFloorPpm: Parameter<number>;
  readonly grades: Parameter<readonly GradeDefinition[]>;
  readonly minimumHistoryDays: Parameter<number>;
  readonly activityWindowDays: Parameter<number>;
  readonly bankRatingsExcluded: Parameter<readonly string[]>;
  readonly minimumAmountFen: Parameter<number>;
  readonly maximumAmountFen: Parameter<number>;
  readonly amountUnitFen: Parameter<number>;
  readonly salesSharePpm: Parameter<number>;
  readonly netInflowSharePpm: Parameter<number>;
  readonly minimumRatePpm: Parameter<number>;
  readonly maximumRatePpm: Parameter<number>;
  readonly lossGivenDefaultPpm: Parameter<number>;
  readonly fundingCostPpm: Parameter<number>;
  readonly operatingCostPpm: Parameter<number>;
  readonly budgetFen: Parameter<number>;
}

const effectiveFrom: BusinessDay = "2026-01-01";
const choice = { effectiveFrom, origin: "designChoice" } as const;
const contest = { effectiveFrom: "2020-01-01", origin: "dataset" } as const;

/**
 * The policy that ships. `dataset` marks what the contest problem states (赛题参数), `designChoice` what we chose
 * (设计选择), `rule` what a published rule states.
 */
export const decisionParameters: DecisionParameters = {
  centralTendencyPpm: defineParameter({
    id: "decision.central-tendency",
    value: 37_000,
    unit: "ppm",
    ...choice,
    zh: "校准违约概率所用的长期平均违约率；样本违约率高得多，不能直接使用",
    en: "Long-run default rate the PD is recalibrated to; the sample's rate is far higher and is not used as it is",
  }),
  comparedTendenciesPpm: defineParameter({
    id: "decision.compared-tendencies",
    value: [22_000, 37_000, 60_000],
    unit: "ppm",
    ...choice,
    zh: "敏感性分析的三种长期平均违约率：低、基准、压力",
    en: "The three central tendencies of the sensitivity analysis: low, base, stress",
  }),
  pdFloorPpm: defineParameter({
    id: "decision.pd-floor",
    value: 500,
    unit: "ppm",
    effectiveFrom,
    origin: "rule",
    zh: "违约概率下限 0.05 %（巴塞尔内部评级法，未逐条核对原文）",
    en: "Floor of the PD, 0.05 % (Basel internal ratings approach; not checked against the text)",
  }),
  grades: defineParameter<readonly GradeDefinition[]>({
    id: "decision.grades",
    value: [
      { grade: "G1", pdUpToPpm: 5_000, churnRating: "A", canBorrow: true },
      { grade: "G2", pdUpToPpm: 10_000, churnRating: "B", canBorrow: true },
      { grade: "G3", pdUpToPpm: 20_000, churnRating: "B", canBorrow: true },
      { grade: "G4", pdUpToPpm: 35_000, churnRating: "B", canBorrow: true },
      { grade: "G5", pdUpToPpm: 60_000, churnRating: "C", canBorrow: true },
      { grade: "G6", pdUpToPpm: 120_000, churnRating: "C", canBorrow: false },
      { grade: "G7", pdUpToPpm: 1_000_000, churnRating: "C", canBorrow: false },
    ],
    unit: "ppm",
    ...choice,
    zh: "等级的违约概率上界、所读的流失率曲线（取建模样本中该等级最常见的银行评级）与是否可授信；G6、G7 相当于赛题中原则上不予放贷的 D 级",
    en: "Upper PD bound of each grade, the churn curve it is read on (the bank's rating most frequent in that grade of the sample), and whether it may borrow; G6 and G7 stand where the contest's D is, not lent to in principle",
  }),
  minimumHistoryDays: defineParameter({
    id: "decision.minimum-history",
    value: 365,
    unit: "days",
    ...choice,
    zh: "首张有效销项发票距评价日的最少天数",
    en: "Fewest days between the first valid sales invoice and the evaluation day",
  }),
  activityWindowDays: defineParameter({
    id: "decision.activity-window",
    value: 180,
    unit: "days",
    ...choice,
    zh: "评价日前须有有效销项发票的天数",
    en: "Days before the evaluation day within which there must be a valid sales invoice",
  }),
  bankRatingsExcluded: defineParameter<readonly string[]>({
    id: "decision.bank-ratings-excluded",
    value: [],
    unit: "rating",
    ...choice,
    zh: "按银行自有评级直接拒绝的级别；默认不使用银行评级",
    en: "Bank ratings that are declined outright; by default the bank's rating is not used",
  }),
  minimumAmountFen: defineParameter({
    id: "decision.minimum-amount",
    value: 10_000_000,
    unit: "fen",
    ...contest,
    zh: "每户最低额度 10 万元",
    en: "Least amount per enterprise, ¥100,000",
  }),
  maximumAmountFen: defineParameter({
    id: "decision.maximum-amount",
    value: 100_000_000,
    unit: "fen",
    ...contest,
    zh: "每户最高额度 100 万元",
    en: "Largest amount per enterprise, ¥1,000,000",
  }),
  amountUnitFen: defineParameter({
    id: "decision.amount-unit",
    value: 1_000_000,
    unit: "fen",
    ...choice,
    zh: "额度按 1 万元取整",
    en: "Amounts are multiples of ¥10,000",
  }),
  salesSharePpm: defineParameter({
    id: "decision.sales-share",
    value: 200_000,
    unit: "ppm",
    ...choice,
    zh: "额度不超过近 12 个月含税销售额的 20 %，约等于营运资金一年周转五次",
    en: "At most 20 % of twelve months' sales with VAT: about working capital that turns five times a year",
  }),
  netInflowSharePpm: defineParameter({
    id: "decision.net-inflow-share",
    value: 500_000,
    unit: "ppm",
    ...choice,
    zh: "额度不超过近 12 个月净流入（含税销售额减采购额）的 50 %，即偿债覆盖至少两倍",
    en: "At most 50 % of twelve months' net inflow (sales minus purchases with VAT): the debt is covered twice",
  }),
  minimumRatePpm: defineParameter({
    id: "decision.minimum-rate",
    value: 40_000,
    unit: "ppm",
    ...contest,
    zh: "年利率下限 4 %",
    en: "Lowest annual rate, 4 %",
  }),
  maximumRatePpm: defineParameter({
    id: "decision.maximum-rate",
    value: 150_000,
    unit: "ppm",
    ...contest,
    zh: "年利率上限 15 %",
    en: "Highest annual rate, 15 %",
  }),
  lossGivenDefaultPpm: defineParameter({
    id: "decision.loss-given-default",
    value: 600_000,
    unit: "ppm",
    ...choice,
    zh: "违约损失率 60 %",
    en: "Loss given default, 60 %",
  }),
  fundingCostPpm: defineParameter({
    id: "decision.funding-cost",
    value: 20_000,
    unit: "ppm",
    ...choice,
    zh: "资金成本，年 2 %",
    en: "Funding cost, 2 % a year",
  }),
  operatingCostPpm: defineParameter({
    id: "decision.operating-cost",
    value: 10_000,
    unit: "ppm",
    ...choice,
    zh: "运营成本，年 1 %",
    en: "Operating cost, 1 % a year",
  }),
  budgetFen: defineParameter({
    id: "decision.budget",
    value: 10_000_000_000,
    unit: "fen",
    ...contest,
    zh: "年度信贷总额 1 亿元，按授信承诺额计（不按流失后的预计提款额）",
    en: "Annual credit budget ¥100 million, counted on committed amounts (not on the drawn amount expected after churn)",
  }),
};

/** The same policy with one value changed; the change is a design choice of whoever makes it. */
export function withValue<Name extends keyof DecisionParameters>(
  parameters: DecisionParameters,
  name: Name,
  value: DecisionParameters[Name]["value"],
): DecisionParameters {
  return { ...parameters, [name]: { ...parameters[name], value, origin: "designChoice" } };
}

/** The parameters as a list with their values as text, lists as JSON, for the report and the log. */
export function listDecisionParameters(
  parameters: DecisionParameters,
): readonly (Omit<Parameter<unknown>, "value"> & { readonly value: string })[] {
  return Object.values(parameters).map((parameter: Parameter<unknown>) => ({
    ...parameter,
    value: typeof parameter.value === "object" ? JSON.stringify(parameter.value) : String(parameter.value),
  }));
}
