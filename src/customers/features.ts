import type { Fen, RatePpm } from "#kernel";
import type { PublicStanding } from "./segment.ts";

/**
 * Figures of one enterprise as of T and N that segments, needs and the quality list are worked out from; null where no
 * stream that may be read says anything. Windows end on T.
 */
export interface CustomerFeatures {
  /** Net sales invoiced in 365 days, voided and reversed ones taken off. */
  readonly salesFen: Fen | null;
  /** The same against the 365 days before. */
  readonly salesGrowthPpm: RatePpm | null;
  /** Sale orders placed in 182 days less cancelled ones, against the same days a year before. */
  readonly orderGrowthPpm: RatePpm | null;
  readonly openOrdersFen: Fen | null;
  /** Share of the order value of 365 days that was cancelled. */
  readonly cancelledPpm: RatePpm | null;
  /** Invoiced and not yet received, oldest invoices settled first. */
  readonly receivablesFen: Fen | null;
  /** Of them older than `overdueDays`. */
  readonly overdueReceivablesFen: Fen | null;
  /** Receivables in days of sales. */
  readonly collectionDays: number | null;
  readonly stockFen: Fen | null;
  /** Sum of the last known balances of its accounts. */
  readonly cashFen: Fen | null;
  /** Time that machines ran of the time that is known of them, 91 days. */
  readonly utilisationPpm: RatePpm | null;
  readonly machines: number | null;
  /** Put into service within 365 days. */
  readonly newMachines: number | null;
  readonly newMachinesFen: Fen | null;
  readonly buyers: number | null;
  readonly largestBuyerPpm: RatePpm | null;
  /** Customs exports of net sales. */
  readonly exportPpm: RatePpm | null;
  readonly headcount: number | null;
  readonly ageMonths: number | null;
  /** Days past due of the worst loan that the rows tell of; 0 where all are in order. */
  readonly daysPastDue: number | null;
  /** Lawsuits, enforcements, penalties and stops within two years. */
  readonly adverseRecords: number | null;
  readonly publicStanding: PublicStanding | null;
  /** Months from the first row of any stream to T. */
  readonly observedMonths: number;
}
