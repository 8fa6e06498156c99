import { scorecardFaults } from "../errors.ts";
import type { IndicatorRules } from "../parameters.ts";
import type { IndicatorColumn } from "../sample.ts";

/** Bin codes are bytes, and one of them stands for undecided. */
const mostBins = 254;

/**
 * Refuses rules that no bins can follow, before any row is looked at: cuts must be numbers that rise, codes and categories
 * may stand in one bin only, and bins must not be more than their codes can tell apart.
 * @throws SCORECARD_PARAMETER_OUT_OF_RANGE with the first rule found
 */
export function checkRules({ id }: IndicatorColumn, rules: IndicatorRules): void {
  const { cuts = [], fixedCuts = [], forbiddenCuts = [], specialCodes = [], groups = [] } = rules;
  const refuse = (rule: string, found: unknown, expected: string) => {
    const parameter = `rules.${id}.${rule}`;
    return scorecardFaults.fault("SCORECARD_PARAMETER_OUT_OF_RANGE", {
      parameter,
      found: String(found),
      expected,
    });
  };
  for (const [rule, numbers] of Object.entries({ cuts, fixedCuts, specialCodes })) {
    const strange = numbers.find((number) => !Number.isFinite(number));
    if (strange !== undefined) throw refuse(rule, strange, "finite numbers");
  }
  const fallen = cuts.find((cut, place) => place > 0 && cut <= (cuts[place - 1] as number));
  if (fallen !== undefined) throw refuse("cuts", fallen, "cuts that rise");
  const open = forbiddenCuts.find(({ from, to }) => !(from <= to));
  if (open) throw refuse("forbiddenCuts", `${open.from} … ${open.to}`, "from <= to");
  const code = repeated(specialCodes);
  if (code !== undefined) throw refuse("specialCodes", code, "each code once");
  const category = repeated(groups.flat());
  if (category !== undefined) throw refuse("groups", category, "each category in one group");
  const bins = Math.max(cuts.length + 1, groups.length) + specialCodes.length + 2;
  if (bins > mostBins) throw refuse(cuts.length > 0 ? "cuts" : "groups", bins, `at most ${mostBins} bins`);
}

/** −0 is 0. */
function repeated<T>(list: readonly T[]): T | undefined {
  const seen = new Set<T>();
  return list.find((one) => seen.has(one) || !seen.add(one));
}
