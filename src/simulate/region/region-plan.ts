import { checkRegionRequest, regionDatasetOf, type RegionRequest } from "./region-request.ts";

/** Everything about a region that is decided before its first day: who there is, and what becomes of them. */
export interface RegionPlan {
  readonly request: RegionRequest;
  readonly dataset: string;
  readonly enterprises: readonly { readonly code: string }[];
}

/** @throws SIMULATE_SIZE_OUT_OF_RANGE */
export function planRegion(request: RegionRequest): RegionPlan {
  checkRegionRequest(request);
  return { request, dataset: regionDatasetOf(request), enterprises: [] };
}
