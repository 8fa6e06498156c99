import type { BusinessDay, Fen } from "#kernel";

/** 大型, 中型, 小型, 微型. */
export type SizeClass = "large" | "medium" | "small" | "micro";

/** The sixteen industries of the rule, which are not those of GB/T 4754. */
export type SizeIndustry =
  | "agriculture"
  | "industry"
  | "construction"
  | "wholesale"
  | "retail"
  | "transport"
  | "storage"
  | "post"
  | "accommodation"
  | "catering"
  | "informationTransmission"
  | "software"
  | "realEstate"
  | "propertyManagement"
  | "leasingAndBusiness"
  | "other";

/** What the enterprise is measured by; only the measures that its industry uses need to be there. */
export interface SizeMeasures {
  readonly employees?: number;
  readonly annualRevenueFen?: Fen;
  readonly totalAssetsFen?: Fen;
}

/** Lower bounds of large, medium and small; persons, or 万元 of revenue or assets. */
type Bounds = readonly [large: number, medium: number, small: number];
type IndustryBounds = { readonly [Measure in "employees" | "revenue" | "assets"]?: Bounds };

/**
 * The table in force from `sizeRuleEffectiveFrom`. The numbers are from general knowledge of the rule and not
 * confirmed against its text.
 * @source 《中小企业划型标准规定》 工信部联企业〔2011〕300号; wording of 统计上大中小微型企业划分办法（2017）
 */
const boundsOfIndustry: Readonly<Record<SizeIndustry, IndustryBounds>> = {
  agriculture: { revenue: [20_000, 500, 50] },
  industry: { employees: [1000, 300, 20], revenue: [40_000, 2000, 300] },
  construction: { revenue: [80_000, 6000, 300], assets: [80_000, 5000, 300] },
  wholesale: { employees: [200, 20, 5], revenue: [40_000, 5000, 1000] },
  retail: { employees: [300, 50, 10], revenue: [20_000, 500, 100] },
  transport: { employees: [1000, 300, 20], revenue: [30_000, 3000, 200] },
  storage: { employees: [200, 100, 20], revenue: [30_000, 1000, 100] },
  post: { employees: [1000, 300, 20], revenue: [30_000, 2000, 100] },
  accommodation: { employees: [300, 100, 10], revenue: [10_000, 2000, 100] },
  catering: { employees: [300, 100, 10], revenue: [10_000, 2000, 100] },
  informationTransmission: { employees: [2000, 100, 10], revenue: [100_000, 1000, 100] },
  software: { employees: [300, 100, 10], revenue: [10_000, 1000, 50] },
  realEstate: { revenue: [200_000, 1000, 100], assets: [10_000, 5000, 2000] },
  propertyManagement: { employees: [1000, 300, 100], revenue: [5000, 1000, 500] },
  leasingAndBusiness: { employees: [300, 100, 10], assets: [120_000, 8000, 100] },
  other: { employees: [300, 100, 10] },
};

export const sizeRuleEffectiveFrom: BusinessDay = "2011-06-18";

/** 万元 in fen. */
const wanFen = 1_000_000n;

/**
 * The size class of an enterprise: it must meet every lower bound of a class, otherwise it drops to the next.
 * @returns the class, or which measure of its industry is missing
 */
export function sizeClassOf(
  industry: SizeIndustry,
  measures: SizeMeasures,
):
  | { readonly kind: "classified"; readonly sizeClass: SizeClass }
  | { readonly kind: "unknown"; readonly missing: keyof SizeMeasures } {
  const { employees, revenue, assets } = boundsOfIndustry[industry];
  const classes: readonly SizeClass[] = ["large", "medium", "small"];
  if (employees !== undefined && measures.employees === undefined) {
    return { kind: "unknown", missing: "employees" };
  }
  if (revenue !== undefined && measures.annualRevenueFen === undefined) {
    return { kind: "unknown", missing: "annualRevenueFen" };
  }
  if (assets !== undefined && measures.totalAssetsFen === undefined) {
    return { kind: "unknown", missing: "totalAssetsFen" };
  }
  const isMet = (bounds: Bounds | undefined, level: number, value: bigint): boolean =>
    bounds === undefined || value >= BigInt(bounds[level] ?? 0);
  const level = classes.findIndex(
    (_, index) =>
      isMet(employees, index, BigInt(Math.trunc(measures.employees ?? 0))) &&
      isMet(revenue, index, (measures.annualRevenueFen ?? 0n) / wanFen) &&
      isMet(assets, index, (measures.totalAssetsFen ?? 0n) / wanFen),
  );
  return { kind: "classified", sizeClass: classes[level] ?? "micro" };
}
