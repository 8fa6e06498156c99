import { describe, expect, it } from "vitest";
import { dayNumberOf } from "#kernel";
import { emptyCohort } from "./cohort.ts";
import { evaluateRule } from "./evaluate-rules.ts";
import type { RuleResult, WatchRule } from "./rule.ts";
import { ruleOf } from "./rule-list.ts";
import { seriesWith } from "./testing/plain-series.ts";

const may = dayNumberOf("2026-05-20");
const hit: RuleResult = { kind: "hit", level: "red", sentence: "", figures: {}, evidence: [] };

/** What is said on a day of a rule that holds then, by what it said at the look that confirms. */
function saidAfter(before: RuleResult): RuleResult {
  const rule: WatchRule = {
    ...ruleOf("energyDown"),
    confirmedAfterDays: 28,
    evaluate: ({ asOf }) => (asOf === may ? hit : before),
  };
  return evaluateRule(rule, seriesWith({}), { asOf: may, cohortOn: () => emptyCohort });
}

describe("a rule that must be confirmed", () => {
  it("speaks when it held earlier as well, and is clear when it did not", () => {
    expect(saidAfter(hit)).toEqual(hit);
    expect(saidAfter({ kind: "clear", released: true })).toEqual({ kind: "clear", released: false });
  });

  it("says nothing, not even that all is well, where the earlier day cannot be looked at", () => {
    const before: RuleResult = { kind: "notComputable", reason: "historyTooShort" };
    expect(saidAfter(before)).toEqual(before);
  });
});
