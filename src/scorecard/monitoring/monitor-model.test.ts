import { describe, expect, it } from "vitest";
import { buildMasterScale } from "../evaluation/build-master-scale.ts";
import { defaultEvaluationParameters } from "../evaluation/parameters.ts";
import type { Population } from "../evaluation/population.ts";
import { levelsOf } from "../evaluation/score-levels.ts";
import { buildPopulation } from "../testing/scored-rows.ts";
import { monitorModel } from "./monitor-model.ts";

const baseline = buildPopulation("development", 6_000, "baseline");
const masterScale = buildMasterScale(levelsOf(baseline), {
  grades: 6,
  badsPerGrade: 3,
  pdFloor: 0.0005,
  confidence: 0.95,
});

function monitor(population: Population, outcome?: Uint8Array) {
  const { points, pd, vintages, indicators } = population;
  const current = {
    points,
    pd,
    ...(vintages && { vintages }),
    ...(indicators && { indicators }),
    ...(outcome && { outcome }),
  };
  return monitorModel({ baseline, current, masterScale, confidence: 0.95 });
}

const rulesOf = ({ alarms }: ReturnType<typeof monitor>) =>
  new Set(alarms.map(({ level, rule }) => `${level} ${rule}`));

describe("monitorModel", () => {
  it("is silent about a population that did not move", () => {
    const same = buildPopulation("outOfTime", 4_000, "same");
    const { alarms, stability, grades } = monitor(same, same.bad);
    expect(alarms).toEqual([]);
    expect(stability.scoreByVintage.map(({ vintage }) => vintage)).toEqual([
      "2025-01",
      "2025-02",
      "2025-03",
      "2025-04",
    ]);
    expect(grades).toHaveLength(masterScale.grades.length);
  });

  it("raises red alarms for score and indicator when the population moves, before any outcome is known", () => {
    const moved = buildPopulation("outOfTime", 4_000, "moved", { shift: 0.8 });
    const result = monitor(moved);
    expect(result.maturedRows).toBe(0);
    expect(result.grades).toEqual([]);
    const overall = result.alarms.filter(({ vintage }) => vintage === null);
    expect(overall.map(({ level, rule, subject }) => [level, rule, subject])).toEqual([
      ["red", "scoreShift", null],
      ["red", "indicatorShift", "turnover"],
    ]);
    const shift = result.stability.indicators[0]?.pointsShift ?? 0;
    expect(shift).toBeLessThan(-5);
  });

  it("says that risk is understated, by month and by grade, and not that the order suffers", () => {
    const worse = buildPopulation("outOfTime", 4_000, "worse", { understated: 0.6 });
    const rules = rulesOf(monitor(worse, worse.bad));
    expect(rules).toContain("red riskUnderstated");
    expect([...rules].some((rule) => rule.endsWith("gradeUnderstated"))).toBe(true);
    expect([...rules].some((rule) => rule.endsWith("discriminationLoss"))).toBe(false);
  });

  it("says that risk is overstated, never in red", () => {
    const better = buildPopulation("outOfTime", 4_000, "better", { understated: -0.8 });
    const rules = rulesOf(monitor(better, better.bad));
    expect(rules).toContain("amber riskOverstated");
    expect([...rules].some((rule) => rule.startsWith("red risk"))).toBe(false);
  });

  it("says that discrimination is lost when scores no longer order outcomes", () => {
    const blind = buildPopulation("outOfTime", 4_000, "blind");
    const outcome = blind.bad.slice().sort();
    for (let row = 0; row < outcome.length; row++) outcome[row] = row % 8 === 0 ? 1 : 0;
    expect(rulesOf(monitor(blind, outcome))).toContain("red discriminationLoss");
  });

  it("judges only what has matured, and names a month of few rows instead of judging it", () => {
    const half = buildPopulation("outOfTime", 100, "few");
    const outcome = half.bad.map((bad, row) => (row >= 50 ? 2 : bad));
    const result = monitor(half, outcome);
    expect(result.maturedRows).toBe(50);
    expect(result.stability.performanceByVintage.map(({ vintage }) => vintage)).toEqual([
      "2025-01",
      "2025-02",
    ]);
    expect(rulesOf(result)).toContain("notice fewRows");
  });
});

describe("monitorModel's input", () => {
  it("may hold no row, or none whose outcome is known", () => {
    const moved = buildPopulation("outOfTime", 200, "unknown");
    const unknown = monitor(moved, new Uint8Array(200).fill(2));
    expect([unknown.maturedRows, unknown.grades]).toEqual([0, []]);
    const none = monitor({
      kind: "outOfTime",
      points: new Float64Array(),
      pd: new Float64Array(),
      bad: moved.bad,
    });
    expect(none.stability.score?.index).toBe(0);
    expect(none.rows).toBe(0);
    expect(JSON.parse(JSON.stringify(none))).toEqual(none);
  });

  it("is refused by name and row", () => {
    const moved = buildPopulation("outOfTime", 50, "refused");
    const code = (population: Population, outcome?: Uint8Array) => {
      try {
        monitor(population, outcome);
        return "no fault";
      } catch (error) {
        return (error as { code: string }).code;
      }
    };
    expect(code(moved, moved.bad)).toBe("no fault");
    expect(code(moved, moved.bad.slice(1))).toBe("SCORECARD_LENGTHS_DIFFER");
    expect(
      code(
        moved,
        moved.bad.map(() => 3),
      ),
    ).toBe("SCORECARD_VALUE_NOT_ALLOWED");
    expect(code({ ...moved, pd: moved.pd.slice(1) })).toBe("SCORECARD_LENGTHS_DIFFER");
    expect(code({ ...moved, points: moved.points.map(() => Number.POSITIVE_INFINITY) })).toBe(
      "SCORECARD_VALUE_NOT_ALLOWED",
    );
  });
});

describe("alarms", () => {
  it("leave no shift that is shown amber or red without a word", () => {
    let shown = 0;
    for (let trial = 0; trial < 20; trial++) {
      const same = buildPopulation("outOfTime", 800, `light ${trial}`);
      const codes = Int32Array.from(same.bad, (_, row) => row % 12);
      const labels = Array.from({ length: 12 }, (_, month) => `2025-${String(month).padStart(2, "0")}`);
      const { alarms, stability } = monitor({ ...same, vintages: { codes, labels } }, same.bad);
      for (const { id, byVintage } of stability.indicators) {
        for (const { vintage, stability: shift } of byVintage) {
          if (shift.light === "green" || shift.actualRows < defaultEvaluationParameters.fewestRows.value)
            continue;
          shown++;
          expect(alarms.some((one) => one.subject === id && one.vintage === vintage)).toBe(true);
        }
      }
    }
    expect(shown).toBeGreaterThan(0);
  });

  it("come about by chance in few unmoved populations, however many months are looked at", () => {
    let alarmed = 0;
    for (let trial = 0; trial < 60; trial++) {
      const same = buildPopulation("outOfTime", 800, `unmoved ${trial}`);
      const codes = Int32Array.from(same.bad, (_, row) => row % 20);
      const labels = Array.from({ length: 20 }, (_, month) => `2025-${String(month).padStart(2, "0")}`);
      const { alarms } = monitor({ ...same, vintages: { codes, labels } }, same.bad);
      if (alarms.some(({ level }) => level !== "notice")) alarmed++;
    }
    // Four families of tests, two of them at 5 % on each side.
    expect(alarmed / 60).toBeLessThan(0.25);
  });
});
