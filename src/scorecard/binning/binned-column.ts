import type { BinningResult } from "./binning.ts";
import type { SearchedColumn } from "./search-column.ts";

/** A binned column, with what the solver was asked and answered; null when nothing was optimised or found. */
export interface BinnedColumn {
  readonly result: BinningResult;
  readonly found: SearchedColumn | null;
}
