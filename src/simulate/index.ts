export { type ApplicationsRequest, simulateApplications } from "./applications.ts";
export { type Dataset, datasetFile } from "./dataset.ts";
export type { EnterprisePlan, SimulatedSize } from "./enterprise-plan.ts";
export { simulateFaults } from "./errors.ts";
export type { FileFlaws } from "./export-flaws.ts";
export type { Industry } from "./industry.ts";
export type { Misfortune, MisfortuneKind } from "./misfortune.ts";
export {
  type SampleRequest,
  type SimulatedFile,
  type SimulatedSample,
  simulateSample,
} from "./simulate-sample.ts";
export { type PilotRequest, type SimulatedPilot, simulatePilot } from "./pilot/simulate-pilot.ts";
export { type Plant, type PlantElement, type PlantMinute, plantMinutes } from "./plant/plant.ts";
export * from "./region/region-enterprise.ts";
export * from "./region/region-files.ts";
export { type RegionPlan, planRegion } from "./region/region-plan.ts";
export { type RegionRequest, regionDatasetOf } from "./region/region-request.ts";
export { simulateEnterprise, simulateRegion } from "./region/simulate-region.ts";
export { type RegionFilesRequest, writeRegion, type WrittenRegion } from "./region/write-region.ts";
export { type LivePlant, livePlantOf } from "./region/live/live-plant.ts";
export { plantClock } from "./region/live/plant-clock.ts";
export { type PlantTrade, plantEvents } from "./region/live/plant-events.ts";
export { type MeasuredShare, type RegionSummary, summariseRegion } from "./region/region-summary.ts";
