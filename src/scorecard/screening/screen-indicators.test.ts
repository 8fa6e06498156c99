import { createRandom } from "#kernel";
import { describe, expect, it } from "vitest";
import { binTable } from "../binning/bin-table.ts";
import { trainOnAllRows } from "../binning/training-rows.ts";
import { defaultScorecardParameters } from "../default-parameters.ts";
import type { ScreeningParameters } from "../parameters.ts";
import { numbersOf } from "../regression/design.ts";
import type { IndicatorColumn, Sample } from "../sample.ts";
import { prepareSample } from "./prepare-sample.ts";
import { screenIndicators } from "./screen-indicators.ts";
import type { Screening } from "./screening.ts";

describe("screenIndicators", () => {
  it("gives every indicator its figures and the reason why it is out", () => {
    const { candidates, screened, figures } = screen({ maxCorrelation: 0.8 });
    expect(candidates.map(({ id }) => id)).toEqual(["quick", "debt", "sector"]);
    expect(figures.map(({ id }) => id)).toEqual(sample.indicators.map(({ id }) => id));
    expect(reasonsOf(screened)).toEqual({
      noise: "weak",
      constant: "mostlyIdentical",
      holes: "mostlyMissing",
      copy: "correlated",
    });
    for (const { id, reason, vif } of figures) {
      const isCandidate = candidates.some((candidate) => candidate.id === id);
      expect(reason === null).toBe(isCandidate);
      expect(vif === null).toBe(!isCandidate);
    }
    expect(figureOf(figures, "holes").missingShare).toBeCloseTo(0.95, 1);
    expect(figureOf(figures, "constant").identicalShare).toBe(1);
    expect(figureOf(figures, "quick").trend).toBe("descending");
  });

  it("marks information that is too good to be true and keeps it", () => {
    const { candidates, figures } = screen({ suspiciousIv: 0.5 });
    expect(figureOf(figures, "quick").isSuspicious).toBe(true);
    expect(figureOf(figures, "debt").isSuspicious).toBe(false);
    expect(candidates.map(({ id }) => id)).toContain("quick");
  });

  it("lets experts' lists overrule the figures, the exclusion both", () => {
    const { candidates, screened } = screen({
      mustIn: ["noise", "copy", "debt"],
      mustOut: ["quick", "debt"],
    });
    expect(candidates.map(({ id }) => id)).toEqual(["copy", "noise", "sector"]);
    expect(reasonsOf(screened)).toMatchObject({ quick: "excludedByExperts", debt: "excludedByExperts" });
  });

  it("drops a combination of others that no pair betrays", () => {
    const parts = makeColumns("parts", 1_500);
    const { quick, debt } = parts;
    const sum = quick.map((value, row) => value + (debt[row] as number));
    const given: Sample = {
      bad: parts.bad,
      indicators: [numeric("quick", quick), numeric("debt", debt), numeric("sum", sum)],
    };
    const free = screen({ maxCorrelation: 0.95, minIv: 0.01 }, given);
    expect(free.candidates).toHaveLength(3);
    const limited = screen({ maxCorrelation: 0.95, minIv: 0.01, maxVif: 1.5 }, given);
    const reason = limited.screened.at(-1)?.reason;
    expect(limited.candidates).toHaveLength(2);
    expect(reason?.kind === "collinear" && reason.vif).toBeGreaterThan(1.5);
    for (const { vif } of limited.figures) expect(vif ?? 1).toBeLessThanOrEqual(1.5);
  });

  it("drops what runs against the experts' direction", () => {
    const { bad, quick } = makeColumns("against", 1_500);
    const given: Sample = {
      bad,
      indicators: [{ ...numeric("quick", quick), expectedDirection: "lowerIsBetter" }],
    };
    const { screened } = screen({}, given, "monotone");
    expect(screened[0]?.reason).toEqual({ kind: "againstExpectation", trend: "descending" });
  });

  it("drops what moved between the first and the last vintage, by the index on its bins", () => {
    const { bad, quick, debt } = makeColumns("moved", 3_000);
    const codes = Int32Array.from({ length: 3_000 }, (_, row) => Math.floor(row / 1_000));
    const shifted = quick.map((value, row) => value - 1.2 * (codes[row] as number));
    const given: Sample = {
      bad,
      indicators: [numeric("shifted", shifted), numeric("debt", debt)],
      vintages: { codes, labels: ["2026-01", "2026-02", "2026-03"] },
    };
    const { figures, screened, candidates } = screen({ maxPsi: 0.25, minIv: 0.01 }, given);
    const [reason] = screened.filter(({ id }) => id === "shifted");
    expect(reason?.reason.kind === "unstable" && reason.reason.psi).toBeGreaterThan(0.25);
    expect(figureOf(figures, "debt").psi).toBeLessThan(0.05);
    expect(candidates.map(({ id }) => id)).toEqual(["debt"]);
  });

  it("answers the same from binnings that were made before", () => {
    const binned = binTable(sample, parametersOf({}).binning);
    const given = screenIndicators(prepareSample(sample), trainOnAllRows(sample), parametersOf({}), {
      binned,
    });
    expect(given).toEqual(screen({}));
  });

  it("answers the same of many rows as of few: shares, correlations and collinearity by counting and cells", () => {
    const many = buildSample(24_000);
    const { candidates, figures, screened } = screen({ maxCorrelation: 0.8 }, many);
    expect(candidates.every(({ column }) => !(column instanceof Float64Array))).toBe(true);
    const copy = screened.find(({ id }) => id === "copy")?.reason;
    expect(copy?.kind === "correlated" && copy.correlation).toBeGreaterThan(0.8);
    expect(figureOf(figures, "constant").identicalShare).toBe(1);
    const values = (many.indicators[0] as { readonly values: Float64Array }).values;
    const rounded = {
      ...many,
      indicators: [
        numeric(
          "tenths",
          values.map((value) => Math.round(value * 10)),
        ),
      ],
    };
    const { identicalShare } = figureOf(screen({}, rounded).figures, "tenths");
    expect(identicalShare).toBe(shareOfMode(rounded.indicators[0]?.values ?? new Float64Array(0)));
    const [left, right] = candidates.map(({ column }) => numbersOf(column));
    expect(left).toHaveLength(24_000);
    expect(right).toHaveLength(24_000);
  });
});

