import { defineDesignChoice, type Parameter } from "#kernel";

/** A threshold of a rule that is our own choice, and says so wherever it is shown. */
export function designChoice(
  id: string,
  value: number,
  unit: string,
  words: { readonly zh: string; readonly en: string },
): Parameter<number> {
  return defineDesignChoice(`watch.${id}`, value, unit, words);
}
