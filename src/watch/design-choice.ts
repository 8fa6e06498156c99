import { defineParameter, type Parameter } from "#kernel";

/** A threshold of a rule that is our own choice, and says so wherever it is shown. */
export function designChoice(
  id: string,
  value: number,
  unit: string,
  words: { readonly zh: string; readonly en: string },
): Parameter<number> {
  return defineParameter({
    id: `watch.${id}`,
    value,
    unit,
    effectiveFrom: "2026-01-01",
    origin: "designChoice",
    ...words,
  });
}
