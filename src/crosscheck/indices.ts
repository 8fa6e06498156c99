import type { BusinessMonth } from "#kernel";

export const indexNames = ["runRate", "energy", "orders"] as const;
export type IndexName = (typeof indexNames)[number];

/** What one enterprise adds to the indices of one month; null where its streams say nothing. */
export interface IndexContribution {
  readonly enterpriseId: string;
  readonly division: string;
  readonly region: string;
  readonly month: BusinessMonth;
  /** Machine minutes that ran and that are known. */
  readonly runMinutes: number | null;
  readonly knownMinutes: number | null;
  readonly energyWh: number | null;
  readonly ordersFen: bigint | null;
}

/** One cell; an empty division or region is the sum over all of them. */
export interface PublishedIndex {
  readonly index: IndexName;
  readonly division: string;
  readonly region: string;
  readonly month: BusinessMonth;
  /** 100 is the first published month of the cell, chained over enterprises known in both months. */
  readonly value: number;
  /** Change on the month before in the enterprises known in both, as a ratio less 1; null in the first. */
  readonly change: number | null;
  /** Enterprises behind it, rounded down to a multiple of five. */
  readonly enterprises: number;
}

export interface SuppressedCells {
  readonly index: IndexName;
  readonly month: BusinessMonth;
  readonly tooFew: number;
  readonly dominated: number;
  /** Withheld only so that another cell cannot be worked out by subtraction. */
  readonly complementary: number;
}

export interface RegionIndices {
  readonly k: number;
  readonly published: readonly PublishedIndex[];
  readonly suppressed: readonly SuppressedCells[];
}
