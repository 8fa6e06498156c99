/**
 * Every number of the simulated region, with where it comes from: E public evidence (source beside it), A an
 * assumption chosen to be plausible, D worked out from the others. A changed number is a new version.
 */
export const regionParametersVersion = "region-parameters@2";

export type Basis = "E" | "A" | "D";

export interface Stated<T> {
  readonly value: T;
  readonly basis: Basis;
}

export type RegionSize = "micro" | "small" | "medium" | "large";
export const regionSizes = ["micro", "small", "medium", "large"] as const;

type BySize<T> = Readonly<Record<RegionSize, T>>;
export type Range = readonly [least: number, most: number];

/** Who there is. */
export const population = {
  sizeShare: A<BySize<number>>({ micro: 0.55, small: 0.36, medium: 0.085, large: 0.005 }),
  /** Machines of an enterprise, connected or not: lognormal with this mean. */
  meanMachines: A<BySize<number>>({ micro: 3, small: 12, medium: 45, large: 200 }),
  machineSpread: A(0.5),
  /** Work centres that report days of their own; more machines are grouped into as many. */
  mostWorkCentres: A<BySize<number>>({ micro: 5, small: 8, medium: 12, large: 12 }),
  connectedShare: A<Range>([0.4, 1]),
  /** Old machines that only a current clamp watches: no counter, so no count of parts. */
  clampOnlyShare: A<BySize<number>>({ micro: 0.6, small: 0.35, medium: 0.1, large: 0.05 }),
  headcount: A<BySize<Range>>({ micro: [5, 19], small: [20, 180], medium: [300, 700], large: [1000, 2200] }),
  revenuePerHeadYuan: A<Range>([500_000, 1_000_000]),
  registeredCapitalShare: A<Range>([0.05, 0.3]),
  /** What a standard deviation of weakness does to it, as a logarithm. */
  capitalWeakness: A(-0.2),
  borrowerShare: A(0.97),
  exporterShare: A(0.18),
  regions: A(["模拟东区", "模拟西区", "模拟南区", "模拟北区", "模拟高新区"]),
} as const;

export interface IndustryParameters {
  /** GB/T 4754-2017 division. */
  readonly code: string;
  /** Word in a company's name. */
  readonly word: string;
  /** Share of enterprises, A. */
  readonly share: number;
  /** Capacity utilisation by quarter, Q1 to Q4. E: NBS 2024 for Q2–Q4 (A where NBS has none); Q1 D, a trough. */
  readonly utilisation: readonly [number, number, number, number];
  readonly machines: readonly string[];
  /** kWh of a running machine-hour, A. */
  readonly powerKw: Range;
  /** Share of enterprises that burn gas, A. */
  readonly gasShare: number;
  /** Median order, 万元, A. */
  readonly orderWan: number;
  /** Days from order to due day, A. */
  readonly leadDays: Range;
  /** Days from invoice to due payment; textile E, others A. */
  readonly termDays: Range;
  /** Sales share of the largest customer, and of the five largest; automotive and electrical E, others A. */
  readonly topShares: readonly [number, number];
  /** Strength of demand in each calendar month, January first, A. */
  readonly season: readonly number[];
  readonly products: readonly string[];
  readonly material: string;
}

const general = [0.95, 0.92, 1.03, 1.01, 1.01, 1.02, 0.97, 0.97, 1.02, 1, 1.05, 1.05] as const;
/** 金三银四, 金九银十. */
const textile = [0.92, 0.88, 1.13, 1.1, 1, 0.94, 0.9, 0.97, 1.12, 1.12, 0.98, 0.94] as const;
/** Model changes in July. */
const vehicle = [0.97, 0.92, 1.05, 1.02, 1, 1.01, 0.84, 0.96, 1.04, 1.05, 1.07, 1.07] as const;

