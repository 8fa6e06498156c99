import { type IndicatorValue, missing, present } from "../definition.ts";
import { changeOf, variationEstimate } from "../operating/estimates.ts";
import { defineFamily, ownChoice, ownReason, words } from "../operating/operating-indicator.ts";
import type { OperatingView } from "../operating/operating-view.ts";
import { log10Yuan, ratio } from "../ratio.ts";
import { sumTrade } from "../trade-view.ts";

const fewestWeeks = 12;
const daysOfMonth = 365 / 12;

/** What is on the accounts, what flows, and to whom (资金流). */
export const cashIndicators = defineFamily(
  { group: "cash", layer: "funds", streams: ["payments"], source: ownChoice },
  [
    {
      id: "cash-balance-log",
      name: words("账户余额（对数）", "Balance of accounts, log"),
      definition: words(
        "截止日各账户余额合计的常用对数",
        "Common logarithm of the balance over all accounts at T",
      ),
      formula: "log10(Σ balance / 1 CNY)",
      unit: "log10 CNY",
      range: [null, null],
      window: "at T",
      expectedDirection: "higherIsBetter",
      compute: ({ cash }) => {
        const balance = cash().balances().at(-1) ?? null;
        return balance === null ? missing("noBalance") : log10Yuan(balance, "nonPositiveAmount");
      },
    },
    {
      id: "cash-cover-months",
      name: words("现金可支撑月数", "Months that cash covers"),
      definition: words(
        "近 91 天平均余额 ÷ 近 182 天月均流出",
        "Mean balance of the 91 days to T over monthly outflow of the 182 days to T",
      ),
      formula: "mean balance[T−90…T] / (Σ outflow[T−181…T] / 6)",
      unit: "months",
      range: [null, null],
      window: "182 days to T",
      source: {
        kind: "practice",
        citation:
          "cash buffer days, JPMorgan Chase Institute 2016, Cash is King; in months and by calendar outflow",
      },
      expectedDirection: "higherIsBetter",
      compute: (view) => {
        const balances = knownBalances(view);
        if (balances.length === 0) return missing("noBalance");
        const total = balances.reduce((sum, balance) => sum + balance, 0n);
        const { outflowFen } = view.cash().sumsOf(view.windows.last6);
        return ratio(total * 6n, outflowFen * BigInt(balances.length), "noPayments");
      },
    },
    {
      id: "lowest-balance-days-91d",
      name: words("最低余额可支撑天数", "Days that the lowest balance covers"),
      definition: words(
        "近 91 天最低余额 ÷ 近 182 天日均流出",
        "Lowest balance of the 91 days to T over daily outflow of the 182 days to T",
      ),
      formula: "min balance[T−90…T] / (Σ outflow[T−181…T] / 182)",
      unit: "days",
      range: [null, null],
      window: "182 days to T",
      expectedDirection: "higherIsBetter",
      compute: (view) => {
        const balances = knownBalances(view);
        const [first] = balances;
        if (first === undefined) return missing("noBalance");
        const lowest = balances.reduce((least, balance) => (balance < least ? balance : least), first);
        return ratio(lowest * 182n, view.cash().sumsOf(view.windows.last6).outflowFen, "noPayments");
      },
    },
    {
      id: "days-below-wage-bill-91d",
      name: words("余额低于月工资的天数占比", "Share of days below the wage bill"),
      definition: words(
        "近 91 天中余额低于月工资（近 182 天工资 ÷ 6）的日子占比",
        "Share of the 91 days to T on which the balance was below a month's wages, those of the 182 days to T over 6",
      ),
      formula: "|{day: balance < wages/6}| / |{day: balance known}|",
      unit: "ratio",
      range: [0, 1],
      window: "182 days to T",
      source: ownReason("whoever cannot pay wages pays nobody"),
      expectedDirection: "lowerIsBetter",
      compute: (view) => {
        const { wagesFen } = view.cash().sumsOf(view.windows.last6);
        if (wagesFen === 0n) return missing("noFigure");
        const balances = knownBalances(view);
        return ratio(
          balances.filter((balance) => balance * 6n < wagesFen).length,
          balances.length,
          "noBalance",
        );
      },
    },
    {
      id: "inflow-to-outflow-182d",
      name: words("流入流出比", "Inflow to outflow"),
      definition: words("近 182 天账户流入 ÷ 流出", "Money in over money out in the 182 days to T"),
      formula: "Σ inflow / Σ outflow",
      unit: "ratio",
      range: [0, null],
      window: "182 days to T",
      expectedDirection: "higherIsBetter",
      compute: ({ cash, windows }) => {
        const { inflowFen, outflowFen } = cash().sumsOf(windows.last6);
        return ratio(inflowFen, outflowFen, "noPayments");
      },
    },
    {
      id: "receipts-change-lunar-91d",
      name: words("经营收款同比（农历）", "Receipts on the year before (lunar)"),
      definition: words(
        "截止日前 91 天来自客户的收款与上一农历年同期相比的变化",
        "Receipts from customers in the 91 days to T against the 91 days that end as far from the new year before, minus 1",
      ),
      formula: "Σ receipts[T−90…T] / Σ receipts[L−90…L] − 1",
      unit: "ratio",
      range: [-1, null],
      window: "91 days to T and to L",
      source: ownReason("windows at equal distance from the Chinese new year, after X-13ARIMA-SEATS genhol"),
      expectedDirection: "higherIsBetter",
      compute: ({ cash, windows, facts }) => {
        if (windows.prior3 === null) return missing("calendarUnknown");
        if ((facts.payments[0]?.onDay ?? 0) > windows.prior3.fromDay) return missing("noEarlierFigure");
        return changeOf(
          cash().sumsOf(windows.last3).receiptsFen,
          cash().sumsOf(windows.prior3).receiptsFen,
          "noEarlierFigure",
        );
      },
    },
    {
      id: "receipts-volatility-26w",
      name: words("周收款波动系数", "Volatility of weekly receipts"),
      definition: words(
        "近 26 周来自客户的周收款额的变异系数",
        "Coefficient of variation of the weekly receipts from customers in the 26 weeks to T",
      ),
      formula: "sd(weekly receipts) / mean(weekly receipts)",
      unit: "ratio",
      range: [0, null],
      window: "182 days to T",
      expectedDirection: "lowerIsBetter",
      compute: ({ cash }) =>
        variationEstimate(cash().weeklyReceipts().map(Number), fewestWeeks, {
          tooFew: "tooFewDays",
          notPositive: "noPayments",
        }),
    },
    {
      id: "cash-flow-coverage-12m",
      streams: ["payments", "loans"],
      name: words("现金流偿债覆盖", "Cash-flow coverage of debt service"),
      definition: words(
        "近 365 天经营净流入（流入减借入，流出减还本付息）÷ 还本付息",
        "Net operating inflow of the 365 days to T, borrowing and debt service left out of both sides, over debt service",
      ),
      formula: "(inflow − borrowed − (outflow − service)) / service",
      unit: "ratio",
      range: [null, null],
      window: "365 days to T",
      source: {
        kind: "practice",
        citation: "DSCR of bank credit rules, from account lines instead of statements",
      },
      expectedDirection: "higherIsBetter",
      compute: ({ cash, windows }) => {
        const sums = cash().sumsOf(windows.last12);
        const net = sums.inflowFen - sums.borrowedFen - (sums.outflowFen - sums.debtServiceFen);
        return ratio(net, sums.debtServiceFen, "noFigure");
      },
    },
    {
      id: "receipts-to-sales-12m",
      streams: ["payments", "invoices"],
      name: words("收款与开票比", "Receipts to invoiced sales"),
      definition: words(
        "近 365 天来自客户的收款 ÷ 有效销项价税合计",
        "Receipts from customers over gross valid sales invoices in the 365 days to T",
      ),
      formula: "Σ receipts / Σ gross sales",
      unit: "ratio",
      range: [0, null],
      window: "365 days to T",
      source: ownReason("资金回笼: what is invoiced must come back to the accounts that the bank sees"),
      expectedDirection: "higherIsBetter",
      compute: (view) =>
        ratio(
          view.cash().sumsOf(view.windows.last12).receiptsFen,
          sumTrade(view.trade().sales, view.windows.last12).grossFen,
          "nonPositiveSales",
        ),
    },
    {
      id: "unexplained-outflow-share-182d",
      streams: ["payments", "invoices"],
      name: words("去向不明流出占比", "Share of unexplained outflow"),
      definition: words(
        "近 182 天流出中，对方不是已知的供应商、贷款行、员工或公共缴费的占比",
        "Share of the outflow of the 182 days to T to nobody known as supplier, lender, employee or public body",
      ),
      formula: "Σ unexplained outflow / Σ outflow",
      unit: "ratio",
      range: [0, 1],
      window: "182 days to T",
      source: ownReason("diversion shows in no machine, only here"),
      expectedDirection: "lowerIsBetter",
      compute: ({ cash, windows }) => {
        const { unexplainedFen, outflowFen } = cash().sumsOf(windows.last6);
        return ratio(unexplainedFen, outflowFen, "noPayments");
      },
    },
    {
      id: "wage-bill-change-91d",
      name: words("工资支出变化", "Change of the wage bill"),
      definition: words(
        "近 91 天工资支出与再前 91 天相比的变化",
        "Wages paid in the 91 days to T against the 91 days before, minus 1",
      ),
      formula: "Σ wages[T−90…T] / Σ wages[T−181…T−91] − 1",
      unit: "ratio",
      range: [-1, null],
      window: "182 days to T",
      expectedDirection: "higherIsBetter",
      compute: ({ cash, windows }) => {
        const { fromDay } = windows.last3;
        const before = cash().sumsOf({ fromDay: windows.last6.fromDay, toDay: fromDay - 1 });
        return changeOf(cash().sumsOf(windows.last3).wagesFen, before.wagesFen, "noEarlierFigure");
      },
    },
    {
      id: "account-count",
      name: words("账户数", "Accounts"),
      definition: words("有流水的银行账户数", "Bank accounts with a line"),
      formula: "|accounts|",
      unit: "count",
      range: [1, null],
      window: "up to T",
      expectedDirection: "none",
      compute: ({ cash }) => present(cash().accounts()),
    },
    {
      id: "cash-trend-months",
      name: words("余额变化（月流出倍数）", "Change of balance, in months of outflow"),
      definition: words(
        "近 28 天平均余额减 91 天前起 28 天平均余额，除以月均流出",
        "Mean balance of the 28 days to T less that of the first 28 of the 91 days to T, over monthly outflow",
      ),
      formula: "(mean balance[T−27…T] − mean balance[T−90…T−63]) / monthly outflow",
      unit: "months",
      range: [null, null],
      window: "182 days to T",
      expectedDirection: "higherIsBetter",
      compute: cashTrend,
    },
  ],
);

function knownBalances(view: OperatingView): readonly bigint[] {
  return view
    .cash()
    .balances()
    .filter((balance) => balance !== null);
}

function cashTrend(view: OperatingView): IndicatorValue {
  const balances = view.cash().balances();
  const newest = balances.slice(-28);
  const oldest = balances.slice(0, 28);
  if ([...newest, ...oldest].some((balance) => balance === null)) return missing("noBalance");
  const total = (days: readonly (bigint | null)[]) =>
    days.reduce<bigint>((sum, day) => sum + (day ?? 0n), 0n);
  const { outflowFen } = view.cash().sumsOf(view.windows.last6);
  if (outflowFen === 0n) return missing("noPayments");
  const change = Number(total(newest) - total(oldest)) / 28;
  return present(change / ((Number(outflowFen) / 182) * daysOfMonth));
}
