import { cliFaults } from "../errors.ts";

/**
 * A number of an option.
 * @throws CLI_BAD_OPTION
 */
export function readNumber(option: string, text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && !Number.isNaN(value)) return value;
  throw cliFaults.fault("CLI_BAD_OPTION", { option, expected: "a number", found: text });
}

/**
 * A whole number of an option.
 * @throws CLI_BAD_OPTION
 */
export function readWhole(option: string, text: string, least: number): number {
  const value = Number(text);
  if (text.trim() !== "" && Number.isInteger(value) && value >= least) return value;
  const expected = `a whole number, ${least} or more`;
  throw cliFaults.fault("CLI_BAD_OPTION", { option, expected, found: text });
}

/** A number that may be left out. */
export function optional(option: string, text: string | undefined): number | undefined {
  return text === undefined ? undefined : readNumber(option, text);
}

/** What was given, so that it can be laid over defaults. */
export function withoutUndefined<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