export const industries: readonly IndustryParameters[] = [
  {
    code: "C17",
    word: "纺织",
    share: 0.14,
    utilisation: [0.765, 0.791, 0.779, 0.788],
    machines: ["喷气织机", "整经机"],
    powerKw: [2, 5],
    gasShare: 0.4,
    orderWan: 8,
    leadDays: [15, 30],
    termDays: [60, 90],
    topShares: [0.25, 0.6],
    season: textile,
    products: ["坯布", "涤纶布", "棉布"],
    material: "纱线",
  },
  {
    code: "C18",
    word: "服装",
    share: 0.08,
    utilisation: [0.74, 0.76, 0.76, 0.765],
    machines: ["缝纫线", "裁床"],
    powerKw: [0.5, 2],
    gasShare: 0,
    orderWan: 12,
    leadDays: [20, 45],
    termDays: [45, 75],
    topShares: [0.35, 0.75],
    season: textile,
    products: ["夹克", "衬衫", "工装"],
    material: "面料",
  },
  {
    code: "C29",
    word: "橡塑",
    share: 0.12,
    utilisation: [0.72, 0.74, 0.74, 0.745],
    machines: ["注塑机", "挤出机"],
    powerKw: [15, 40],
    gasShare: 0,
    orderWan: 10,
    leadDays: [10, 25],
    termDays: [55, 65],
    topShares: [0.3, 0.65],
    season: general,
    products: ["注塑件", "管材", "密封件"],
    material: "塑料粒子",
  },
  {
    code: "C30",
    word: "建材",
    share: 0.05,
    utilisation: [0.6, 0.642, 0.617, 0.611],
    machines: ["窑炉", "压机"],
    powerKw: [30, 80],
    gasShare: 1,
    orderWan: 25,
    leadDays: [12, 18],
    termDays: [70, 80],
    topShares: [0.2, 0.5],
    season: general,
    products: ["陶瓷砖", "耐火砖", "玻璃件"],
    material: "粉料",
  },
  {
    code: "C33",
    word: "金属制品",
    share: 0.18,
    utilisation: [0.74, 0.76, 0.76, 0.765],
    machines: ["数控车床", "冲床", "激光切割机"],
    powerKw: [5, 20],
    gasShare: 0.15,
    orderWan: 6,
    leadDays: [7, 20],
    termDays: [60, 75],
    topShares: [0.28, 0.62],
    season: general,
    products: ["法兰", "支架", "钣金件"],
    material: "钢材",
  },
  {
    code: "C34",
    word: "机械",
    share: 0.14,
    utilisation: [0.775, 0.794, 0.787, 0.796],
    machines: ["加工中心", "装配线"],
    powerKw: [6, 15],
    gasShare: 0,
    orderWan: 20,
    leadDays: [30, 60],
    termDays: [75, 90],
    topShares: [0.22, 0.55],
    season: general,
    products: ["泵体", "阀门", "减速机"],
    material: "铸件",
  },
  {
    code: "C35",
    word: "装备",
    share: 0.08,
    utilisation: [0.745, 0.765, 0.758, 0.767],
    machines: ["加工中心", "铣床"],
    powerKw: [6, 15],
    gasShare: 0,
    orderWan: 40,
    leadDays: [45, 90],
    termDays: [85, 95],
    topShares: [0.25, 0.6],
    season: general,
    products: ["专机", "模具", "机架"],
    material: "钢结构件",
  },
  {
    code: "C36",
    word: "汽车零部件",
    share: 0.09,
    utilisation: [0.69, 0.73, 0.732, 0.772],
    machines: ["压力机", "注塑机", "焊接机器人"],
    powerKw: [8, 30],
    gasShare: 0,
    orderWan: 30,
    leadDays: [7, 15],
    termDays: [85, 95],
    topShares: [0.5, 0.85],
    season: vehicle,
    products: ["支架总成", "饰件", "冲压件"],
    material: "钢板",
  },
  {
    code: "C38",
    word: "电气",
    share: 0.07,
    utilisation: [0.735, 0.747, 0.756, 0.768],
    machines: ["绕线机", "贴片机"],
    powerKw: [4, 12],
    gasShare: 0,
    orderWan: 18,
    leadDays: [15, 30],
    termDays: [70, 80],
    topShares: [0.35, 0.75],
    season: general,
    products: ["变压器", "线束", "继电器"],
    material: "铜材",
  },
  {
    code: "C39",
    word: "电子",
    share: 0.05,
    utilisation: [0.75, 0.762, 0.779, 0.794],
    machines: ["贴片机", "回流焊"],
    powerKw: [4, 10],
    gasShare: 0,
    orderWan: 22,
    leadDays: [10, 20],
    termDays: [70, 80],
    topShares: [0.4, 0.8],
    season: general,
    products: ["控制板", "模组", "传感器"],
    material: "电子元件",
  },
];

/** Money in a usual year, parts of revenue. */
export const finance = {
  /** E: NBS 2024–25, above-scale industry: margin 5.0–5.4 %. */
  margin: E(0.052),
  overheadShare: A(0.075),
  wageYuanPerHead: A<Range>([62_000, 88_000]),
  electricityYuanPerKwh: A(0.72),
  gasYuanPerCubicMetre: A(3.6),
  valueAddedTax: E(0.13),
  surtaxShare: E(0.1),
  incomeTax: E(0.05),
  /** E: finished-goods days 20.0–20.8 above scale; small ones make to order. */
  finishedDays: A<Range>([8, 22]),
  rawDays: A<Range>([10, 25]),
  supplierTermDays: A<Range>([30, 60]),
  machineLifeMonths: E(120),
  residualPpm: E(50_000),
  /** Purchase value of all machines in a year's revenue. */
  machineValueShare: A<Range>([0.18, 0.42]),
} as const;

