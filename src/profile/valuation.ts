import type { BusinessDay, Fen, Message } from "#kernel";

/** A value with the bounds between which the truth lies with nine chances in ten. */
export interface ValueInterval {
  readonly valueFen: Fen;
  readonly lowFen: Fen;
  readonly highFen: Fen;
  readonly method: Message;
}

/** What an enterprise is worth and how much it can carry, from proxies; null where nothing says it. */
export interface Valuation {
  readonly asOf: BusinessDay;
  /** Value by earnings (收益法): margin on the revenue, capitalised. */
  readonly byEarnings: ValueInterval | null;
  /** Value by assets (资产基础法): what it has less what it owes. */
  readonly byAssets: ValueInterval | null;
  readonly enterpriseValue: ValueInterval | null;
  /** Working-capital need of the next twelve months that nothing else finances. */
  readonly limit: ValueInterval | null;
  /** What the same method said a year before, beside what came of it. */
  readonly backTest: {
    readonly at: BusinessDay;
    readonly forecastFen: Fen;
    readonly lowFen: Fen;
    readonly highFen: Fen;
    readonly realisedFen: Fen;
    readonly errorPpm: number;
    readonly isWithin: boolean;
  } | null;
}
