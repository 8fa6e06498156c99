import { existsSync, readdirSync } from "node:fs";
import { resolve } from "node:path";
import { simulatePilot } from "#simulate";
import type { CommandContext, RegisterCommand } from "./command-context.ts";
import { registerRegion } from "./simulate-region.command.ts";
import { showProgress } from "./progress-line.ts";
import { registerSimulateLive } from "./simulate-live.command.ts";
import { badOption, readDay, readWholeWithin } from "./option-values.ts";

interface PilotOptions {
  readonly out: string;
  readonly seed: string;
  readonly borrowers: string;
  readonly prospects: string;
  readonly months: string;
  readonly until: string;
  readonly deliveries: string;
  readonly platform: string;
  readonly truth?: string;
  readonly json?: boolean;
}

/** `touchstone simulate`: files of a simulated region (模拟数据). */
export const registerSimulate: RegisterCommand = (program, context) => {
  const command = program.command("simulate").description("write the files of a simulated region (模拟数据)");
  registerRegion(command, context);
  command
    .command("pilot")
    .description(
      "what one bank and one platform bring to a pilot: enrolment list, invoices, statements, orders, energy, " +
        "machines, and the daily files of the loan book",
    )
    .requiredOption("--out <dir>", "folder to write; new or empty")
    .option("--seed <text>", "the same seed gives the same files", "pilot-1")
    .option("--borrowers <n>", "enterprises with a loan, 20 to 500", "30")
    .option("--prospects <n>", "enterprises without one, 1 to 500", "10")
    .option("--months <n>", "months of history, 18 to 60", "28")
    .option("--until <day>", "last day, YYYY-MM-DD", "2026-10-31")
    .option("--deliveries <n>", "days of the loan book, 1 to 60; the first brings the history", "7")
    .option("--platform <code>", "code of the platform's party in the loan files", "platform")
    .option("--truth <file>", "write who defaults and why to this file, outside the folder")
    .option("--json", "print one JSON document on standard output")
    .action(async (options: PilotOptions) => await writePilot(options, context));
  registerSimulateLive(command, context);
};

async function writePilot(options: PilotOptions, { stdout, stderr, clock }: CommandContext): Promise<void> {
  const directory = resolve(options.out);
  if (existsSync(directory) && readdirSync(directory).length > 0) {
    throw badOption("--out", "a new or empty folder", options.out);
  }
  const progress = showProgress(stderr, clock);
  const pilot = await simulatePilot({
    seed: options.seed,
    borrowers: readWholeWithin("--borrowers", options.borrowers, 20, 500),
    prospects: readWholeWithin("--prospects", options.prospects, 1, 500),
    months: readWholeWithin("--months", options.months, 18, 60),
    endDay: readDay("--until", options.until),
    deliveries: readWholeWithin("--deliveries", options.deliveries, 1, 60),
    platformCode: options.platform,
    directory,
    truthFile: options.truth === undefined ? null : resolve(options.truth),
    onProgress: progress.report,
  });
  progress.end();
  const summary = {
    simulated: true,
    out: options.out,
    dataset: pilot.dataset,
    enterprises: pilot.enterprises.length,
    loans: pilot.enterprises.filter(({ loan }) => loan !== null).length,
    deliveries: pilot.deliveries.length,
  };
  stdout.write(options.json === true ? `${JSON.stringify(summary)}\n` : `${options.out}\n`);
}
