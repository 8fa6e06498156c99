/** One indicator before it has points. */
export interface WeighedIndicator {
  readonly coefficient: number;
  /** Weight of evidence of each of its bins. */
  readonly woes: readonly number[];
}
