import { cliFaults } from "./errors.ts";

/**
 * The value of an option that takes one of a few words.
 * @throws CLI_BAD_OPTION naming the option and the words
 */
export function requireOneOf<T extends string>(option: string, value: string, words: readonly T[]): T {
  const found = words.find((word) => word === value);
  if (found !== undefined) return found;
  throw cliFaults.fault("CLI_BAD_OPTION", { option, expected: words.join(", "), found: value });
}
