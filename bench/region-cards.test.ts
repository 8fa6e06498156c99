import { expect, it } from "vitest";
import { benchRegionCards, leakageAuc, sayRegionCards } from "./region-cards.bench.ts";

it("layers of a region's card on a year that their fit had not seen", { timeout: 300_000 }, async () => {
  const found = await benchRegionCards(260, "short");
  if (found === null) throw new Error("too few defaults to try a card");
  console.info(sayRegionCards(found));
  for (const { layer, auc } of found.layers) {
    expect(auc.low, layer).toBeLessThanOrEqual(auc.value);
    expect(auc.value, `${layer}: something knows the outcome`).toBeLessThan(leakageAuc);
  }
  // The days of the fit end a year before the day of the test, so that no outcome of the test's year is in it.
  const lastFit = found.developedOn.at(-1) ?? "";
  expect(Number(found.testedOn.slice(0, 4)) - Number(lastFit.slice(0, 4))).toBeGreaterThanOrEqual(1);
});
