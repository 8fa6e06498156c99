import { deviceClock, runCollectorCommandLine, sourceKinds } from "#edge";
import type { RegisterCommand } from "./command-context.ts";

/**
 * `touchstone collector`: the collector's own command line. `bin/touchstone` starts it as a program of its own, without the
 * server's modules; this stands in the list of verbs and serves who runs the server's entry directly.
 */
export const registerCollector: RegisterCommand = (program, context) => {
  const command = program
    .command("collector")
    .description("the collector (采集器) beside the machines: enrol, check, run, status, browse …")
    .argument("[words...]", "see touchstone collector --help")
    .allowUnknownOption()
    .helpOption(false)
    .action(async () => {
      const { stdout, stderr, language, signal } = context;
      const code = await runCollectorCommandLine(command.args, {
        stdout,
        stderr,
        language,
        signal,
        clock: deviceClock,
        kinds: sourceKinds,
      });
      context.setExitCode(code as 0 | 1 | 2 | 3);
    });
};
