import type { DayNumber } from "#operations";

/** The chain of an enterprise's streams in the order in which business runs through them. */
export const coupledStreams = ["orders", "runRate", "energy", "deliveries", "invoices", "receipts"] as const;
export type CoupledStream = (typeof coupledStreams)[number];

/** How one stream follows another, over the weeks to T. */
export interface Coupling {
  readonly lead: CoupledStream;
  readonly follow: CoupledStream;
  readonly weeks: number;
  /** Weeks by which `follow` comes after `lead`, where they move together best; from 0. */
  readonly lagWeeks: number;
  /** Correlation at that lag, with its 95 % interval. */
  readonly correlation: number;
  readonly low: number;
  readonly high: number;
  /** Since when the two no longer go together; null while they do. */
  readonly brokenSince: DayNumber | null;
}
