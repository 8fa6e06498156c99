import type { DataClass } from "#consent";
import type { CollectionSeries } from "./collection-series.ts";
import type { DaySums } from "./day-sums.ts";
import type { NotComputableReason } from "./not-computable.ts";
import type { OperationsSeries } from "./operations-series.ts";

/** A kind of data of one enterprise: its series, or why there is none. */
export type Stream<T> =
  | { readonly kind: "known"; readonly series: T }
  | { readonly kind: "missing"; readonly reason: NotComputableReason };

/** Everything that the rules look at, of one enterprise: exact sums by day. */
export interface WatchSeries {
  readonly enterpriseId: string;
  /** Two-digit division of GB/T 4754; enterprises of one are compared with each other. Null where unknown. */
  readonly industry: string | null;
  readonly invoices: Stream<InvoiceSeries>;
  readonly statement: Stream<StatementSeries>;
  /** Watt-hours a day; a day with readings and no consumption is zero, a day without readings is left out. */
  readonly energy: Stream<DaySums>;
  /** Milliseconds of running a day over all machines, likewise. */
  readonly running: Stream<DaySums>;
  /** Days past due of all its loans, the worst of each day. */
  readonly loans: Stream<LoanSeries>;
  /** Gaps of its collectors; missing without collectors. */
  readonly collection: Stream<CollectionSeries>;
  /** Orders, people, stock, prices and public registers, where operating data come in. */
  readonly operations: Stream<OperationsSeries>;
  /** Classes of data that may not be read, so that operating data are without them; none where left out. */
  readonly withheld?: ReadonlySet<DataClass>;
}

/** Invoices by day of issue; amounts are gross fen of valid invoices, reversals subtracted. */
export interface InvoiceSeries {
  readonly saleFen: DaySums;
  /** Valid positive sales invoices. */
  readonly saleCount: DaySums;
  /** Voided sales invoices (作废). */
  readonly voidCount: DaySums;
  /** Red sales invoices (红字), which reverse earlier ones, and their sum as a positive amount. */
  readonly redCount: DaySums;
  readonly redFen: DaySums;
  readonly purchaseFen: DaySums;
  readonly purchaseCount: DaySums;
  readonly customers: readonly CustomerSeries[];
}

export interface CustomerSeries {
  readonly customer: string;
  readonly saleFen: DaySums;
}

/** Lines of bank statements by day of posting. */
export interface StatementSeries {
  /** Money received from others; loans, refunds and transfers between own accounts left out. */
  readonly receiptFen: DaySums;
  readonly paidFen: DaySums;
  /** Money out for wages, taxes and utilities, as positive amounts. */
  readonly payrollFen: DaySums;
  readonly taxFen: DaySums;
  readonly utilityFen: DaySums;
  /** Lines whose running balance does not follow from the one before, with 1 each. */
  readonly balanceBreaks: DaySums;
  readonly accounts: readonly AccountBalances[];
}

/** Closing balance of one account on each day with a line that states one, ascending. */
export interface AccountBalances {
  readonly account: string;
  readonly days: Int32Array;
  readonly closingFen: BigInt64Array;
}

export interface LoanSeries {
  /** Ascending by day. */
  readonly days: Int32Array;
  readonly daysPastDue: Int32Array;
}

/** A stream of which there is nothing, and why. */
export function missingStream(reason: NotComputableReason): {
  readonly kind: "missing";
  readonly reason: NotComputableReason;
} {
  return { kind: "missing", reason };
}
