import type { Command } from "commander";
import { existsSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { type MeasuredShare, type RegionSummary, writeRegion } from "#simulate";
import type { CommandContext } from "./command-context.ts";
import { showProgress } from "./progress-line.ts";
import { badOption, readDay, readWholeWithin } from "./option-values.ts";

interface RegionOptions {
  readonly out: string;
  readonly truth?: string;
  readonly enterprises: string;
  readonly months: string;
  readonly seed: string;
  readonly until: string;
  readonly stratified?: string;
  readonly json?: boolean;
}

/** `touchstone simulate --out DIR`: monthly deliveries of a whole region, and the truth apart from them. */
export function registerRegion(command: Command, context: CommandContext): void {
  command
    .command("region", { isDefault: true })
    .description(
      "monthly deliveries of a whole region: machines, meters, orders, goods, invoices, payments, people, loans",
    )
    .requiredOption("--out <dir>", "folder to write; new or empty")
    .option("--enterprises <n>", "enterprises, 20 to 20000", "300")
    .option("--months <n>", "months of history, 6 to 60", "36")
    .option("--seed <text>", "the same seed gives the same bytes", "region-1")
    .option("--until <day>", "last day, YYYY-MM-DD", "2026-10-31")
    .option(
      "--truth <file>",
      "write what became of each enterprise and its true books here, outside the folder",
    )
    .option("--stratified <n>", "so many enterprises of each fraud and fault instead of the natural shares")
    .option("--json", "print one JSON document on standard output")
    .action(async (options: RegionOptions) => await simulate(options, context));
}

async function simulate(options: RegionOptions, { stdout, stderr, clock }: CommandContext): Promise<void> {
  if (options.truth !== undefined) requireFolderOf(options.truth);
  const progress = showProgress(stderr, clock);
  const perKind = options.stratified;
  const { manifest, summary } = await writeRegion({
    seed: options.seed,
    enterprises: readWholeWithin("--enterprises", options.enterprises, 20, 20_000),
    months: readWholeWithin("--months", options.months, 6, 60),
    endDay: readDay("--until", options.until),
    ...(perKind === undefined
      ? {}
      : { stratifiedPerKind: readWholeWithin("--stratified", perKind, 1, 1000) }),
    directory: resolve(options.out),
    truthFile: options.truth === undefined ? null : resolve(options.truth),
    onProgress: progress.report,
  });
  progress.end();
  if (options.json === true) {
    stdout.write(`${JSON.stringify({ out: options.out, ...manifest, summary })}\n`);
  } else {
    stdout.write(`${[options.out, ...summaryLines(summary)].join("\n")}\n`);
  }
}

function summaryLines(summary: RegionSummary): string[] {
  const sizes = ["micro", "small", "medium", "large", "all"] as const;
  const total = Object.values(summary.enterprises).reduce((sum, count) => sum + count, 0);
  const counts = (of: object): string =>
    Object.entries(of)
      .map(([name, count]) => `${name} ${count}`)
      .join(", ") || "-";
  return [
    `SIMULATED DATA 模拟数据: ${total} enterprises, ${summary.rows} rows`,
    "size     enterprises  default in 12 months 不良流量        non-performing loans 不良率",
    ...sizes.map((size) => {
      const enterprises = size === "all" ? total : summary.enterprises[size];
      const flow = shareText(summary.yearlyDefaults[size]);
      return `${size.padEnd(8)} ${String(enterprises).padStart(11)}  ${flow.padEnd(36)}  ${shareText(summary.nonPerforming[size])}`;
    }),
    `non-performing by balance: ${percent(summary.nonPerformingByBalance)}`,
    `paths: ${counts(summary.paths)}`,
    `frauds: ${counts(summary.frauds)}`,
    `faults: ${counts(summary.faults)}`,
  ];
}

function shareText(measured: MeasuredShare | null): string {
  if (measured === null) return "-";
  const { found, of, share, low, high } = measured;
  return `${percent(share)} [${percent(low)}, ${percent(high)}] ${found}/${of}`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)}%`;
}

function requireFolderOf(file: string): void {
  const folder = dirname(resolve(file));
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw badOption("--truth", "a file in a folder that is there", file);
  }
}
