import type { BusinessDay } from "#kernel";
import type { WatchSeries } from "./watch-series.ts";

/** Which enterprises, up to which day, as known at which platform index. */
export interface WatchQuery {
  readonly dataset: string;
  readonly asOf: BusinessDay;
  /** Only rows with a platform index below this are seen. */
  readonly knownAt: number;
  /** All of the data set where left out. */
  readonly enterpriseIds?: readonly string[];
}

/** What a source knows by itself; industry, loans, collectors and operating data are the caller's to add. */
export type ObservedSeries = Pick<
  WatchSeries,
  "enterpriseId" | "invoices" | "statement" | "energy" | "running"
>;

/** Port to the series of the rules. Reads only; exact integers; in the order of the enterprise ids. */
export interface WatchSource {
  load(query: WatchQuery): Promise<readonly ObservedSeries[]>;
}
