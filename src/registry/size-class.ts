import type { BusinessDay, Fen } from "#kernel";
import { type SizeCriterion, type SizeRule, sizeStandards } from "./size-standard.ts";

/** Size of an enterprise (划型): 微型, 小型, 中型, 大型. */
export const sizeClasses = ["micro", "small", "medium", "large"] as const;
export type SizeClass = (typeof sizeClasses)[number];

/** What the size follows from, of one year; null where not known. */
export interface SizeInputs {
  /** Year of the figures. */
  readonly year: number;
  /** 从业人员, persons at the year's end. */
  readonly employees: number | null;
  /** 营业收入 of the year. */
  readonly revenueFen: Fen | null;
  /** 资产总额 at the year's end. */
  readonly assetsFen: Fen | null;
}

/** The figures of a year, and the first day on which they count. */
export interface DatedSizeInputs extends SizeInputs {
  readonly validFrom: BusinessDay;
}

/**
 * Size class by industry and figures: large, medium and small must meet every bound of their class, else the enterprise
 * drops one; micro below any bound of small. A missing figure leaves the class open, unless the known ones decide.
 * @param industry  GB/T 4754-2017, section letter with division or more digits, for example `C34`, `K701`
 * @returns null when the industry is outside the standard (finance, for one) or the figures do not decide
 * @source 《中小企业划型标准规定》 工信部联企业〔2011〕300号; "both" by 统计上大中小微型企业划分办法（2017）
 */
export function sizeClassOf(industry: string, inputs: SizeInputs, on: BusinessDay): SizeClass | null {
  const rule = sizeRuleOf(industry, on);
  if (rule === null) return null;
  const valueOf = (criterion: SizeCriterion, unknown: bigint): bigint => {
    const value = {
      employees: inputs.employees === null ? null : BigInt(inputs.employees),
      revenueFen: inputs.revenueFen,
      assetsFen: inputs.assetsFen,
    }[criterion];
    return value ?? unknown;
  };
  const classIf = (unknown: bigint): SizeClass => {
    const meets = (bound: "large" | "medium" | "small"): boolean =>
      rule.criteria.every((one) => valueOf(one.criterion, unknown) >= one[bound]);
    return meets("large") ? "large" : meets("medium") ? "medium" : meets("small") ? "small" : "micro";
  };
  // The unknown figure may be anything: the class is known only when nothing and everything give the same.
  const smallest = classIf(0n);
  return smallest === classIf(beyondAnyBound) ? smallest : null;
}

const beyondAnyBound = 10n ** 20n;

/** The figures in force on a day: the newest that had begun to count; null before the first. */
export function sizeInputsOn(history: readonly DatedSizeInputs[], on: BusinessDay): DatedSizeInputs | null {
  const begun = history.filter(({ validFrom }) => validFrom <= on);
  return begun.reduce<DatedSizeInputs | null>(
    (newest, one) => (newest === null || one.validFrom > newest.validFrom ? one : newest),
    null,
  );
}

/** The rule of an industry in the standard in force on a day: that of the longest code that it begins with. */
export function sizeRuleOf(industry: string, on: BusinessDay): SizeRule | null {
  const standard = sizeStandards.findLast(({ effectiveFrom }) => effectiveFrom <= on);
  const code = industry.trim().toUpperCase();
  const rules = standard?.value ?? [];
  const matches = rules.flatMap((rule) =>
    rule.codes.filter((one) => code.startsWith(one)).map((one) => ({ one, rule })),
  );
  const best = matches.toSorted((a, b) => b.one.length - a.one.length)[0];
  return best?.rule ?? null;
}
