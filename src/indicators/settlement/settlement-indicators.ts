import { type IndicatorValue, missing, present } from "../definition.ts";
import { operatingParameters } from "../operating/operating-parameters.ts";
import { type IndicatorDraft, defineFamily, ownReason, words } from "../operating/operating-indicator.ts";
import type { OperatingView } from "../operating/operating-view.ts";
import { ratio } from "../ratio.ts";
import { sumTrade } from "../trade-view.ts";
import type { DayWindow } from "../windows.ts";
import type { Settlement } from "./match-payments.ts";
import { openAt, settledIn } from "./settlement-view.ts";

const yearDays = 365;
const fewestSettlements = 3;
const turnover = {
  kind: "practice",
  citation:
    "应收/应付账款周转天数 as bank credit rules use them; here from matched documents, not from statements",
} as const;

type Side = "sales" | "purchases";
const sides = [
  {
    side: "sales",
    key: "collection",
    zh: "回款",
    ofZh: "销项",
    en: "collection",
    docEn: "sales",
    none: "noSales",
  },
  {
    side: "purchases",
    key: "payment",
    zh: "付款",
    ofZh: "进项",
    en: "payment",
    docEn: "purchase",
    none: "noPurchases",
  },
] as const;

/** How long invoices stay unpaid, both ways, from the documents themselves. */
export const settlementIndicators = defineFamily(
  { group: "settlement", layer: "funds", streams: ["invoices", "payments"], source: turnover },
  [
    ...sides.flatMap((side) => [...pace(side), ...standing(side)]),
    {
      id: "invoice-match-rate",
      name: words("销项发票回款匹配率", "Share of sales invoices that were paid"),
      definition: words(
        "截止日前 91 至 455 天开具的有效销项发票中已由回款结清的金额占比（红冲的不计）",
        "Share of the valid sales invoices of days 91 to 455 before T that receipts have settled, reversed ones left out",
      ),
      formula: "Σ settled / Σ (settled + open), invoiced in [T−455…T−91]",
      unit: "ratio",
      range: [0, 1],
      window: "730 days to T",
      source: ownReason("an invoice nobody pays is a claim on nobody"),
      expectedDirection: "higherIsBetter",
      compute: matchRate,
    },
    {
      id: "cash-conversion-days",
      name: words("收付差天数", "Collection days less payment days"),
      definition: words(
        "回款天数 − 付款天数；正数要自己垫资",
        "Days to collection less days to payment; positive must be financed",
      ),
      formula: "collection-days-182d − payment-days-182d",
      unit: "days",
      range: [null, null],
      window: "182 days to T",
      expectedDirection: "lowerIsBetter",
      compute: (view) =>
        difference(
          weightedDays(view, "sales", view.windows.last6),
          weightedDays(view, "purchases", view.windows.last6),
        ),
    },
  ],
);

type SideWords = (typeof sides)[number];

/** How fast invoices of one side are settled, and whether that changes. */
function pace({ side, key, zh, ofZh, en, docEn }: SideWords): readonly IndicatorDraft[] {
  return [
    {
      id: `${key}-days-182d`,
      name: words(`${zh}天数（匹配单据）`, `Days to ${en}, matched documents`),
      definition: words(
        `近 182 天结清的${ofZh}发票从开票到${zh}的天数，按金额加权；预付预收计零天`,
        `Days from invoice to ${en} of ${docEn} invoices settled in the 182 days to T, weighted by amount; payments in advance count zero`,
      ),
      formula: "Σ amount × max(0, paid − invoiced) / Σ amount",
      unit: "days",
      range: [0, null],
      window: "182 days to T",
      expectedDirection: side === "sales" ? "lowerIsBetter" : "none",
      compute: (view: OperatingView) => weightedDays(view, side, view.windows.last6),
    },
    {
      id: `${key}-delay-91d`,
      name: words(`${zh}天数变化`, `Change of days to ${en}`),
      definition: words(
        `近 91 天结清的${ofZh}发票的${zh}天数减此前 365 天的${zh}天数`,
        `Days to ${en} of ${docEn} invoices settled in the 91 days to T less those settled in the 365 days before`,
      ),
      formula: "days[T−90…T] − days[T−455…T−91]",
      unit: "days",
      range: [null, null],
      window: "730 days to T",
      source: ownReason("a customer that pays late, or a payable that is stretched, shows here first"),
      expectedDirection: "lowerIsBetter",
      compute: (view: OperatingView) => delay(view, side),
    },
  ];
}

