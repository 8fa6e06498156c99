import type { StreamName, StreamRows } from "./rows.ts";

/**
 * How the value of a field is written in a table: a day as YYYY-MM-DD, an amount in yuan with two decimals, a quantity
 * with three, a whole number in digits, a truth as 1 or 0, one of several words, any text. Only a missing value of an
 * optional field, and an empty text, is an empty cell.
 */
export type FieldKind = "text" | "word" | "day" | "whole" | "milli" | "fen" | "truth";

export interface StreamField {
  readonly kind: FieldKind;
  /** Header of its column. */
  readonly header: string;
  readonly isOptional: boolean;
  /** The words that the field may hold; empty for other kinds. */
  readonly words: readonly string[];
}

/** Every field of every stream, in the order of the columns; the enterprise's code is the column before them. */
export type StreamFields = {
  readonly [Name in StreamName]: { readonly [Field in keyof StreamRows[Name]]-?: StreamField };
};

const field = (kind: FieldKind, header: string, words: readonly string[] = []): StreamField => ({
  kind,
  header,
  isOptional: false,
  words,
});
const optional = (one: StreamField): StreamField => ({ ...one, isOptional: true });
const text = (header: string): StreamField => field("text", header);
const day = (header: string): StreamField => field("day", header);
const whole = (header: string): StreamField => field("whole", header);
const milli = (header: string): StreamField => field("milli", header);
const fen = (header: string): StreamField => field("fen", header);
const word = (header: string, ...words: readonly string[]): StreamField => field("word", header, words);
const evidence = word("证据", "device", "gateway", "manual");

/** Header of the column with the enterprise's code, the first of every table. */
export const enterpriseHeader = "企业代号";

