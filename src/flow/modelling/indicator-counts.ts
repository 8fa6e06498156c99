/** Goods and bads by fine values of one indicator, for the browser to bin while a cut is dragged. */
export interface IndicatorCounts {
  readonly indicator: string;
  readonly valueKind: "numeric" | "categorical";
  /** Numeric: the lowest and highest value of each group, rising; one value each while there are few enough. */
  readonly ranges: readonly { readonly low: number; readonly high: number; readonly isSpecial: boolean }[];
  /** Categorical: the categories, most rows first. */
  readonly categories: readonly string[];
  readonly vintages: readonly string[];
  readonly cells: readonly CountsOfRows[];
}

/** Element i belongs to range or category i; the last one, after all, is the missing values. */
export interface CountsOfRows {
  readonly split: "development" | "heldOut";
  /** Index into the vintages; null where the rows have none. */
  readonly vintage: number | null;
  readonly goods: readonly number[];
  readonly bads: readonly number[];
}
