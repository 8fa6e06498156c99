import type { BinKind } from "./bin.ts";
import type { OutcomeCount } from "./counting/present-rows.ts";

/** A bin before its figures. */
export interface CountedBin {
  readonly kind: BinKind;
  readonly outcomes: OutcomeCount;
  /** Whether it takes over the weight of evidence of the value bin nearest to it in risk; never set on value bins. */
  readonly merges: boolean;
}
