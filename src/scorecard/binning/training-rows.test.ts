import { expect, it } from "vitest";
import { trainOn } from "./training-rows.ts";

it("counts rows and outcomes of what a step may look at, and weighs the outcomes alone", () => {
  const bad = Uint8Array.of(1, 0, 1, 0, 0);
  const weights = Float64Array.of(2, 1, 3, 0.5, 4);
  const training = trainOn(Uint8Array.of(1, 1, 1, 1, 0), { indicators: [], bad, weights });
  expect(training).toMatchObject({ rows: 4, badRows: 2, totals: { bads: 5, goods: 1.5 } });
});
