import { type Cohort } from "./cohort.ts";
import { cohortOf } from "./cohort-of.ts";
import type { RuleCode, RuleResult, WatchRule } from "./rule.ts";
import { operatingRules, watchRules } from "./rule-list.ts";
import type { WatchSeries } from "./watch-series.ts";
import { ordinaryDaysBefore } from "./working-days-compared.ts";

/** What one rule says of one enterprise on a day. */
export interface RuleFinding {
  readonly enterpriseId: string;
  readonly rule: RuleCode;
  readonly result: RuleResult;
}

/** The day on which the rules look, in days since 1970-01-01, and what the others look like on any day. */
export interface LookDay {
  readonly asOf: number;
  readonly cohortOn: (day: number) => Cohort;
}

/** What all rules say of one enterprise on a day. */
export function findingsOn(series: WatchSeries, look: LookDay): RuleFinding[] {
  return watchRules.map((rule) => ({
    enterpriseId: series.enterpriseId,
    rule: rule.code,
    result: evaluateRule(rule, series, look),
  }));
}

/** What all enterprises of a run look like on each day that is asked for, worked out once. */
export function cohortsOf(all: readonly WatchSeries[]): (day: number) => Cohort {
  const cohorts = new Map<number, Cohort>();
  return (day) => {
    const known = cohorts.get(day) ?? cohortOf(all, day);
    cohorts.set(day, known);
    return known;
  };
}

/**
 * What one rule says of one enterprise on a day. A rule that needs confirmation speaks only when it hit so many ordinary
 * days earlier as well; both looks see nothing but what had happened by then.
 */
export function evaluateRule(rule: WatchRule, series: WatchSeries, { asOf, cohortOn }: LookDay): RuleResult {
  if (isWithheld(rule, series)) return { kind: "notComputable", reason: "noBasis" };
  const result = rule.evaluate({ series, asOf, cohort: cohortOn(asOf) });
  if (result.kind !== "hit" || rule.confirmedAfterDays === 0) return result;
  const earlier = ordinaryDaysBefore(asOf, rule.confirmedAfterDays);
  const before = rule.evaluate({ series, asOf: earlier, cohort: cohortOn(earlier) });
  // What could not be looked at then can neither confirm nor clear what is seen now.
  if (before.kind === "notComputable") return before;
  return before.kind === "hit" ? result : { kind: "clear", released: false };
}

/** Operating data without a class look as if nothing of it had happened, which must not be read as "no risk". */
function isWithheld(rule: WatchRule, { withheld }: WatchSeries): boolean {
  if (withheld === undefined || !operatingRules.includes(rule)) return false;
  return rule.dataClasses.some((dataClass) => withheld.has(dataClass));
}
