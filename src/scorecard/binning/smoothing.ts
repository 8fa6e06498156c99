import { defineDesignChoice } from "#kernel";
import type { CountedBin } from "./counted-bin.ts";

/** What keeps the weight of evidence of a bin of one outcome finite when nothing else does. */
export const oneOutcomeRows = defineDesignChoice("scorecard.binning.oneOutcomeRows", 1, "rows", {
  zh: "未设平滑时，只含一种结果的箱，计算证据权重前加入的按样本违约率构成的虚拟行数",
  en: "rows at the sample's bad rate added to a bin of one outcome when there is no smoothing",
});

/** A handful of rare rows says little of the categories that are still to come. */
export const otherRows = defineDesignChoice("scorecard.binning.otherRows", 50, "rows", {
  zh: "罕见及未见类别箱不足此行数时，计算证据权重前以样本违约率补足的行数",
  en: "rows up to which the bin of rare and unseen categories is filled at the sample's bad rate before its weight of evidence is taken",
});

/**
 * Rows at the sample's own bad rate that are added to a bin before its weight of evidence is taken: the parameter's, and
 * for a bin of a single outcome never none: one beside the values, or a value bin that was laid down or that an objective
 * other than information value has chosen, which finds no such value bin without smoothing itself. The bin of rare and
 * unseen categories is filled up.
 */
export function smoothingOf({ kind, outcomes }: CountedBin, smoothingRows: number): number {
  const isOfOneOutcome = outcomes.goodRows === 0 || outcomes.badRows === 0;
  if (kind.kind === "other") {
    const least = isOfOneOutcome ? oneOutcomeRows.value : 0;
    const missing = otherRows.value - outcomes.goodRows - outcomes.badRows;
    return Math.max(smoothingRows > 0 ? smoothingRows : least, missing);
  }
  return smoothingRows === 0 && isOfOneOutcome ? oneOutcomeRows.value : smoothingRows;
}
