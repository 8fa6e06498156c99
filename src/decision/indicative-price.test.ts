import { expect, it } from "vitest";
import { indicativePrice } from "./indicative-price.ts";
import { decisionParameters as parameters } from "./parameters.ts";
import { priceAt, type ChurnTable } from "./price.ts";

const churn: ChurnTable = Array.from({ length: 23 }, (_, index) => {
  const share = 0.9 * Math.sqrt(index / 22);
  return { ratePpm: 40_000 + index * 5_000, A: share, B: share, C: share };
});
const risk = { pd: 0.02, pdLow: 0.01, pdHigh: 0.03, churnRating: "B" } as const;

it("is the rate of a decision, within the rates at both ends of the grade", () => {
  const { ratePpm, lowPpm, highPpm } = indicativePrice(risk, { churn, addPpm: 0 }, parameters);
  const best = Math.max(...churn.map((row) => priceAt(0.02, row.ratePpm, row.B, parameters).profitPpm));
  const own = churn.find((row) => row.ratePpm === ratePpm);
  expect(priceAt(0.02, ratePpm ?? 0, own?.B ?? 0, parameters).profitPpm).toBe(best);
  expect(lowPpm).toBeLessThanOrEqual(ratePpm ?? 0);
  expect(highPpm).toBeGreaterThanOrEqual(ratePpm ?? Number.POSITIVE_INFINITY);
});

it("makes nothing at its cost, and a loss just below", () => {
  const { costPpm } = indicativePrice(risk, { churn, addPpm: 0 }, parameters);
  expect(Math.abs(priceAt(0.02, costPpm, 0, parameters).profitPpm)).toBeLessThanOrEqual(1);
  expect(priceAt(0.02, costPpm - 100, 0, parameters).profitPpm).toBeLessThan(0);
});

it("adds what an outlook adds, and asks for no more than is allowed", () => {
  const plain = indicativePrice(risk, { churn, addPpm: 0 }, parameters);
  const added = indicativePrice(risk, { churn, addPpm: 2_000 }, parameters);
  expect(added.ratePpm).toBe((plain.ratePpm ?? 0) + 2_000);
  expect(indicativePrice(risk, { churn, addPpm: 900_000 }, parameters).ratePpm).toBe(
    parameters.maximumRatePpm.value,
  );
});

it("has no upper end where the worse end of the grade can have no price, and none at all beyond that", () => {
  const wide = indicativePrice({ ...risk, pdHigh: 0.6 }, { churn, addPpm: 0 }, parameters);
  expect(wide.highPpm).toBeNull();
  expect(wide.ratePpm).not.toBeNull();
  const ruined = { pd: 0.6, pdLow: 0.5, pdHigh: 0.7, churnRating: "C" } as const;
  expect(indicativePrice(ruined, { churn, addPpm: 0 }, parameters)).toMatchObject({
    ratePpm: null,
    lowPpm: null,
    highPpm: null,
  });
});
