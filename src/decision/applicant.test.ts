import { describe, expect, it } from "vitest";
import { assessApplicant } from "./applicant.ts";
import { buildApplicant, churnRows } from "./decision-fixture.ts";
import { decisionParameters, withValue } from "./parameters.ts";

const assessment = { asOf: "2020-02-21", churn: churnRows, parameters: decisionParameters };
const { cashFlow } = buildApplicant();

function codesOf(applicant: ReturnType<typeof buildApplicant>, pd: number): string[] {
  return assessApplicant(applicant, { pd, churnRating: "B" }, assessment).reasons.map(
    (reason) => reason.code,
  );
}

describe("the rules that need no budget", () => {
  it("let a sound enterprise through", () => {
    expect(codesOf(buildApplicant(), 0.01)).toEqual([]);
  });

  it("decline a grade below the floor, from the first PD above it", () => {
    expect(codesOf(buildApplicant(), 0.06)).toEqual([]);
    expect(codesOf(buildApplicant(), 0.0601)).toEqual(["GRADE_BELOW_FLOOR"]);
  });

  it("decline for missing activity and short history, naming both", () => {
    const silent = { ...cashFlow, firstSaleOn: null, lastSaleOn: null };
    expect(codesOf(buildApplicant({ cashFlow: silent }), 0.01)).toEqual([
      "NO_RECENT_SALES",
      "HISTORY_TOO_SHORT",
    ]);
    const stopped = { ...cashFlow, lastSaleOn: "2019-08-24" };
    expect(codesOf(buildApplicant({ cashFlow: stopped }), 0.01)).toEqual(["NO_RECENT_SALES"]);
    const young = { ...cashFlow, firstSaleOn: "2019-02-22" };
    expect(codesOf(buildApplicant({ cashFlow: young }), 0.01)).toEqual(["HISTORY_TOO_SHORT"]);
  });

  it("decline what cannot carry the least amount, in both languages with its own figures", () => {
    const poor = { ...cashFlow, salesFen: 40_000_000n, purchasesFen: 10_000_000n };
    const [reason] = assessApplicant(
      buildApplicant({ cashFlow: poor }),
      { pd: 0.01, churnRating: "B" },
      assessment,
    ).reasons;
    expect(reason?.code).toBe("CAPACITY_BELOW_MINIMUM");
    expect(reason?.zh).toContain("8.00 万元");
    expect(reason?.en).toContain("8.00 × CNY 10k");
  });

  it("read the bank's rating only where the policy names ratings", () => {
    const rated = buildApplicant({ bankRating: "D" });
    expect(codesOf(rated, 0.01)).toEqual([]);
    const parameters = withValue(decisionParameters, "bankRatingsExcluded", ["D"]);
    const reasons = assessApplicant(
      rated,
      { pd: 0.01, churnRating: "B" },
      { ...assessment, parameters },
    ).reasons;
    expect(reasons.map((reason) => reason.code)).toEqual(["BANK_RATING_EXCLUDED"]);
  });

  it("fill in every parameter of every sentence", () => {
    const worst = buildApplicant({
      cashFlow: { salesFen: 0n, purchasesFen: 5n, firstSaleOn: null, lastSaleOn: null },
    });
    for (const reason of assessApplicant(worst, { pd: 0.9, churnRating: "B" }, assessment).reasons) {
      expect(`${reason.zh}${reason.en}`).not.toMatch(/[{}]/);
    }
  });
});
