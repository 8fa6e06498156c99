import type { BusinessDay } from "./time.ts";

/** Where a number comes from: a rule, a data set's own statement, or our own choice, which is labelled so. */
export type ParameterOrigin = "rule" | "dataset" | "designChoice";

/** A named, effective-dated number; shown with its origin wherever it is used. */
export interface Parameter<T> {
  readonly id: string;
  readonly value: T;
  readonly unit: string;
  readonly effectiveFrom: BusinessDay;
  readonly origin: ParameterOrigin;
  /** What it means, and the source when it is not our own choice. */
  readonly zh: string;
  readonly en: string;
}

/** Declares a parameter; exists so that every declaration has the same shape and can be listed. */
export function defineParameter<T>(parameter: Parameter<T>): Parameter<T> {
  return parameter;
}

/** Declares a threshold that is our own choice from the first version on, and says so wherever it is shown. */
export function defineDesignChoice(
  id: string,
  value: number,
  unit: string,
  words: { readonly zh: string; readonly en: string },
): Parameter<number> {
  return defineParameter({
    id,
    value,
    unit,
    effectiveFrom: "2026-01-01",
    origin: "designChoice",
    ...words,
  });
}
