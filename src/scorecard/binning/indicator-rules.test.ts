import { describe, expect, it } from "vitest";
import { createRandom } from "#kernel";
import { defaultScorecardParameters } from "../default-parameters.ts";
import type { BinningParameters, IndicatorRules } from "../parameters.ts";
import type { IndicatorColumn, Sample } from "../sample.ts";
import { binIndicator, proveIndicator } from "./bin-indicator.ts";
import type { Binning } from "./binning.ts";
import { checkCertificate } from "./proof/check-certificate.ts";
import { codesOf } from "./codes-of.ts";

const loose: BinningParameters = {
  ...defaultScorecardParameters.binning,
  trend: "auto",
  candidates: "rich",
  minBinShare: 0.05,
  maxBins: 6,
  smoothingRows: 0,
  rareShare: 0,
};

describe("rules of an indicator", () => {
  it("put each special code into a bin of its own, all into one, or merge each into the nearest in risk", () => {
    const rules = { specialCodes: [-9, -8] };
    const apart = bin("x", rules, { special: "separate" });
    expect(apart.bins.slice(-3).map(({ kind }) => kind)).toEqual(["special", "special", "missing"]);
    const together = bin("x", rules, { special: "together" });
    expect(together.bins.at(-2)).toMatchObject({ kind: "special", codes: [-9, -8] });
    expect(together.bins.at(-2)?.count).toBe(
      apart.bins.slice(-3, -1).reduce((sum, { count }) => sum + count, 0),
    );
    const merged = bin("x", rules, { special: "merge", missing: "merge" });
    for (const own of merged.bins.slice(-3)) {
      const target = merged.bins[own.mergedInto ?? -1];
      expect(own.woe).toBe(target?.woe);
      expect(target).toMatchObject({ kind: "range" });
    }
    expect(merged.iv).toBeLessThan(apart.iv);
  });

  it("give the same bins in serving: every code of every row was counted in its bin", () => {
    const all: readonly Partial<BinningParameters>[] = [
      {},
      { special: "together" },
      { special: "merge", missing: "merge" },
    ];
    for (const parameters of all) {
      for (const id of ["x", "c"]) {
        const found = bin(id, { specialCodes: [-9, -8] }, parameters);
        const counts = new Float64Array(found.bins.length);
        for (const code of codesOf(columnOf(id), found)) counts[code] = (counts[code] as number) + 1;
        expect([...counts]).toEqual(found.bins.map(({ count }) => count));
      }
    }
  });

  it("keep fixed cuts, leave forbidden intervals alone, and take given cuts as they are", () => {
    expect(bin("x", { fixedCuts: [0.123] }).cuts).toContain(0.123);
    const free = bin("x", {});
    const forbidden = free.cuts.map((cut) => ({ from: cut - 0.05, to: cut + 0.05 }));
    const moved = bin("x", { forbiddenCuts: forbidden });
    for (const cut of moved.cuts) {
      expect(forbidden.every(({ from, to }) => cut <= from || cut >= to)).toBe(true);
    }
    expect(moved.iv).toBeLessThanOrEqual(free.iv);
    const given = bin("x", { cuts: [-1, 0, 50] });
    expect(given).toMatchObject({ status: "given", cuts: [-1, 0, 50] });
    expect(given.bins[3]).toMatchObject({ count: 0, woe: 0, iv: 0 });
  });

  it("say so when fixed cuts have no values between them", () => {
    const result = binIndicator(columnOf("x"), sample, loose, undefined, { fixedCuts: [1000] });
    expect(result).toEqual({ kind: "infeasible", reason: { conflicts: ["fixedCuts"] } });
  });

  it("force a direction and a number of bins on one indicator alone", () => {
    const valley = bin("x", { trend: "valley", maxBins: 3, minBins: 3 });
    expect(valley.trend).toBe("valley");
    expect(valley.cuts).toHaveLength(2);
  });

  it("bound the objective by the certificate, missing and special bins included", () => {
    for (const objective of ["iv", "js", "hellinger"] as const) {
      const { certificate, status, iv } = bin("x", { specialCodes: [-9, -8] }, { objective });
      expect(status).toBe("optimal");
      expect(certificate.lower).toBe(certificate.upper);
      if (objective === "iv") expect(certificate.lower).toBeCloseTo(iv, 12);
    }
  });
});

describe("proveIndicator", () => {
  it("gives a certificate that a checker replays, and that bounds the value bins", () => {
    const all: readonly Partial<BinningParameters>[] = [
      {},
      { trend: "peak", maxPValue: 0.05 },
      { objective: "ks", minRateGap: 0.02 },
      { over: "worstVintage", trend: "monotone" },
    ];
    for (const parameters of all) {
      for (const id of ["x", "c"]) {
        const proof = proveIndicator(columnOf(id), sample, { ...loose, ...parameters });
        if (proof === null) throw new Error("no proof");
        const check = checkCertificate(proof.problem, proof.certificate);
        expect(check.kind).toBe("proved");
        const { certificate } = bin(id, {}, parameters);
        if (check.kind !== "proved" || parameters.objective || parameters.over) continue;
        const apart = bin(id, {}, parameters).bins.filter(
          ({ kind }) => kind === "missing" || kind === "other",
        );
        const beside = apart.reduce((sum, { iv }) => sum + iv, 0);
        expect(certificate.lower).toBeCloseTo(check.lower + beside, 10);
        expect(certificate.upper).toBeGreaterThanOrEqual(check.upper + beside - 1e-10);
      }
    }
  });
});

