import type { IndicatorRules, Trend } from "#scorecard";
import type { BinningDraft } from "./draft.ts";

/** Everything that is decided of one indicator in the editor; one step of undo. */
export interface EditedRules {
  readonly draft: BinningDraft;
  /** The trend that is locked; `none` locks nothing. */
  readonly lock: Trend;
  readonly missing: "separate" | "merge";
}

/** The plan's rules of an indicator with what was decided in the editor: its cuts or groups are laid down. */
export function rulesOf({ draft, lock, missing }: EditedRules, before: IndicatorRules = {}): IndicatorRules {
  const { cuts: _cuts, groups: _groups, trend: _trend, ...others } = before;
  return {
    ...others,
    missing,
    ...(lock === "none" ? {} : { trend: lock }),
    ...(draft.kind === "numeric" ? { cuts: draft.cuts } : { groups: draft.groups }),
  };
}

/** The rules with cuts and groups left to the solver again, under the locked trend. */
export function rulesToOptimise(lock: Trend, before: IndicatorRules = {}): IndicatorRules {
  const { cuts: _cuts, groups: _groups, trend: _trend, ...others } = before;
  return { ...others, ...(lock === "none" ? {} : { trend: lock }) };
}