function shareOfMode(values: Float64Array): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return Math.max(...counts.values()) / values.length;
}

function reasonsOf(screened: Screening["screened"]) {
  return Object.fromEntries(screened.map(({ id, reason }) => [id, reason.kind]));
}

function figureOf(figures: Screening["figures"], id: string) {
  const found = figures.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no figures of ${id}`);
  return found;
}

function parametersOf(screening: Partial<ScreeningParameters>, trend: "expected" | "monotone" = "expected") {
  const { binning, screening: defaults } = defaultScorecardParameters;
  return { binning: { ...binning, trend }, screening: { ...defaults, ...screening } };
}

function screen(
  screening: Partial<ScreeningParameters>,
  given: Sample = sample,
  trend: "expected" | "monotone" = "expected",
): Screening {
  return screenIndicators(prepareSample(given), trainOnAllRows(given), parametersOf(screening, trend));
}

function numeric(id: string, values: Float64Array) {
  return { kind: "numeric", id, values } as const;
}

function makeColumns(seed: string, rows: number) {
  const random = createRandom(seed);
  const quick = Float64Array.from({ length: rows }, random.normal);
  const debt = Float64Array.from({ length: rows }, random.normal);
  const bad = Uint8Array.from({ length: rows }, (_, row) => {
    const logOdds = -1.2 - 1.3 * (quick[row] as number) + 0.8 * (debt[row] as number);
    return random.next() < 1 / (1 + Math.exp(-logOdds)) ? 1 : 0;
  });
  return { quick, debt, bad, random };
}

const sample = buildSample(2_000);

function buildSample(rows: number): Sample {
  const { quick, debt, bad, random } = makeColumns("screening", rows);
  const indicators: readonly IndicatorColumn[] = [
    numeric("noise", quick.map(random.normal)),
    numeric("constant", new Float64Array(rows).fill(7)),
    numeric(
      "holes",
      quick.map((value) => (random.next() < 0.95 ? Number.NaN : value)),
    ),
    numeric("quick", quick),
    numeric(
      "copy",
      quick.map((value) => value + 0.2 * random.normal()),
    ),
    numeric("debt", debt),
    {
      kind: "categorical",
      id: "sector",
      categories: ["forging", "casting", "laser"],
      codes: Int32Array.from(bad, (outcome) => {
        const draw = random.next();
        return draw < 0.3 + 0.25 * outcome ? 0 : draw < 0.75 ? 1 : 2;
      }),
    },
  ];
  return { bad, indicators };
}
