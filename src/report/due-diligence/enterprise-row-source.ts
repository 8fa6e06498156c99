import type { BusinessDay } from "#kernel";
import type { AssetReadings, EnterpriseRows } from "./rows.ts";

/** Which rows to read: of one enterprise, observed up to the end of `asOf`, covered by a leaf below `knownAt`. */
export interface RowsQuery {
  readonly enterpriseId: string;
  readonly asOf: BusinessDay;
  readonly knownAt: number;
  /** Classes of data that may be read; rows of others stay away. */
  readonly dataClasses: ReadonlySet<string>;
}

/**
 * Port to the observed rows of one enterprise. The same query gives the same rows in the same order as long as the log
 * is the same; days of machines are made elsewhere, this gives where their readings lie.
 */
export interface EnterpriseRowSource {
  loadRows(
    query: RowsQuery,
  ): Promise<Omit<EnterpriseRows, "assetDays"> & { readonly readings: readonly AssetReadings[] }>;
}
