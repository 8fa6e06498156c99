import { expect, it } from "vitest";
import { defaultScorecardParameters } from "../default-parameters.ts";
import type { BinningParameters } from "../parameters.ts";
import { hasGermanCredit, readGermanCredit } from "../testing/german-credit.ts";
import { binIndicator } from "./bin-indicator.ts";

const numericColumns = ["duration_in_month", "credit_amount", "age_in_years"];

it.skipIf(!hasGermanCredit())("zooms in on the optimum over all values, 921 of them in credit amount", () => {
  const data = readGermanCredit();
  for (const name of numericColumns) {
    const values = Float64Array.from(data.columns.get(name) ?? [], Number);
    for (const maxBins of [4, 5, 8]) {
      const valueOf = (maxPreBins: number): number => {
        const parameters: BinningParameters = {
          ...defaultScorecardParameters.binning,
          trend: "auto",
          candidates: "rich",
          maxPreBins,
          maxBins,
          minBinShare: 0.05,
          smoothingRows: 0,
        };
        const sample = { bad: data.bad, indicators: [] };
        const result = binIndicator({ kind: "numeric", id: name, values }, sample, parameters);
        if (result.kind === "infeasible") throw new Error(`no bins of ${name}`);
        expect(result.candidates.everyValue).toBe(maxPreBins > 128 || name !== "credit_amount");
        return result.iv;
      };
      expect(valueOf(128), `${name}, at most ${maxBins} bins`).toBeCloseTo(valueOf(2_000), 12);
    }
  }
});
