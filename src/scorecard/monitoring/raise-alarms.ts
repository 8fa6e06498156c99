import { normalLower, normalTwoSided } from "../distributions/normal.ts";
import type { GradeCalibration } from "../evaluation/calibration.ts";
import type { AucVariance } from "../evaluation/delong.ts";
import { judgePd, lightOf } from "../evaluation/grade-calibration.ts";
import type { EvaluationParameters } from "../evaluation/parameters.ts";
import type { DriftAlarm, DriftRule } from "./drift-alarm.ts";
import type { Stability, StabilityIndex } from "./stability.ts";

/** What is looked at for alarms: all of it optional but the shifts. */
export interface AlarmFigures {
  readonly stability: Stability;
  /** Of the rows judged; empty without outcomes. */
  readonly grades: readonly GradeCalibration[];
  readonly discrimination: { readonly expected: AucVariance; readonly actual: AucVariance } | null;
  /** Bads found and mean PD, by weight of the effective rows. */
  readonly outcome: { readonly rows: number; readonly bads: number; readonly meanPd: number } | null;
}

/** Alarms, the gravest first. */
export function raiseAlarms(figures: AlarmFigures, parameters: EvaluationParameters): readonly DriftAlarm[] {
  const alarms = [
    ...shiftAlarms(figures.stability, parameters),
    ...discriminationAlarms(figures, parameters),
    ...outcomeAlarms(figures, parameters),
    ...gradeAlarms(figures.grades, parameters),
  ];
  return alarms.sort((a, b) => gravity[b.level] - gravity[a.level]);
}

const gravity = { notice: 0, amber: 1, red: 2 } as const;

function shiftAlarms(
  { score, scoreByVintage, indicators }: Stability,
  parameters: EvaluationParameters,
): readonly DriftAlarm[] {
  const shifted = (
    rule: DriftRule,
    subject: string | null,
    overall: StabilityIndex | null,
    byVintage: Stability["scoreByVintage"],
  ): readonly DriftAlarm[] => [
    ...(overall ? shiftAlarm(rule, subject, null, overall, parameters) : []),
    ...byVintage.flatMap(({ vintage, stability }) =>
      shiftAlarm(rule, subject, vintage, stability, parameters),
    ),
  ];
  return [
    ...shifted("scoreShift", null, score, scoreByVintage),
    ...indicators.flatMap(({ id, overall, byVintage }) => shifted("indicatorShift", id, overall, byVintage)),
  ];
}

function shiftAlarm(
  rule: DriftRule,
  subject: string | null,
  vintage: string | null,
  { index, limit, pValue, light, actualRows }: StabilityIndex,
  parameters: EvaluationParameters,
): readonly DriftAlarm[] {
  if (actualRows < parameters.fewestRows.value) {
    if (rule !== "scoreShift") return [];
    const figures = {
      found: actualRows,
      expected: actualRows,
      limit: parameters.fewestRows.value,
      pValue: null,
      rows: actualRows,
    };
    return [{ level: "notice", rule: "fewRows", subject, vintage, figures }];
  }
  if (light === "green") return [];
  const customary = light === "red" ? parameters.stabilityRed.value : parameters.stabilityAmber.value;
  const figures = { found: index, expected: 0, limit: Math.max(customary, limit), pValue, rows: actualRows };
  return [{ level: light, rule, subject, vintage, figures }];
}

function discriminationAlarms(
  { discrimination, outcome }: AlarmFigures,
  { discriminationSignificance, discriminationLossRed }: EvaluationParameters,
): readonly DriftAlarm[] {
  if (!discrimination) return [];
  const { expected, actual } = discrimination;
  const loss = expected.auc - actual.auc;
  const pValue = normalLower(-loss / Math.sqrt(expected.variance + actual.variance));
  if (!(loss > 0) || !(pValue < discriminationSignificance.value)) return [];
  return [
    {
      level: loss >= discriminationLossRed.value ? "red" : "amber",
      rule: "discriminationLoss",
      subject: null,
      vintage: null,
      figures: {
        found: actual.auc,
        expected: expected.auc,
        limit: expected.auc - discriminationLossRed.value,
        pValue,
        rows: outcome?.rows ?? 0,
      },
    },
  ];
}

function outcomeAlarms(
  { outcome, stability }: AlarmFigures,
  parameters: EvaluationParameters,
): readonly DriftAlarm[] {
  if (!outcome) return [];
  const lots = [
    { vintage: null, ...outcome },
    ...stability.performanceByVintage.filter(({ rows }) => rows >= parameters.fewestRows.value),
  ];
  return lots.flatMap(({ vintage, rows, bads, meanPd }) => {
    const { understated, overstated } = judgePd({ count: bads, trials: rows }, meanPd);
    const isUnder = understated < overstated;
    const pValue = isUnder ? understated : overstated;
    const light = lightOf(pValue, parameters);
    if (light === "green") return [];
    // Overstated risk costs business, not safety: it is never red.
    const level = isUnder ? light : "amber";
    const rule = isUnder ? "riskUnderstated" : "riskOverstated";
    const limit = level === "red" ? parameters.calibrationRed.value : parameters.calibrationAmber.value;
    return [
      {
        level,
        rule,
        subject: null,
        vintage,
        figures: { found: bads / rows, expected: meanPd, limit, pValue, rows },
      } as const,
    ];
  });
}

function gradeAlarms(
  grades: readonly GradeCalibration[],
  parameters: EvaluationParameters,
): readonly DriftAlarm[] {
  return grades.flatMap((grade, index): readonly DriftAlarm[] => {
    const alarms: DriftAlarm[] = [];
    const { rows, badRate, pd, light, binomialPValue: pValue } = grade;
    if (!badRate || rows < parameters.fewestRows.value) return alarms;
    const about = { subject: grade.grade, vintage: null } as const;
    if (light !== "green") {
      const limit = light === "red" ? parameters.calibrationRed.value : parameters.calibrationAmber.value;
      const figures = { found: badRate.value, expected: pd, limit, pValue, rows };
      alarms.push({ level: light, rule: "gradeUnderstated", ...about, figures });
    }
    const better = grades[index - 1];
    if (!better?.badRate || better.badRate.value <= badRate.value) return alarms;
    const z = rateDifferenceZ(better, grade);
    const inverted = normalTwoSided(z) / 2;
    if (inverted >= parameters.calibrationAmber.value) return alarms;
    const figures = {
      found: badRate.value,
      expected: better.badRate.value,
      limit: parameters.calibrationAmber.value,
      pValue: inverted,
      rows,
    };
    alarms.push({ level: "amber", rule: "gradeOrderBroken", ...about, figures });
    return alarms;
  });
}

/** Pooled z of two grades' bad rates. */
function rateDifferenceZ(one: GradeCalibration, other: GradeCalibration): number {
  const pooled = (one.bads + other.bads) / (one.rows + other.rows);
  const variance = pooled * (1 - pooled) * (1 / one.rows + 1 / other.rows);
  return (one.bads / one.rows - other.bads / other.rows) / Math.sqrt(variance);
}
