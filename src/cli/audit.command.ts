import { basename } from "node:path";
import { auditLedger, openExistingDataDirectory, type KeptCheckpoint, type OddTimes } from "#adapters/files";
import type { ObservationAudit } from "#flow";
import { auditStoredObservations } from "./audit-stored-observations.ts";
import type { CommandContext, RegisterCommand } from "./command-context.ts";
import { showProgress } from "./progress-line.ts";
import { readUserFile } from "./read-user-file.ts";

interface AuditOptions {
  readonly dataDir: string;
  readonly against?: string;
  readonly observations?: boolean;
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
      "checkpoint, evidence bundle or receipts that you kept: prove that the present log continues them",
    )
    .option(
      "--observations",
      "also open the store of parsed rows, parse the sealed rows again and compare counts and exact sums",
    )
    .option("--json", "print one JSON document on standard output")
    .action(async (options: AuditOptions) => {
      const startedAtMs = context.clock();
      const { path, ...report } = auditLog(options, context);
      const observations =
        options.observations === true && report.findings.length === 0
          ? await auditStoredObservations(path, context)
          : null;
      const wallMs = Math.max(1, context.clock() - startedAtMs);
      const found = { ...report, observations, wallMs };
      context.stdout.write(
        options.json === true
          ? `${JSON.stringify({ dataDir: path, ...found })}\n`
          : describeReport(found, options.observations === true, context),
      );
      context.setExitCode(report.findings.length + (observations?.findings.length ?? 0) === 0 ? 0 : 1);
    });
};

/** Verifies the log while nobody else has the directory. */
function auditLog(options: AuditOptions, { stderr, clock }: CommandContext) {
  const against = keptCheckpoint(options.against);
  const directory = openExistingDataDirectory(options.dataDir, { isVersionChecked: false });
  const progress = showProgress(stderr, clock);
  try {
    const startedAtMs = clock();
    const report = auditLedger(directory.path, { against, onProgress: progress.report });
    const passedMs = Math.max(1, clock() - startedAtMs);
    const megabytesPerSecond = Math.round(report.bytes / passedMs / 100) / 10;
    const rowsPerSecond = Math.round((report.rows / passedMs) * 1000);
    return { ...report, path: directory.path, megabytesPerSecond, rowsPerSecond };
  } finally {
    progress.end();
    directory.release();
  }
}

function keptCheckpoint(path: string | undefined): KeptCheckpoint | undefined {
  return path === undefined ? undefined : { path, bytes: readUserFile("--against", path) };
}

type Found = Omit<ReturnType<typeof auditLog>, "path"> & {
  readonly observations: ObservationAudit | null;
  readonly wallMs: number;
};

/** Findings of the store shown one by one; there may be one for every enterprise. */
const mostShown = 20;

function describeReport(found: Found, isStoreAsked: boolean, { language }: CommandContext): string {
  const { findings, against, observations } = found;
  const isChinese = language === "zh";
  const lines = findings.map(
    (finding) =>
      `${finding.file} @${finding.offset}+${finding.length}: ${finding.code}: ${finding[language]}`,
  );
  if (against !== null) {
    const { size, root } = against;
    lines.push(
      isChinese
        ? `现在的日志延续了留存的检查点：${size} 条，根 ${root}`
        : `the log continues the kept checkpoint of ${size} leaves, root ${root}`,
    );
  }
  lines.push(...describeReceipts(found, isChinese), ...describeTimes(found.oddTimes, isChinese));
  lines.push(describeTotals(found, isChinese));
  if (observations !== null) lines.push(...describeObservations(observations, language));
  else if (isStoreAsked) {
    lines.push(
      isChinese
        ? "日志本身有问题，未与观测库核对"
        : "the log itself has findings: not compared with the store",
    );
  }
  return `${lines.join("\n")}\n`;
}

function describeReceipts({ receipts, findings }: Found, isChinese: boolean): string[] {
  if (receipts === 0 || findings.length > 0) return [];
  return [
    isChinese ? `留存的 ${receipts} 张回执全部兑现` : `receipts kept: ${receipts}, every promise was held`,
  ];
}

/** No damage: somebody set the clock, or wrote a time that was not. An auditor asks. */
function describeTimes({ backdated, postdated, clockSetBack, mostMs, first }: OddTimes, isChinese: boolean) {
  if (first === null) return [];
  const seconds = Math.round(mostMs / 1000);
  const place = `${basename(first.file)} @${first.offset}`;
  return [
    isChinese
      ? `提示：时间与先后不符（最多相差 ${seconds} 秒，首处 ${place}）：${backdated} 条记录早于前一条平台记录，${postdated} 条晚于覆盖它的平台记录，时钟回拨 ${clockSetBack} 次`
      : `note: times contradict the order (by ${seconds} s at most, first at ${place}): ${backdated} entries before the platform leaf before them, ${postdated} behind the one that covers them, clock set back ${clockSetBack} times`,
  ];
}

function describeTotals(found: Found, isChinese: boolean): string {
  const {
    files,
    bytes,
    entries,
    rows,
    platformSize,
    wallMs,
    megabytesPerSecond: rate,
    rowsPerSecond,
  } = found;
  const { erasedEntries, erasedRows } = found;
  const count = found.findings.length;
  const megabytes = (bytes / 1e6).toFixed(1);
  const seconds = (wallMs / 1000).toFixed(1);
  return isChinese
    ? `已核对 ${files} 个文件、${megabytes} MB、${entries} 条记录、${rows} 行、平台日志 ${platformSize} 条，用时 ${seconds} 秒（${rate} MB/s，${rowsPerSecond} 行/s）${erasedEntries === 0 ? "" : `，另有 ${erasedEntries} 条记录的 ${erasedRows} 行已依法删除`}：${count === 0 ? "全部完好" : `发现 ${count} 处问题`}`
    : `${files} files, ${megabytes} MB, ${entries} entries, ${rows} rows, ${platformSize} platform leaves in ${seconds} s (${rate} MB/s, ${rowsPerSecond} rows/s)${erasedEntries === 0 ? "" : `, ${erasedRows} rows of ${erasedEntries} entries erased`}: ${count === 0 ? "all as written" : `findings: ${count}`}`;
}

function describeObservations({ findings, rows }: ObservationAudit, language: "zh" | "en"): string[] {
  const lines = findings
    .slice(0, mostShown)
    .map((finding) => `clickhouse: ${finding.code}: ${finding[language]}`);
  const count = findings.length;
  if (language === "zh") {
    lines.push(`观测库已与封存的 ${rows} 行核对：${count === 0 ? "逐户相符" : `发现 ${count} 处不符`}`);
    if (count > 0) lines.push("删去数据目录下的 clickhouse/，下次评价会从日志重建它");
  } else {
    const outcome = count === 0 ? "equal for every enterprise" : `findings: ${count}`;
    lines.push(`store compared with ${rows} sealed rows: ${outcome}`);
    if (count > 0)
      lines.push("remove clickhouse/ below the data directory: the next evaluation rebuilds it from the log");
  }
  return lines;
}
