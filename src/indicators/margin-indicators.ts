import { type Indicator, type IndicatorOrigin, missing } from "./definition.ts";
import { ratio } from "./ratio.ts";

const own: IndicatorOrigin = {
  kind: "own",
  citation:
    "own choice: invoices show purchases, not cost of sales; wages, stock and uninvoiced cost are missing",
};
const vatBurden: IndicatorOrigin = {
  kind: "practice",
  citation:
    "增值税税负率 of the tax administration's risk indicators (国税发〔2005〕43 号, text not checked), on invoices instead of returns",
};
const shared = {
  version: 1,
  group: "margin",
  layer: "ordersEnergy",
  streams: ["invoices"],
  dataClasses: ["invoice"],
  presentOn: ["sme_invoices"],
  unit: "ratio",
} as const;

/** What is left between buying and selling, as far as invoices show it. */
export const marginIndicators: readonly Indicator[] = [
  {
    ...shared,
    id: "purchase-to-sales",
    name: { zh: "购销比", en: "Purchases to sales" },
    definition: {
      zh: "有效进项不含税金额与有效销项不含税金额之比",
      en: "Valid net purchases over valid net sales",
    },
    formula: "Σ net purchases / Σ net sales",
    range: [null, null],
    window: "all invoices up to T",
    source: own,
    endOfSeries: false,
    expectedDirection: "none",
    compute: ({ sales, purchases }) => {
      if (sales.total.validCount === 0) return missing("noSales");
      if (purchases.total.validCount === 0) return missing("noPurchases");
      return ratio(purchases.total.netFen, sales.total.netFen, "nonPositiveSales");
    },
  },
  {
    ...shared,
    id: "gross-margin-proxy-12m",
    name: { zh: "毛利率代理（近 12 月）", en: "Gross-margin proxy, 12 months" },
    definition: {
      zh: "截止日前 365 天（不含税销项 − 不含税进项）÷ 不含税销项；未计库存与人工",
      en: "Net sales less net purchases, over net sales, of the 365 days to T; stock and labour are not in it",
    },
    formula: "(Σ net sales − Σ net purchases) / Σ net sales",
    range: [null, null],
    window: "365 days to T",
    source: own,
    endOfSeries: true,
    expectedDirection: "higherIsBetter",
    compute: ({ sales, purchases }) => {
      if (sales.last12.validCount === 0) return missing("noSales");
      if (purchases.last12.validCount === 0) return missing("noPurchases");
      return ratio(sales.last12.netFen - purchases.last12.netFen, sales.last12.netFen, "nonPositiveSales");
    },
  },
  {
    ...shared,
    id: "vat-burden",
    name: { zh: "增值税税负率", en: "VAT burden" },
    definition: {
      zh: "（销项税额 − 进项税额）÷ 不含税销售额",
      en: "Output VAT less input VAT, over net sales",
    },
    formula: "(Σ sales tax − Σ purchase tax) / Σ net sales",
    range: [null, null],
    window: "all invoices up to T",
    source: vatBurden,
    endOfSeries: false,
    expectedDirection: "none",
    compute: ({ sales, purchases }) => {
      if (sales.total.validCount === 0) return missing("noSales");
      return ratio(sales.total.taxFen - purchases.total.taxFen, sales.total.netFen, "nonPositiveSales");
    },
  },
  {
    ...shared,
    id: "sales-vat-rate",
    name: { zh: "销项综合税率", en: "Effective VAT rate of sales" },
    definition: {
      zh: "销项税额 ÷ 不含税销售额；约 3% 多为小规模纳税人",
      en: "Output VAT over net sales; about 3 % tells a small-scale taxpayer",
    },
    formula: "Σ sales tax / Σ net sales",
    range: [null, null],
    window: "all invoices up to T",
    source: own,
    endOfSeries: false,
    expectedDirection: "none",
    compute: ({ sales: { total } }) =>
      total.validCount === 0 ? missing("noSales") : ratio(total.taxFen, total.netFen, "nonPositiveSales"),
  },
];
