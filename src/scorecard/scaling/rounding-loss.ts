/** What rounding cost. Pairs are of rows of the development sample that the points before rounding tell apart. */
export interface RoundingLoss {
  /** `optimal`: no rounding of each level up or down loses less on all rows; `bounded`: not proved. */
  readonly kind: "optimal" | "bounded";
  /** Share of pairs whose order is turned round, pairs that became equal counted half. */
  readonly lost: number;
  /** No rounding of the rows looked at loses less. */
  readonly lowerBound: number;
  /** What rounding each level to the nearest loses. */
  readonly lostByNearest: number;
  readonly rows: number;
}
