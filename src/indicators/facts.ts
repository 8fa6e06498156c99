import type { BusinessDay } from "#kernel";

/**
 * What is known of one enterprise as of a business day T and at platform index N: exact integers only. Ratios,
 * logarithms and deviations are computed from these once, by the indicators.
 */
export interface EnterpriseFacts {
  readonly asOf: BusinessDay;
  /** Only rows with a platform index below this are counted. */
  readonly knownAt: number;
  readonly sales: TradeFacts;
  readonly purchases: TradeFacts;
  /** One element an asset (machine, line, meter), ordered by asset. */
  readonly assets: readonly AssetFacts[];
}

/** One direction of an enterprise's invoices. */
export interface TradeFacts {
  /** Ordered by start; slices without a single invoice are left out. */
  readonly slices: readonly TradeSlice[];
  readonly partners: PartnerFacts;
}

/**
 * Invoices of one stretch of days that no window boundary and no month boundary cuts, so that every window and
 * every month is a sum of whole slices. Amounts are fen and of valid invoices only; so are the counts that do not say otherwise.
 */
export interface TradeSlice {
  /** First day of the slice, days since 1970-01-01. */
  readonly startDay: number;
  readonly validCount: number;
  readonly netFen: bigint;
  readonly taxFen: bigint;
  readonly grossFen: bigint;
  /** Voided invoices (作废); they are no trade. */
  readonly voidCount: number;
  /** Valid negative invoices (红字), which reverse earlier ones. */
  readonly redCount: number;
  /** Sum of the negative invoices, as a positive number. */
  readonly redFen: bigint;
  /** Gross amount zero, void ones included: in real exports they are blank invoices that were voided. */
  readonly zeroCount: number;
  /** Net and tax do not add up to gross, void ones included. */
  readonly mismatchCount: number;
  /** The number of an earlier invoice with other content, void ones included. */
  readonly reusedCount: number;
  /** Bit d − 1 is set when a valid invoice was issued on day d of the slice's month. */
  readonly dayMask: number;
}

/** Sums over the counterparties of one direction; "amount" is a counterparty's valid gross sum when positive, else 0. */
export interface PartnerFacts {
  /** Counterparties with at least one valid invoice. */
  readonly count: number;
  readonly amountFen: bigint;
  readonly topFen: bigint;
  readonly topFiveFen: bigint;
  /** Sum of squared amounts, for the Herfindahl–Hirschman index. */
  readonly squaredFen: bigint;
  /** Amount of those seen in at least three different months of the last 60. */
  readonly repeatFen: bigint;
  /** With a valid invoice in the 365 days to T, in the 365 days before, in both. */
  readonly recentCount: number;
  readonly priorCount: number;
  readonly keptCount: number;
  /** Amount within the 365 days to T, and the part from those first seen in them. */
  readonly recentFen: bigint;
  readonly recentNewFen: bigint;
}

/** Readings of one asset. */
export interface AssetFacts {
  readonly asset: string;
  /** Ordered by hour; hours without a reading are left out. */
  readonly hours: readonly AssetHour[];
  /** Parts produced: item_count where the asset reports it, else good + reject + scrap. */
  readonly producedCount: bigint;
  readonly goodCount: bigint;
  readonly rejectCount: bigint;
  readonly scrapCount: bigint;
  /** Whether any reading counts good parts, and any counts rejected or scrapped ones. */
  readonly countsGood: boolean;
  readonly countsRejects: boolean;
  /** 10th percentile (nearest rank) of run time per part over readings that produced; null when none did. */
  readonly bestItemMs: number | null;
}

/** Whole milliseconds and exact energy of one asset in one hour (UTC). */
export interface AssetHour {
  /** Hours since 1970-01-01T00Z. */
  readonly hour: number;
  /** Time in automatic operation, or covered by at least one production report (overlaps count once). */
  readonly runMs: number;
  readonly manualMs: number;
  readonly idleMs: number;
  readonly alarmMs: number;
  /** Time for which electricity is known, from power held or energy metered. */
  readonly meteredMs: number;
  /** Electrical energy, watt-milliseconds (3.6e9 are one kilowatt-hour). */
  readonly energyWattMs: bigint;
  /** Parts of readings that begin in this hour, counted as the asset's own count is. */
  readonly producedCount: number;
}

/** Facts of an enterprise of which nothing is known. */
export function emptyFacts(asOf: BusinessDay, knownAt: number): EnterpriseFacts {
  return { asOf, knownAt, sales: emptyTrade(), purchases: emptyTrade(), assets: [] };
}

export function emptyTrade(): TradeFacts {
  return {
    slices: [],
    partners: {
      count: 0,
      amountFen: 0n,
      topFen: 0n,
      topFiveFen: 0n,
      squaredFen: 0n,
      repeatFen: 0n,
      recentCount: 0,
      priorCount: 0,
      keptCount: 0,
      recentFen: 0n,
      recentNewFen: 0n,
    },
  };
}
