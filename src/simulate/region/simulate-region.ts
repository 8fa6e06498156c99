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

/** One enterprise of a planned region, with what it does wrong; it does not depend on which others were simulated. */
export function simulateEnterprise(plan: RegionPlan, index: number): RegionEnterprise {
  throw new Error(`to come: ${plan.dataset} ${index}`);
}