/** Rhythm of work and disturbance from outside. */
export const rhythm = {
  newYearStopDays: A<BySize<Range>>({ micro: [18, 28], small: [12, 20], medium: [8, 12], large: [8, 10] }),
  /** Kilns hold their furnaces over the new year. */
  kilnLeastActivity: A(0.35),
  missingAfterNewYear: A<Range>([0.05, 0.15]),
  powerLimitDaysAYear: A<Range>([0, 12]),
  powerLimitCut: A<Range>([0.1, 0.3]),
  industryShockMonths: A(6),
  industryShockCut: A(0.15),
  commodityMove: A(0.25),
  tariffCut: A(0.3),
  shocksAYear: A(0.7),
} as const;

/** What goes wrong between machine and platform. */
export const transport = {
  lostShare: A(0.003),
  lateShare: A(0.01),
  repeatedShare: A(0.002),
  daysBetweenOutages: A(60),
  outageMeanMinutes: A(360),
  /** Rows that reach the platform one monthly delivery late, and two. */
  deliveryLateShare: A<Range>([0.004, 0.001]),
  evidenceShare: A({ device: 0.35, gateway: 0.55, manual: 0.1 }),
} as const;

export const lifeStageParameters = {
  share: A({ startUp: 0.18, growth: 0.27, maturity: 0.43, decline: 0.12 }),
  hazard: A({ startUp: 1.6, growth: 1, maturity: 0.7, decline: 2.1 }),
  /** Growth of demand a year. */
  growth: A({ startUp: 0.22, growth: 0.3, maturity: 0.01, decline: -0.15 }),
  growthSpread: A({ startUp: 0.2, growth: 0.06, maturity: 0.025, decline: 0.04 }),
  utilisation: A({ startUp: -0.03, growth: 0.05, maturity: 0, decline: -0.07 }),
  volatility: A({ startUp: 1.6, growth: 1.1, maturity: 0.9, decline: 1 }),
} as const;

/** Who ends in default, and how. */
export const fateParameters = {
  /** Of performing enterprises, more than 90 days past due within twelve months. */
  yearlyFlow: A<BySize<number>>({ micro: 0.052, small: 0.04, medium: 0.022, large: 0.0006 }),
  pathShare: A({
    orderCollapse: 28,
    customerDefault: 17,
    marginSqueeze: 12,
    overExpansion: 11,
    breakdown: 8,
    inventory: 7,
    diversion: 12,
    entryFraud: 5,
  }),
  shocksPerDefault: A(2.5),
  /** Log-odds of default for one standard deviation of hidden weakness. */
  weaknessHazard: A(1.95),
  shockWeakness: A(0.35),
  /** Months after the last one whose defaults already cast their shadow. */
  monthsAhead: A(12),
  /** Months that a bad loan stays in the books: twelve on average. */
  writeOffMonths: A<Range>([10, 14]),
} as const;

export const lendingParameters = {
  principalYuan: A<BySize<Range>>({
    micro: [300_000, 1_500_000],
    small: [1_000_000, 5_000_000],
    medium: [3_000_000, 20_000_000],
    large: [20_000_000, 80_000_000],
  }),
  shortTenorShare: A(0.7),
  shortTenorMonths: A<Range>([6, 12]),
  longTenorMonths: A<Range>([13, 36]),
  bulletShare: A(0.4),
  revolvingShare: A(0.3),
  renewalShare: A(0.55),
  gapMonths: A<Range>([0, 2]),
  /** E: 3.48–4.42 % for new inclusive loans in 2024–25. */
  yearlyRate: E<Range>([0.0345, 0.055]),
  secondLoanShare: A<BySize<number>>({ micro: 0.05, small: 0.2, medium: 0.5, large: 0.8 }),
  banks: A(["模拟银行甲", "模拟银行乙", "模拟银行丙", "模拟银行丁"]),
} as const;

/** Which enterprises have what papers. */
export const paperParameters = {
  statementShare: A<BySize<number>>({ micro: 0.35, small: 0.65, medium: 0.97, large: 1 }),
  statementNoise: A<BySize<number>>({ micro: 0.22, small: 0.15, medium: 0.07, large: 0.03 }),
  /** Of a statement's error, the share that all its items have in common: one bookkeeper, one set of books. */
  commonNoise: A(0.8),
  /** By how much a standard deviation of weakness makes an enterprise paint its statements brighter. */
  windowDressing: A(0.06),
  /** Net margin that is painted on, of a yuan of revenue, for the same brightness. */
  paintedMargin: A(0.12),
  /** Part of the tax periods that are filed after the day due, for one with usual and one with long arrears. */
  lateFilingShare: A<Range>([0.02, 0.25]),
  missingOrderNumber: A(0.06),
  missingReference: A(0.2),
} as const;

function A<T>(value: T): Stated<T> {
  return { value, basis: "A" };
}

function E<T>(value: T): Stated<T> {
  return { value, basis: "E" };
}
