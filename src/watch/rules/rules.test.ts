import { describe, expect, it } from "vitest";
import { dayNumberOf, isWorkingDay, dayOfNumber, startOfDayMs } from "#kernel";
import { emptyCohort } from "../cohort.ts";
import { daySumsOf } from "../day-sums.ts";
import type { RuleResult, WatchRule } from "../rule.ts";
import { daily, invoicesWith, seriesWith, statementWith } from "../testing/plain-series.ts";
import type { WatchSeries } from "../watch-series.ts";
import { accountStrain } from "./account-strain.ts";
import { customerLost } from "./customer-lost.ts";
import { dataGap } from "./data-gap.ts";
import { energyDown } from "./energy-down.ts";
import { instalmentMissed } from "./instalment-missed.ts";
import { receiptsBehind } from "./receipts-behind.ts";
import { redRateUp } from "./red-rate-up.ts";
import { runningDown } from "./running-down.ts";
import { salesDown } from "./sales-down.ts";
import { tradeStructure } from "./trade-structure.ts";
import { voidRateUp } from "./void-rate-up.ts";

const first = "2022-01-01";
const last = "2025-08-31";
const turn = dayNumberOf("2025-04-01");
const on = (rule: WatchRule, given: Partial<WatchSeries>, asOf = last): RuleResult =>
  rule.evaluate({ series: seriesWith(given), asOf: dayNumberOf(asOf), cohort: emptyCohort });
const works = (day: number): boolean => isWorkingDay(dayOfNumber(day));
const hit = (result: RuleResult) =>
  result.kind === "hit" ? `${result.level} ${result.sentence}` : result.kind;

describe("salesDown", () => {
  const selling = (after: number) =>
    invoicesWith({
      saleFen: daily(first, last, (day) => (works(day) ? (day < turn ? 100_000 : after) : null)),
      saleCount: daily(first, last, (day) => (works(day) ? (day < turn ? 10 : after / 10_000) : null)),
    });
  it("tells a fall by its depth", () => {
    expect(hit(on(salesDown, { invoices: selling(100_000) }))).toBe("clear");
    expect(hit(on(salesDown, { invoices: selling(60_000) }))).toBe("yellow salesDown");
    expect(hit(on(salesDown, { invoices: selling(20_000) }))).toBe("red salesDown");
  });
  it("shows both windows and what they sum to", () => {
    const result = on(salesDown, { invoices: selling(60_000) });
    expect(result).toMatchObject({
      figures: { decline: "40.0%", recent: "3.30", lastYear: "5.50" },
      evidence: [{ item: "sales", to: last }, { item: "salesLastYear" }, {}, {}, { value: "—" }],
    });
  });
  it("takes an industry's fall off", () => {
    const series = { ...seriesWith({ invoices: selling(60_000) }), industry: "C33" };
    const cohort = { medianRatio: () => 0.65, isFeedOut: () => false };
    expect(hit(salesDown.evaluate({ series, asOf: dayNumberOf(last), cohort }))).toBe("clear");
  });
  it("is not computable without last year, never clear", () => {
    const short = invoicesWith({
      saleFen: daily("2025-05-01", last, () => 1),
      saleCount: daily("2025-05-01", last, () => 1),
    });
    expect(on(salesDown, { invoices: short })).toEqual({ kind: "notComputable", reason: "historyTooShort" });
    expect(on(salesDown, {})).toEqual({ kind: "notComputable", reason: "noData" });
  });
});

describe("voidRateUp and redRateUp", () => {
  const rising = (every: number) =>
    daily(first, last, (day) => (day % (day < turn + 60 ? 100 : every) === 0 ? 1 : null));
  const saleCount = daily(first, last, () => 1);
  it("tell a rise from 1 % to 6 % and more from chance", () => {
    expect(hit(on(redRateUp, { invoices: invoicesWith({ saleCount, redCount: rising(14) }) }))).toBe(
      "yellow redRateUp",
    );
    expect(hit(on(redRateUp, { invoices: invoicesWith({ saleCount, redCount: rising(60) }) }))).toBe("clear");
    expect(hit(on(voidRateUp, { invoices: invoicesWith({ saleCount, voidCount: rising(6) }) }))).toBe(
      "orange voidRateUp",
    );
  });
  it("need enough invoices", () => {
    const few = daily(first, last, (day) => (day % 20 === 0 ? 1 : null));
    expect(on(redRateUp, { invoices: invoicesWith({ saleCount: few, redCount: few }) })).toMatchObject({
      kind: "notComputable",
    });
  });
});

