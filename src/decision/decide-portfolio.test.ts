import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { AllocationSolver } from "./allocation.ts";
import { type DecisionRequest, decidePortfolio } from "./decide-portfolio.ts";
import { buildApplicant, buildApplicants, churnRows } from "./decision-fixture.ts";
import { loadAllocationSolver } from "./highs-solver.ts";
import { decisionParameters, withValue } from "./parameters.ts";

let solver: AllocationSolver;
beforeAll(async () => {
  solver = await loadAllocationSolver();
});

function request(changes: Partial<DecisionRequest> = {}): DecisionRequest {
  return {
    applicants: [buildApplicant()],
    churn: churnRows,
    asOf: "2020-02-21",
    sampleBadRate: 27 / 123,
    parameters: decisionParameters,
    ...changes,
  };
}

describe("deciding a portfolio", () => {
  it("never lends more than the budget, and amounts are in range, whole and within capacity", () => {
    fc.assert(
      fc.property(fc.string(), fc.bigInt({ min: 0n, max: 4_000_000_000n }), (seed, budgetFen) => {
        const { decisions, portfolio } = decidePortfolio(
          request({ applicants: buildApplicants(40, seed), budgetFen }),
          solver,
        );
        const total = decisions.reduce((sum, decision) => sum + (decision.amountFen ?? 0n), 0n);
        expect(total).toBe(portfolio.amountFen);
        expect(total <= budgetFen).toBe(true);
        for (const { outcome, amountFen, capacityFen, annualRatePpm, reasons } of decisions) {
          expect(reasons.length).toBeGreaterThan(0);
          if (outcome === "declined") {
            expect([amountFen, annualRatePpm]).toEqual([null, null]);
          } else {
            const amount = amountFen ?? 0n;
            expect(amount >= 10_000_000n && amount <= capacityFen && amount <= 100_000_000n).toBe(true);
            expect(amount % 1_000_000n).toBe(0n);
            expect(annualRatePpm).toBeGreaterThanOrEqual(40_000);
            expect(annualRatePpm).toBeLessThanOrEqual(150_000);
          }
        }
      }),
      { numRuns: 12 },
    );
  });

  it("does not depend on the order of the applicants", () => {
    const applicants = buildApplicants(120, "order");
    const budgetFen = 2_000_000_000n;
    const forwards = decidePortfolio(request({ applicants, budgetFen }), solver);
    const backwards = decidePortfolio(request({ applicants: applicants.toReversed(), budgetFen }), solver);
    expect(backwards.decisions.toReversed()).toEqual(forwards.decisions);
    expect(backwards.portfolio).toEqual(forwards.portfolio);
  });

  it("never expects less profit when everybody's PD falls, all grades read on one churn curve", () => {
    // Across curves it would be false: the contest's A customers leave sooner at the same rate than its C customers.
    const grades = decisionParameters.grades.value.map((grade) => ({ ...grade, churnRating: "B" as const }));
    const parameters = withValue(decisionParameters, "grades", grades);
    fc.assert(
      fc.property(fc.string(), fc.double({ min: 0, max: 1, noNaN: true }), (seed, factor) => {
        const applicants = buildApplicants(30, seed);
        const better = applicants.map((applicant) => ({ ...applicant, rawPd: applicant.rawPd * factor }));
        const budgetFen = 600_000_000n;
        const profitOf = (asked: typeof applicants): bigint =>
          decidePortfolio(request({ applicants: asked, budgetFen, parameters }), solver).portfolio
            .expectedProfitFen;
        expect(profitOf(better) >= profitOf(applicants)).toBe(true);
      }),
      { numRuns: 10 },
    );
  });

  it("states the gain of one percent more budget at no less than the shadow price promises", () => {
    const { portfolio } = decidePortfolio(
      request({ applicants: buildApplicants(302, "contest"), budgetFen: 5_000_000_000n }),
      solver,
    );
    const promised = (50_000_000n * BigInt(portfolio.shadowPricePpm ?? 0)) / 1_000_000n;
    expect(portfolio.solver.status).toBe("optimal");
    expect(portfolio.shadowPricePpm).toBeGreaterThan(0);
    // Equal while one enterprise's profit covers the whole percent; a new choice can only gain, capacities can lose.
    const gained = portfolio.profitOfOnePercentMoreBudgetFen ?? 0n;
    expect(Number(gained)).toBeGreaterThan(Number(promised) * 0.9);
    expect(Number(gained)).toBeLessThan(Number(promised) * 1.1);
  });

  it("grants fewer and expects less under the stress tendency than under the low one", () => {
    const { portfolio } = decidePortfolio(request({ applicants: buildApplicants(302, "tendency") }), solver);
    expect(portfolio.sensitivity.map((row) => row.centralTendencyPpm)).toEqual([22_000, 37_000, 60_000]);
    const [low, base, stress] = portfolio.sensitivity;
    expect(base?.used).toBe(true);
    expect(base?.expectedProfitFen).toBe(portfolio.expectedProfitFen);
    expect((low?.meanPd ?? 0) < (stress?.meanPd ?? 0)).toBe(true);
    expect((low?.expectedProfitFen ?? 0n) > (stress?.expectedProfitFen ?? 0n)).toBe(true);
  });

  it("never expects more profit at a higher central tendency", () => {
    fc.assert(
      fc.property(fc.string(), fc.bigInt({ min: 0n, max: 1_000_000_000n }), (seed, budgetFen) => {
        const { portfolio } = decidePortfolio(
          request({ applicants: buildApplicants(30, seed), budgetFen }),
          solver,
        );
        const profits = portfolio.sensitivity.map((row) => row.expectedProfitFen);
        expect(profits).toEqual(profits.toSorted((a, b) => (a < b ? 1 : a > b ? -1 : 0)));
      }),
      { numRuns: 12 },
    );
  });

  it("declines everybody for the budget when there is none, without a shadow price", () => {
    const { decisions, portfolio } = decidePortfolio(request({ budgetFen: 0n }), solver);
    expect(decisions[0]?.reasons[0]?.code).toBe("BUDGET_EXHAUSTED");
    expect(portfolio).toMatchObject({
      granted: 0,
      amountFen: 0n,
      shadowPricePpm: null,
      profitOfOnePercentMoreBudgetFen: null,
    });
  });

  it("answers an empty list", () => {
    expect(decidePortfolio(request({ applicants: [] }), solver).portfolio).toMatchObject({ applicants: 0 });
  });

  it("refuses a negative budget and a churn table out of order", () => {
    expect(() => decidePortfolio(request({ budgetFen: -1n }), solver)).toThrow(/budget/);
    expect(() => decidePortfolio(request({ churn: churnRows.toReversed() }), solver)).toThrow(/Row 2/);
  });
});
