import { Command, CommanderError, Help, type Option } from "commander";
import { describeFailure } from "#kernel";
import type { CommandContext, RegisterCommand } from "./command-context.ts";

/** The verbs and where they live; only the one that is asked for is loaded, so that the command line starts fast. */
const verbs: Readonly<Record<string, () => Promise<RegisterCommand>>> = {
  serve: async () => (await import("./serve.command.ts")).registerServe,
  collector: async () => (await import("./collector.command.ts")).registerCollector,
  evaluate: async () => (await import("./evaluate.command.ts")).registerEvaluate,
  prove: async () => (await import("./prove.command.ts")).registerProve,
  verify: async () => (await import("./verify.command.ts")).registerVerify,
  trace: async () => (await import("./trace.command.ts")).registerTrace,
  audit: async () => (await import("./audit.command.ts")).registerAudit,
  party: async () => (await import("./party.command.ts")).registerParty,
  device: async () => (await import("./device.command.ts")).registerDevice,
  intake: async () => (await import("./intake.command.ts")).registerIntake,
  indices: async () => (await import("./indices.command.ts")).registerIndices,
  enterprise: async () => (await import("./enterprise.command.ts")).registerEnterprise,
  import: async () => (await import("./import.command.ts")).registerImport,
  consent: async () => (await import("./consent.command.ts")).registerConsent,
  user: async () => (await import("./user.command.ts")).registerUser,
  witness: async () => (await import("./witness.command.ts")).registerWitness,
  log: async () => (await import("./log.command.ts")).registerLog,
  "loan-book": async () => (await import("./loan-book.command.ts")).registerLoanBook,
  "due-diligence": async () => (await import("./due-diligence.command.ts")).registerDueDiligence,
  fund: async () => (await import("./fund.command.ts")).registerFund,
  loan: async () => (await import("./loan.command.ts")).registerLoan,
  "close-day": async () => (await import("./close-day.command.ts")).registerCloseDay,
  customer: async () => (await import("./customer.command.ts")).registerCustomer,
  watch: async () => (await import("./watch.command.ts")).registerWatch,
  "expert-card": async () => (await import("./expert-card.command.ts")).registerExpertCard,
  studio: async () => (await import("./studio.command.ts")).registerStudio,
  shadow: async () => (await import("./shadow.command.ts")).registerShadow,
  scorecard: async () => (await import("./scorecard/scorecard.command.ts")).registerScorecard,
  bench: async () => (await import("./bench/bench.command.ts")).registerBench,
  simulate: async () => (await import("./simulate.command.ts")).registerSimulate,
};

/**
 * Runs one command line.
 * @param words  the arguments after the program's name
 * @returns the exit code: 0 complete, 1 a finding, 2 bad use, 3 internal fault, 130 stopped by the user
 */
export async function runCommandLine(
  words: readonly string[],
  context: Omit<CommandContext, "setExitCode">,
): Promise<number> {
  let exitCode = 0;
  const setExitCode = (code: number): void => {
    exitCode = code;
  };
  const program = new Command("touchstone")
    .description("Touchstone 试金石: industrial data into credit that a bank can trust")
    .exitOverride()
    .configureHelp({ optionDescription: describeOption })
    .configureOutput({
      writeOut: (text) => void context.stdout.write(text),
      writeErr: (text) => void context.stderr.write(text),
    });
  const asked = words.find((word) => !word.startsWith("-"));
  const loads = asked !== undefined && Object.hasOwn(verbs, asked) ? [verbs[asked]] : Object.values(verbs);
  for (const load of loads) (await load?.())?.(program, { ...context, setExitCode });
  try {
    if (words.length === 0) {
      program.outputHelp({ error: true });
      return 2;
    }
    await program.parseAsync([...words], { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    const { language, signal, stderr } = context;
    const isJson = words.includes("--json");
    const failure = describeFailure(error, { language, isJson, isStopped: signal.aborted });
    stderr.write(failure.text);
    return failure.exitCode;
  }
}

/** As commander has it, without the empty list that an option of many values starts from. */
function describeOption(option: Option): string {
  return new Help().optionDescription(option).replace(" (default: [])", "");
}
