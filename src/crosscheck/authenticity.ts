import { evidenceSharesOf } from "./asset-series.ts";
import type { CheckInput } from "./check.ts";
import type { Authenticity, AuthenticityGrade } from "./contradiction.ts";

/**
 * A grade of how far the data may be believed. Every contradiction takes off by what it suggests and how strong it is;
 * what could not be checked, and what came by hand, keeps the score from rising. An accusation of fraud refutes.
 */
export function gradeAuthenticity(
  { facts, parameters }: CheckInput,
  { checks, contradictions }: Pick<Authenticity, "checks" | "contradictions">,
): Authenticity {
  const made = checks.filter(({ outcome }) => outcome !== "notComputable").length;
  const readings = [...facts.machineDays, ...facts.meterDays];
  const shares = evidenceSharesOf(readings);
  const evidence = readings.length === 0 ? 0.3 : shares.device + 0.9 * shares.gateway + 0.5 * shares.manual;
  const coverage = checks.length === 0 ? 0 : made / checks.length;
  let kept = 1;
  for (const { suspicion, strength } of contradictions) kept *= 1 - strength * weights[suspicion];
  const score = Math.round(100 * kept * (0.5 + 0.3 * evidence + 0.2 * coverage));
  const isAccused = contradictions.some(
    ({ suspicion, strength }) => suspicion === "fraud" && strength >= parameters.accusationStrength,
  );
  return {
    grade: gradeOf({ isAccused, made, score, fewest: parameters.fewestChecks }),
    score,
    checks,
    contradictions,
  };
}

const weights = { fraud: 0.7, inconsistency: 0.2, fault: 0.12 } as const;

function gradeOf({
  isAccused,
  made,
  score,
  fewest,
}: {
  readonly isAccused: boolean;
  readonly made: number;
  readonly score: number;
  readonly fewest: number;
}): AuthenticityGrade {
  if (isAccused) return "refuted";
  if (made < fewest) return "unknown";
  if (score >= 80) return "high";
  return score >= 60 ? "medium" : "low";
}
