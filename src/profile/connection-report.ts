import type { BusinessDay, Fen } from "#kernel";

/** What connecting a machine cost; fen. */
export interface RetrofitCost {
  readonly costFen: Fen;
  readonly subsidyFen: Fen;
}

/** One figure before and after, with the 90 % interval of the change; ratios in ppm, energy per unit in Wh. */
export interface BeforeAfter {
  readonly figure: "oee" | "energyPerUnit" | "scrap";
  readonly before: number | null;
  readonly after: number | null;
  /** After less before, adjusted for season and mix. */
  readonly change: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly machines: number;
  readonly verdict: "better" | "worse" | "noDifference" | "notComputable";
}

/** What has become of the factory since its machines were connected (接入前后对比). */
export interface ConnectionReport {
  readonly asOf: BusinessDay;
  readonly beforeFrom: BusinessDay | null;
  readonly beforeTo: BusinessDay | null;
  readonly afterFrom: BusinessDay | null;
  readonly afterTo: BusinessDay | null;
  readonly figures: readonly BeforeAfter[];
  readonly savedFenPerYear: Fen | null;
  readonly retrofit: RetrofitCost | null;
  /** Months until the cost less subsidy is saved; null where nothing is saved or nothing was said of the cost. */
  readonly paybackMonths: number | null;
}
