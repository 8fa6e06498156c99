import { Command, CommanderError } from "commander";
import { describeFailure } from "#kernel";
import type { EdgeContext, RegisterEdgeCommand } from "./edge-context.ts";

/** The verbs and where they live; only the one that is asked for is loaded. */
const verbs: Readonly<Record<string, () => Promise<RegisterEdgeCommand>>> = {
  check: async () => (await import("./check.command.ts")).registerCheck,
  enrol: async () => (await import("./enrol.command.ts")).registerEnrol,
  "rotate-key": async () => (await import("./enrol.command.ts")).registerEnrol,
  run: async () => (await import("./run.command.ts")).registerRun,
  status: async () => (await import("./status.command.ts")).registerStatus,
  receipts: async () => (await import("./receipts.command.ts")).registerReceipts,
  browse: async () => (await import("./browse.command.ts")).registerBrowse,
  trust: async () => (await import("./browse.command.ts")).registerBrowse,
};

/**
 * Runs one command line of the collector.
 * @param words  the arguments after `touchstone collector`
 * @returns the exit code: 0 complete, 1 a finding, 2 bad use, 3 internal fault or a server that is away,
 *   130 stopped by the user
 */
export async function runCollectorCommandLine(
  words: readonly string[],
  context: Omit<EdgeContext, "setExitCode">,
): Promise<number> {
  let exitCode = 0;
  const setExitCode = (code: number): void => {
    exitCode = code;
  };
  const program = new Command("touchstone collector")
    .description(
      "the collector (采集器): reads machines, meters and business systems, signs, keeps and sends",
    )
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void context.stdout.write(text),
      writeErr: (text) => void context.stderr.write(text),
    });
  const asked = words.find((word) => !word.startsWith("-"));
  const loads = asked !== undefined && Object.hasOwn(verbs, asked) ? [verbs[asked]] : Object.values(verbs);
  const registers = new Set(await Promise.all(loads.map((load) => load?.())));
  for (const register of registers) register?.(program, { ...context, setExitCode });
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
