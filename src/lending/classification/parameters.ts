import { defineParameter } from "#kernel";

const order = { effectiveFrom: "2023-07-01", origin: "rule" } as const;
const article = "《商业银行金融资产风险分类办法》（2023年第1号令）";
const unconfirmed = "，条文未核实";
const unconfirmedEn = ", text not confirmed";

/** The thresholds of the five classes; those whose text was not read in the law say so. */
export const classParameters = {
  operationalDays: defineParameter({
    id: "lending.class.operational-days",
    value: 7,
    unit: "days",
    ...order,
    zh: `操作性或技术性短期逾期不超过7天不因此下调：${article}第十条${unconfirmed}`,
    en: `An overdue of up to 7 days for operational or technical reasons does not lower the class: Order 2023 No. 1, Art. 10${unconfirmedEn}`,
  }),
  operationalPresumed: defineParameter({
    id: "lending.class.operational-presumed",
    value: false,
    unit: "boolean",
    effectiveFrom: "2023-07-01",
    origin: "designChoice",
    zh: "未登记原因的短期逾期是否推定为操作性：否，须由人登记原因",
    en: "Whether a short overdue without a recorded cause counts as operational: no, a person records the cause",
  }),
  substandardDays: defineParameter({
    id: "lending.class.substandard-days",
    value: 90,
    unit: "days",
    ...order,
    zh: `逾期超过90天至少归为次级：${article}第十一条`,
    en: "Overdue for more than 90 days is at least substandard: Order 2023 No. 1, Art. 11",
  }),
  doubtfulDays: defineParameter({
    id: "lending.class.doubtful-days",
    value: 270,
    unit: "days",
    ...order,
    zh: `逾期超过270天至少归为可疑：${article}第十二条`,
    en: "Overdue for more than 270 days is at least doubtful: Order 2023 No. 1, Art. 12",
  }),
  lossDays: defineParameter({
    id: "lending.class.loss-days",
    value: 360,
    unit: "days",
    ...order,
    zh: `逾期超过360天归为损失：${article}第十三条${unconfirmed}`,
    en: `Overdue for more than 360 days is a loss: Order 2023 No. 1, Art. 13${unconfirmedEn}`,
  }),
  contagionPpm: defineParameter({
    id: "lending.class.contagion-share",
    value: 100_000,
    unit: "ppm",
    ...order,
    zh: `非零售债务人在本行债权超过10%为不良的，其在本行全部债权归为不良：${article}第七条`,
    en: "When more than 10 % of a non-retail debtor's claims at the bank are non-performing, all of them are: Order 2023 No. 1, Art. 7",
  }),
  upgradeInstalments: defineParameter({
    id: "lending.class.upgrade-instalments",
    value: 2,
    unit: "instalments",
    ...order,
    zh: `不良上调前至少连续两个还款期正常还款：${article}第十四条${unconfirmed}`,
    en: `Before an upgrade from non-performing, at least two consecutive instalments paid: Order 2023 No. 1, Art. 14${unconfirmedEn}`,
  }),
  upgradeDays: defineParameter({
    id: "lending.class.upgrade-days",
    value: 183,
    unit: "days",
    ...order,
    zh: `且不少于6个月（二者取长）：${article}第十四条${unconfirmed}`,
    en: `And at least 6 months, whichever is longer: Order 2023 No. 1, Art. 14${unconfirmedEn}`,
  }),
  observationInstalments: defineParameter({
    id: "lending.class.observation-instalments",
    value: 2,
    unit: "instalments",
    ...order,
    zh: `重组观察期自变更后首个还款日起至少两个还款期：${article}第三章`,
    en: "A restructured loan is observed for at least two instalments from the first due day after the change: Order 2023 No. 1, Ch. 3",
  }),
  observationDays: defineParameter({
    id: "lending.class.observation-days",
    value: 365,
    unit: "days",
    ...order,
    zh: `且不少于一年：${article}第三章`,
    en: "And for at least one year: Order 2023 No. 1, Ch. 3",
  }),
  nonAccrualDays: defineParameter({
    id: "lending.class.non-accrual-days",
    value: 90,
    unit: "days",
    effectiveFrom: "2023-07-01",
    origin: "rule",
    zh: `利息逾期超过90天转表外（非应计）${unconfirmed}`,
    en: `Interest overdue for more than 90 days leaves the balance sheet (non-accrual)${unconfirmedEn}`,
  }),
} as const;

/** The thresholds as numbers. */
export type ClassThresholds = {
  readonly [Name in keyof typeof classParameters]: Name extends "operationalPresumed" ? boolean : number;
};

/** The thresholds in force. */
export const classThresholds: ClassThresholds = {
  operationalDays: classParameters.operationalDays.value,
  operationalPresumed: classParameters.operationalPresumed.value,
  substandardDays: classParameters.substandardDays.value,
  doubtfulDays: classParameters.doubtfulDays.value,
  lossDays: classParameters.lossDays.value,
  contagionPpm: classParameters.contagionPpm.value,
  upgradeInstalments: classParameters.upgradeInstalments.value,
  upgradeDays: classParameters.upgradeDays.value,
  observationInstalments: classParameters.observationInstalments.value,
  observationDays: classParameters.observationDays.value,
  nonAccrualDays: classParameters.nonAccrualDays.value,
};
