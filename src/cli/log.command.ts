import { exportLog, openExistingDataDirectory, readWitnessing, requireLedger } from "#adapters/files";
import type { WitnessingState } from "#witness";
import type { CommandContext, RegisterCommand } from "./command-context.ts";
import { registerLogErase } from "./log-erase.command.ts";
import { registerLogHealth } from "./log-health.command.ts";

interface ExportOptions {
  readonly dataDir: string;
  readonly out: string;
  readonly log?: string;
  readonly json?: boolean;
}

/** `touchstone log export`: writes a log as a static folder that other verifiers read. */
export const registerLog: RegisterCommand = (program, context) => {
  const log = program.command("log").description("work with the sealed log");
  registerLogErase(log, context);
  registerLogHealth(log, context);
  log
    .command("export")
    .description("write the platform log, or one private log, as a static tlog-tiles folder")
    .requiredOption("--data-dir <dir>", "data directory")
    .requiredOption("--out <dir>", "folder to write, new or empty")
    .option("--log <origin>", "private log to export (default: the platform log)")
    .option("--json", "print one JSON document on standard output")
    .action((options: ExportOptions) => {
      const directory = openExistingDataDirectory(options.dataDir);
      try {
        const exported = exportLog(directory.path, { out: options.out, origin: options.log });
        const { origin, size, root, verifierKey } = exported;
        context.stdout.write(
          options.json === true
            ? `${JSON.stringify({ out: options.out, ...exported })}\n`
            : `${origin}\n${size}\n${root}\n${verifierKey}\n`,
        );
      } finally {
        directory.release();
      }
    });
  log
    .command("witnesses")
    .description(
      "how the witnesses of the platform log stand; exit 1 when one of them is behind or in trouble",
    )
    .requiredOption("--data-dir <dir>", "data directory; the server may be running on it")
    .option("--json", "print one JSON document on standard output")
    .action((options: { readonly dataDir: string; readonly json?: boolean }) => {
      requireLedger(options.dataDir);
      const state = readWitnessing(options.dataDir);
      context.stdout.write(
        options.json === true ? `${JSON.stringify(state)}\n` : witnessesText(state, context),
      );
      if (state?.witnesses.some(({ problem, lag }) => problem !== null || lag > 0)) context.setExitCode(1);
    });
};

function witnessesText(state: WitnessingState | null, { language }: CommandContext): string {
  if (state === null) return language === "zh" ? "没有见证人\n" : "no witnesses are asked\n";
  const { cosignedSize, offeredSize, quorum } = state;
  const head =
    language === "zh"
      ? `已见证 ${cosignedSize}/${offeredSize} 条，需 ${quorum} 家\n`
      : `witnessed ${cosignedSize} of ${offeredSize} leaves, ${quorum} witnesses needed\n`;
  const lines = state.witnesses.map(({ name, size, lag, problem, lastSeenAtMs }) => {
    const seen = lastSeenAtMs === null ? "-" : new Date(lastSeenAtMs).toISOString();
    const trouble = problem === null ? "" : `  ${problem.kind}: ${problem.detail}`;
    return `${name}  ${size ?? "-"}  -${lag}  ${seen}${trouble}\n`;
  });
  return head + lines.join("");
}
