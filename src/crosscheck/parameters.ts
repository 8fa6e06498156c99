import { defineDesignChoice } from "#kernel";

/** Thresholds of the cross-checks; each is our own choice and shown as such. */
export const crossCheckParameters = {
  accusationStrength: defineDesignChoice("crosscheck.accusation.strength", 0.9, "0–1", {
    zh: "涉嫌造假的矛盾达到这一强度才算指认",
    en: "A contradiction that suggests fraud counts as an accusation from this strength on",
  }),
} as const;

/** The values alone, so that a caller may try others. */
export type CrossCheckParameters = { readonly [Name in keyof typeof crossCheckParameters]: number };

export const defaultCrossCheckParameters = Object.fromEntries(
  Object.entries(crossCheckParameters).map(([name, { value }]) => [name, value]),
) as CrossCheckParameters;
