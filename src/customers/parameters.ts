import { defineDesignChoice, type Parameter } from "#kernel";

function choice(id: string, value: number, unit: string, zh: string, en: string): Parameter<number> {
  return defineDesignChoice(`customers.${id}`, value, unit, { zh, en });
}

/** Thresholds behind features, segments, needs and idle assets; all of them are design choices. */
export const customerParameters = {
  overdueDays: choice(
    "overdue-days",
    90,
    "days",
    "开票后超过该天数未回款的应收计为逾期应收",
    "An invoice unpaid for longer counts as an overdue receivable",
  ),
  captivePpm: choice(
    "captive",
    500_000,
    "ppm",
    "第一大客户占销售超过该比例：配套型（重大依赖）",
    "More than this share of sales to one customer: captive",
  ),
  exporterPpm: choice(
    "exporter",
    300_000,
    "ppm",
    "出口占销售超过该比例：出口型",
    "More than this share of sales exported: exporter",
  ),
  concentratedBuyers: choice(
    "concentrated-buyers",
    5,
    "buyers",
    "年内客户数不超过该数：客户集中",
    "Not more buyers than this in a year: concentrated",
  ),
  growthNeedPpm: choice(
    "growth-need",
    150_000,
    "ppm",
    "半年订单同比增长超过该比例，提示订单融资需求",
    "Orders of half a year grew by more: a need of order finance",
  ),
  slowCollectionDays: choice(
    "slow-collection",
    90,
    "days",
    "应收周转天数超过该值，提示应收账款融资需求",
    "Receivables above this many days of sales: a need of receivable finance",
  ),
  thinCashDays: choice(
    "thin-cash",
    15,
    "days",
    "账户余额低于该天数的销售额，提示流动资金需求",
    "Balances below this many days of sales: a need of working capital",
  ),
  youngMonths: choice(
    "young",
    36,
    "months",
    "成立未满该月数为初创，适用创业贷款",
    "Founded less than this many months ago: start-up products fit",
  ),
  advancePpm: choice(
    "advance",
    700_000,
    "ppm",
    "按订单、应收、存货、设备净值的该比例建议额度",
    "Suggested amount as a share of the orders, receivables, stock or machines behind it",
  ),
  slowStockDays: choice(
    "slow-stock",
    90,
    "days",
    "存货超过该天数无领用、无发货，视为滞销",
    "Stock without issue or delivery for longer is slow",
  ),
  idleMachineDays: choice(
    "idle-machine",
    60,
    "days",
    "设备连续该天数未运转（长于任何春节停工）视为闲置",
    "A machine that has not run for longer (more than any new-year stop) is idle",
  ),
  knownSharePpm: choice(
    "known-share",
    500_000,
    "ppm",
    "判断设备闲置时，期间已知时间的最低占比",
    "Least share of the time that must be known before a machine is called idle",
  ),
  smallestIdleFen: choice(
    "smallest-idle",
    1_000_000,
    "fen",
    "单项沉睡资产的最低金额",
    "Least worth of one idle asset",
  ),
  publicYears: choice(
    "public-window",
    730,
    "days",
    "公共数据（司法、处罚）的回看天数",
    "How far back public records are looked at",
  ),
  segmentSheetLeast: choice(
    "segment-sheet",
    3,
    "customers",
    "客群特征表的最少户数",
    "Fewest customers of which a segment's features are told",
  ),
  offerValidDays: choice("offer-valid", 90, "days", "产品提议的有效天数", "Days for which an offer stands"),
} as const;

/** What the value of a customer is reckoned with; a bank sets its own. */
export const valueParameters = {
  fundingCostPpm: choice("funding-cost", 18_000, "ppm", "资金成本（年）", "Cost of funds a year"),
  serviceCostPpm: choice(
    "service-cost",
    8_000,
    "ppm",
    "运营成本占贷款余额（年）",
    "Cost of service a year, of the balance",
  ),
  expectedLossPpm: choice(
    "expected-loss",
    12_000,
    "ppm",
    "预期损失率（年），无评价结果时使用",
    "Expected loss a year where there is no evaluation",
  ),
  discountPpm: choice("discount", 60_000, "ppm", "折现率（年）", "Discount rate a year"),
  horizonYears: choice(
    "horizon",
    5,
    "years",
    "客户价值的测算年数",
    "Years over which a customer's value is reckoned",
  ),
  renewalDays: choice(
    "renewal",
    180,
    "days",
    "贷款结清后该天数内再次用款计为留存",
    "A new loan within these days after the last was settled counts as retained",
  ),
} as const;
