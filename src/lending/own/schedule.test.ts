import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { daysBetween, formatYuan, type Fen, interestOn } from "#kernel";
import { scheduleOf } from "./schedule.ts";
import { anyTerms, termsOf } from "./testing/loan-builder.ts";
import type { Instalment } from "./terms.ts";

const sum = (schedule: readonly Instalment[], of: (instalment: Instalment) => Fen): string =>
  formatYuan(schedule.reduce((total, instalment) => total + of(instalment), 0n));
const payments = (schedule: readonly Instalment[]): string[] =>
  schedule.map(({ principalFen, interestFen }) => formatYuan(principalFen + interestFen));

// Vectors: P = 1,000,000, 3.45 %, 12 months, computed beforehand by the domain's rules.
describe("the schedule of 1,000,000 at 3.45 % over twelve months", () => {
  it("pays 84,898.82 a month as 等额本息, the last 84,898.83, and 18,785.85 of interest", () => {
    const schedule = scheduleOf(termsOf({ method: "levelPayment" }));
    expect(payments(schedule)).toEqual([...Array.from({ length: 11 }, () => "84898.82"), "84898.83"]);
    expect(formatYuan(schedule[0]?.interestFen ?? 0n)).toBe("2875.00");
    expect(sum(schedule, ({ interestFen }) => interestFen)).toBe("18785.85");
  });

  it("pays 86,208.33 first and 83,572.95 last as 等额本金, and 18,687.50 of interest", () => {
    const schedule = scheduleOf(termsOf({ method: "levelPrincipal" }));
    expect(payments(schedule)[0]).toBe("86208.33");
    expect(payments(schedule)[11]).toBe("83572.95");
    expect(sum(schedule, ({ interestFen }) => interestFen)).toBe("18687.50");
  });

  it("pays interest by the days as 先息后本: 2,970.83 for 31 days, 2,683.33 for 28, 34,979.14 in all", () => {
    const schedule = scheduleOf(termsOf({ method: "interestOnlyBullet" }));
    expect(schedule).toHaveLength(12);
    expect(formatYuan(schedule[0]?.interestFen ?? 0n)).toBe("2970.83");
    expect(formatYuan(schedule[1]?.interestFen ?? 0n)).toBe("2683.33");
    expect(sum(schedule, ({ interestFen }) => interestFen)).toBe("34979.14");
    expect(payments(schedule)[11]).toBe("1002970.83");
  });

  it("rounds each period by itself: one single period would give 34,979.17", () => {
    const schedule = scheduleOf(termsOf({ method: "singlePayment" }));
    expect(schedule).toHaveLength(1);
    expect(sum(schedule, ({ interestFen }) => interestFen)).toBe("34979.17");
  });
});

describe("overdue principal of 83,000 for 37 days", () => {
  it.each([
    [1_500_000, "441.46"],
    [2_000_000, "588.61"],
  ])("bears interest at %i ppm of the contract rate: %s", (factorPpm, expected) => {
    const fenDays = 8_300_000n * 37n;
    expect(formatYuan(interestOn(fenDays, { annualRatePpm: 34_500, dayBase: 360, factorPpm }))).toBe(
      expected,
    );
  });
});

describe("due days", () => {
  it("move to the next working day: 21 February 2026 lies in the Spring Festival", () => {
    const due = scheduleOf(termsOf({ method: "interestOnlyBullet" })).map(({ dueOn }) => dueOn);
    expect(due[0]).toBe("2026-02-24");
  });

  it("stay where the terms say so, and take the interest with them where they say that", () => {
    const none = scheduleOf(termsOf({ method: "interestOnlyBullet", roll: "none" }));
    const runsOn = scheduleOf(termsOf({ method: "interestOnlyBullet", roll: "interestRunsOn" }));
    expect(none[0]).toMatchObject({ toOn: "2026-02-21", dueOn: "2026-02-21" });
    expect(runsOn[0]).toMatchObject({ toOn: "2026-02-24", dueOn: "2026-02-24" });
    expect(formatYuan(runsOn[0]?.interestFen ?? 0n)).toBe("3258.33");
  });

  it("begin with a short period where the draw-down is not on the interest day", () => {
    const schedule = scheduleOf(
      termsOf({ method: "interestOnlyBullet", drawnOn: "2026-03-05", roll: "none" }),
    );
    expect(schedule.map(({ toOn }) => toOn).slice(0, 2)).toEqual(["2026-03-21", "2026-04-21"]);
    expect(schedule.at(-1)?.toOn).toBe("2027-03-05");
  });
});

describe("every schedule", () => {
  it("repays the principal to the fen, in periods that meet without a gap", () => {
    fc.assert(
      fc.property(anyTerms, (terms) => {
        const schedule = scheduleOf(terms);
        expect(schedule.reduce((total, { principalFen }) => total + principalFen, 0n)).toBe(
          terms.principalFen,
        );
        expect(schedule[0]?.fromOn).toBe(terms.drawnOn);
        for (const [index, instalment] of schedule.entries()) {
          expect(instalment.principalFen).toBeGreaterThanOrEqual(0n);
          expect(instalment.interestFen).toBeGreaterThanOrEqual(0n);
          expect(daysBetween(instalment.fromOn, instalment.toOn)).toBeGreaterThan(0);
          expect(instalment.dueOn >= instalment.toOn).toBe(true);
          if (index > 0) expect(instalment.fromOn).toBe(schedule[index - 1]?.toOn);
        }
      }),
      { numRuns: 200 },
    );
  });

  it("is refused for terms that describe no loan", () => {
    for (const wrong of [{ months: 0 }, { months: 61 }, { interestDay: 31 }, { principalFen: 0n }]) {
      expect(() => scheduleOf(termsOf(wrong))).toThrow(
        expect.objectContaining({ code: "LENDING_TERMS_IMPOSSIBLE" }),
      );
    }
  });
});
