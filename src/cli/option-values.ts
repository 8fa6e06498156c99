import { statSync } from "node:fs";
import { resolve } from "node:path";
import { type BusinessDay, isBusinessDay } from "#kernel";
import { cliFaults } from "./errors.ts";

/** CLI_BAD_OPTION: what was expected of an option and what stood there. */
export function badOption(option: string, expected: string, found: string): Error {
  return cliFaults.fault("CLI_BAD_OPTION", { option, expected, found });
}

/** A day that exists. @throws CLI_BAD_OPTION */
export function readDay(option: string, text: string): BusinessDay {
  if (isBusinessDay(text)) return text;
  throw badOption(option, "YYYY-MM-DD", text.slice(0, 40));
}

/** A number of a range, both ends included. @throws CLI_BAD_OPTION */
export function readWithin(option: string, text: string, least: number, most: number): number {
  const number = Number(text);
  if (text.trim() !== "" && number >= least && number <= most) return number;
  throw badOption(option, `${least} to ${most}`, text);
}

/** A whole number of a range, both ends included. @throws CLI_BAD_OPTION */
export function readWholeWithin(option: string, text: string, least: number, most: number): number {
  const number = readWithin(option, text, least, most);
  if (Number.isInteger(number)) return number;
  throw badOption(option, `${least} to ${most}`, text);
}

/** A folder that is there, as a whole path. @throws CLI_BAD_OPTION */
export function readFolder(option: string, path: string): string {
  const folder = resolve(path);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true) return folder;
  throw badOption(option, "a folder that is there", path);
}
