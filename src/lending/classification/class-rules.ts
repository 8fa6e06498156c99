import type { Message, RatePpm } from "#kernel";
import type { ClassRegime, LoanClass } from "../loan.ts";
import { worstOf } from "./class-order.ts";
import { type ClassThresholds, classThresholds } from "./parameters.ts";

/** What a person may record about a loan because days past due cannot show it. */
export const recordedFacts = [
  "operationalOverdue",
  "useChanged",
  "refinancing",
  "nonPerformingElsewhere",
  "overdueElsewhere",
  "creditImpaired",
  "ratingCut",
  "evasion",
  "impairedByHalf",
  "impairedByNineTenths",
  "bankruptcy",
] as const;
export type RecordedFact = (typeof recordedFacts)[number];

/** What is known of a loan at the end of a day. */
export interface ClassFacts {
  readonly regime: ClassRegime;
  readonly daysPastDue: number;
  readonly recorded: ReadonlySet<RecordedFact>;
  /** 无还本续贷 that keeps the conditions: the renewal alone does not lower the class. */
  readonly isRenewal: boolean;
  /** Null when it was never restructured. */
  readonly restructuring: { readonly times: number; readonly isObserved: boolean } | null;
  readonly isWrittenOff: boolean;
  /** Share of the same debtor's claims here that are non-performing by their own triggers. */
  readonly debtorNonPerformingPpm: RatePpm;
}

/** How sure we are of a rule's text: read in a public source, or not confirmed. */
export type RuleConfidence = "public" | "unconfirmed";

/** A row of the rule table: when it applies, the class is at least this one. */
export interface ClassRule {
  readonly code: string;
  readonly atLeast: LoanClass;
  /** Empty for both regimes. */
  readonly regime: ClassRegime | null;
  readonly article: string;
  readonly confidence: RuleConfidence;
  readonly applies: (facts: ClassFacts, thresholds: ClassThresholds) => boolean;
  readonly text: Message;
}

