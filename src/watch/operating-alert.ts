import type { BusinessDay, MessageParameters } from "#kernel";
import type { AlertLevel, RuleCode } from "./rule.ts";

/** An early-warning alert that operating data would have raised. */
export interface OperatingAlert {
  readonly type: RuleCode;
  readonly raisedOn: BusinessDay;
  /** Null while it holds. */
  readonly clearedOn: BusinessDay | null;
  /** The gravest level of its episode. */
  readonly level: AlertLevel;
  /** Key of the rule's sentence and its parameters, on the day on which it was raised. */
  readonly sentence: string;
  readonly figures: MessageParameters;
}
