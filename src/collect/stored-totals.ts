/** The kinds of rows that totals are taken over. */
export type TotalledStream =
  | "sale"
  | "purchase"
  | "reading"
  | "statement"
  | "check"
  | "document"
  | "machineDay"
  | "meterDay"
  | "collectorDay"
  | "workforceDay"
  | "correction"
  | "listed"
  | "churn"
  | "import";

/**
 * Exact sums over the rows of one enterprise in one stream. `content` covers every column and the place in the log:
 * the sum modulo 2^64 of the first eight bytes (little-endian) of SHA-256 over each row's fields, a line feed between.
 *
 * Fields of a row: invoices `number, days since 1970, counterparty, net, tax, gross, void, flags, red of, order`, readings
 * `asset, channel, from, to, value`, statement lines, checks and documents as `tally-store.ts` lists them, rows of operating streams as `tally-operations.ts` does, lists `dataset, code, name, label, bank rating`, churn `dataset, rate, rating, bits of the
 * share`; then `received at, origin, entry, ordinal, platform index` for all.
 */
export interface StoredTotals {
  /** Empty where the rows belong to no enterprise. */
  readonly enterpriseId: string;
  readonly stream: TotalledStream;
  /** In the order in which differences are to be told. */
  readonly figures: Readonly<Record<string, bigint>>;
}

/** Names of the figures of each stream, in order; each is a sum but `rows`, which is the count. */
export const totalledFigures: Readonly<Record<TotalledStream, readonly string[]>> = {
  sale: ["rows", "voids", "netFen", "taxFen", "grossFen", "content"],
  purchase: ["rows", "voids", "netFen", "taxFen", "grossFen", "content"],
  reading: ["rows", "value", "content"],
  statement: ["rows", "amountFen", "content"],
  check: ["rows", "breaks", "content"],
  document: ["rows", "content"],
  machineDay: ["rows", "content"],
  meterDay: ["rows", "content"],
  collectorDay: ["rows", "content"],
  workforceDay: ["rows", "content"],
  correction: ["rows", "content"],
  listed: ["rows", "content"],
  churn: ["rows", "content"],
  import: [
    "rows",
    "read",
    "stored",
    "duplicates",
    "quarantined",
    "amountsDoNotAddUp",
    "numberReused",
    "mergedLines",
    "corrected",
  ],
};
