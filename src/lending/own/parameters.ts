import { type BusinessDay, defineParameter, type Fen, type Parameter, type RatePpm } from "#kernel";
import type { ServicingPolicy } from "./movement.ts";
import type { AllocationPart, DueDayRoll } from "./terms.ts";

/** Up to which amount a role may decide an application by itself. */
export interface Authority {
  readonly role: string;
  readonly upToFen: Fen;
}

/** Every number of own lending by name. */
export interface OwnLoanParameters {
  readonly interestDay: Parameter<number>;
  readonly roll: Parameter<DueDayRoll>;
  readonly penaltyFactorPpm: Parameter<RatePpm>;
  readonly compounds: Parameter<boolean>;
  readonly order: Parameter<readonly AllocationPart[]>;
  readonly lateOrder: Parameter<readonly AllocationPart[]>;
  readonly principalFirstAfterDays: Parameter<number>;
  readonly nonAccrualAfterDays: Parameter<number>;
  readonly straightThroughUpToFen: Parameter<number>;
  readonly straightThroughPdPpm: Parameter<RatePpm>;
  readonly evaluationValidDays: Parameter<number>;
  readonly authority: Parameter<readonly Authority[]>;
  readonly entrustedAboveFen: Parameter<number>;
}

const effectiveFrom: BusinessDay = "2026-01-01";
const choice = { effectiveFrom, origin: "designChoice" } as const;
const rule = { effectiveFrom, origin: "rule" } as const;

/**
 * The product that ships. Numbers from general knowledge that no text confirmed say so in their sentence (未核实).
 */
export const ownLoanParameters: OwnLoanParameters = {
  interestDay: defineParameter({
    id: "lending.interest-day",
    value: 21,
    unit: "day of month",
    ...choice,
    zh: "先息后本的结息边界日：利息算至 20 日（含），21 日支付；惯例，未核实",
    en: "Interest of interest-only loans runs to the 20th inclusive and is paid on the 21st; custom, not confirmed",
  }),
  roll: defineParameter<DueDayRoll>({
    id: "lending.due-day-roll",
    value: "dueDayOnly",
    unit: "rule",
    ...choice,
    zh: "到期日遇非工作日顺延至下一工作日，计息期不变（最后一期计至顺延日）；产品参数",
    en: "A due day that is not worked moves to the next working day and periods stay (the last runs on); a product choice",
  }),
  penaltyFactorPpm: defineParameter({
    id: "lending.penalty-factor",
    value: 1_500_000,
    unit: "ppm",
    ...rule,
    zh: "逾期罚息为合同利率的 1.5 倍；银发〔2003〕251号：加收 30%–50%（未核实）",
    en: "Penalty rate on overdue principal, 1.5 times the contract rate; PBoC 2003 No. 251: 30–50 % above (not confirmed)",
  }),
  compounds: defineParameter({
    id: "lending.compounds",
    value: true,
    unit: "yes or no",
    ...choice,
    zh: "合同约定对未付利息按罚息利率计收复利；惯例，未核实",
    en: "By contract unpaid interest bears interest at the penalty rate; custom, not confirmed",
  }),
  order: defineParameter<readonly AllocationPart[]>({
    id: "lending.allocation-order",
    value: ["fee", "penalty", "interest", "principal"],
    unit: "parts",
    ...rule,
    zh: "还款冲销顺序：费用、罚息、利息、本金（未核实）",
    en: "A payment covers fees, penalty, interest, principal in this order (not confirmed)",
  }),
  lateOrder: defineParameter<readonly AllocationPart[]>({
    id: "lending.allocation-order-late",
    value: ["principal", "fee", "penalty", "interest"],
    unit: "parts",
    ...rule,
    zh: "逾期超过 90 天的冲销顺序：先本金（未核实）",
    en: "More than 90 days past due: principal first (not confirmed)",
  }),
  principalFirstAfterDays: defineParameter({
    id: "lending.principal-first-after",
    value: 90,
    unit: "days",
    ...rule,
    zh: "逾期超过多少天后先冲本金（未核实）",
    en: "Days past due after which principal is covered first (not confirmed)",
  }),
  nonAccrualAfterDays: defineParameter({
    id: "lending.non-accrual-after",
    value: 90,
    unit: "days",
    ...rule,
    zh: "逾期超过多少天后利息转表外（非应计）",
    en: "Days past due after which interest leaves the balance sheet (non-accrual)",
  }),
  straightThroughUpToFen: defineParameter({
    id: "lending.straight-through-amount",
    value: 50_000_000,
    unit: "fen",
    ...choice,
    zh: "线上直通审批的最高金额；设计选择，须由本行授权",
    en: "Highest amount of straight-through approval; our choice, to be authorised by the bank",
  }),
  straightThroughPdPpm: defineParameter({
    id: "lending.straight-through-pd",
    value: 20_000,
    unit: "ppm",
    ...choice,
    zh: "线上直通审批的违约概率上限；设计选择",
    en: "Highest PD of straight-through approval; our choice",
  }),
  evaluationValidDays: defineParameter({
    id: "lending.evaluation-valid",
    value: 90,
    unit: "days",
    ...choice,
    zh: "评价结果的有效天数，超过则只能走人工审批；设计选择",
    en: "Days for which an evaluation supports straight-through approval; our choice",
  }),
  authority: defineParameter<readonly Authority[]>({
    id: "lending.authority",
    value: [
      { role: "creditOfficer", upToFen: 300_000_000n },
      { role: "riskOfficer", upToFen: 1_000_000_000n },
      { role: "administrator", upToFen: 0n },
    ],
    unit: "fen",
    ...rule,
    zh: "分级审批权限（商业银行法第三十五条）；金额为设计选择，须由本行授权",
    en: "Graded authority to approve (Commercial Banking Law, Art. 35); the amounts are our choice",
  }),
  entrustedAboveFen: defineParameter({
    id: "lending.entrusted-payment-above",
    value: 1_000_000_000,
    unit: "fen",
    ...rule,
    zh: "单笔支付超过 1000 万元须受托支付（金额未核实）；更低者由本行规定",
    en: "Single payments above 10 million yuan are paid to the payee (amount not confirmed); banks may set less",
  }),
};

/** What the day close needs of the parameters. */
export function servicingPolicyOf(parameters: OwnLoanParameters): ServicingPolicy {
  return {
    order: parameters.order.value,
    lateOrder: parameters.lateOrder.value,
    principalFirstAfterDays: parameters.principalFirstAfterDays.value,
    nonAccrualAfterDays: parameters.nonAccrualAfterDays.value,
  };
}
