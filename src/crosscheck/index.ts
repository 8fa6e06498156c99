export * from "./contradiction.ts";
export { crossCheck } from "./cross-check.ts";
export * from "./five-flows.ts";
export * from "./indices.ts";
export { indexContributionsOf } from "./index-contributions.ts";
export { publishIndices } from "./publish-indices.ts";
export { peerFiguresOf } from "./peer-figures.ts";
export {
  type CrossCheckParameters,
  crossCheckParameters,
  defaultCrossCheckParameters,
} from "./parameters.ts";
export * from "./peer-comparison.ts";
export { reconcileOrders } from "./reconcile-orders.ts";
export { createRegionBook, type Neighbours, type RegionBook } from "./region-book.ts";
export type { SharedSeries } from "./series-book.ts";
export type { TradeRing } from "./trade-rings.ts";
