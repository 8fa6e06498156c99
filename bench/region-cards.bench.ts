import { addMonths, dayNumberOf } from "#kernel";
import { computeIndicators, defaultPlan, enterpriseFactsOf } from "#indicators";
import { operatingFactsAt } from "#operations";
import type { OutOfTimeTest } from "#report";
import { planRegion, simulateEnterprise } from "#simulate";
import { developRegionCards } from "../src/flow/region/layered-cards.ts";
import { type ObservedRow, rowValuesOf } from "../src/flow/region/observed-row.ts";
import { observationDaysOf } from "../src/flow/region/observation-days.ts";
import { outcomeAfter } from "../src/flow/region/outcomes.ts";

const months = 36;
const endDay = "2026-10-31";

/** Aims of the simulated region for the area under the ROC curve of each layer; from 0.95 on something leaks. */
export const aucAims = {
  device: [0.7, 0.76],
  ordersEnergy: [0.78, 0.84],
  funds: [0.82, 0.87],
} as const;
export const leakageAuc = 0.95;

/**
 * The cards of a simulated region by layers, on a year that their fit had not seen, and against the traditional card:
 * what `evaluate --region` does, without files and stores.
 * @returns null when the region has too few defaults
 */
export async function benchRegionCards(enterprises: number, seed: string): Promise<OutOfTimeTest | null> {
  const plan = planRegion({ enterprises, months, seed, endDay });
  const deliveries = Array.from({ length: months }, (_, index) => ({
    month: addMonths(plan.firstMonth, index),
    knownAt: index + 1,
  }));
  const days = observationDaysOf(deliveries, endDay);
  const rows: ObservedRow[] = [];
  for (const index of plan.enterprises.keys()) {
    const { rows: own, truth } = simulateEnterprise(plan, index);
    const factsAt = operatingFactsAt(own);
    const { loans } = factsAt(endDay, months);
    for (const { day, knownAt, part } of days) {
      const outcome = outcomeAfter(loans, dayNumberOf(day), dayNumberOf(endDay));
      if (outcome === null) continue;
      const facts = factsAt(day, knownAt);
      const values = rowValuesOf(computeIndicators(enterpriseFactsOf(facts), day, defaultPlan, facts));
      rows.push({ enterpriseId: truth.id, day, part, isBad: outcome === "default", values });
    }
  }
  const { outOfTime } = await developRegionCards(rows, { seed, signal: new AbortController().signal });
  return outOfTime;
}

/** One line a layer and one an approval rate. */
export function sayRegionCards({ layers, comparisons, test, testedOn }: OutOfTimeTest): string {
  const interval = ({ value, low, high }: { value: number; low: number; high: number }): string =>
    `${value.toFixed(3)} [${low.toFixed(3)}, ${high.toFixed(3)}]`;
  return [
    `tried on ${test.rows} enterprises as of ${testedOn}, ${test.defaults} defaults`,
    ...layers.map(({ layer, auc, ks, indicators }) => {
      const aim = layer === "traditional" ? "" : ` (aim ${aucAims[layer].join("–")})`;
      return `${layer.padEnd(13)} AUC ${interval(auc)}${aim}, KS ${ks.toFixed(2)}, ${indicators.length} indicators`;
    }),
    ...comparisons.map(
      ({ approvalRate, badRateFall, approvalsRise }) =>
        `${100 * approvalRate} % approved: bad rate falls by ${interval(badRateFall)}, approvals rise by ${interval(approvalsRise)}`,
    ),
  ].join("\n");
}

if (import.meta.main) {
  const [enterprises = "1200", seed = "region-1"] = process.argv.slice(2);
  const found = await benchRegionCards(Number(enterprises), seed);
  process.stdout.write(`${found === null ? "too few defaults" : sayRegionCards(found)}\n`);
}