describe("categories", () => {
  it("are grouped by bad rate, rare and unseen ones put beside them", () => {
    const found = bin("c", {}, { rareShare: 0.02 });
    const groups = found.bins.filter(({ kind }) => kind === "group");
    const rates = groups.map(({ bads, count }) => bads / count);
    expect(rates).toEqual(rates.toSorted((a, b) => a - b));
    expect(found.bins.at(-2)).toMatchObject({ kind: "other", categories: ["rare"] });
    expect(found.bins.at(-1)).toMatchObject({ kind: "missing" });
  });

  it("keep the groups that somebody laid down", () => {
    const found = bin("c", {
      groups: [
        ["a", "b"],
        ["c", "never"],
      ],
    });
    expect(found.status).toBe("given");
    expect(found.bins[1]).toMatchObject({ kind: "group", categories: ["c", "never"] });
    expect(found.bins[2]).toMatchObject({ kind: "other", categories: ["d", "rare"] });
  });
});

describe("the worst vintage", () => {
  it("is at least as good as under the bins that are best over the sample", () => {
    const worst = bin("x", {}, { over: "worstVintage", trend: "monotone" });
    expect(worst.certificate.lower).toBeLessThanOrEqual(worst.certificate.upper);
    const sampleBins = bin("x", { cuts: bin("x", {}, { trend: "monotone" }).cuts }, { trend: "monotone" });
    expect(worstVintageOf(worst)).toBeGreaterThanOrEqual(worstVintageOf(sampleBins) - 1e-9);
    expect(bin("c", {}, { over: "worstVintage" }).status).not.toBe("given");
  });

  it("is refused when the sample does not say when its rows were observed", () => {
    const { vintages: _, ...timeless } = sample;
    expect(() => binIndicator(columnOf("x"), timeless, { ...loose, over: "worstVintage" })).toThrow(
      /SCORECARD_VINTAGES_ABSENT|observed/,
    );
  });
});

const sample = buildSample(3_000);

function bin(id: string, rules: IndicatorRules, parameters: Partial<BinningParameters> = {}): Binning {
  const result = binIndicator(columnOf(id), sample, { ...loose, ...parameters }, undefined, rules);
  if (result.kind !== "binned") throw new Error(`no bins: ${result.reason.conflicts}`);
  return result;
}

function columnOf(id: string): IndicatorColumn {
  return sample.indicators.find((column) => column.id === id) as IndicatorColumn;
}

/** The least information value of a vintage. */
function worstVintageOf(binning: Binning): number {
  const codes = codesOf(columnOf("x"), binning);
  const vintages = sample.vintages?.codes ?? new Int32Array(0);
  const values = [0, 1, 2].map((vintage) => {
    const bads = new Float64Array(binning.bins.length);
    const goods = new Float64Array(binning.bins.length);
    codes.forEach((code, row) => {
      if (vintages[row] !== vintage) return;
      const counts = sample.bad[row] === 1 ? bads : goods;
      counts[code] = (counts[code] as number) + 1;
    });
    const [allBads, allGoods] = [bads, goods].map((counts) => counts.reduce((sum, count) => sum + count, 0));
    return bads.reduce((sum, bad, code) => {
      const [p, q] = [bad / (allBads ?? 1), (goods[code] as number) / (allGoods ?? 1)];
      return p === q ? sum : sum + (p - q) * Math.log(p / q);
    }, 0);
  });
  return Math.min(...values);
}

function buildSample(rows: number): Sample {
  const random = createRandom("indicator rules");
  const values = new Float64Array(rows);
  const codes = new Int32Array(rows);
  const bad = new Uint8Array(rows);
  const vintages = new Int32Array(rows);
  const categories = ["a", "b", "c", "d", "rare", "unseen"];
  for (let row = 0; row < rows; row++) {
    const value = random.normal();
    const category = random.next() < 0.01 ? 4 : random.integer(4);
    vintages[row] = random.integer(3);
    const slope = 0.5 + 0.5 * (vintages[row] as number);
    const logOdds = -1.2 + slope * value + 0.4 * category;
    bad[row] = random.next() < 1 / (1 + Math.exp(-logOdds)) ? 1 : 0;
    const luck = random.next();
    values[row] = luck < 0.1 ? Number.NaN : luck < 0.15 ? -9 : luck < 0.2 ? -8 : value;
    codes[row] = random.next() < 0.05 ? -1 : category;
  }
  return {
    bad,
    indicators: [
      { kind: "numeric", id: "x", values },
      { kind: "categorical", id: "c", codes, categories },
    ],
    vintages: { codes: vintages, labels: ["2026-01", "2026-02", "2026-03"] },
  };
}
