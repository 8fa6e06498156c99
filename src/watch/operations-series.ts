import type { WeeklyStream } from "#association";
import type { RegisterRow } from "#operations";
import type { DaySums } from "./day-sums.ts";

/** What the streams of daily business say, by day: orders, people, stock, prices, suppliers, loans, public registers. */
export interface OperationsSeries {
  /** Sale orders as they were placed. */
  readonly orderFen: DaySums;
  readonly orderCount: DaySums;
  /** Sale orders that customers cancelled. */
  readonly cancelledCount: DaySums;
  readonly cancelledFen: DaySums;
  readonly deliveredFen: DaySums;
  /** Minutes that people worked; a day without a count of people is left out. */
  readonly workMinutes: DaySums;
  /** People on the roll. */
  readonly headcount: DaySums;
  /** Value of finished goods at the end of days on which they were counted. */
  readonly finishedFen: DaySums;
  /** Money out to those who also write purchase invoices. */
  readonly supplierPaidFen: DaySums;
  /** What large customers paid, by customer. */
  readonly payers: readonly PayerSeries[];
  readonly purchasePrices: readonly PriceSeries[];
  readonly salePrices: readonly PriceSeries[];
  /** Money that lenders paid out, and repaid principal as a negative amount. */
  readonly borrowedFen: DaySums;
  /** Running of machines that were put into service after the data began, and minutes they could have run. */
  readonly newRunMinutes: DaySums;
  readonly newKnownMinutes: DaySums;
  readonly newMachines: readonly { readonly asset: string; readonly inServiceOn: number }[];
  /** Machines there were before. */
  readonly oldMachines: number;
  readonly registers: readonly RegisterRow[];
  /** The six coupled streams by week. */
  readonly weekly: readonly WeeklyStream[];
}

export interface PayerSeries {
  readonly customer: string;
  readonly paidFen: DaySums;
  readonly invoicedFen: DaySums;
}

/** What was ordered of one item: quantity in thousandths and amount, by day of the order. */
export interface PriceSeries {
  readonly item: string;
  readonly quantityMilli: DaySums;
  readonly amountFen: DaySums;
}
