import { defineDesignChoice } from "#kernel";
import type { Parameter } from "#kernel";

/** From how many outcomes on a segment has something of its own to say, and how it borrows from the others. */
export interface SegmentParameters {
  /** Fewest rows of the rarer outcome for a card with bins and indicators of its own. */
  readonly ownOutcomes: Parameter<number>;
  /** Fewest for coefficients of its own, drawn towards the pooled ones. */
  readonly shrunkOutcomes: Parameter<number>;
  /** How far segments' coefficients are expected to lie from the pooled ones, before they are looked at. */
  readonly expectedSpread: Parameter<number>;
  /** As many segments' worth does that expectation count. */
  readonly expectationWeight: Parameter<number>;
  readonly confidence: Parameter<number>;
}

/** The choices that ship. */
export const defaultSegmentParameters: SegmentParameters = {
  ownOutcomes: choose("ownOutcomes", 150, "rows", {
    zh: "单独建卡所需的违约（或未违约，取少者）企业数",
    en: "fewest rows of the rarer outcome for a segment's own card",
  }),
  shrunkOutcomes: choose("shrunkOutcomes", 5, "rows", {
    zh: "沿用总体分箱、单独估计系数（向总体收缩）所需的违约（或未违约，取少者）企业数",
    en: "fewest rows of the rarer outcome for coefficients drawn towards the pooled ones",
  }),
  expectedSpread: choose("expectedSpread", 0.3, "", {
    zh: "看到数据前，预期各分群系数与总体系数之差的标准差",
    en: "standard deviation of segments' coefficients around the pooled ones that is expected beforehand",
  }),
  expectationWeight: choose("expectationWeight", 2, "segments", {
    zh: "上述预期相当于多少个分群的证据",
    en: "segments' worth of evidence that the expectation counts for",
  }),
  confidence: choose("confidence", 0.95, "probability", {
    zh: "分群系数区间的置信度",
    en: "confidence of the intervals of segments' coefficients",
  }),
};

/** The same as a list, for showing beside a result. */
export const segmentParameters: readonly Parameter<number>[] = Object.values(defaultSegmentParameters);

function choose(
  id: string,
  value: number,
  unit: string,
  words: { readonly zh: string; readonly en: string },
): Parameter<number> {
  return defineDesignChoice(`scorecard.segments.${id}`, value, unit, words);
}
