import {
  auditLedger,
  openExistingDataDirectory,
  type AuditReport,
  type KeptCheckpoint,
} from "#adapters/files";
import type { CommandContext, RegisterCommand } from "./command-context.ts";
import { showProgress } from "./progress-line.ts";
import { readUserFile } from "./read-user-file.ts";

interface AuditOptions {
  readonly dataDir: string;
  readonly against?: string;
  readonly json?: boolean;
}

/** `touchstone audit`: verifies every stored byte of a ledger. */
export const registerAudit: RegisterCommand = (program, context) => {
  program
    .command("audit")
    .description("verify every stored byte of the sealed data; exit 0 clean, 1 finding, 2 bad use")
    .requiredOption("--data-dir <dir>", "data directory")
    .option(
      "--against <file>",
      "checkpoint or evidence bundle that you kept: prove that the present log continues it",
    )
    .option("--json", "print one JSON document on standard output")
    .action((options: AuditOptions) => {
      const against = keptCheckpoint(options.against);
      const directory = openExistingDataDirectory(options.dataDir, { isVersionChecked: false });
      const progress = showProgress(context.stderr, context.clock);
      try {
        const startedAtMs = context.clock();
        const report = auditLedger(directory.path, { against, onProgress: progress.report });
        progress.end();
        const wallMs = Math.max(1, context.clock() - startedAtMs);
        const megabytesPerSecond = Math.round(report.bytes / wallMs / 100) / 10;
        context.stdout.write(
          options.json === true
            ? `${JSON.stringify({ dataDir: directory.path, ...report, wallMs, megabytesPerSecond })}\n`
            : describeReport(report, { wallMs, megabytesPerSecond }, context),
        );
        context.setExitCode(report.findings.length === 0 ? 0 : 1);
      } finally {
        progress.end();
        directory.release();
      }
    });
};

function keptCheckpoint(path: string | undefined): KeptCheckpoint | undefined {
  return path === undefined ? undefined : { path, bytes: readUserFile("--against", path) };
}

function describeReport(
  report: AuditReport,
  timing: { readonly wallMs: number; readonly megabytesPerSecond: number },
  { language }: CommandContext,
): string {
  const { findings, files, bytes, entries, rows, platformSize, against } = report;
  const lines = findings.map(
    (finding) =>
      `${finding.file} @${finding.offset}+${finding.length}: ${finding.code}: ${finding[language]}`,
  );
  if (against !== null) {
    const { size, root } = against;
    lines.push(
      language === "zh"
        ? `现在的日志延续了留存的检查点：${size} 条，根 ${root}`
        : `the log continues the kept checkpoint of ${size} leaves, root ${root}`,
    );
  }
  const megabytes = (bytes / 1e6).toFixed(1);
  const seconds = (timing.wallMs / 1000).toFixed(1);
  const rate = timing.megabytesPerSecond;
  lines.push(
    language === "zh"
      ? `已核对 ${files} 个文件、${megabytes} MB、${entries} 条记录、${rows} 行、平台日志 ${platformSize} 条，用时 ${seconds} 秒（${rate} MB/s）:${findings.length === 0 ? "全部完好" : `发现 ${findings.length} 处问题`}`
      : `${files} files, ${megabytes} MB, ${entries} entries, ${rows} rows, ${platformSize} platform leaves in ${seconds} s (${rate} MB/s): ${findings.length === 0 ? "all as written" : `findings: ${findings.length}`}`,
  );
  return `${lines.join("\n")}\n`;
}