/** What of one side stands open, and how old it is. */
function standing({ side, ofZh, docEn, none }: SideWords): readonly IndicatorDraft[] {
  return [
    {
      id: side === "sales" ? "receivable-days" : "payable-days",
      name:
        side === "sales" ? words("应收账款天数", "Receivable days") : words("应付账款天数", "Payable days"),
      definition: words(
        `截止日未结清的${ofZh}发票 ÷ 近 365 天${ofZh}价税合计 × 365`,
        `${capital(docEn)} invoices open at T over the gross ${side} of the 365 days to T, × 365`,
      ),
      formula: `Σ open / Σ gross ${side}[T−364…T] × 365`,
      unit: "days",
      range: [0, null],
      window: "365 days to T",
      expectedDirection: side === "sales" ? "lowerIsBetter" : "none",
      compute: (view: OperatingView) => openDays(view, side),
    },
    {
      id: side === "sales" ? "old-receivable-share" : "old-payable-share",
      name:
        side === "sales"
          ? words("长账龄应收占比", "Share of old receivables")
          : words("长账龄应付占比", "Share of old payables"),
      definition: words(
        `截止日未结清的${ofZh}发票中账龄超过 90 天的占比`,
        `Share of the ${docEn} invoices open at T that are older than 90 days`,
      ),
      formula: "Σ open(age > 90) / Σ open",
      unit: "ratio",
      range: [0, 1],
      window: "at T",
      expectedDirection: "lowerIsBetter",
      compute: ({ settlement, lastDay }: OperatingView) => {
        const { openFen, oldFen } = openAt(
          settlement()[side](),
          lastDay - operatingParameters.longOpenDays.value - 1,
        );
        return ratio(oldFen, openFen, none);
      },
    },
  ];
}

function weightedDays(view: OperatingView, side: Side, window: DayWindow): IndicatorValue {
  const settled = settledIn(view.settlement()[side]().settlements, window);
  let [product, amount] = [0n, 0n];
  for (const { invoicedOn, paidOn, amountFen } of settled) {
    product += amountFen * BigInt(Math.max(0, paidOn - invoicedOn));
    amount += amountFen;
  }
  if (amount === 0n) return missing("noMatches");
  const mean = Number(product) / Number(amount);
  return settled.length < fewestSettlements
    ? present(mean)
    : present(mean, errorOf(settled, mean, Number(amount)));
}

/** Standard error of the weighted mean. */
function errorOf(settled: readonly Settlement[], mean: number, amount: number): number {
  const squares = settled.reduce((sum, { invoicedOn, paidOn, amountFen }) => {
    const weight = Number(amountFen) / amount;
    return sum + (weight * (Math.max(0, paidOn - invoicedOn) - mean)) ** 2;
  }, 0);
  return Math.sqrt((squares * settled.length) / (settled.length - 1));
}

function delay(view: OperatingView, side: Side): IndicatorValue {
  const { fromDay } = view.windows.last3;
  return difference(
    weightedDays(view, side, view.windows.last3),
    weightedDays(view, side, { fromDay: fromDay - yearDays, toDay: fromDay - 1 }),
  );
}

function difference(left: IndicatorValue, right: IndicatorValue): IndicatorValue {
  if (left.value === null) return left;
  if (right.value === null) return right;
  if (left.standardError === undefined || right.standardError === undefined) {
    return present(left.value - right.value);
  }
  return present(left.value - right.value, Math.hypot(left.standardError, right.standardError));
}

function openDays(view: OperatingView, side: Side): IndicatorValue {
  const { openFen } = openAt(view.settlement()[side](), view.lastDay);
  const { grossFen } = sumTrade(view.trade()[side], view.windows.last12);
  return ratio(
    openFen * BigInt(yearDays),
    grossFen,
    side === "sales" ? "nonPositiveSales" : "nonPositivePurchases",
  );
}

function matchRate(view: OperatingView): IndicatorValue {
  const from = view.lastDay - 455;
  const to = view.lastDay - 91;
  const { invoices, settlements } = view.settlement().sales();
  const settled = settlements.reduce(
    (sum, { invoicedOn, amountFen }) => (invoicedOn >= from && invoicedOn <= to ? sum + amountFen : sum),
    0n,
  );
  const open = invoices.reduce(
    (sum, { onDay, openFen }) => (onDay >= from && onDay <= to ? sum + openFen : sum),
    0n,
  );
  return ratio(settled, settled + open, "noSales");
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
