import { formatExactMoney } from "../../figures/format-money.ts";
import { formatCount } from "../../figures/format-number.ts";
import type { Catalogue, Phrase } from "../../i18n/language.tsx";
import type { TracedRow } from "./provenance-api.ts";

/** Kinds of rows, as the drawer of a number's source calls them. */
export const rowKindNames: Readonly<Record<TracedRow["kind"], Phrase>> = {
  reading: { zh: "读数", en: "Readings" },
  machineDay: { zh: "设备日", en: "Machine days" },
  meterDay: { zh: "表计日", en: "Meter days" },
  collectorDay: { zh: "采集器日", en: "Collector days" },
  workforceDay: { zh: "用工日", en: "Workforce days" },
  invoice: { zh: "发票", en: "Invoices" },
  statement: { zh: "银行流水", en: "Bank statements" },
  document: { zh: "业务单据", en: "Business documents" },
};

const words: Catalogue = {
  sale: { zh: "销项发票", en: "sales invoice" },
  purchase: { zh: "进项发票", en: "purchase invoice" },
  runMinutes: { zh: "运行时间", en: "running time" },
  workMinutes: { zh: "工时", en: "hours worked" },
  readings: { zh: "读数条数", en: "readings" },
  electricity: { zh: "用电", en: "electricity" },
  gas: { zh: "用气", en: "gas" },
  water: { zh: "用水", en: "water" },
  heat: { zh: "用热", en: "heat" },
  master: { zh: "主数据", en: "master data" },
  twin: { zh: "设备档案", en: "machine record" },
  salesOrder: { zh: "销售订单", en: "sales order" },
  purchaseOrder: { zh: "采购订单", en: "purchase order" },
  goodsReceipt: { zh: "入库", en: "goods receipt" },
  receiptOfGoods: { zh: "入库", en: "goods receipt" },
  materialIssue: { zh: "领料", en: "material issue" },
  productionReport: { zh: "完工报告", en: "production report" },
  delivery: { zh: "出库", en: "delivery" },
  return: { zh: "退货", en: "return" },
  carriage: { zh: "运输", en: "carriage" },
  inspection: { zh: "检验", en: "inspection" },
  warehousing: { zh: "仓储", en: "warehousing" },
  maintenance: { zh: "维修", en: "maintenance" },
  stock: { zh: "库存", en: "stock" },
  declaration: { zh: "申报", en: "declaration" },
  taxReturn: { zh: "纳税申报", en: "tax return" },
  statementLine: { zh: "财务报表项目", en: "statement line" },
  taxCredit: { zh: "纳税信用", en: "tax rating" },
  customsDeclaration: { zh: "报关单", en: "customs declaration" },
  register: { zh: "公开登记", en: "public register" },
  loan: { zh: "贷款", en: "loan" },
  design: { zh: "研发", en: "design" },
};

/** What a row tells, in words where it is one of ours; a channel or the text of a bank as it came. */
export function whatOf({ kind, what }: TracedRow, phrase: (phrase: Phrase) => string): string {
  const name = kind === "reading" || kind === "statement" ? undefined : words[what];
  return name === undefined ? what : phrase(name);
}

/** The value as everywhere on the page; readings as the integers that were sealed. */
export function valueOf({ unit, value }: TracedRow, phrase: (phrase: Phrase) => string): string {
  const number = Number(value);
  switch (unit) {
    case "fen":
      return formatExactMoney(value);
    case "milli":
      return formatCount(number / 1000);
    case "minutes":
      return `${formatCount(number)} ${phrase({ zh: "分钟", en: "min" })}`;
    case "wattHours":
      return `${formatCount(Math.round(number / 1000))} kWh`;
    case "litres":
      return `${formatCount(number)} L`;
    case "readings":
      return formatCount(number);
    case "channel":
      return value;
  }
}
