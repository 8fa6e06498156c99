import { formatInstant } from "../../figures/format-time.ts";
import type { Catalogue, Phrase } from "../../i18n/language.tsx";

/** The columns of the rows behind a figure. */
export const columnNames: Catalogue = {
  direction: { zh: "方向", en: "Direction" },
  account: { zh: "账户", en: "Account" },
  documentKind: { zh: "单据", en: "Document" },
  asset: { zh: "设备", en: "Asset" },
  number: { zh: "号码", en: "Number" },
  day: { zh: "日期", en: "Day" },
  counterparty: { zh: "对方", en: "Counterparty" },
  summary: { zh: "摘要", en: "Summary" },
  item: { zh: "品名", en: "Item" },
  netFen: { zh: "金额（元）", en: "Net (CNY)" },
  grossFen: { zh: "价税合计（元）", en: "Gross (CNY)" },
  amountFen: { zh: "发生额（元）", en: "Amount (CNY)" },
  balanceFen: { zh: "余额（元）", en: "Balance (CNY)" },
  isVoid: { zh: "作废", en: "Void" },
  breaksBalance: { zh: "余额断点", en: "Breaks" },
  energyWh: { zh: "用电（千瓦时）", en: "Electricity (kWh)" },
  runMinutes: { zh: "运行（分）", en: "Running (min)" },
  alarmMinutes: { zh: "报警（分）", en: "Alarm (min)" },
  producedCount: { zh: "产量", en: "Made" },
  sealed: { zh: "存证（日志·批·行）", en: "Sealed (log · batch · row)" },
  receivedAtMs: { zh: "接收", en: "Received" },
};

const words: Catalogue = {
  sale: { zh: "销项", en: "sale" },
  purchase: { zh: "进项", en: "purchase" },
  salesOrder: { zh: "销售订单", en: "sales order" },
  purchaseOrder: { zh: "采购订单", en: "purchase order" },
  delivery: { zh: "出库", en: "delivery" },
  receiptOfGoods: { zh: "入库", en: "receipt of goods" },
  stock: { zh: "库存", en: "stock" },
  voucher: { zh: "凭证", en: "voucher" },
  true: { zh: "是", en: "yes" },
  false: { zh: "", en: "" },
};

/** A cell as a person reads it; whole numbers arrive as decimal text. */
export function shownCell(column: string, value: string, phrase: (phrase: Phrase) => string): string {
  if (value === "") return "";
  if (column.endsWith("Fen")) return withPoint(value, 2);
  if (column === "energyWh") return withPoint(value, 3);
  if (column === "receivedAtMs") return formatInstant(Number(value)).slice(0, 16);
  const word = words[value];
  return word === undefined ? value : phrase(word);
}

function withPoint(digits: string, places: number): string {
  const sign = digits.startsWith("-") ? "−" : "";
  const padded = digits.replace("-", "").padStart(places + 1, "0");
  const whole = padded.slice(0, -places).replace(/\B(?=(\d{3})+$)/g, ",");
  return `${sign}${whole}.${padded.slice(-places)}`;
}
