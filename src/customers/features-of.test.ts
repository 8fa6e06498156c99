import { describe, expect, it } from "vitest";
import { dayNumberOf } from "#kernel";
import type { MachineDay, RegisterRow, StockRow, TwinRow } from "#operations";
import { featuresOf } from "./features-of.ts";
import { findIdleAssets } from "./find-idle-assets.ts";
import { factsOf, orderOf, receiptOf, saleOf } from "./testing/operating-facts.ts";

const T = "2026-10-31";

describe("receivables", () => {
  it("are settled by what a receipt names, then by the buyer's oldest invoice", () => {
    const features = featuresOf(
      factsOf(T, {
        invoices: [
          saleOf("2026-06-01", 100, { number: "A" }),
          saleOf("2026-08-01", 200, { number: "B" }),
          saleOf("2026-10-01", 300, { number: "C" }),
        ],
        payments: [
          receiptOf("2026-05-01", 0),
          receiptOf("2026-10-05", 300, { reference: "C" }),
          receiptOf("2026-10-06", 150),
        ],
      }),
    );
    // C is paid by its name, A and 50 yuan of B by age; B's other 150 yuan are open for 91 days.
    expect(features.receivablesFen).toBe(15_000n);
    expect(features.overdueReceivablesFen).toBe(15_000n);
  });

  it("are settled oldest first by a payer who is none of the buyers, and not by a loan", () => {
    const invoices = [saleOf("2026-08-01", 100, { number: "A" }), saleOf("2026-09-01", 200, { number: "B" })];
    const left = (counterparty: string, purpose: string) =>
      featuresOf(
        factsOf(T, {
          invoices,
          payments: [receiptOf("2026-05-01", 0), receiptOf("2026-10-05", 150, { counterparty, purpose })],
        }),
      ).receivablesFen;
    expect(left("某某有限公司", "货款")).toBe(15_000n);
    expect(left("乙银行", "贷款放款")).toBe(30_000n);
  });

  it("leave out what was voided or taken back by a red invoice", () => {
    const features = featuresOf(
      factsOf(T, {
        invoices: [
          saleOf("2026-09-01", 100, { number: "A" }),
          saleOf("2026-09-02", -100, { number: "R", redOf: "A" }),
          saleOf("2026-09-03", 700, { number: "V", isVoid: true }),
        ],
        payments: [receiptOf("2026-05-01", 0)],
      }),
    );
    expect(features.receivablesFen).toBe(0n);
    expect(features.salesFen).toBe(0n);
  });

  it("are unknown without a statement, not zero", () => {
    expect(featuresOf(factsOf(T, { invoices: [saleOf("2026-09-01", 100)] })).receivablesFen).toBeNull();
  });
});

describe("growth", () => {
  it("compares the same half years, and is unknown without the year before", () => {
    const now = [orderOf("2026-09-01", "1"), orderOf("2026-10-01", "2"), orderOf("2026-10-02", "3")];
    const cancelled = orderOf("2026-10-03", "3", { action: "cancelled" });
    const before = orderOf("2025-09-01", "0");
    const first = orderOf("2025-04-01", "00");
    expect(featuresOf(factsOf(T, { orders: [...now, cancelled] })).orderGrowthPpm).toBeNull();
    const grown = featuresOf(factsOf(T, { orders: [first, before, ...now, cancelled] }));
    expect(grown.orderGrowthPpm).toBe(1_000_000);
    // One of the three placed within the year.
    expect(grown.cancelledPpm).toBe(333_333);
  });
});

describe("idle assets", () => {
  const machine: TwinRow = {
    onDay: dayNumberOf("2024-01-01"),
    asset: "M1",
    kind: "machine",
    name: "铣床",
    workCentre: "1",
    ratedWatt: null,
    idealCycleMs: null,
    purchaseFen: 100_000_000n,
    inServiceOn: dayNumberOf("2024-10-31"),
    lifeMonths: 120,
    residualPpm: 50_000,
    encumbrance: "",
  };
  const day = (number: number, runMinutes: number): MachineDay => ({
    asset: "M1",
    day: number,
    runMinutes,
    idleMinutes: 0,
    alarmMinutes: 0,
    knownMinutes: 1440,
    goodCount: 0,
    rejectCount: 0,
    scrapCount: 0,
    energyWh: null,
    evidence: "device",
  });
  const last = dayNumberOf(T);
  const standing = (days: number): MachineDay[] => [
    day(last - days, 300),
    ...Array.from({ length: days }, (_, index) => day(last - days + 1 + index, 0)),
  ];
  const pledge = (subject: string, kind: RegisterRow["kind"] = "pledge"): RegisterRow => ({
    onDay: dayNumberOf("2026-10-01"),
    kind,
    number: "P1",
    counterparty: "乙银行",
    subject,
    amountFen: null,
    text: "",
  });

  it("are machines that stand longer than any new-year stop, at what depreciation left", () => {
    expect(findIdleAssets(factsOf(T, { twins: [machine], machineDays: standing(40) }))).toEqual([]);
    const [found] = findIdleAssets(factsOf(T, { twins: [machine], machineDays: standing(80) }));
    expect(found).toMatchObject({ kind: "machine", subject: "M1", days: 80, product: "equipmentLoan" });
    // 730 of 3,653 days of 950,000 yuan are gone.
    expect(found?.valueFen).toBe(100_000_000n - (95_000_000n * 730n) / 3653n);
  });

  it("leave out what nothing is known of, what is pledged, and take in what was released", () => {
    const silent = [day(last - 80, 300)];
    expect(findIdleAssets(factsOf(T, { twins: [machine], machineDays: silent }))).toEqual([]);
    const machineDays = standing(80);
    expect(findIdleAssets(factsOf(T, { twins: [machine], machineDays, registers: [pledge("M1")] }))).toEqual(
      [],
    );
    const released = [pledge("M1"), pledge("M1", "pledgeReleased")];
    expect(findIdleAssets(factsOf(T, { twins: [machine], machineDays, registers: released }))).toHaveLength(
      1,
    );
  });

  it("are receivables not yet overdue and not pledged, and stock that nothing leaves", () => {
    const stock: StockRow = {
      onDay: dayNumberOf("2026-10-30"),
      stage: "finished",
      item: "X",
      quantityMilli: 5000,
      amountFen: 3_000_000n,
      place: "一号库",
    };
    const facts = factsOf(T, {
      invoices: [
        saleOf("2026-10-01", 50_000, { number: "A" }),
        saleOf("2026-10-02", 60_000, { number: "B" }),
        saleOf("2026-06-01", 70_000, { number: "OLD" }),
      ],
      payments: [receiptOf("2026-05-01", 0)],
      registers: [pledge("B")],
      stock: [{ ...stock, onDay: dayNumberOf("2026-05-30") }, stock],
    });
    expect(findIdleAssets(facts).map(({ kind, subject }) => `${kind} ${subject}`)).toEqual([
      "receivable A",
      "stock X",
    ]);
    expect(findIdleAssets(facts)).toEqual(findIdleAssets(facts));
  });
});
