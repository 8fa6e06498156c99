import fc from "fast-check";
import { addDays } from "#kernel";
import type { ServicingPolicy } from "../movement.ts";
import { ownRepaymentMethods, type LoanTerms } from "../terms.ts";

/** The terms of the vectors: 1,000,000 at 3.45 %, drawn on 21 January 2026 for twelve months. */
export function termsOf(changes: Partial<LoanTerms> = {}): LoanTerms {
  return {
    principalFen: 100_000_000n,
    annualRatePpm: 34_500,
    drawnOn: "2026-01-21",
    months: 12,
    method: "interestOnlyBullet",
    interestDay: 21,
    roll: "dueDayOnly",
    penaltyFactorPpm: 1_500_000,
    compounds: true,
    ...changes,
  };
}

export const policy: ServicingPolicy = {
  order: ["fee", "penalty", "interest", "principal"],
  lateOrder: ["principal", "fee", "penalty", "interest"],
  principalFirstAfterDays: 90,
  nonAccrualAfterDays: 90,
};

/** Terms of every method, roll and rate, from a hundred yuan to fifty million. */
export const anyTerms: fc.Arbitrary<LoanTerms> = fc
  .record({
    principalFen: fc.bigInt(10_000n, 5_000_000_000n),
    annualRatePpm: fc.integer({ min: 0, max: 240_000 }),
    offset: fc.integer({ min: 0, max: 1000 }),
    months: fc.integer({ min: 1, max: 36 }),
    method: fc.constantFrom(...ownRepaymentMethods),
    interestDay: fc.integer({ min: 1, max: 28 }),
    roll: fc.constantFrom("none" as const, "dueDayOnly" as const, "interestRunsOn" as const),
    penaltyFactorPpm: fc.constantFrom(1_300_000, 1_500_000, 2_000_000),
    compounds: fc.boolean(),
  })
  .map(({ offset, ...terms }) => ({ ...terms, drawnOn: addDays("2025-01-01", offset) }));
