import type { LoanEvent } from "#operations";
import { type IndicatorValue, missing, present } from "../definition.ts";
import { changeOf } from "../operating/estimates.ts";
import { defineFamily, ownChoice, words } from "../operating/operating-indicator.ts";
import type { OperatingView } from "../operating/operating-view.ts";
import { log10Yuan, ratio } from "../ratio.ts";
import { sumTrade } from "../trade-view.ts";

const twoYears = 730;

/** What is owed, to how many, and whether it was paid when due (借款). */
export const loanIndicators = defineFamily(
  { group: "credit", layer: "funds", streams: ["loans"], source: ownChoice },
  [
    {
      id: "debt-log",
      name: words("借款余额（对数）", "Debt outstanding, log"),
      definition: words(
        "截止日已放款减已还本金的常用对数",
        "Common logarithm of what was paid out less what was repaid at T",
      ),
      formula: "log10(Σ paid out − Σ repaid / 1 CNY)",
      unit: "log10 CNY",
      range: [null, null],
      window: "at T",
      expectedDirection: "none",
      compute: ({ facts, lastDay }) => log10Yuan(debtAt(facts.loans, lastDay), "nonPositiveAmount"),
    },
    {
      id: "debt-to-sales",
      streams: ["loans", "invoices"],
      name: words("借款与年销售比", "Debt to annual sales"),
      definition: words(
        "截止日借款余额 ÷ 近 365 天有效销项价税合计",
        "Debt outstanding at T over gross valid sales invoices of the 365 days to T",
      ),
      formula: "debt / Σ gross sales",
      unit: "ratio",
      range: [0, null],
      window: "365 days to T",
      expectedDirection: "lowerIsBetter",
      compute: (view) => {
        const { grossFen } = sumTrade(view.trade().sales, view.windows.last12);
        return ratio(debtAt(view.facts.loans, view.lastDay), grossFen, "nonPositiveSales");
      },
    },
    {
      id: "debt-change-12m",
      name: words("借款年变化", "Change of debt, 12 months"),
      definition: words(
        "截止日借款余额与 365 天前相比的变化",
        "Debt outstanding at T against that of 365 days before, minus 1",
      ),
      formula: "debt(T) / debt(T − 365) − 1",
      unit: "ratio",
      range: [-1, null],
      window: "365 days to T",
      expectedDirection: "lowerIsBetter",
      compute: ({ facts, lastDay }) =>
        changeOf(debtAt(facts.loans, lastDay), debtAt(facts.loans, lastDay - 365), "noEarlierFigure"),
    },
    {
      id: "lender-count",
      name: words("贷款机构数", "Lenders"),
      definition: words("截止日有未结清借款的机构数", "Lenders with a loan that stands open at T"),
      formula: "|banks with debt > 0|",
      unit: "count",
      range: [0, null],
      window: "at T",
      expectedDirection: "lowerIsBetter",
      compute: ({ facts }) => {
        const byBank = Map.groupBy(facts.loans, ({ bank }) => bank);
        const owing = [...byBank.values()].filter((events) => owedOf(events) > 0n);
        return present(owing.length);
      },
    },
    {
      id: "past-due-events-24m",
      name: words("逾期次数", "Times past due"),
      definition: words("近 730 天的逾期次数", "Times that a loan went past due in the 730 days to T"),
      formula: "|past due events|",
      unit: "count",
      range: [0, null],
      window: "730 days to T",
      expectedDirection: "lowerIsBetter",
      compute: (view) => present(recent(view).filter(({ kind }) => kind === "pastDue").length),
    },
    {
      id: "worst-days-past-due-24m",
      name: words("最长逾期天数", "Most days past due"),
      definition: words("近 730 天的最长逾期天数", "Most days past due of any loan in the 730 days to T"),
      formula: "max days past due",
      unit: "days",
      range: [0, null],
      window: "730 days to T",
      expectedDirection: "lowerIsBetter",
      compute: (view) =>
        present(recent(view).reduce((worst, { daysPastDue }) => Math.max(worst, daysPastDue), 0)),
    },
    {
      id: "loans-settled",
      name: words("已结清借款笔数", "Loans settled"),
      definition: words("截止日已结清的借款笔数", "Loans settled up to T"),
      formula: "|settled loans|",
      unit: "count",
      range: [0, null],
      window: "up to T",
      expectedDirection: "higherIsBetter",
      compute: ({ facts }) =>
        present(new Set(facts.loans.flatMap(({ kind, loan }) => (kind === "settled" ? [loan] : []))).size),
    },
    {
      id: "loans-granted-12m",
      name: words("近一年新增借款笔数", "Loans granted, 12 months"),
      definition: words("近 365 天批出的借款笔数", "Loans granted in the 365 days to T"),
      formula: "|granted loans|",
      unit: "count",
      range: [0, null],
      window: "365 days to T",
      expectedDirection: "none",
      compute: ({ facts, lastDay }) =>
        present(facts.loans.filter(({ kind, onDay }) => kind === "granted" && onDay > lastDay - 365).length),
    },
    {
      id: "granted-to-orders-12m",
      streams: ["loans", "orders"],
      name: words("订单融资比", "Loans on orders to their orders"),
      definition: words(
        "近 365 天指明订单的批出借款 ÷ 这些订单的金额",
        "Loans granted in the 365 days to T that name an order, over the amount of those orders",
      ),
      formula: "Σ granted(order named) / Σ amount of the orders",
      unit: "ratio",
      range: [0, null],
      window: "365 days to T",
      expectedDirection: "lowerIsBetter",
      compute: grantedToOrders,
    },
  ],
);

function recent({ facts, lastDay }: OperatingView): readonly LoanEvent[] {
  return facts.loans.filter(({ onDay }) => onDay > lastDay - twoYears);
}

function debtAt(loans: readonly LoanEvent[], day: number): bigint {
  return owedOf(loans.filter(({ onDay }) => onDay <= day));
}

/** A settled loan owes nothing, whatever its repayments add up to. */
function owedOf(events: readonly LoanEvent[]): bigint {
  let owed = 0n;
  for (const loan of Map.groupBy(events, (event) => event.loan).values()) {
    if (loan.some(({ kind }) => kind === "settled")) continue;
    const sum = (wanted: LoanEvent["kind"]) =>
      loan.reduce((total, { kind, amountFen }) => (kind === wanted ? total + amountFen : total), 0n);
    const rest = sum("paidOut") - sum("repaid");
    if (rest > 0n) owed += rest;
  }
  return owed;
}

function grantedToOrders(view: OperatingView): IndicatorValue {
  const orders = new Map(
    view
      .orders()
      .sales()
      .map((order) => [order.number, order.amountFen]),
  );
  let [granted, ordered] = [0n, 0n];
  const named = new Set<string>();
  for (const { kind, onDay, orderNumber, amountFen } of view.facts.loans) {
    const order = orders.get(orderNumber);
    if (kind !== "granted" || onDay <= view.lastDay - 365 || order === undefined) continue;
    granted += amountFen;
    if (!named.has(orderNumber)) ordered += order;
    named.add(orderNumber);
  }
  return named.size === 0 ? missing("noMatches") : ratio(granted, ordered, "nonPositiveAmount");
}
