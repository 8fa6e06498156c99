/** Rows of one outcome and the other. */
export interface Tally {
  readonly goods: number;
  readonly bads: number;
}

/** One of the finest groups of rows that an indicator is cut between: in training, held out, and by vintage. */
export interface FineEntry {
  readonly training: Tally;
  readonly heldOut: Tally;
  /** One a vintage, in the order of {@link FineCounts.vintages}. */
  readonly byVintage: readonly Tally[];
}

/** Values at and above `from` and below the next entry's. */
export interface NumericEntry extends FineEntry {
  readonly from: number;
}

export interface CategoryEntry extends FineEntry {
  readonly category: string;
}

/** Rows that stand beside the values: of special codes, of rare categories, or missing. */
export interface BesideEntry extends FineEntry {
  readonly kind: "special" | "other" | "missing";
  readonly codes: readonly number[];
}

/** What a browser needs of one indicator to compute every figure of its bins while a cut is dragged. */
export interface FineCounts {
  readonly values:
    | { readonly kind: "numeric"; readonly entries: readonly NumericEntry[] }
    | { readonly kind: "categorical"; readonly entries: readonly CategoryEntry[] };
  readonly beside: readonly BesideEntry[];
  /** Rising labels; empty where the sample has no dates. */
  readonly vintages: readonly string[];
  /** Whether bins of special codes take over the weight of evidence of the value bin nearest in risk. */
  readonly mergesSpecial: boolean;
  /** Rows at the sample's own bad rate that are added to a bin before its weight of evidence is taken. */
  readonly smoothingRows: number;
}

export const emptyTally: Tally = { goods: 0, bads: 0 };

export function rowsOf({ goods, bads }: Tally): number {
  return goods + bads;
}

/** Null where there are no rows. */
export function badRateOf(tally: Tally): number | null {
  return rowsOf(tally) === 0 ? null : tally.bads / rowsOf(tally);
}

export function addTallies(tallies: readonly Tally[]): Tally {
  let goods = 0;
  let bads = 0;
  for (const tally of tallies) {
    goods += tally.goods;
    bads += tally.bads;
  }
  return { goods, bads };
}

/** Everything of some entries together. */
export function addEntries(entries: readonly FineEntry[], vintages: number): FineEntry {
  return {
    training: addTallies(entries.map(({ training }) => training)),
    heldOut: addTallies(entries.map(({ heldOut }) => heldOut)),
    byVintage: Array.from({ length: vintages }, (_, vintage) =>
      addTallies(entries.map(({ byVintage }) => byVintage[vintage] ?? emptyTally)),
    ),
  };
}
