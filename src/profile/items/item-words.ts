import type { Message } from "#kernel";
import type { ProfileUnit } from "../profile-item.ts";

interface ItemWords {
  readonly name: Message;
  readonly unit: ProfileUnit;
}

/** Names and units of the portrait's items. */
export const itemWords = {
  "customer-count": { name: { zh: "客户数（十二个月）", en: "Customers (twelve months)" }, unit: "count" },
  "new-customers": { name: { zh: "新客户数", en: "New customers" }, unit: "count" },
  "top-1-customer": { name: { zh: "最大客户占比", en: "Largest customer's share" }, unit: "ppm" },
  "top-5-customers": { name: { zh: "前五客户占比", en: "Largest five customers' share" }, unit: "ppm" },
  "customer-hhi": { name: { zh: "客户集中度（HHI）", en: "Concentration of customers (HHI)" }, unit: "ppm" },
  "returning-customers": {
    name: { zh: "老客户销售占比", en: "Share sold to customers of the year before" },
    unit: "ppm",
  },
  "customer-tenure": {
    name: { zh: "客户平均合作月数（按销售额）", en: "Months that customers have bought, by sales" },
    unit: "months",
  },
  "export-share": { name: { zh: "出口占比", en: "Share exported" }, unit: "ppm" },
  "order-book": { name: { zh: "在手订单", en: "Orders on hand" }, unit: "fen" },
  "order-cover": { name: { zh: "在手订单可供月数", en: "Months that orders on hand last" }, unit: "months" },
  "orders-placed": { name: { zh: "新接订单（十二个月）", en: "Orders placed (twelve months)" }, unit: "fen" },
  "order-growth": { name: { zh: "接单同比", en: "Growth of orders" }, unit: "ppm" },
  "orders-cancelled": { name: { zh: "订单取消率", en: "Orders cancelled" }, unit: "ppm" },
  "median-order": { name: { zh: "订单金额中位数", en: "Median order" }, unit: "fen" },
  "lead-days": { name: { zh: "交期中位数", en: "Median lead time" }, unit: "days" },
  "on-time": { name: { zh: "按期交货率", en: "Delivered on time" }, unit: "ppm" },
  "items-sold": { name: { zh: "交付品种数", en: "Items delivered" }, unit: "count" },
  "top-item": { name: { zh: "最大品种数量占比", en: "Largest item's share" }, unit: "ppm" },
  returned: { name: { zh: "退货率（数量）", en: "Returned" }, unit: "ppm" },
  "good-parts": { name: { zh: "良品率", en: "Good parts" }, unit: "ppm" },
  "new-products": { name: { zh: "新产品数（十二个月）", en: "New products (twelve months)" }, unit: "count" },
  "development-hours": {
    name: { zh: "研发工时（十二个月）", en: "Hours of development (twelve months)" },
    unit: "hours",
  },
  patents: { name: { zh: "专利数", en: "Patents" }, unit: "count" },
  "service-providers": {
    name: { zh: "运输、检验等服务方数", en: "Carriers, inspectors and other providers" },
    unit: "count",
  },
  running: {
    name: { zh: "设备运行时间占比（近三个月）", en: "Machine time running (three months)" },
    unit: "ppm",
  },
  "spare-time": { name: { zh: "闲置机时占比", en: "Machine time to spare" }, unit: "ppm" },
  headroom: {
    name: { zh: "较近一年最好月份的余量", en: "Headroom to the best month of the year" },
    unit: "ppm",
  },
  machines: { name: { zh: "已接入设备数", en: "Machines connected" }, unit: "count" },
  "new-machines": {
    name: { zh: "一年内新投用设备", en: "Machines put in service within a year" },
    unit: "count",
  },
  headcount: { name: { zh: "在职人数（近三个月）", en: "People (three months)" }, unit: "count" },
  shifts: { name: { zh: "每日班次", en: "Shifts a day" }, unit: "count" },
  "sales-per-head": {
    name: { zh: "人均销售（十二个月）", en: "Sales per head (twelve months)" },
    unit: "fen",
  },
  "fixed-assets": { name: { zh: "固定资产净值", en: "Fixed assets, net" }, unit: "fen" },
  depreciation: { name: { zh: "折旧（十二个月）", en: "Depreciation (twelve months)" }, unit: "fen" },
  inventories: { name: { zh: "存货", en: "Inventories" }, unit: "fen" },
  receivables: { name: { zh: "应收账款", en: "Receivables" }, unit: "fen" },
  payables: { name: { zh: "应付账款", en: "Payables" }, unit: "fen" },
  revenue: { name: { zh: "销售收入（十二个月）", en: "Revenue (twelve months)" }, unit: "fen" },
  purchases: { name: { zh: "采购（十二个月）", en: "Purchases (twelve months)" }, unit: "fen" },
  "receivable-days": { name: { zh: "应收账款天数", en: "Days of receivables" }, unit: "days" },
  "inventory-days": { name: { zh: "存货天数", en: "Days of inventories" }, unit: "days" },
  "payable-days": { name: { zh: "应付账款天数", en: "Days of payables" }, unit: "days" },
  cash: { name: { zh: "银行存款", en: "Cash at banks" }, unit: "fen" },
  "cash-in": { name: { zh: "银行流入（十二个月）", en: "Money in (twelve months)" }, unit: "fen" },
  "cash-net": {
    name: { zh: "银行净流入（十二个月）", en: "Money in less out (twelve months)" },
    unit: "fen",
  },
  borrowings: { name: { zh: "借款余额", en: "Owed on loans" }, unit: "fen" },
  "declared-revenue": {
    name: { zh: "申报收入（年报，或十二个月申报合计）", en: "Declared revenue (a year)" },
    unit: "fen",
  },
  "declared-netProfit": { name: { zh: "申报净利润", en: "Declared net profit" }, unit: "fen" },
  "declared-totalAssets": { name: { zh: "申报总资产", en: "Declared total assets" }, unit: "fen" },
  "declared-equity": { name: { zh: "申报所有者权益", en: "Declared equity" }, unit: "fen" },
  "declared-borrowings": { name: { zh: "申报借款", en: "Declared borrowings" }, unit: "fen" },
  "declared-taxPaid": { name: { zh: "纳税额（十二个月）", en: "Tax paid (twelve months)" }, unit: "fen" },
  "machines-gross": { name: { zh: "设备原值", en: "Machines at cost" }, unit: "fen" },
  "machines-worn": { name: { zh: "设备现值（含工时因子）", en: "Machines by age and hours" }, unit: "fen" },
  encumbered: { name: { zh: "已抵押、质押或租赁", en: "Pledged, mortgaged or leased" }, unit: "fen" },
  goods: { name: { zh: "在库货物价值", en: "Goods on hand" }, unit: "fen" },
  lenders: { name: { zh: "授信银行数", en: "Banks that lend" }, unit: "count" },
  "worst-past-due": { name: { zh: "历史最长逾期天数", en: "Longest past due" }, unit: "days" },
  "loans-settled": { name: { zh: "已结清贷款笔数", en: "Loans settled" }, unit: "count" },
  lawsuits: {
    name: { zh: "涉诉与被执行（三年）", en: "Lawsuits and enforcements (three years)" },
    unit: "count",
  },
  penalties: {
    name: { zh: "行政处罚、停产与事故（三年）", en: "Penalties, stops and accidents (three years)" },
    unit: "count",
  },
  "tax-rating": { name: { zh: "纳税信用等级", en: "Tax rating" }, unit: "text" },
  "registered-capital": { name: { zh: "注册资本", en: "Registered capital" }, unit: "fen" },
  age: { name: { zh: "成立月数", en: "Months since it was founded" }, unit: "months" },
  "capital-changes": {
    name: { zh: "注册资本变更（三年）", en: "Changes of capital (three years)" },
    unit: "count",
  },
  "shareholder-changes": {
    name: { zh: "股东变更（三年）", en: "Changes of shareholders (three years)" },
    unit: "count",
  },
  "representative-changes": {
    name: { zh: "法定代表人变更（三年）", en: "Changes of the legal representative (three years)" },
    unit: "count",
  },
} as const satisfies Readonly<Record<string, ItemWords>>;

export type ProfileItemId = keyof typeof itemWords;
