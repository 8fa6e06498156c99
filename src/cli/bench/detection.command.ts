import type { CommandContext, RegisterCommand } from "../command-context.ts";
import { readWhole } from "../scorecard/number-options.ts";
import { type DetectionStudy, type Measured, studyDetection } from "./detection-study.ts";
import { describeMachine } from "./machine-limits.ts";
import { readDay } from "../option-values.ts";

interface DetectionOptions {
  readonly seed: string;
  readonly enterprises: string;
  readonly months: string;
  readonly endDay: string;
  readonly perKind: string;
  readonly json?: boolean;
}

/** What the cross-checks should reach; the bench reports it and does not enforce it. */
const goals = {
  recall: {
    replay: 0.8,
    clone: 0.8,
    circularOrders: 0.8,
    reversedInvoices: 0.8,
    idleRunning: 0.6,
  } as Readonly<Record<string, number>>,
  falseAccusation: 0.01,
  falseAccusationUpper: 0.02,
};

const explanation = `
A region is simulated with so many cases of every fraud and of every sensor fault; the rest is honest, lives through
growth, trouble and recovery, and some of it looks like a fraud from afar. Every enterprise is checked as of the last day.
  recall             a contradiction of that very type, in the time of the case
  false accusation   honest enterprises with sound sensors under any suspicion of fraud above the threshold
Intervals are Wilson's, 95 %. The truth is only compared with after all checks were made.`;

/** `touchstone bench detection`: what the cross-checks find, by type, and whom they accuse wrongly. */
export const registerDetectionBench: RegisterCommand = (bench, context) => {
  bench
    .command("detection")
    .description("frauds and sensor faults found in a simulated region, by type, and false accusations")
    .option("--seed <text>", "seed of the region", "detection")
    .option("--enterprises <n>", "enterprises in all; honest ones are what the kinds leave", "2200")
    .option("--months <n>", "months of history", "24")
    .option("--end-day <day>", "last day of the data", "2026-06-30")
    .option("--per-kind <n>", "enterprises of each fraud and of each fault", "50")
    .option("--json", "print one JSON document on standard output")
    .addHelpText("after", explanation)
    .action((options: DetectionOptions) => {
      runDetectionBench(options, context);
    });
};

function runDetectionBench(options: DetectionOptions, context: CommandContext): void {
  const study = studyDetection({
    seed: options.seed,
    enterprises: readWhole("--enterprises", options.enterprises, 20),
    months: readWhole("--months", options.months, 6),
    endDay: readDay("--end-day", options.endDay),
    perKind: readWhole("--per-kind", options.perKind, 1),
    onProgress: (done, of) => context.stderr.write(`\r${done} / ${of}`),
    signal: context.signal,
  });
  context.stderr.write("\r");
  const document = {
    version: "detection-bench@1",
    machine: describeMachine(),
    simulated: true,
    goals,
    meets: judge(study),
    ...study,
  };
  context.stdout.write(options.json === true ? `${JSON.stringify(document)}\n` : `${describe(study)}\n`);
}

function judge({ recall, falseAccusation }: DetectionStudy): Record<string, boolean> {
  const byKind = Object.entries(goals.recall).map(([kind, least]) => [
    kind,
    (recall[kind]?.share ?? 0) >= least,
  ]);
  return {
    ...Object.fromEntries(byKind),
    falseAccusation:
      falseAccusation.share <= goals.falseAccusation && falseAccusation.high <= goals.falseAccusationUpper,
  };
}

function describe(study: DetectionStudy): string {
  const show = ({ found, of, share, low, high }: Measured): string =>
    `${found} / ${of}  ${percent(share)} (${percent(low)}–${percent(high)})`;
  const lines = Object.entries(study.recall).map(([kind, measured]) => {
    const goal = goals.recall[kind];
    return `${kind.padEnd(20)} ${show(measured)}${goal === undefined ? "" : `  goal ${percent(goal)}`}`;
  });
  return [
    `seed ${study.request.seed}: ${study.request.enterprises} enterprises, ${study.request.months} months to ${study.request.endDay} (模拟数据)`,
    ...lines,
    `false accusation     ${show(study.falseAccusation)}  goal ${percent(goals.falseAccusation)}, upper ${percent(goals.falseAccusationUpper)}`,
    `of faulty sensors    ${show(study.accusedOfFault)}`,
    `around the new year  ${study.aroundNewYear}`,
    `by path              ${Object.entries(study.falseAccusationByPath)
      .map(([path, { found, of }]) => `${path} ${found}/${of}`)
      .join(", ")}`,
    `false by type        ${JSON.stringify(study.falseTypes)}`,
    `${(study.secondsOfCpu / study.request.enterprises).toFixed(3)} CPU seconds an enterprise, simulated twice`,
  ].join("\n");
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
