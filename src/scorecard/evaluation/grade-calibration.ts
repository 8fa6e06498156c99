import { betaLower } from "../distributions/beta.ts";
import { binomialLower, binomialUpper } from "../distributions/binomial.ts";
import type { Occurrences } from "../distributions/binomial.ts";
import type { GradeCalibration } from "./calibration.ts";
import { shareEstimate } from "./estimate.ts";
import type { TrafficLight } from "./estimate.ts";
import type { MasterScale } from "./master-scale.ts";
import { gradeAt } from "./master-scale.ts";
import type { EvaluationParameters } from "./parameters.ts";
import type { ScoreLevels } from "./score-levels.ts";

/**
 * Each grade's PD put to the test against what happened in it, defaults taken as independent.
 * @source D. Tasche, "Validation of internal rating systems and PD estimates" (2006), §3.2.2.1 (binomial); EBA,
 * "Instructions for reporting the validation results of internal models" (2019), §2.5.3 (Jeffreys)
 */
export function testGrades(
  levels: ScoreLevels,
  { grades }: MasterScale,
  { confidence, parameters }: { readonly confidence: number; readonly parameters: EvaluationParameters },
): readonly GradeCalibration[] {
  const { goods, bads, effectiveScale } = levels.totals;
  const tallies = grades.map(() => ({ rows: 0, bads: 0, pd: 0 }));
  levels.points.forEach((points, level) => {
    const tally = tallies[gradeAt(grades, points)] as { rows: number; bads: number; pd: number };
    tally.rows += (levels.goods[level] as number) + (levels.bads[level] as number);
    tally.bads += levels.bads[level] as number;
    tally.pd += levels.pd[level] as number;
  });
  return grades.map(({ grade, pd: { value: pd } }, index): GradeCalibration => {
    const { rows, bads: found, pd: pdSum } = tallies[index] as { rows: number; bads: number; pd: number };
    const occurred = { count: found * effectiveScale, trials: rows * effectiveScale };
    const binomialPValue = binomialUpper(occurred, pd);
    return {
      grade,
      rows,
      bads: found,
      share: rows / (goods + bads),
      pd,
      meanPd: rows > 0 ? pdSum / rows : pd,
      badRate: rows > 0 ? shareEstimate(occurred, confidence) : null,
      binomialPValue,
      jeffreysPValue: jeffreysPValue(occurred, pd),
      light: lightOf(binomialPValue, parameters),
    };
  });
}

/** P(true PD ≤ pd) under Jeffreys' prior once so many bads were seen. */
function jeffreysPValue({ count, trials }: Occurrences, pd: number): number {
  return betaLower(pd, { first: count + 0.5, second: Math.max(0, trials - count) + 0.5 });
}

/** The light of a p-value: green above amber's bound, red below red's. */
export function lightOf(pValue: number, parameters: EvaluationParameters): TrafficLight {
  if (pValue < parameters.calibrationRed.value) return "red";
  return pValue < parameters.calibrationAmber.value ? "amber" : "green";
}

/** Bads found against a mean PD: which way it errs, if beyond chance. */
export function judgePd(
  found: Occurrences,
  meanPd: number,
): { readonly understated: number; readonly overstated: number; readonly twoSided: number } {
  const understated = binomialUpper(found, meanPd);
  const overstated = binomialLower(found, meanPd);
  return { understated, overstated, twoSided: Math.min(1, 2 * Math.min(understated, overstated)) };
}
