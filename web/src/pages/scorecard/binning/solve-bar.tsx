import { Button, InputNumber } from "antd";
import { useState } from "react";
import { useText } from "../../../i18n/language.tsx";
import { useConstraintNames } from "../steps/reason-text.ts";
import type { NumericDraft } from "./draft.ts";
import type { FineCounts, NumericEntry } from "./fine-counts.ts";
import { solveCuts, type SolverLimits } from "./solve-cuts.ts";
import { text } from "./text.ts";

interface SolveBarProps {
  readonly counts: FineCounts;
  readonly entries: readonly NumericEntry[];
  readonly limits: SolverLimits;
  readonly onSolved: (draft: NumericDraft) => void;
}

/** Finds the optimum under the locked trend and a number of bins at once, without a run; or says what conflicts. */
export function SolveBar({ counts, entries, limits, onSolved }: SolveBarProps) {
  const t = useText(text);
  const nameConstraints = useConstraintNames();
  const [maxBins, setMaxBins] = useState(limits.maxBins);
  const [conflicts, setConflicts] = useState<readonly string[]>([]);
  const solve = () => {
    const solved = solveCuts(counts, entries, { ...limits, maxBins });
    if (solved.kind === "numeric") onSolved(solved);
    setConflicts(solved.kind === "numeric" ? [] : solved.reason.conflicts);
  };
  return (
    <>
      <span>
        {t("atMost")}{" "}
        <InputNumber
          size="small"
          aria-label={t("atMost")}
          min={2}
          max={50}
          value={maxBins}
          style={{ width: 70 }}
          onChange={(typed) => setMaxBins(typed ?? maxBins)}
        />
      </span>
      <Button size="small" onClick={solve}>
        {t("solve")}
      </Button>
      {conflicts.length > 0 && (
        <span className="refusal" role="alert">
          {t("noOptimum", { names: nameConstraints(conflicts) })}
        </span>
      )}
    </>
  );
}
