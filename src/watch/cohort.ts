import type { RunRate } from "./run-rate.ts";
import { designChoice } from "./design-choice.ts";

/** The measures by which enterprises of one industry are compared. */
export type CohortMeasure = "sales" | "energy" | "running";
export type StreamName = "invoices" | "energy" | "running";

/** What the rules know of the others on the same day. */
export interface Cohort {
  /** Median run rate of the industry; null where fewer than the fewest enterprises have one. */
  medianRatio(industry: string | null, measure: CohortMeasure): number | null;
  /** Whether the streams of most enterprises stopped at once: an outage of the feed, not of an enterprise. */
  isFeedOut(stream: StreamName): boolean;
}

export const cohortParameters = {
  fewest: designChoice("cohort.fewest-enterprises", 5, "", {
    zh: "同行业至少这么多家有数据，才与同行业中位数比较",
    en: "Enterprises of an industry that must have the figure before it is compared with their median",
  }),
  outageShare: designChoice("cohort.outage-share", 500_000, "ppm", {
    zh: "此前每天有数据的企业中，同时中断的占比达到此值即视为数据源故障",
    en: "Share of the enterprises with daily data that stop at once from which on the feed itself is out",
  }),
  outageFewest: designChoice("cohort.outage-fewest", 3, "", {
    zh: "至少这么多家企业才判断数据源故障",
    en: "Enterprises needed before an outage of the feed is concluded",
  }),
};

/** A cohort of nobody: used where one enterprise stands alone. */
export const emptyCohort: Cohort = { medianRatio: () => null, isFeedOut: () => false };

/**
 * How far below its industry a run rate is: the ratio divided by the industry's median where that fell as well. An
 * industry that grew does not make an enterprise look worse.
 */
export function relativeRatio(rate: RunRate, median: number | null): number {
  return median === null || median >= 1 || median <= 0 ? rate.ratio : Math.min(1, rate.ratio / median);
}
