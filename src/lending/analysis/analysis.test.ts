import { describe, expect, it } from "vitest";
import type { MonthEnd } from "../book/book-reads.ts";
import { shareOf } from "./confidence-interval.ts";
import { writeCsv } from "#report";
import { inclusiveStatistics } from "./inclusive-statistics.ts";
import { bucketOf, describeQuality } from "./portfolio-quality.ts";

describe("the interval of a share", () => {
  // Published values of the Clopper–Pearson interval: R binom.test(0, 20), (1, 8), (5, 10); three decimals.
  it.each([
    [0, 20, 0, 0.168],
    [1, 8, 0.003, 0.527],
    [5, 10, 0.187, 0.813],
    [10, 10, 0.692, 1],
  ])("of %i in %i is %f to %f", (hits, total, low, high) => {
    const found = shareOf(hits, total);
    expect(found.low).toBeCloseTo(low, 3);
    expect(found.high).toBeCloseTo(high, 3);
  });

  it("says nothing of nothing, and stays finite for large numbers", () => {
    expect(shareOf(0, 0)).toMatchObject({ share: null, low: 0, high: 1 });
    // "at most 3/n" is the rule of thumb for none of n observed, 3.689/n the exact value.
    expect(shareOf(0, 100_000).high * 100_000).toBeCloseTo(3.689, 2);
  });
});

const end = (loanId: string, month: string, changes: Partial<MonthEnd>): MonthEnd => ({
  loanId,
  month,
  businessDate: `${month}-28`,
  balanceFen: 100n,
  daysPastDue: 0,
  computedClass: "pass",
  bankClass: null,
  sizeClass: "micro",
  drawnOn: "2026-01-10",
  principalFen: 100n,
  ...changes,
});

describe("portfolio quality", () => {
  it("counts each loan once from state to state, and repaid loans apart", () => {
    const quality = describeQuality(
      [
        end("a", "2026-01", {}),
        end("b", "2026-01", {}),
        end("c", "2026-01", { daysPastDue: 31, computedClass: "specialMention" }),
        end("a", "2026-02", { daysPastDue: 5, computedClass: "specialMention" }),
        end("b", "2026-02", { balanceFen: 0n }),
        end("c", "2026-02", { daysPastDue: 92, computedClass: "substandard", balanceFen: 300n }),
      ],
      "computed",
    );
    expect(quality.migration[0]?.table.counts.slice(0, 2)).toEqual([
      [0, 1, 0, 0, 0, 1],
      [0, 0, 1, 0, 0, 0],
    ]);
    expect(quality.nonPerforming[0]).toMatchObject({
      sizeClass: "micro",
      byCount: { hits: 1, total: 2 },
      balanceFen: 400n,
      nonPerformingFen: 300n,
    });
    expect(quality.vintages).toEqual([{ quarter: "2026Q1", loans: 3, ever30: [1, 1], ever90: [0, 1] }]);
  });

  it("puts days past due into buckets of thirty", () => {
    expect([0, 1, 30, 31, 90, 91, 180, 181, 999].map(bucketOf)).toEqual([
      "M0",
      "M1",
      "M1",
      "M2",
      "M3",
      "M4",
      "M6+",
      "M6+",
      "M6+",
    ]);
  });
});

describe("what is taken away", () => {
  it("counts a borrower by all its loans together, by each definition", () => {
    const loan = (number: string, borrowerCode: string, principalFen: bigint) => ({
      loan: {
        id: number,
        bankPartyId: "",
        source: "mirrored" as const,
        number,
        contractNumber: "",
        enterpriseId: null,
        borrowerName: "",
        borrowerCode,
        principalFen,
        balanceFen: principalFen,
        annualRatePpm: 40_000,
        drawnOn: "2026-01-01",
        dueOn: "2027-01-01",
        method: "levelPayment" as const,
        security: "unsecured" as const,
        regime: "smallRetail" as const,
        sizeClass: "small" as const,
        channel: { kind: "direct" as const },
        state: "active" as const,
      },
      industry: "C34",
      isFirstLoan: true,
      balanceFen: principalFen,
      loanClass: "pass" as const,
    });
    const loans = [
      loan("1", "A", 600_000_000n),
      loan("2", "A", 600_000_000n),
      loan("3", "B", 1_000_000_000n),
    ];
    expect(inclusiveStatistics(loans, "nfra").lines[0]).toMatchObject({ loans: 1, households: 1 });
    expect(inclusiveStatistics(loans, "pboc").lines[0]).toMatchObject({ loans: 3, households: 2 });
  });

  it("lets no name start a formula", () => {
    const csv = writeCsv([{ name: "t", notes: [], columns: ["a"], rows: [["=1+1"], [{ fen: -5n }]] }]);
    expect(csv.toString("utf8")).toBe("\uFEFFa\r\n'=1+1\r\n-0.05\r\n");
  });
});
