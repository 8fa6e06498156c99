import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import {
  type AllocationProblem,
  type AllocationSolver,
  allocateBudget,
  type Candidate,
  shadowPriceOf,
} from "./allocation.ts";
import { loadAllocationSolver } from "./highs-solver.ts";

let solver: AllocationSolver;
beforeAll(async () => {
  solver = await loadAllocationSolver();
});

const candidate = fc.record({
  profitPpm: fc.integer({ min: 1, max: 30_000 }),
  capacityUnits: fc.integer({ min: 10, max: 100 }),
});

/**
 * The exact optimum by dynamic programming over whole units: best[b] after each candidate. An independent oracle, which
 * needs no linear programming: cost candidates × budget × capacity.
 */
function exactOptimum({ candidates, minimumUnits, budgetUnits }: AllocationProblem): number {
  let best = new Float64Array(budgetUnits + 1);
  for (const { profitPpm, capacityUnits } of candidates) {
    const next = best.slice();
    for (let budget = minimumUnits; budget <= budgetUnits; budget++) {
      for (let units = minimumUnits; units <= Math.min(capacityUnits, budget); units++) {
        next[budget] = Math.max(next[budget] ?? 0, (best[budget - units] ?? 0) + units * profitPpm);
      }
    }
    best = next;
  }
  return best[budgetUnits] ?? 0;
}

describe("allocating a budget", () => {
  it("equals the exact optimum of small problems, within the budget and the ranges", () => {
    fc.assert(
      fc.property(
        fc.array(candidate, { maxLength: 7 }),
        fc.integer({ min: 0, max: 300 }),
        (candidates, budgetUnits) => {
          const problem = { candidates, minimumUnits: 10, budgetUnits };
          const allocation = allocateBudget(problem, solver);
          expect(allocation.profit).toBe(exactOptimum(problem));
          expect(allocation.units.reduce((sum, units) => sum + units, 0)).toBeLessThanOrEqual(budgetUnits);
          allocation.units.forEach((units, index) => {
            const capacity = (candidates[index] as Candidate).capacityUnits;
            expect(units === 0 || (Number.isInteger(units) && units >= 10 && units <= capacity)).toBe(true);
          });
        },
      ),
      { numRuns: 60 },
    );
  });

  it("equals the exact optimum of 302 candidates under 1 亿元 with many equal profits", () => {
    const candidates = Array.from({ length: 302 }, (_, index) => ({
      profitPpm: 4_000 + ((index * 7919) % 13) * 1_500,
      capacityUnits: index % 3 === 0 ? 100 : 10 + ((index * 104_729) % 90),
    }));
    const problem = { candidates, minimumUnits: 10, budgetUnits: 10_003 };
    const allocation = allocateBudget(problem, solver);
    expect(allocation.profit).toBe(exactOptimum(problem));
    expect(allocation.relativeGap).toBe(0);
  });

  it("lends nothing when the budget is below the least amount", () => {
    const problem = {
      candidates: [{ profitPpm: 9_000, capacityUnits: 50 }],
      minimumUnits: 10,
      budgetUnits: 9,
    };
    expect(allocateBudget(problem, solver)).toMatchObject({ units: [0], status: "nothingToAllocate" });
  });

  it("refuses an answer whose optimality was not proved", () => {
    const lazy: AllocationSolver = {
      name: "stops early",
      solve: () => ({
        status: "time limit",
        units: new Float64Array(1),
        objective: 0,
        relativeGap: 1,
        budgetDual: null,
      }),
    };
    const problem = {
      candidates: [{ profitPpm: 9_000, capacityUnits: 50 }],
      minimumUnits: 10,
      budgetUnits: 99,
    };
    expect(() => allocateBudget(problem, lazy)).toThrow(/time limit/);
  });
});

describe("the shadow price of the budget", () => {
  it("is the profit of one more unit with the choices fixed", () => {
    fc.assert(
      fc.property(
        fc.array(candidate, { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 10, max: 400 }),
        (candidates, budgetUnits) => {
          const problem = { candidates, minimumUnits: 10, budgetUnits };
          const allocation = allocateBudget(problem, solver);
          const price = shadowPriceOf(problem, allocation, solver);
          expect(price).toBe(profitWithFixedChoices(problem, allocation.units, 1) - allocation.profit);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("is zero when every granted amount is at its capacity, and absent when nothing is granted", () => {
    const candidates = [{ profitPpm: 9_000, capacityUnits: 50 }];
    const ample = { candidates, minimumUnits: 10, budgetUnits: 80 };
    expect(shadowPriceOf(ample, allocateBudget(ample, solver), solver)).toBe(0);
    const none = { candidates, minimumUnits: 10, budgetUnits: 5 };
    expect(shadowPriceOf(none, allocateBudget(none, solver), solver)).toBeNull();
  });
});

/** Best profit with `extra` more budget when exactly the granted candidates stay granted: filled by profit. */
function profitWithFixedChoices(problem: AllocationProblem, units: readonly number[], extra: number): number {
  const granted = problem.candidates.filter((_, index) => (units[index] ?? 0) > 0);
  let left = problem.budgetUnits + extra - granted.length * problem.minimumUnits;
  let profit = 0;
  for (const { profitPpm, capacityUnits } of granted.toSorted((a, b) => b.profitPpm - a.profitPpm)) {
    const more = Math.min(left, capacityUnits - problem.minimumUnits);
    profit += profitPpm * (problem.minimumUnits + more);
    left -= more;
  }
  return profit;
}
