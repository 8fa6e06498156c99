import { defineParameter, type Fen, type Parameter } from "#kernel";

export type SizeCriterion = "employees" | "revenueFen" | "assetsFen";

/** The lower bounds of one criterion: persons, or fen. */
interface SizeBounds {
  readonly criterion: SizeCriterion;
  readonly large: bigint;
  readonly medium: bigint;
  readonly small: bigint;
}

/** How the enterprises of one group of industries are classed. */
export interface SizeRule {
  readonly name: { readonly zh: string; readonly en: string };
  /** Beginnings of GB/T 4754-2017 codes. */
  readonly codes: readonly string[];
  readonly criteria: readonly SizeBounds[];
}

const fenOfTenThousandYuan = 1_000_000n;

type Bounds = readonly [large: number, medium: number, small: number];

const employees = ([large, medium, small]: Bounds): SizeBounds => ({
  criterion: "employees",
  large: BigInt(large),
  medium: BigInt(medium),
  small: BigInt(small),
});

/** Bounds in 万元. */
const money = (criterion: "revenueFen" | "assetsFen", [large, medium, small]: Bounds): SizeBounds => ({
  criterion,
  large: wan(large),
  medium: wan(medium),
  small: wan(small),
});
const revenue = (bounds: Bounds): SizeBounds => money("revenueFen", bounds);
const assets = (bounds: Bounds): SizeBounds => money("assetsFen", bounds);

function wan(amount: number): Fen {
  return BigInt(amount) * fenOfTenThousandYuan;
}

function rule(zh: string, en: string, codes: readonly string[], ...criteria: SizeBounds[]): SizeRule {
  return { name: { zh, en }, codes, criteria };
}

/** Large from, medium from, small from, as the standard's table has them; persons and 万元. */
const rules2011: readonly SizeRule[] = [
  rule("农、林、牧、渔业", "Agriculture", ["A"], revenue([20_000, 500, 50])),
  rule("工业", "Industry", ["B", "C", "D"], employees([1000, 300, 20]), revenue([40_000, 2000, 300])),
  rule("建筑业", "Construction", ["E"], revenue([80_000, 6000, 300]), assets([80_000, 5000, 300])),
  rule("批发业", "Wholesale", ["F51"], employees([200, 20, 5]), revenue([40_000, 5000, 1000])),
  rule("零售业", "Retail", ["F52"], employees([300, 50, 10]), revenue([20_000, 500, 100])),
  rule(
    "交通运输业",
    "Transport",
    ["G54", "G55", "G56", "G57", "G58"],
    employees([1000, 300, 20]),
    revenue([30_000, 3000, 200]),
  ),
  rule("仓储业", "Storage", ["G59"], employees([200, 100, 20]), revenue([30_000, 1000, 100])),
  rule("邮政业", "Post", ["G60"], employees([1000, 300, 20]), revenue([30_000, 2000, 100])),
  rule("住宿业", "Accommodation", ["H61"], employees([300, 100, 10]), revenue([10_000, 2000, 100])),
  rule("餐饮业", "Catering", ["H62"], employees([300, 100, 10]), revenue([10_000, 2000, 100])),
  rule(
    "信息传输业",
    "Information transmission",
    ["I63", "I64"],
    employees([2000, 100, 10]),
    revenue([100_000, 1000, 100]),
  ),
  rule(
    "软件和信息技术服务业",
    "Software and information technology",
    ["I65"],
    employees([300, 100, 10]),
    revenue([10_000, 1000, 50]),
  ),
  rule(
    "房地产开发经营",
    "Real-estate development",
    ["K701"],
    revenue([200_000, 1000, 100]),
    assets([10_000, 5000, 2000]),
  ),
  rule("物业管理", "Property management", ["K702"], employees([1000, 300, 100]), revenue([5000, 1000, 500])),
  rule(
    "租赁和商务服务业",
    "Leasing and business services",
    ["L"],
    employees([300, 100, 10]),
    assets([120_000, 8000, 100]),
  ),
  rule(
    "其他未列明行业",
    "Other industries",
    ["M", "N", "O", "Q85", "R", "K703", "K704", "K709"],
    employees([300, 100, 10]),
  ),
];

/** The standards by the day from which they hold, oldest first. */
export const sizeStandards: readonly Parameter<readonly SizeRule[]>[] = [
  defineParameter({
    id: "size-standard-2011-300",
    value: rules2011,
    unit: "persons, fen",
    effectiveFrom: "2011-06-18",
    origin: "rule",
    zh: "《中小企业划型标准规定》工信部联企业〔2011〕300号；数值据公开转载整理，未与原文逐字核对",
    en: "Size standard 300 of 2011 (MIIT and others); the numbers are taken from published copies and not confirmed against the original",
  }),
];
