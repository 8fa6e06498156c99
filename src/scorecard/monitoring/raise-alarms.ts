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

/** A test made for alarms, with the number of tests of its kind by which its p-value is multiplied. */
interface Shift {
  readonly rule: DriftRule;
  readonly subject: string | null;
  readonly vintage: string | null;
  readonly stability: StabilityIndex;
  readonly tests: number;
}

function shiftAlarms(
  { score, scoreByVintage, indicators }: Stability,
  parameters: EvaluationParameters,
): readonly DriftAlarm[] {
  const ofScore = { rule: "scoreShift", subject: null } as const;
  const ofIndicators = indicators.flatMap(({ id, byVintage }) =>
    byVintage.map(({ vintage, stability }) => ({
      rule: "indicatorShift" as const,
      subject: id,
      vintage,
      stability,
    })),
  );
  const shifts: readonly Shift[] = [
    ...(score ? [{ ...ofScore, vintage: null, stability: score, tests: 1 }] : []),
    ...scoreByVintage.map((found) => ({ ...ofScore, ...found, tests: scoreByVintage.length })),
    ...indicators.flatMap(({ id, overall }): readonly Shift[] =>
      overall
        ? [
            {
              rule: "indicatorShift",
              subject: id,
              vintage: null,
              stability: overall,
              tests: indicators.length,
            },
          ]
        : [],
    ),
    ...ofIndicators.map((found) => ({ ...found, tests: ofIndicators.length })),
  ];
  return shifts.flatMap((shift) => shiftAlarm(shift, parameters));
}

function shiftAlarm(
  { rule, subject, vintage, stability, tests }: Shift,
  parameters: EvaluationParameters,
): readonly DriftAlarm[] {
  const { index, limit, light, actualRows } = stability;
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
  const pValue = Math.min(1, tests * stability.pValue);
  if (light === "green") return [];
  // One of so many shifts that were looked at may well be chance: it is told, and not called an alarm of its light.
  const level = pValue < parameters.stabilitySignificance.value ? light : "notice";
  const customary = light === "red" ? parameters.stabilityRed.value : parameters.stabilityAmber.value;
  const figures = { found: index, expected: 0, limit: Math.max(customary, limit), pValue, rows: actualRows };
  return [{ level, rule, subject, vintage, figures }];
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
  const vintages = stability.performanceByVintage.filter(({ rows }) => rows >= parameters.fewestRows.value);
  const lots = [
    { vintage: null, ...outcome, tests: 1 },
    ...vintages.map((vintage) => ({ ...vintage, tests: vintages.length })),
  ];
  return lots.flatMap(({ vintage, rows, bads, meanPd, tests }) => {
    const { understated, overstated } = judgePd({ count: bads, trials: rows }, meanPd);
    const isUnder = understated < overstated;
    const pValue = Math.min(1, tests * (isUnder ? understated : overstated));
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
    const { rows, badRate, pd } = grade;
    const pValue = Math.min(1, grades.length * grade.binomialPValue);
    const light = lightOf(pValue, parameters);
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
    const inverted = Math.min(1, ((grades.length - 1) * normalTwoSided(z)) / 2);
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