export const streamFields: StreamFields = {
  masters: {
    onDay: day("登记日期"),
    code: text("企业编码"),
    name: text("企业名称"),
    uscc: text("统一社会信用代码"),
    division: text("行业大类"),
    size: word("企业规模", "micro", "small", "medium", "large"),
    region: text("地区"),
    foundedOn: day("成立日期"),
    registeredCapitalFen: fen("注册资本"),
    employees: whole("职工人数"),
  },
  twins: {
    onDay: day("登记日期"),
    asset: text("设备编号"),
    kind: word("设备类别", "machine", "electricityMeter", "gasMeter", "waterMeter", "heatMeter"),
    name: text("设备名称"),
    workCentre: text("工作中心"),
    ratedWatt: optional(whole("额定功率瓦")),
    idealCycleMs: optional(whole("理想节拍毫秒")),
    purchaseFen: optional(fen("购置原值")),
    inServiceOn: optional(day("启用日期")),
    lifeMonths: optional(whole("折旧月数")),
    residualPpm: optional(whole("残值率百万分比")),
    encumbrance: text("权利负担"),
  },
  machineDays: {
    asset: text("设备编号"),
    day: day("日期"),
    runMinutes: whole("运行分钟"),
    idleMinutes: whole("待机分钟"),
    alarmMinutes: whole("报警分钟"),
    knownMinutes: whole("已知分钟"),
    goodCount: whole("合格数"),
    rejectCount: whole("返修数"),
    scrapCount: whole("报废数"),
    energyWh: optional(whole("电量瓦时")),
    evidence,
  },
  meterDays: {
    asset: text("表计编号"),
    day: day("日期"),
    medium: word("介质", "electricity", "gas", "water", "heat"),
    quantity: whole("用量"),
    nightQuantity: optional(whole("夜间用量")),
    peakWatt: optional(whole("最大需量瓦")),
    knownMinutes: whole("已知分钟"),
    evidence,
  },
  collectorDays: {
    collector: text("采集器"),
    day: day("日期"),
    readings: whole("读数条数"),
    late: whole("迟到条数"),
    repeated: whole("重复条数"),
    clockJumps: whole("时钟跳变次数"),
    mostSkewSeconds: whole("最大时差秒"),
    gapMinutes: whole("缺口分钟"),
    evidence,
  },
  orders: {
    onDay: day("日期"),
    direction: word("方向", "sale", "purchase"),
    number: text("订单编号"),
    counterparty: text("对方单位"),
    item: text("物料"),
    action: word("动作", "created", "changed", "cancelled", "completed"),
    dueDay: optional(day("交货日期")),
    quantityMilli: milli("数量"),
    amountFen: fen("金额"),
  },
  movements: {
    onDay: day("日期"),
    kind: word("单据类别", "goodsReceipt", "materialIssue", "productionReceipt", "delivery", "return"),
    number: text("单据编号"),
    orderNumber: text("订单编号"),
    counterparty: text("对方单位"),
    item: text("物料"),
    quantityMilli: milli("数量"),
    amountFen: optional(fen("金额")),
    place: text("地点"),
  },
  services: {
    onDay: day("日期"),
    kind: word("服务类别", "carriage", "inspection", "warehousing", "maintenance"),
    number: text("服务单号"),
    orderNumber: text("订单编号"),
    provider: text("服务方"),
    amountFen: optional(fen("金额")),
  },
  invoices: {
    onDay: day("开票日期"),
    direction: word("方向", "sale", "purchase"),
    number: text("发票号码"),
    orderNumber: text("订单编号"),
    counterparty: text("对方单位"),
    netFen: fen("金额"),
    taxFen: fen("税额"),
    grossFen: fen("价税合计"),
    isVoid: field("truth", "发票状态"),
    redOf: text("红冲发票号码"),
  },
  payments: {
    onDay: day("交易日期"),
    account: text("账号"),
    amountFen: fen("交易金额"),
    balanceFen: optional(fen("余额")),
    counterparty: text("对方户名"),
    purpose: text("用途"),
    reference: text("所付单据"),
  },
  stock: {
    onDay: day("盘点日期"),
    stage: word("阶段", "raw", "wip", "finished"),
    item: text("物料"),
    quantityMilli: milli("数量"),
    amountFen: optional(fen("金额")),
    place: text("仓库"),
  },
  workforce: {
    day: day("日期"),
    headcount: whole("在册人数"),
    present: whole("出勤人数"),
    shifts: whole("班次"),
    workMinutes: whole("工时分钟"),
  },
  declared: {
    onDay: day("所属期末"),
    filedOn: day("申报日期"),
    kind: word("申报类别", "statement", "taxReturn"),
    months: whole("所属月数"),
    item: word(
      "项目",
      "revenue",
      "cost",
      "netProfit",
      "cash",
      "receivables",
      "inventories",
      "fixedAssets",
      "totalAssets",
      "payables",
      "borrowings",
      "equity",
      "taxPaid",
    ),
    amountFen: fen("金额"),
  },
  customs: {
    onDay: day("申报日期"),
    direction: word("进出口", "export", "import"),
    number: text("报关单号"),
    counterparty: text("境外收发货人"),
    amountFen: fen("金额"),
  },
  registers: {
    onDay: day("登记日期"),
    kind: word(
      "登记类别",
      "capitalChange",
      "representativeChange",
      "shareholderChange",
      "lawsuit",
      "enforcement",
      "penalty",
      "environmentalStop",
      "accident",
      "pledge",
      "pledgeReleased",
      "patent",
      "taxRating",
    ),
    number: text("文号"),
    counterparty: text("相对方"),
    subject: text("标的"),
    amountFen: optional(fen("金额")),
    text: text("内容"),
  },
  loans: {
    onDay: day("日期"),
    loan: text("借据号"),
    bank: text("贷款银行"),
    kind: word("贷款事项", "granted", "paidOut", "repaid", "pastDue", "cured", "defaulted", "settled"),
    amountFen: fen("金额"),
    daysPastDue: whole("逾期天数"),
    orderNumber: text("订单编号"),
    payee: text("收款人"),
  },
  designs: {
    onDay: day("日期"),
    kind: word("研发事项", "newProduct", "revision", "developmentHours"),
    item: text("产品"),
    quantityMilli: milli("数量"),
  },
};
