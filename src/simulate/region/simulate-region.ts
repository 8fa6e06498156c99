import { addMonths } from "#kernel";
import { enterpriseIdOf } from "#registry";
import { liveThrough } from "./economy/live-through.ts";
import type { PlannedEnterprise } from "./enterprise-outline.ts";
import { applyMisconduct } from "./misconduct/apply-misconduct.ts";
import { warmUpMonths } from "./region-climate.ts";
import type { RegionEnterprise } from "./region-enterprise.ts";
import { planRegion, type RegionPlan } from "./region-plan.ts";
import type { RegionRequest } from "./region-request.ts";

/**
 * Every enterprise of a region, one after another, so that a region never has to be held at once.
 * @throws SIMULATE_SIZE_OUT_OF_RANGE
 */
export function* simulateRegion(request: RegionRequest): Generator<RegionEnterprise, void, undefined> {
  const plan = planRegion(request);
  for (let index = 0; index < plan.enterprises.length; index++) yield simulateEnterprise(plan, index);
}

/**
 * One enterprise of a planned region, with what it does wrong; it does not depend on which others were simulated.
 * @throws RangeError for an index outside the plan
 */
export function simulateEnterprise(plan: RegionPlan, index: number): RegionEnterprise {
  const planned = plan.enterprises[index];
  if (planned === undefined) throw new RangeError(`enterprise ${index} of ${plan.enterprises.length}`);
  return applyMisconduct(simulateHonest(plan, planned), planned.misconduct, (code) => {
    const other = plan.enterprises.find((candidate) => candidate.code === code);
    if (other === undefined) throw new RangeError(`enterprise ${code} is not in the region`);
    return simulateHonest(plan, other);
  });
}

/** The enterprise as it would be without misconduct. */
function simulateHonest(plan: RegionPlan, planned: PlannedEnterprise): RegionEnterprise {
  const { rows, balance } = liveThrough(planned, plan.climate, plan.request.seed);
  return {
    rows,
    truth: {
      id: enterpriseIdOf({ scheme: `dataset:${plan.dataset}`, value: planned.code }),
      code: planned.code,
      default_month:
        planned.defaultMonth === null
          ? null
          : addMonths(plan.firstMonth, planned.defaultMonth - warmUpMonths),
      path: planned.path,
      fraud: null,
      fraud_from: null,
      fault: null,
      fault_from: null,
      life_stage: stageAtTheEnd(plan, planned),
      balance,
    },
  };
}

/** Months after default from which there is no growing or holding any more, whatever the enterprise was before. */
const monthsToDecline = 3;

function stageAtTheEnd(
  { climate }: RegionPlan,
  { stage, defaultMonth }: PlannedEnterprise,
): PlannedEnterprise["stage"] {
  const last = climate.months.length - 1;
  return defaultMonth !== null && last - defaultMonth >= monthsToDecline ? "decline" : stage;
}
