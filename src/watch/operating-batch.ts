import type { StreamName, StreamRows } from "#operations";

/** Rows of each stream that come together; days and machines in whatever order. */
export type OperatingBatch = { readonly [Name in StreamName]?: readonly StreamRows[Name][] };
