import { scorecardFaults } from "../errors.ts";
import { testGrades } from "../evaluation/grade-calibration.ts";
import { defaultEvaluationParameters } from "../evaluation/parameters.ts";
import { checkPopulation, checkScores } from "../evaluation/population.ts";
import { levelsOf } from "../evaluation/score-levels.ts";
import type { ScoredRows } from "../evaluation/score-levels.ts";
import { measureStability } from "./measure-stability.ts";
import { measureVintages } from "./measure-vintages.ts";
import type { ModelMonitoring } from "./model-monitoring.ts";
import type { CurrentPopulation, MonitoringInput } from "./monitoring-input.ts";
import { outcomeFigures } from "./outcome-figures.ts";
import { raiseAlarms } from "./raise-alarms.ts";
import type { Stability } from "./stability.ts";

/**
 * Compares rows scored since with those the model was developed on: shares at once, and whatever has an outcome by now
 * against its PD.
 * @returns plain JSON
 * @throws SCORECARD_LENGTHS_DIFFER, SCORECARD_VALUE_NOT_ALLOWED; SCORECARD_ONE_CLASS for the baseline
 */
export function monitorModel(input: MonitoringInput): ModelMonitoring {
  const { baseline, current, masterScale, confidence, parameters = defaultEvaluationParameters } = input;
  checkPopulation(baseline);
  const expected = levelsOf(baseline);
  const { outcome } = current;
  checkScores(current, current.points.length);
  checkOutcome(current);
  const matured = outcome ? levelsOf(scoredRows(current), (row) => outcome[row] !== 2) : null;
  const hasMatured = matured !== null && matured.totals.rows > 0;
  const stability: Stability = {
    ...measureStability({ rows: withoutVintages(baseline), levels: expected }, [current], parameters),
    performanceByVintage: hasMatured ? maturedVintages(current, { confidence, parameters }) : [],
  };
  const grades = hasMatured ? testGrades(matured, masterScale, { confidence, parameters }) : [];
  return {
    version: "monitoring@1",
    confidence,
    rows: current.points.length,
    maturedRows: matured?.totals.rows ?? 0,
    stability,
    grades,
    alarms: raiseAlarms(
      { stability, grades, ...outcomeFigures(expected, hasMatured ? matured : null) },
      parameters,
    ),
  };
}

function checkOutcome({ points, outcome }: CurrentPopulation): void {
  if (!outcome) return;
  const expected = points.length;
  if (outcome.length !== expected) {
    const found = { subject: "outcome", found: outcome.length, expected };
    throw scorecardFaults.fault("SCORECARD_LENGTHS_DIFFER", found);
  }
  const row = outcome.findIndex((value) => value > 2);
  if (row < 0) return;
  const found = { subject: "outcome", row, found: outcome[row] ?? 0 };
  throw scorecardFaults.fault("SCORECARD_VALUE_NOT_ALLOWED", found);
}

/** The baseline's own months are not monitored. */
function withoutVintages({ points, weights, indicators }: MonitoringInput["baseline"]) {
  return { points, ...(weights && { weights }), ...(indicators && { indicators }) };
}

function scoredRows({ points, pd, weights, outcome }: CurrentPopulation): ScoredRows {
  return { points, pd, bad: outcome ?? new Uint8Array(points.length), ...(weights && { weights }) };
}

function maturedVintages(
  current: CurrentPopulation,
  options: Parameters<typeof measureVintages>[1],
): Stability["performanceByVintage"] {
  const { vintages, outcome } = current;
  if (!vintages || !outcome) return [];
  const codes = vintages.codes.map((code, row) => (outcome[row] === 2 ? -1 : code));
  return measureVintages({ ...scoredRows(current), vintages: { ...vintages, codes } }, options);
}
