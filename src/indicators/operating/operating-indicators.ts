import type { OperatingIndicator } from "./operating-indicator.ts";

/** Indicators over operating streams, family by family; the order is stable within a version. */
export const operatingIndicators: readonly OperatingIndicator[] = [];
