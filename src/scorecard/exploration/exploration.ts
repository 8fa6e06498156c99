/** Step 2: what an indicator looks like before anything is done to it. */
export interface IndicatorExploration {
  readonly id: string;
  readonly valueKind: "numeric" | "categorical";
  readonly rows: number;
  readonly missing: number;
  readonly missingShare: number;
  /** Bad rate of the rows without a value; null when there are none. */
  readonly missingBadRate: number | null;
  /** How many different values occur. */
  readonly distinct: number;
  /** The most frequent values, most frequent first; of equal ones the smaller value. */
  readonly mostCommon: readonly ValueShare[];
  /** Null for categories and for an indicator without any value. */
  readonly numbers: NumberSummary | null;
  /** Twenty intervals of equal width between the 1 % and the 99 % quantile, the outer ones open; empty for categories. */
  readonly histogram: readonly HistogramBar[];
  /** Values that look like codes rather than sizes. */
  readonly suspectedCodes: readonly SuspectedCode[];
  /** How well the values alone order the outcomes, in the better direction; null where that cannot be told. */
  readonly auc: { readonly auc: number; readonly direction: "higherIsRiskier" | "lowerIsRiskier" } | null;
  /** Signs that the indicator knows the outcome. */
  readonly leakage: readonly LeakageSign[];
  /** By vintage, in their order; empty without vintages. */
  readonly byVintage: readonly VintageShape[];
}

export interface ValueShare {
  readonly value: number | string;
  readonly count: number;
  readonly share: number;
  readonly badRate: number;
}

/** Quantiles interpolate between order statistics (Hyndman & Fan 1996, type 7). */
export interface NumberSummary {
  readonly min: number;
  readonly p1: number;
  readonly p5: number;
  readonly q1: number;
  readonly median: number;
  readonly q3: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
  readonly mean: number;
  readonly standardDeviation: number;
  readonly zeros: number;
  readonly negatives: number;
  /** Rows outside the outer fences of the box plot: three interquartile ranges from the quartiles. */
  readonly outliersBelow: number;
  readonly outliersAbove: number;
}

/** `from` inclusive, `to` exclusive, null = unbounded. */
export interface HistogramBar {
  readonly from: number | null;
  readonly to: number | null;
  readonly count: number;
  readonly bads: number;
}

export interface SuspectedCode {
  readonly value: number;
  readonly count: number;
  readonly badRate: number;
}

export type LeakageSign =
  /** The values alone order the outcomes almost perfectly. */
  | { readonly kind: "nearlyPerfect"; readonly auc: number }
  /** Whether there is a value tells the outcome. */
  | { readonly kind: "missingTellsOutcome"; readonly missingBadRate: number; readonly presentBadRate: number }
  /** One value, often taken, goes with a single outcome. */
  | {
      readonly kind: "valueTellsOutcome";
      readonly value: number | string;
      readonly count: number;
      readonly badRate: number;
    };

export interface VintageShape {
  readonly label: string;
  readonly rows: number;
  readonly badRate: number;
  readonly missingShare: number;
  /** Median of the values; null for categories and where there are none. */
  readonly median: number | null;
  /** Population stability index against the first vintage over ten groups of it, missing values one more. */
  readonly psi: number;
  /** Up to here chance alone explains the index of so many rows. */
  readonly psiOfChance: number;
}

/** Rank correlation of two numeric indicators over the rows where both have a value. */
export interface PairCorrelation {
  readonly left: string;
  readonly right: string;
  readonly correlation: number;
}

export interface Exploration {
  readonly rows: number;
  readonly bads: number;
  readonly indicators: readonly IndicatorExploration[];
  /** Pairs whose |Spearman correlation| is large enough to be shown, largest first. */
  readonly correlations: readonly PairCorrelation[];
  /** Rows that the correlations rest on: all of them, or evenly spaced ones of a large sample. */
  readonly correlationRows: number;
}
