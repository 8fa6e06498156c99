import { expect, it } from "vitest";
import { defaultScorecardParameters } from "../default-parameters.ts";
import type { Sample } from "../sample.ts";
import { binIndicator } from "./bin-indicator.ts";

it("does not let a handful of rare rows decide what unseen categories are worth", () => {
  const rows = 2_000;
  // Category 2 is rare: seven rows, one of them bad, in a sample where a third is.
  const codes = Int32Array.from({ length: rows }, (_, row) => (row < 7 ? 2 : row % 2));
  const bad = Uint8Array.from({ length: rows }, (_, row) =>
    row < 7 ? (row === 0 ? 1 : 0) : row % 3 === 0 ? 1 : 0,
  );
  const sample: Sample = {
    indicators: [{ kind: "categorical", id: "trade", categories: ["a", "b", "c"], codes }],
    bad,
  };
  const column = sample.indicators[0] ?? expect.unreachable();
  const parameters = { ...defaultScorecardParameters.binning, smoothingRows: 0, minBinShare: 0 };
  const result = binIndicator(column, sample, { ...parameters, trend: "none" });
  const other = result.kind === "binned" ? result.bins.find(({ kind }) => kind === "other") : undefined;
  const bads = bad.reduce((sum, outcome) => sum + outcome, 0);
  // 43 rows at the sample's bad rate beside the seven.
  const [filledBads, filledGoods] = [1 + (43 * bads) / rows, 6 + (43 * (rows - bads)) / rows];
  expect(other).toMatchObject({ count: 7, bads: 1 });
  expect(other?.woe).toBeCloseTo(Math.log(filledBads / bads / (filledGoods / (rows - bads))), 12);
});
