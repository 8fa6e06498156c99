import type { WeakStepLimits } from "#customers";
import { defineDesignChoice } from "#kernel";

/** Thresholds of weak steps; design choices that a bank may set. */
export const stepParameters = {
  abandonedAfterDays: defineDesignChoice("customers.abandoned-after", 30, "days", {
    zh: "在同一环节停留超过该天数计为流失",
    en: "A case that has stayed at a step for longer counts as given up",
  }),
  slowSharePpm: defineDesignChoice("customers.slow-share", 400_000, "ppm", {
    zh: "环节占全流程时间超过该比例为慢环节",
    en: "A step that takes more than this share of a process's time is slow",
  }),
  slowHours: defineDesignChoice("customers.slow-hours", 24, "hours", {
    zh: "等待中位数不足该小时数的环节不算慢",
    en: "A step whose median wait is shorter is not slow",
  }),
  shareLowPpm: defineDesignChoice("customers.weak-share", 100_000, "ppm", {
    zh: "流失、返工、拒绝率的置信下限达到该值为薄弱环节",
    en: "Drop-off, rework or refusals whose lower bound reaches this make a step weak",
  }),
  leastCases: defineDesignChoice("customers.weak-cases", 5, "cases", {
    zh: "判断薄弱环节的最少件数",
    en: "Fewest cases from which a weakness is told",
  }),
} as const;

export const customersStepLimits: WeakStepLimits = {
  abandonedAfterDays: stepParameters.abandonedAfterDays.value,
  slowShare: stepParameters.slowSharePpm.value / 1e6,
  slowHours: stepParameters.slowHours.value,
  shareLow: stepParameters.shareLowPpm.value / 1e6,
  leastCases: stepParameters.leastCases.value,
};
