/** One record on a card, as somebody tries it. */
export interface ScoredRecord {
  readonly points: number;
  readonly pd: number;
  readonly grade: string | null;
  readonly indicators: readonly {
    readonly id: string;
    readonly bin: string;
    readonly points: number;
    readonly lostAgainstBest: number;
    readonly lostAgainstNeutral: number;
  }[];
  /** The least change that reaches the next grade; null at the best one, or when none does. */
  readonly nearestChange: {
    readonly grade: string | null;
    readonly points: number;
    readonly changes: readonly {
      readonly indicator: string;
      readonly from: string;
      readonly to: string;
      readonly gainedPoints: number;
    }[];
  } | null;
}
