import { defineFaults } from "#kernel";

/** Faults of the indicator room: callers that contradict themselves. */
export const indicatorFaults = defineFaults({
  INDICATORS_AS_OF_DIFFERS: {
    kind: "internal",
    zh: "指标要求截止日 {expected}，但事实数据的截止日是 {found}",
    en: "Indicators were asked as of {expected}, but the facts are as of {found}",
  },
});
