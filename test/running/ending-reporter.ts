import { writeFileSync } from "node:fs";
import type { Reporter } from "vitest/node";
import { type Ending, endingOf } from "./ending.ts";

/** The variable that names the file to which the reporter writes how the run ended. */
export const endingFileVariable = "TOUCHSTONE_TEST_ENDING";

/** Tells what vitest's JSON report does not hold: files whose process died, and errors that belong to no test. */
export default class EndingReporter implements Reporter {
  onTestRunEnd: NonNullable<Reporter["onTestRunEnd"]> = (modules, errors) => {
    const file = process.env[endingFileVariable];
    if (file === undefined) throw new Error(`${endingFileVariable} is not set`);
    const ending: Ending = endingOf(
      modules.map((module) => ({ path: module.moduleId, state: module.state() })),
      errors,
    );
    writeFileSync(file, JSON.stringify(ending));
  };
}
