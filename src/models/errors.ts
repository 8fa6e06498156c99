import { defineFaults } from "#kernel";

/** Faults of the register of models. */
export const modelsFaults = defineFaults({
  MODELS_CARD_NOT_FOUND: {
    kind: "notFound",
    zh: "没有这张专家评分卡：{id}",
    en: "there is no expert card {id}",
  },
  MODELS_CARD_STATE: {
    kind: "conflict",
    zh: "专家评分卡第 {version} 版现为{state}，不能{step}",
    en: "expert card version {version} is {state}: it cannot be {step}",
  },
  MODELS_NOT_A_MEMBER: {
    kind: "forbidden",
    zh: "{name} 不是这张评分卡的评审委员",
    en: "{name} is not a member of this card's committee",
  },
  MODELS_CARD_CHANGED: {
    kind: "conflict",
    zh: "评分卡在您打开之后有变化：您看到的内容指纹是 {expected}，现在是 {found}；请重新查看后签署",
    en: "the card changed since you opened it: you saw {expected}, it is now {found}; look at it again and sign",
  },
  MODELS_CARD_INPUT: {
    kind: "badInput",
    zh: "专家评分卡不合法：{problem}",
    en: "the expert card is not valid: {problem}",
  },
});
