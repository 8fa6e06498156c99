import { exportLog, openExistingDataDirectory } from "#adapters/files";
import type { RegisterCommand } from "./command-context.ts";
import { registerLogErase } from "./log-erase.command.ts";

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
};