describe("customerLost", () => {
  const everyWeek = (until: number) =>
    daily(first, last, (day) => (day % 7 === 0 && day < until ? 40_000 : null));
  const saleFen = daily(first, last, (day) => (day % 7 === 0 ? 100_000 : null));
  it("speaks when a large customer is silent for four times its usual interval", () => {
    const lost = [{ customer: "B1", saleFen: everyWeek(turn) }];
    expect(on(customerLost, { invoices: invoicesWith({ saleFen, customers: lost }) })).toMatchObject({
      kind: "hit",
      level: "orange",
      figures: { customer: "B1", share: "40.0%" },
    });
    const kept = [{ customer: "B1", saleFen: everyWeek(turn + 400) }];
    expect(hit(on(customerLost, { invoices: invoicesWith({ saleFen, customers: kept }) }))).toBe("clear");
  });
});

describe("receiptsBehind", () => {
  const saleFen = daily(first, last, () => 100_000);
  it("compares with what was invoiced one term earlier", () => {
    const paying = (share: number) =>
      statementWith({ receiptFen: daily(first, last, (day) => (day < turn + 60 ? 90_000 : share)) });
    expect(hit(on(receiptsBehind, { invoices: invoicesWith({ saleFen }), statement: paying(88_000) }))).toBe(
      "clear",
    );
    expect(hit(on(receiptsBehind, { invoices: invoicesWith({ saleFen }), statement: paying(45_000) }))).toBe(
      "orange receiptsBehind",
    );
  });
});

describe("energyDown and runningDown", () => {
  const metered = (after: number) => ({
    kind: "known" as const,
    series: daily(first, last, (day) => (works(day) ? (day < turn ? 1_000_000 : after) : 200_000)),
  });
  it("take the base load off before they compare", () => {
    // 600 of 1,000 kWh a working day is a fall of 40 %; of the 800 above base load it is half.
    expect(on(energyDown, { energy: metered(600_000) })).toMatchObject({
      kind: "hit",
      level: "orange",
      figures: { decline: "50.0%" },
    });
    expect(hit(on(runningDown, { running: metered(1_000_000) }))).toBe("clear");
    expect(hit(on(runningDown, { running: metered(650_000) }))).toBe("yellow runningDown");
  });
  it("say that a stream stopped, instead of calling it a fall", () => {
    const stopped = { kind: "known" as const, series: daily(first, "2025-08-01", () => 1_000_000) };
    expect(on(energyDown, { energy: stopped })).toEqual({ kind: "notComputable", reason: "streamStopped" });
  });
});

describe("accountStrain", () => {
  const monthly = (until: number) =>
    daily(first, last, (day) => (dayOfNumber(day).endsWith("-10") && day < until ? 500_000 : null));
  const far = dayNumberOf(last) + 1;
  const base = { receiptFen: daily(first, last, () => 100), paidFen: daily(first, last, () => 90_000) };
  const balance = (after: number) => {
    const days = Int32Array.from({ length: 1300 }, (_, index) => dayNumberOf(first) + index);
    return [
      {
        account: "1",
        days,
        closingFen: BigInt64Array.from(days, (day) => BigInt(day < turn + 90 ? 9_000_000 : after)),
      },
    ];
  };
  it("finds a balance that does not follow, first of all", () => {
    const balanceBreaks = daySumsOf([[dayNumberOf("2025-07-07"), 1]]);
    expect(
      on(accountStrain, {
        statement: statementWith({ ...base, balanceBreaks, accounts: balance(9_000_000) }),
      }),
    ).toMatchObject({
      level: "red",
      sentence: "balanceBreak",
      figures: { count: 1, first: "2025-07-07" },
    });
  });
  it("misses wages that were paid every month", () => {
    const statement = statementWith({
      ...base,
      payrollFen: monthly(dayNumberOf("2025-07-01")),
      accounts: balance(9_000_000),
    });
    expect(on(accountStrain, { statement })).toMatchObject({
      sentence: "missedOne",
      level: "red",
      figures: { missed: "工资", last: "2025-06-10" },
    });
    const paid = statementWith({ ...base, payrollFen: monthly(far), accounts: balance(9_000_000) });
    expect(hit(on(accountStrain, { statement: paid }))).toBe("clear");
  });
  it("tells a low balance from a usual one, and says when none is stated", () => {
    expect(
      hit(on(accountStrain, { statement: statementWith({ ...base, accounts: balance(300_000) }) })),
    ).toBe("orange lowBalance");
    expect(on(accountStrain, { statement: statementWith(base) })).toEqual({
      kind: "notComputable",
      reason: "noBalances",
    });
  });
});

