import { defineDesignChoice } from "#kernel";

/** How a stage of life is told; thresholds are our own choice and shown as such. */
export const lifeStageParameters = {
  startUpMonths: defineDesignChoice("life-stage.start-up", 36, "months", {
    zh: "成立不满多少个月为初创期的首要依据",
    en: "Age below which an enterprise is first of all a start-up",
  }),
  heldQuarters: defineDesignChoice("life-stage.held-quarters", 2, "count", {
    zh: "新阶段连续多少个季度成立才改变判断",
    en: "Quarters that another stage must hold before the judgement changes",
  }),
} as const;

export type LifeStageParameters = { readonly [Name in keyof typeof lifeStageParameters]: number };

export const defaultLifeStageParameters = Object.fromEntries(
  Object.entries(lifeStageParameters).map(([name, { value }]) => [name, value]),
) as LifeStageParameters;
