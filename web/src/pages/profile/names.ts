import type { Phrase } from "../../i18n/language.tsx";
import type { EnterpriseProfile, ReconciledOrder, Twin } from "./profile-api.ts";

export const stageNames: Record<NonNullable<EnterpriseProfile["lifeStage"]>["stage"], Phrase> = {
  startUp: { zh: "初创期", en: "Start-up" },
  growth: { zh: "成长期", en: "Growth" },
  maturity: { zh: "成熟期", en: "Maturity" },
  decline: { zh: "衰退期", en: "Decline" },
};

export const authenticityNames: Record<EnterpriseProfile["authenticity"]["grade"], Phrase> = {
  high: { zh: "高", en: "High" },
  medium: { zh: "中", en: "Medium" },
  low: { zh: "低", en: "Low" },
  refuted: { zh: "存疑", en: "Refuted" },
  unknown: { zh: "无法判断", en: "Unknown" },
};

export const groupNames: Record<EnterpriseProfile["groups"][number]["group"], Phrase> = {
  customers: { zh: "客户", en: "Customers" },
  orders: { zh: "订单", en: "Orders" },
  products: { zh: "产品与服务", en: "Products and services" },
  scalability: { zh: "可扩展空间", en: "Room to grow" },
  financials: { zh: "财务（由经营数据推算）", en: "Financials, from operating data" },
  statements: { zh: "财务报表", en: "Statements" },
  assets: { zh: "资产", en: "Assets" },
  creditRating: { zh: "信用评级", en: "Credit rating" },
  shareholders: { zh: "股东", en: "Shareholders" },
};

export const contradictionNames: Record<
  EnterpriseProfile["authenticity"]["contradictions"][number]["type"],
  Phrase
> = {
  idleRunning: { zh: "空转", en: "Idle running" },
  replay: { zh: "旧数据重放", en: "Replayed data" },
  clone: { zh: "设备或电表与他企相同", en: "Shared meter or device" },
  clampMoved: { zh: "互感器换接", en: "Clamp moved" },
  clockRollback: { zh: "时钟回拨", en: "Clock set back" },
  editedImport: { zh: "导入数据经手工修改", en: "Edited import" },
  circularOrders: { zh: "循环交易", en: "Circular trade" },
  reversedInvoices: { zh: "开票后红冲", en: "Invoices reversed" },
  doublePledge: { zh: "重复质押", en: "Pledged twice" },
  payeeSwap: { zh: "更换收款人", en: "Payee swapped" },
  multiBankBorrowing: { zh: "一单多贷", en: "Several loans on one order" },
  sensorDrift: { zh: "传感器漂移", en: "Sensor drift" },
  flatLine: { zh: "读数不变", en: "Flat line" },
  stuckCounter: { zh: "计数器停走", en: "Counter stuck" },
  energyOutput: { zh: "能耗与产量不符", en: "Energy against output" },
  outputGoods: { zh: "产量与物料、库存、发货不符", en: "Output against goods" },
  deliveryInvoice: { zh: "发货与发票不符", en: "Deliveries against invoices" },
  invoicePayment: { zh: "发票与回款不符", en: "Invoices against receipts" },
  headcountOutput: { zh: "用工与产量不符", en: "People against output" },
  declaredSensed: { zh: "申报与实测不符", en: "Declared against sensed" },
};

export const suspicionNames: Record<
  EnterpriseProfile["authenticity"]["contradictions"][number]["suspicion"],
  Phrase
> = {
  fraud: { zh: "疑似造假", en: "Suspected fraud" },
  fault: { zh: "疑似故障", en: "Suspected fault" },
  inconsistency: { zh: "不一致", en: "Inconsistent" },
};

export const flowLabels = {
  information: { zh: "信息流 · 订单", en: "Information: order" },
  trade: { zh: "商流 · 发票", en: "Trade: invoice" },
  goods: { zh: "物流 · 收发货", en: "Goods" },
  funds: { zh: "资金流 · 收付款", en: "Funds: payment" },
  service: { zh: "服务流 · 运输检测", en: "Service: carriage, inspection" },
} as const satisfies Readonly<Record<string, Phrase>>;

export const verdictNames: Record<ReconciledOrder["verdict"], Phrase> = {
  matched: { zh: "相符", en: "Matched" },
  open: { zh: "进行中", en: "Open" },
  missing: { zh: "有缺", en: "Missing" },
  contradicting: { zh: "矛盾", en: "Contradicting" },
};

export const machineStates: Record<Twin["machines"][number]["state"], Phrase> = {
  running: { zh: "运行", en: "Running" },
  idle: { zh: "空闲", en: "Idle" },
  alarm: { zh: "报警", en: "Alarm" },
  off: { zh: "停机", en: "Off" },
  unknown: { zh: "未知", en: "Unknown" },
};

export const goodsForms: Record<Twin["conversions"][number]["fromForm"], Phrase> = {
  outside: { zh: "厂外", en: "Outside" },
  raw: { zh: "原材料", en: "Raw material" },
  wip: { zh: "在产品", en: "Work in progress" },
  finished: { zh: "产成品", en: "Finished goods" },
};

export const conversionNames: Record<Twin["conversions"][number]["kind"], Phrase> = {
  received: { zh: "入库", en: "Received" },
  issued: { zh: "领料", en: "Issued" },
  produced: { zh: "完工", en: "Produced" },
  delivered: { zh: "发货", en: "Delivered" },
  returned: { zh: "退回", en: "Returned" },
};
