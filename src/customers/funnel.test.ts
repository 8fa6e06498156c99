import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { costPer, funnelsOf, type Journey } from "./funnel.ts";
import { poissonInterval } from "./poisson-interval.ts";

const journey = (channel: Journey["channel"], month: number, isBorrower: boolean): Journey => ({
  channel,
  campaignId: null,
  enterpriseId: null,
  reached: {
    lead: `2026-0${month}-10`,
    ...(isBorrower ? { application: `2026-0${month}-12`, firstDrawdown: `2026-0${month}-20` } : {}),
  },
  applications: isBorrower ? 1 : 0,
});

describe("the funnel", () => {
  it("adds up to the applications over all channels, whatever the journeys", () => {
    const channels = fc.constantFrom<Journey["channel"]>("platform", "branch", "unattributed");
    const journeys = fc.array(
      fc.record({ channel: channels, month: fc.integer({ min: 1, max: 9 }), applications: fc.nat(4) }),
    );
    fc.assert(
      fc.property(journeys, (all) => {
        const made = all.map((one) => ({
          ...journey(one.channel, one.month, false),
          applications: one.applications,
        }));
        const sum = funnelsOf(made, []).reduce((total, { applications }) => total + applications, 0);
        expect(sum).toBe(all.reduce((total, { applications }) => total + applications, 0));
      }),
    );
  });

  it("tells what one more borrower costs between levels of spending, and where more money brought none", () => {
    const journeys = [
      ...Array.from({ length: 10 }, () => journey("platform", 1, true)),
      ...Array.from({ length: 30 }, () => journey("platform", 2, true)),
      ...Array.from({ length: 30 }, () => journey("platform", 3, true)),
    ];
    const costs = [1, 2, 3].map((month) => ({
      channel: "platform" as const,
      month: `2026-0${month}`,
      costFen: BigInt(month) * 1_000_000n,
    }));
    const [funnel] = funnelsOf(journeys, costs);
    // 10 borrowers for the first 10,000 yuan, 20 more for the next, none for the last.
    expect(funnel?.marginal.map(({ valueFen }) => valueFen)).toEqual([100_000n, 50_000n, null]);
    expect(funnel?.costPerBorrower.valueFen).toBe(6_000_000n / 70n);
  });

  it("says that a cost has no upper bound while nobody came", () => {
    expect(costPer(1_000_000n, 0)).toMatchObject({ valueFen: null, highFen: null });
  });
});

describe("the interval of a count", () => {
  // Garwood's limits as they stand in tables (for example NIST/SEMATECH e-Handbook 7.2.6 by chi-square quantiles).
  it.each([
    [0, 0, 3.689],
    [1, 0.0253, 5.572],
    [10, 4.795, 18.39],
  ])("of %i is %f to %f", (count, low, high) => {
    const found = poissonInterval(count);
    expect(found.low).toBeCloseTo(low, 2);
    expect(found.high).toBeCloseTo(high, 2);
  });
});
