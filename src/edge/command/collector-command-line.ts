import { Command, CommanderError } from "commander";
import { Fault, type FaultKind } from "#kernel";
import type { EdgeContext, RegisterEdgeCommand } from "./edge-context.ts";

/** The verbs and where they live; only the one that is asked for is loaded. */
const verbs: Readonly<Record<string, () => Promise<RegisterEdgeCommand>>> = {
  check: async () => (await import("./check.command.ts")).registerCheck,
  enrol: async () => (await import("./enrol.command.ts")).registerEnrol,
  "rotate-key": async () => (await import("./enrol.command.ts")).registerEnrol,
  run: async () => (await import("./run.command.ts")).registerRun,
  status: async () => (await import("./status.command.ts")).registerStatus,
  browse: async () => (await import("./browse.command.ts")).registerBrowse,
  trust: async () => (await import("./browse.command.ts")).registerBrowse,
};

const exitCodes: Readonly<Record<FaultKind, 1 | 2 | 3>> = {
  badInput: 2,
  notFound: 2,
  conflict: 2,
  forbidden: 2,
  integrity: 1,
  unavailable: 3,
  internal: 3,
};

/**
 * Runs one command line of the collector.
 * @param words  the arguments after `touchstone collector`
 * @returns the exit code: 0 complete, 1 a finding, 2 bad use, 3 internal fault or a server that is away
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
    return reportFailure(error, context, words.includes("--json"));
  }
}

function reportFailure(error: unknown, context: Omit<EdgeContext, "setExitCode">, asJson: boolean): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (!(error instanceof Fault)) {
    context.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    return 3;
  }
  const sentence = error.sentence(context.language);
  const problem = { code: error.code, kind: error.kind, message: sentence };
  context.stderr.write(asJson ? `${JSON.stringify({ error: problem })}\n` : `${error.code}: ${sentence}\n`);
  return exitCodes[error.kind];
}
