export * from "./contradiction.ts";
export { crossCheck } from "./cross-check.ts";
export * from "./five-flows.ts";
export * from "./indices.ts";
export {
  type CrossCheckParameters,
  crossCheckParameters,
  defaultCrossCheckParameters,
} from "./parameters.ts";
export * from "./peer-comparison.ts";
export { reconcileOrders } from "./reconcile-orders.ts";
export type { Neighbours, RegionBook, SharedSecurity, SharedSeries, TradeRing } from "./region-book.ts";
