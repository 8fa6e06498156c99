import type { DayNumber, OperatingFacts } from "#operations";

/** Two assets of different enterprises whose days are the same. */
export interface SharedSeries {
  readonly asset: string;
  readonly otherEnterpriseId: string;
  readonly otherAsset: string;
  readonly fromDay: DayNumber;
  readonly toDay: DayNumber;
  /** Weeks of which a sampled day is the same on both, and weeks that both have. */
  readonly equalWeeks: number;
  readonly weeks: number;
}

/** Sales among enterprises of the region that lead back to the seller. */
export interface TradeRing {
  /** Sellers in order; the last one sells to the first. */
  readonly members: readonly string[];
  readonly fromDay: DayNumber;
  readonly toDay: DayNumber;
  /** Times that money went round, the amount of a round, and the share of it that came back, 0 to 1. */
  readonly rounds: number;
  readonly amountFen: bigint;
  readonly returnedShare: number;
  /** Share of the ring's sales behind which goods moved, 0 to 1. */
  readonly deliveredShare: number;
  /** Numbers of the invoices of the enterprise that asked. */
  readonly invoiceNumbers: readonly string[];
}

/** A pledge or loan of another enterprise on what this one pledged or borrowed on. */
export interface SharedSecurity {
  readonly subject: string;
  readonly otherEnterpriseId: string;
  readonly creditor: string;
  readonly onDay: DayNumber;
}

/** What the book knows around one enterprise; the enterprise itself is never its own neighbour. */
export interface Neighbours {
  readonly enterpriseId: string;
  sharedSeries(): readonly SharedSeries[];
  rings(): readonly TradeRing[];
  pledgedElsewhere(): readonly SharedSecurity[];
}

/**
 * What is known of all enterprises as of one T and N, held as hashes and sums, never as series: some hundred bytes a
 * machine and year. The order in which enterprises are added changes no answer.
 */
export interface RegionBook {
  add(enterpriseId: string, facts: OperatingFacts): void;
  neighboursOf(enterpriseId: string): Neighbours;
  readonly size: number;
}
