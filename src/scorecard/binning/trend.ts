/** Course of the bad rate over the rising values of an indicator; equal neighbours count as either. */
export type Trend = "ascending" | "descending";

/** What stands in the way of two or more bins. */
export type BinningConstraint =
  | "distinctValues"
  | "minBinRows"
  | "minBadsPerBin"
  | "minGoodsPerBin"
  | "trend"
  | "missingBinOfOneOutcome";

/**
 * Two or more bins are impossible. `conflicts` lists each constraint that alone, when dropped, would make
 * them possible; when no single one does, all that were in force together.
 */
export interface InfeasibleReason {
  readonly conflicts: readonly BinningConstraint[];
}
