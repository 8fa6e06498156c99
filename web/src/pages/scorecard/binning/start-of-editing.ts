import type { BinningParameters, BinningResult, IndicatorRules, Trend, TrendChoice } from "#scorecard";
import { type BinningDraft, undividedDraft } from "./draft.ts";
import type { EditedRules } from "./edited-rules.ts";
import type { FineCounts } from "./fine-counts.ts";

interface Decided {
  readonly rules: IndicatorRules | undefined;
  readonly parameters: BinningParameters;
}

/** What the editor opens with: what the plan lays down for the indicator, else the bins that were found. */
export function startOfEditing(counts: FineCounts, result: BinningResult, decided: Decided): EditedRules {
  const { rules, parameters } = decided;
  return {
    draft: draftOf(counts, result, rules),
    lock: lockOf(rules?.trend),
    missing: rules?.missing ?? parameters.missing,
  };
}

function draftOf(counts: FineCounts, result: BinningResult, rules: IndicatorRules = {}): BinningDraft {
  if (counts.values.kind === "numeric") {
    if (rules.cuts !== undefined) return { kind: "numeric", cuts: rules.cuts };
    return result.kind === "binned" ? { kind: "numeric", cuts: result.cuts } : undividedDraft(counts);
  }
  if (rules.groups !== undefined) return { kind: "categorical", groups: rules.groups };
  if (result.kind !== "binned") return undividedDraft(counts);
  const groups = result.bins.flatMap((bin) => (bin.kind === "group" ? [bin.categories] : []));
  return { kind: "categorical", groups };
}

function lockOf(trend: TrendChoice | undefined): Trend {
  return trend === undefined || trend === "auto" || trend === "monotone" || trend === "expected"
    ? "none"
    : trend;
}
