import { expect, it } from "vitest";
import { workingCapitalOf } from "./working-capital.ts";

/** rules.md §6: revenue 20 m, margin 6 %, growth 10 %, days 55/70/60/10/5. */
const basis = {
  revenueFen: 2_000_000_000n,
  marginPpm: 60_000,
  growthPpm: 100_000,
  inventoryDays: 55,
  receivableDays: 70,
  payableDays: 60,
  prepaidDays: 10,
  advanceDays: 5,
};

it("works out the vector of the measures to the fen", () => {
  expect(workingCapitalOf(basis)).toBe(402_111_111n);
  expect(workingCapitalOf(basis) - 150_000_000n - 100_000_000n - 30_000_000n).toBe(122_111_111n);
});

it("needs nothing when suppliers and customers finance the whole business", () => {
  expect(workingCapitalOf({ ...basis, payableDays: 200 })).toBe(0n);
});
