import { expect, it } from "vitest";
import { defaultScorecardParameters } from "../../default-parameters.ts";
import type { BinningParameters } from "../../parameters.ts";
import { binIndicator } from "../bin-indicator.ts";
import { sumCells } from "../counting/cell-sums.ts";
import { strayingPlaces } from "./straying-places.ts";

it("finds where each block of a curve turns, on either side, and where blocks meet", () => {
  const bads = [0, 0, 3, 3, 0, 0, 3, 0, 0, 0];
  const cells = {
    floors: Float64Array.from(bads.keys()),
    gridCells: new Int32Array(bads.length).fill(-1),
    goodRows: Float64Array.from(bads, (bad) => 3 - bad),
    badRows: Float64Array.from(bads),
    goods: Float64Array.from(bads, (bad) => 3 - bad),
    bads: Float64Array.from(bads),
  };
  expect([...strayingPlaces(sumCells(cells), 1)].sort((a, b) => a - b)).toEqual([2, 7]);
  expect([...strayingPlaces(sumCells(cells), 2)].sort((a, b) => a - b)).toEqual([2, 4, 5, 6, 7]);
});

it("lets the zoom reach the optimum over all values of weak and rugged columns", () => {
  const draw = generator(20_261_122);
  const rows = 700;
  for (let column = 0; column < 12; column++) {
    const bad = Uint8Array.from({ length: rows }, () => (draw() < 0.12 ? 1 : 0));
    const values = Float64Array.from(bad, (isBad) => draw() + draw() - draw() + isBad * 0.25);
    const ivOf = (maxPreBins: number): number => {
      const parameters: BinningParameters = {
        ...defaultScorecardParameters.binning,
        trend: column % 2 === 0 ? "none" : "auto",
        candidates: "rich",
        maxPreBins,
        maxBins: 6,
        minBinShare: 0.05,
        smoothingRows: 0,
      };
      const result = binIndicator(
        { kind: "numeric", id: "rugged", values },
        { bad, indicators: [] },
        parameters,
      );
      return result.kind === "binned" ? result.iv : 0;
    };
    expect(ivOf(128), `column ${column}`).toBeCloseTo(ivOf(2_000), 12);
  }
});

/** Park and Miller (1988), uniform in (0, 1). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 16_807) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
