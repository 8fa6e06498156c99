import { formatCount, formatRate } from "../../figures/format-number.ts";

/** A value or threshold of a rule in the unit of its rule. */
export function ruleValue(unit: string, value: number): string {
  return unit === "ppm" ? formatRate(value) : formatCount(value);
}
