import type { CommandContext, RegisterCommand } from "../command-context.ts";
import { readWhole } from "../scorecard/number-options.ts";
import { describeMachine } from "./machine-limits.ts";
import { type ProfileStudy, studyProfiles } from "./profile/measure-profile.ts";
import type { Times } from "./profile/row-counts.ts";
import { readDay, readFolder } from "../option-values.ts";

interface ProfileOptions {
  readonly seed: string;
  readonly enterprises: string;
  readonly months: string;
  readonly endDay: string;
  readonly loads: string;
  readonly dir?: string;
  readonly json?: boolean;
}

/** What this program should reach; the bench reports it and does not enforce it. */
const goals = { profileP99Ms: 50 };

const explanation = `
A region is simulated, sealed and stored month by month. Facts of some enterprises are compared with those that follow
from the simulated rows, as of several T and N; then random enterprises are loaded as of random days, and what was
known at the end of that month.
  facts      everything that the streams say as of T and N, from the store
  profile    the same, and every indicator computed from it
  plain SQL  the same rows from the same store as JSON objects, one statement a table
  DuckDB     the same rows in memory as objects, one prepared statement a stream, tables in the order of the question
Simulating takes most of the time.`;

/** `touchstone bench profile`: how long one enterprise's facts and indicators take, beside plain SQL and DuckDB. */
export const registerProfileBench: RegisterCommand = (bench, context) => {
  bench
    .command("profile")
    .description("load one enterprise as of any day from a stored region, beside plain SQL and DuckDB")
    .option("--seed <text>", "seed of the region", "profile")
    .option("--enterprises <n>", "enterprises of the region", "1200")
    .option("--months <n>", "months of history", "36")
    .option("--end-day <day>", "last day of the data", "2026-06-30")
    .option("--loads <n>", "profiles to load", "300")
    .option(
      "--dir <dir>",
      "folder for the region and the store while it runs (default: the temporary folder)",
    )
    .option("--json", "print one JSON document on standard output")
    .addHelpText("after", explanation)
    .action(async (options: ProfileOptions) => await runProfileBench(options, context));
};

async function runProfileBench(options: ProfileOptions, context: CommandContext): Promise<void> {
  const study = await studyProfiles({
    seed: options.seed,
    enterprises: readWhole("--enterprises", options.enterprises, 20),
    months: readWhole("--months", options.months, 6),
    endDay: readDay("--end-day", options.endDay),
    loads: readWhole("--loads", options.loads, 1),
    ...(options.dir === undefined ? {} : { parent: readFolder("--dir", options.dir) }),
    tell: (text) => context.stderr.write(`${text}\n`),
    signal: context.signal,
  });
  const document = { version: "profile-bench@1", machine: describeMachine(), goals, ...study };
  context.stdout.write(options.json === true ? `${JSON.stringify(document)}\n` : `${describe(study)}\n`);
}

function describe(study: ProfileStudy): string {
  const { region, import: imported, wholeRegion, duckDb } = study;
  const line = (name: string, { p50, p99, most, cpuMs }: Times): string =>
    `${name.padEnd(10)} p50 ${p50} ms, p99 ${p99} ms, most ${most} ms, ${cpuMs} ms of processor`;
  return [
    `${region.enterprises} enterprises, ${region.months} months, ${region.rows} rows; imported in ${imported.seconds} s ` +
      `(${imported.cpuSeconds} s of processor, ${imported.rowsPerSecond} rows/s)`,
    `${study.checked} profiles equal to what follows from the rows; ${study.loads} loaded, ${study.meanRows} rows each`,
    line("facts", study.facts),
    line("indicators", study.compute),
    `${line("profile", study.profile)} (${study.indicators} indicators; goal p99 ${goals.profileP99Ms} ms)`,
    line("plain SQL", study.plainSql),
    duckDb === null ? "DuckDB     is not installed" : line("DuckDB", duckDb),
    `whole region in ${wholeRegion.seconds} s, peak ${wholeRegion.peakMb} MB`,
  ].join("\n");
}
