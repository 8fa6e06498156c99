/** Bounds on what one file may make us do; all input is an outsider's. */
export interface ReadLimits {
  /** A longer row is quarantined and skipped up to the next line break. */
  readonly rowBytes: number;
  /** What is kept (and sealed) of a row that is too long. */
  readonly keptBytesOfLongRow: number;
  /** Columns of a table. */
  readonly columns: number;
  /** Compressed input may grow by this factor … */
  readonly inflationRatio: number;
  /** … beyond this free allowance, and never past the total. */
  readonly inflationAllowanceBytes: number;
  readonly inflatedBytes: number;
  /** All files in a workbook or zip together, inflated; and how many there may be. */
  readonly archiveInflatedBytes: number;
  readonly archiveEntries: number;
  /** Of one invoice in XML. */
  readonly xmlBytes: number;
  /** Rows that are held to bring the lines of one invoice together. */
  readonly gatheredRows: number;
  /** A group of batches is handed over once it has so many rows or bytes, or is spread over so many logs. */
  readonly groupRows: number;
  readonly groupBytes: number;
  readonly groupBatches: number;
}

/**
 * Real tables of this kind shrink five- to thirtyfold under gzip, whose own bound is 1032-fold; 200 tells
 * them apart. A group is what is held in memory at a time, a few of them at once.
 */
export const defaultReadLimits: ReadLimits = {
  rowBytes: 1 << 20,
  keptBytesOfLongRow: 1 << 16,
  columns: 512,
  inflationRatio: 200,
  inflationAllowanceBytes: 32 << 20,
  inflatedBytes: 64 * 2 ** 30,
  archiveInflatedBytes: 1 << 30,
  archiveEntries: 5000,
  xmlBytes: 4 << 20,
  gatheredRows: 400_000,
  groupRows: 65_536,
  groupBytes: 16 << 20,
  groupBatches: 4096,
};
