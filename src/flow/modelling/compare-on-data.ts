/** Two cards on the same rows. */
export interface ComparedOnData {
  readonly rows: number;
  readonly bads: number;
  readonly leftAuc: number;
  readonly rightAuc: number;
  /** Left minus right, with its interval and the p-value of equal areas on the same rows. */
  readonly difference: {
    readonly value: number;
    readonly low: number;
    readonly high: number;
    readonly pValue: number;
  };
  /** Of the two scores over the rows; null when one of them is constant. */
  readonly rankCorrelation: number | null;
  readonly acceptedShare: number;
  readonly swap: {
    readonly both: SwapCell;
    readonly onlyLeft: SwapCell;
    readonly onlyRight: SwapCell;
    readonly neither: SwapCell;
  };
  /** Rows evenly taken, for a scatter plot. */
  readonly scores: readonly { readonly left: number; readonly right: number; readonly isBad: boolean }[];
}

export interface SwapCell {
  readonly rows: number;
  readonly bads: number;
}
