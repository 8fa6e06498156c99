import { type Indicator, type IndicatorOrigin, missing } from "./definition.ts";
import { ratio } from "./ratio.ts";

const own: IndicatorOrigin = { kind: "own", citation: "own choice" };
const reversal: IndicatorOrigin = {
  kind: "practice",
  citation:
    "国家税务总局公告 2016 年第 47 号 (red-letter VAT invoices), 国税发〔2006〕156 号 (voiding); the rate is our own choice; texts not checked",
};
const shared = {
  version: 1,
  group: "documentQuality",
  layer: "ordersEnergy",
  streams: ["invoices"],
  dataClasses: ["invoice"],
  presentOn: ["sme_invoices"],
  unit: "ratio",
  range: [0, 1],
  window: "all invoices up to T",
  endOfSeries: false,
  expectedDirection: "lowerIsBetter",
} as const;

/** What the invoices say about discipline: voids, reversals, and documents that contradict themselves. */
export const documentIndicators: readonly Indicator[] = [
  {
    ...shared,
    id: "sales-void-rate",
    name: { zh: "销项作废率", en: "Void rate of sales invoices" },
    definition: {
      zh: "作废销项发票占全部销项发票的比例",
      en: "Voided sales invoices over all sales invoices",
    },
    formula: "void / (valid + void)",
    source: reversal,
    compute: ({ sales: { total } }) => ratio(total.voidCount, total.voidCount + total.validCount, "noSales"),
  },
  {
    ...shared,
    id: "purchase-void-rate",
    name: { zh: "进项作废率", en: "Void rate of purchase invoices" },
    definition: {
      zh: "作废进项发票占全部进项发票的比例",
      en: "Voided purchase invoices over all purchase invoices",
    },
    formula: "void / (valid + void)",
    source: reversal,
    expectedDirection: "none",
    compute: ({ purchases: { total } }) =>
      ratio(total.voidCount, total.voidCount + total.validCount, "noPurchases"),
  },
  {
    ...shared,
    id: "sales-red-rate",
    name: { zh: "销项红字率", en: "Red-invoice rate of sales" },
    definition: {
      zh: "有效销项发票中红字（负数）发票的比例",
      en: "Negative (red-letter) invoices over valid sales invoices",
    },
    formula: "red / valid",
    source: reversal,
    compute: ({ sales: { total } }) => ratio(total.redCount, total.validCount, "noSales"),
  },
  {
    ...shared,
    id: "purchase-red-rate",
    name: { zh: "进项红字率", en: "Red-invoice rate of purchases" },
    definition: {
      zh: "有效进项发票中红字（负数）发票的比例",
      en: "Negative (red-letter) invoices over valid purchase invoices",
    },
    formula: "red / valid",
    source: reversal,
    expectedDirection: "none",
    compute: ({ purchases: { total } }) => ratio(total.redCount, total.validCount, "noPurchases"),
  },
  {
    ...shared,
    id: "sales-red-amount-share",
    name: { zh: "销项冲红金额占比", en: "Share of sales amounts reversed" },
    definition: {
      zh: "红字销项金额占正数有效销项金额的比例",
      en: "Amount of red sales invoices over the amount of positive valid ones",
    },
    formula: "Σ |red gross| / (Σ gross + Σ |red gross|)",
    range: [0, null],
    source: reversal,
    compute: ({ sales: { total } }) =>
      total.validCount === 0
        ? missing("noSales")
        : ratio(total.redFen, total.grossFen + total.redFen, "nonPositiveSales"),
  },
  {
    ...shared,
    id: "zero-amount-share",
    name: { zh: "零金额销项占比", en: "Share of zero-amount sales" },
    definition: {
      zh: "价税合计为零的销项发票（含作废的空白票）占全部销项发票的比例",
      en: "Sales invoices with a gross amount of zero (blank ones that were voided included) over all sales invoices",
    },
    formula: "zero / (valid + void)",
    source: own,
    compute: ({ sales: { total } }) => ratio(total.zeroCount, total.validCount + total.voidCount, "noSales"),
  },
  {
    ...shared,
    id: "number-reuse-rate",
    name: { zh: "发票号码重用率", en: "Rate of reused invoice numbers" },
    definition: {
      zh: "号码与更早发票相同而内容不同的发票占全部发票（进销两方）的比例",
      en: "Invoices that carry the number of an earlier one with other content, over all invoices of both directions",
    },
    formula: "reused / (valid + void)",
    source: own,
    compute: ({ sales, purchases }) =>
      ratio(
        sales.total.reusedCount + purchases.total.reusedCount,
        sales.total.validCount +
          sales.total.voidCount +
          purchases.total.validCount +
          purchases.total.voidCount,
        "noInvoices",
      ),
  },
  {
    ...shared,
    id: "amount-mismatch-rate",
    name: { zh: "金额不平率", en: "Rate of amounts that do not add up" },
    definition: {
      zh: "金额加税额不等于价税合计的发票占全部发票（进销两方）的比例",
      en: "Invoices whose net and tax do not add up to gross, over all invoices of both directions",
    },
    formula: "mismatch / (valid + void)",
    source: own,
    compute: ({ sales, purchases }) =>
      ratio(
        sales.total.mismatchCount + purchases.total.mismatchCount,
        sales.total.validCount +
          sales.total.voidCount +
          purchases.total.validCount +
          purchases.total.voidCount,
        "noInvoices",
      ),
  },
];
