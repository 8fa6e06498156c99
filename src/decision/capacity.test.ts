import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { capacityOf } from "./capacity.ts";
import { decisionParameters, listDecisionParameters } from "./parameters.ts";

const days = { firstSaleOn: "2017-01-01", lastSaleOn: "2020-02-01" };

describe("capacity from cash flow", () => {
  it("is the smallest of the share of sales, the share of net inflow and the product's largest amount", () => {
    // ¥1,000,000 sales, ¥500,000 purchases: 20 % of sales is ¥200,000, half the inflow is ¥250,000.
    const bySales = capacityOf(
      { salesFen: 100_000_000n, purchasesFen: 50_000_000n, ...days },
      decisionParameters,
    );
    expect(bySales).toMatchObject({ capacityFen: 20_000_000n, limitedBy: "sales" });
    // ¥900,000 purchases leave ¥100,000: half of it is ¥50,000.
    const byInflow = capacityOf(
      { salesFen: 100_000_000n, purchasesFen: 90_000_000n, ...days },
      decisionParameters,
    );
    expect(byInflow).toMatchObject({ capacityFen: 5_000_000n, limitedBy: "netInflow" });
    const large = capacityOf({ salesFen: 10n ** 12n, purchasesFen: 0n, ...days }, decisionParameters);
    expect(large).toMatchObject({ capacityFen: 100_000_000n, limitedBy: "maximum" });
  });

  it("is never negative, never above the largest amount, and whole units", () => {
    const fen = fc.bigInt({ min: -(10n ** 13n), max: 10n ** 13n });
    fc.assert(
      fc.property(fen, fen, (salesFen, purchasesFen) => {
        const { capacityFen } = capacityOf({ salesFen, purchasesFen, ...days }, decisionParameters);
        expect(capacityFen >= 0n && capacityFen <= 100_000_000n && capacityFen % 1_000_000n === 0n).toBe(
          true,
        );
      }),
    );
  });
});

describe("the parameters", () => {
  it("are listed with distinct names, plain values and both sentences", () => {
    const listed = listDecisionParameters(decisionParameters);
    expect(new Set(listed.map((parameter) => parameter.id)).size).toBe(listed.length);
    for (const { value, zh, en } of listed) {
      expect(value).not.toContain("[object");
      expect(zh.length * en.length).toBeGreaterThan(0);
    }
  });
});
