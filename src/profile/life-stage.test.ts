import { describe, expect, it } from "vitest";
import { judgeLifeStage } from "./index.ts";
import { factsUntil } from "./facts-until.ts";
import { smallFactory } from "./testing/small-factory.ts";

describe("stage of life", () => {
  it("tells a steady, a growing, a shrinking and a young factory apart", () => {
    expect(judgeLifeStage(smallFactory())?.stage).toBe("maturity");
    expect(judgeLifeStage(smallFactory({ growth: 0.35 }))?.stage).toBe("growth");
    expect(judgeLifeStage(smallFactory({ growth: -0.18 }))?.stage).toBe("decline");
    expect(
      judgeLifeStage(smallFactory({ growth: 0.3, foundedOn: "2024-08-01", from: "2024-09-02" }))?.stage,
    ).toBe("startUp");
  });

  it("holds nothing against a decline or growth that is steeper still", () => {
    for (const growth of [-0.15, -0.3, -0.5, -0.7])
      expect(judgeLifeStage(smallFactory({ growth }))?.stage).toBe("decline");
    for (const growth of [0.3, 0.5, 0.8])
      expect(judgeLifeStage(smallFactory({ growth }))?.stage).toBe("growth");
  });

  it("gives reasons and a confidence that grows with the months known", () => {
    const long = judgeLifeStage(smallFactory({ growth: -0.18 }));
    expect(long?.reasons).toContain("shrinking");
    const short = judgeLifeStage(smallFactory({ from: "2025-09-01" }));
    expect(short?.confidence).toBeLessThan(judgeLifeStage(smallFactory())?.confidence ?? 0);
  });

  it("does not change its mind about a past quarter when later months come", () => {
    const facts = smallFactory({ growth: 0.35 });
    const then = judgeLifeStage(factsUntil(facts, "2025-12-31"));
    const now = judgeLifeStage(facts);
    expect(now?.history[0]).toEqual(then?.history[0]);
  });

  it("does not flap: one odd quarter changes nothing", () => {
    const steady = smallFactory();
    const odd = {
      ...steady,
      invoices: steady.invoices.filter(({ onDay }) => onDay < 20_280 || onDay > 20_340),
    };
    expect(judgeLifeStage(odd)?.history.map(({ stage }) => stage)).toEqual(["maturity"]);
  });

  it("reads each quarter as it was known then, when told how", () => {
    const steady = smallFactory();
    const nothing = { ...steady, invoices: [], movements: [], orders: [], machineDays: [], workforce: [] };
    const days: string[] = [];
    judgeLifeStage(steady, (day) => {
      days.push(day);
      return day < "2025-01-01" ? nothing : factsUntil(steady, day);
    });
    expect(days).toContain("2025-12-31");
    expect(days).not.toContain("2026-06-30");
  });

  it("is null where nothing is known", () => {
    expect(
      judgeLifeStage({
        ...smallFactory(),
        masters: [],
        invoices: [],
        movements: [],
        orders: [],
        machineDays: [],
      }),
    ).toBeNull();
  });
});
