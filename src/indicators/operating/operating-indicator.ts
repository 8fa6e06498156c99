import type { IndicatorDefinition, IndicatorValue } from "../definition.ts";
import type { OperatingView } from "./operating-view.ts";

/** A definition with its formula over operating streams in code; one object, so that the two cannot drift apart. */
export interface OperatingIndicator extends IndicatorDefinition {
  readonly compute: (view: OperatingView) => IndicatorValue;
}