/** The rule table. @source 商业银行金融资产风险分类办法 (Order 2023 No. 1), Arts. 7, 10–14, Ch. 3 */
export const classRules: readonly ClassRule[] = [
  rule(
    "overdue",
    "specialMention",
    "10",
    "unconfirmed",
    isOverdue,
    "本金或利息逾期",
    "Principal or interest is overdue",
  ),
  fact("useChanged", "specialMention", "10", "未经同意改变资金用途", "Use of funds changed without consent"),
  rule(
    "refinancing",
    "specialMention",
    "10",
    "unconfirmed",
    ({ recorded, isRenewal }) => recorded.has("refinancing") && !isRenewal,
    "借新还旧（符合条件的小微续贷除外）",
    "Borrowed anew to repay (qualifying renewals excepted)",
  ),
  rule(
    "observed",
    "specialMention",
    "Ch. 3",
    "unconfirmed",
    ({ restructuring }) => restructuring?.isObserved === true,
    "重组观察期内",
    "Restructured and under observation",
  ),
  fact(
    "nonPerformingElsewhere",
    "specialMention",
    "10",
    "同一非零售债务人在他行债权为不良",
    "The same non-retail debtor is non-performing at another bank",
    "nonRetail",
  ),
  rule(
    "debtorNonPerforming",
    "specialMention",
    "10",
    "unconfirmed",
    ({ debtorNonPerformingPpm }) => debtorNonPerformingPpm > 0,
    "同一非零售债务人在本行有不良债权",
    "The same non-retail debtor has non-performing claims here",
    "nonRetail",
  ),
  rule(
    "overdue90",
    "substandard",
    "11",
    "public",
    ({ daysPastDue }, { substandardDays }) => daysPastDue > substandardDays,
    "逾期超过90天",
    "Overdue for more than 90 days",
  ),
  fact("creditImpaired", "substandard", "11", "已发生信用减值", "Credit-impaired"),
  fact("ratingCut", "substandard", "11", "外部评级大幅下调", "External rating sharply cut"),
  fact(
    "overdueElsewhere",
    "substandard",
    "11",
    "债务人在所有银行逾期90天以上债务超过20%",
    "More than 20 % of the debtor's debt at all banks is overdue for more than 90 days",
    "nonRetail",
  ),
  rule(
    "contagion",
    "substandard",
    "7",
    "public",
    ({ debtorNonPerformingPpm }, { contagionPpm }) => debtorNonPerformingPpm > contagionPpm,
    "债务人在本行超过10%的债权为不良",
    "More than 10 % of the debtor's claims here are non-performing",
    "nonRetail",
  ),
  rule(
    "restructuredAgain",
    "substandard",
    "Ch. 3",
    "unconfirmed",
    ({ restructuring }) => restructuring !== null && restructuring.times > 1 && restructuring.isObserved,
    "观察期内再次重组",
    "Restructured again while under observation",
  ),
  rule(
    "overdue270",
    "doubtful",
    "12",
    "public",
    ({ daysPastDue }, { doubtfulDays }) => daysPastDue > doubtfulDays,
    "逾期超过270天",
    "Overdue for more than 270 days",
  ),
  fact("evasion", "doubtful", "12", "逃废银行债务", "Evades the debt"),
  fact(
    "impairedByHalf",
    "doubtful",
    "12",
    "预期信用损失占账面余额50%以上",
    "Expected loss of at least half the balance",
  ),
  rule(
    "overdue360",
    "loss",
    "13",
    "unconfirmed",
    ({ daysPastDue }, { lossDays }) => daysPastDue > lossDays,
    "逾期超过360天",
    "Overdue for more than 360 days",
  ),
  fact("bankruptcy", "loss", "13", "进入破产清算", "In bankruptcy liquidation"),
  fact(
    "impairedByNineTenths",
    "loss",
    "13",
    "预期信用损失占账面余额90%以上",
    "Expected loss of at least nine tenths of the balance",
  ),
  rule(
    "writtenOff",
    "loss",
    "13",
    "unconfirmed",
    ({ isWrittenOff }) => isWrittenOff,
    "已核销",
    "Written off",
  ),
];

/** The class that the facts ask for, and every trigger behind it, also those of better classes. */
export interface ComputedClass {
  readonly loanClass: LoanClass;
  readonly triggers: readonly string[];
}

/** Worst trigger wins; without any it is 正常. */
export function computeClass(
  facts: ClassFacts,
  thresholds: ClassThresholds = classThresholds,
): ComputedClass {
  const hits = classRules.filter(
    ({ regime, applies }) => (regime === null || regime === facts.regime) && applies(facts, thresholds),
  );
  return {
    loanClass: worstOf(hits.map(({ atLeast }) => atLeast)),
    triggers: hits.map(({ code }) => code),
  };
}

function isOverdue({ daysPastDue, recorded }: ClassFacts, thresholds: ClassThresholds): boolean {
  const { operationalDays, operationalPresumed } = thresholds;
  const isOperational = operationalPresumed || recorded.has("operationalOverdue");
  return daysPastDue > (isOperational ? operationalDays : 0);
}

function rule(
  code: string,
  atLeast: LoanClass,
  article: string,
  confidence: RuleConfidence,
  applies: ClassRule["applies"],
  zh: string,
  en: string,
  regime: ClassRegime | null = null,
): ClassRule {
  return { code, atLeast, regime, article, confidence, applies, text: { zh, en } };
}

/** A rule that applies while a person's record of that name holds. */
function fact(
  code: RecordedFact,
  atLeast: LoanClass,
  article: string,
  zh: string,
  en: string,
  regime: ClassRegime | null = null,
): ClassRule {
  return rule(code, atLeast, article, "unconfirmed", ({ recorded }) => recorded.has(code), zh, en, regime);
}