describe("tradeStructure", () => {
  const works10 = (day: number, value: number) => (works(day) ? value : null);
  it("asks where the goods come from when purchases vanish", () => {
    const invoices = invoicesWith({
      saleFen: daily(first, last, (day) => works10(day, 100_000)),
      saleCount: daily(first, last, (day) => works10(day, 1)),
      purchaseFen: daily(first, last, (day) => works10(day, day < turn ? 60_000 : 3_000)),
      purchaseCount: daily(first, last, (day) => works10(day, 1)),
    });
    expect(hit(on(tradeStructure, { invoices }))).toBe("red purchasesVanish");
  });
  it("sees sales crowd on one customer", () => {
    const share = (day: number) => (day < dayNumberOf("2025-03-01") ? 30_000 : 80_000);
    const invoices = invoicesWith({
      saleFen: daily(first, last, () => 100_000),
      saleCount: daily(first, last, () => 1),
      customers: [{ customer: "B1", saleFen: daily(first, last, share) }],
    });
    expect(hit(on(tradeStructure, { invoices }))).toBe("yellow concentration");
  });
});

describe("instalmentMissed", () => {
  it("takes its level from the days past due", () => {
    const loans = (overdue: number) => ({
      kind: "known" as const,
      series: { days: Int32Array.of(dayNumberOf(last)), daysPastDue: Int32Array.of(overdue) },
    });
    expect([0, 3, 8, 40].map((overdue) => hit(on(instalmentMissed, { loans: loans(overdue) })))).toEqual([
      "clear",
      "yellow instalmentMissed",
      "orange instalmentMissed",
      "red instalmentMissed",
    ]);
  });
});

describe("dataGap", () => {
  const hourMs = 3_600_000;
  const endMs = startOfDayMs(last) + 24 * hourMs - 1;
  const gap = { collector: "c", collectorName: "一号", kind: "silence" as const, toMs: null };
  const missing = (hours: number, change: object = {}): WatchSeries["collection"] => {
    const fromMs = endMs - hours * hourMs;
    const gaps = [{ ...gap, fromMs, noticedMs: fromMs, ...change }];
    return { kind: "known", series: { seenAtMs: endMs, loanSince: "2025-01-01", gaps } };
  };
  it("gets graver the longer a borrower's data are missing", () => {
    expect(hit(on(dataGap, { collection: missing(1) }))).toBe("yellow silence");
    expect(hit(on(dataGap, { collection: missing(25) }))).toBe("orange silence");
    expect(hit(on(dataGap, { collection: missing(80) }))).toBe("red silence");
    expect(on(dataGap, { collection: missing(2) })).toMatchObject({
      figures: { collector: "一号", count: 1, dataClass: "machine" },
      evidence: [{ item: "hoursWithoutData", value: "2.0" }],
    });
  });
  it("is clear when data came again, without a loan, and before anybody noticed", () => {
    const found = missing(5);
    const gaps = found.kind === "known" ? found.series.gaps : [];
    const collection = { kind: "known", series: { seenAtMs: endMs, loanSince: null, gaps } } as const;
    expect(hit(on(dataGap, { collection }))).toBe("clear");
    expect(hit(on(dataGap, { collection: missing(5, { toMs: endMs - hourMs }) }))).toBe("clear");
    expect(hit(on(dataGap, { collection: missing(5, { noticedMs: endMs + 1 }) }))).toBe("clear");
    expect(on(dataGap, {})).toEqual({ kind: "notComputable", reason: "noData" });
  });
});
