import { existsSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { type EvaluationInputs, type NamedReadings, listInputs } from "#flow";
import { cliFaults } from "./errors.ts";

/**
 * What the options of `evaluate` name, checked before anything is opened.
 * @throws CLI_NO_SUCH_INPUT naming the option
 */
export async function inputsOf(options: {
  readonly invoices?: string;
  readonly readings: readonly string[];
  readonly mapping: readonly string[];
}): Promise<EvaluationInputs> {
  const folder = options.invoices === undefined ? null : resolve(options.invoices);
  if (folder !== null && !(existsSync(folder) && statSync(folder).isDirectory())) {
    throw noSuchInput("--invoices", folder, "a folder");
  }
  for (const path of options.mapping) {
    if (!existsSync(path)) throw noSuchInput("--mapping", path, "a mapping file");
  }
  return await listInputs({
    folder,
    readings: options.readings.map(readingsOf),
    mappingFiles: options.mapping.map((path) => resolve(path)),
  });
}

/** `FILE` or `FILE=CODE`; a file whose own name has an equals sign is found as it is. */
function readingsOf(text: string): NamedReadings {
  if (existsSync(text)) return { path: resolve(text), enterpriseCode: null };
  const at = text.lastIndexOf("=");
  const path = at < 0 ? text : text.slice(0, at);
  if (!existsSync(path)) throw noSuchInput("--readings", path, "a file, or FILE=CODE");
  return { path: resolve(path), enterpriseCode: text.slice(at + 1) };
}

function noSuchInput(option: string, path: string, expected: string): Error {
  return cliFaults.fault("CLI_NO_SUCH_INPUT", { option, path, expected });
}
