import type { Message } from "#kernel";
import type { IndicatorGroup } from "./definition.ts";

/** Families of indicators in the order in which tables show them. */
export const indicatorGroupNames: Readonly<Record<IndicatorGroup, Message>> = {
  volume: { zh: "规模", en: "Volume" },
  growth: { zh: "成长", en: "Growth" },
  stability: { zh: "稳定", en: "Stability" },
  concentration: { zh: "集中度", en: "Concentration" },
  documentQuality: { zh: "票据质量", en: "Document quality" },
  margin: { zh: "毛利与税负", en: "Margin and tax" },
  machine: { zh: "设备", en: "Machines" },
  energy: { zh: "能耗", en: "Energy" },
  deviceParameters: { zh: "设备参数", en: "Device parameters" },
  production: { zh: "生产运行", en: "Production" },
  energyUse: { zh: "单位能耗与负荷", en: "Energy per unit and load" },
  orders: { zh: "订单", en: "Orders" },
  customers: { zh: "客户与供应商", en: "Customers and suppliers" },
  products: { zh: "产品", en: "Products" },
  capacity: { zh: "产能空间", en: "Capacity headroom" },
  stock: { zh: "存货", en: "Stock" },
  settlement: { zh: "应收应付", en: "Receivables and payables" },
  cash: { zh: "资金流", en: "Cash" },
  tax: { zh: "税务", en: "Tax" },
  customs: { zh: "海关", en: "Customs" },
  registry: { zh: "工商司法", en: "Registers and courts" },
  statements: { zh: "财务报表", en: "Statements" },
  workforce: { zh: "用工与班次", en: "Headcount and shifts" },
  credit: { zh: "借款", en: "Borrowing" },
  design: { zh: "研发设计", en: "Research and design" },
};
