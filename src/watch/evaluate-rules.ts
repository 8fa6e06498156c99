import { type Cohort } from "./cohort.ts";
import { cohortOf } from "./cohort-of.ts";
import type { RuleCode, RuleResult, WatchRule } from "./rule.ts";
import { watchRules } from "./rule-list.ts";
import type { WatchSeries } from "./watch-series.ts";

/** What one rule says of one enterprise on a day. */
export interface RuleFinding {
  readonly enterpriseId: string;
  readonly rule: RuleCode;
  readonly result: RuleResult;
}

/**
 * All rules on all enterprises of a day. A rule that needs confirmation speaks only when it hit so many days earlier
 * as well; both looks see nothing but what had happened by then.
 * @param asOf  days since 1970-01-01
 */
export function evaluateRules(all: readonly WatchSeries[], asOf: number): RuleFinding[] {
  const cohorts = new Map<number, Cohort>();
  const cohortOn = (day: number): Cohort => {
    const known = cohorts.get(day) ?? cohortOf(all, day);
    cohorts.set(day, known);
    return known;
  };
  return all.flatMap((series) =>
    watchRules.map((rule) => ({
      enterpriseId: series.enterpriseId,
      rule: rule.code,
      result: evaluateRule(rule, series, { asOf, cohortOn }),
    })),
  );
}

/** What one rule says of one enterprise on a day, confirmed by an earlier look where it needs that. */
export function evaluateRule(
  rule: WatchRule,
  series: WatchSeries,
  { asOf, cohortOn }: { readonly asOf: number; readonly cohortOn: (day: number) => Cohort },
): RuleResult {
  const result = rule.evaluate({ series, asOf, cohort: cohortOn(asOf) });
  if (result.kind !== "hit" || rule.confirmedAfterDays === 0) return result;
  const earlier = asOf - rule.confirmedAfterDays;
  const before = rule.evaluate({ series, asOf: earlier, cohort: cohortOn(earlier) });
  return before.kind === "hit" ? result : { kind: "clear", released: false };
}
