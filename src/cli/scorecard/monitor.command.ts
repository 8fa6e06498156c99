import type { Command } from "commander";
import {
  columnNamed,
  type CurrentPopulation,
  type DataTable,
  type ModelMonitoring,
  monitorModel,
  scoreSample,
  textOfCell,
  vintagesOf,
} from "#scorecard";
import type { CommandContext } from "../command-context.ts";
import { cliFaults } from "../errors.ts";
import { writeUserFile } from "../read-user-file.ts";
import { lightWords } from "./terminal-words.ts";
import { type CardFolder, readCardFolder } from "./card-folder.ts";
import { addDataOptions, type DataOptions, readData } from "./data-options.ts";
import { baselineOf, binnedColumnsOf } from "./population.ts";
import { readingOf } from "./score.command.ts";
import { tableText } from "./table-text.ts";

interface MonitorOptions extends DataOptions {
  readonly card: string;
  readonly baseline?: string;
  readonly observation?: string;
  readonly out?: string;
}

/** `touchstone scorecard monitor`: whether rows scored since look like those of the development. */
export function addMonitor(verb: Command, context: CommandContext): void {
  const command = verb
    .command("monitor")
    .description(
      "compare newer rows with those of the development: PSI and CSI by month, PD against outcomes, alarms",
    )
    .requiredOption("--card <dir>", "folder of a development")
    .option("--baseline <file>", "rows of the development (default: the file that the folder names)")
    .option("--observation <column>", "column of the observation date or month")
    .option("--out <file>", "write the monitoring (JSON) here");
  addDataOptions(command).action(async (options: MonitorOptions) => await runMonitor(options, context));
}

async function runMonitor(options: MonitorOptions, context: CommandContext): Promise<void> {
  const folder = readCardFolder(options.card);
  const { card, plan, masterScale } = folder;
  if (plan === null || masterScale === null) {
    const expected = "the folder of a development, with plan.json and evaluation.json";
    throw cliFaults.fault("CLI_BAD_OPTION", { option: "--card", expected, found: options.card });
  }
  const baselineTable = await readBaseline(options, folder, context);
  const { table } = await readData(readingOf(options, folder), null, context);
  const monitoring = monitorModel({
    baseline: baselineOf(card, plan, baselineTable),
    current: currentOf(table, folder, options.observation ?? plan.sample.observation),
    masterScale,
    confidence: plan.evaluation.confidence,
  });
  if (options.out !== undefined)
    writeUserFile("--out", options.out, `${JSON.stringify(monitoring, null, 2)}\n`);
  context.stdout.write(
    options.json === true ? `${JSON.stringify(monitoring)}\n` : describe(monitoring, context.language),
  );
  if (monitoring.alarms.some(({ level }) => level === "red")) context.setExitCode(1);
}

/** The rows of the development are read again, and must be the same to the byte. */
async function readBaseline(
  options: MonitorOptions,
  folder: CardFolder,
  context: CommandContext,
): Promise<DataTable> {
  const data = options.baseline ?? folder.manifest?.data.path ?? undefined;
  if (data === undefined) {
    const expected = "the file that the card was developed on";
    throw cliFaults.fault("CLI_BAD_OPTION", { option: "--baseline", expected, found: "nothing" });
  }
  const reading = readingOf({ ...fileOptions, data }, folder);
  const read = await readData(reading, null, context);
  const expected = folder.manifest?.data.sha256;
  if (expected === undefined || expected === read.sha256) return read.table;
  throw cliFaults.fault("CLI_BAD_OPTION", {
    option: "--baseline",
    expected: `sha256 ${expected}`,
    found: read.sha256,
  });
}

const fileOptions: DataOptions = { numeric: [], categorical: [], missingText: [] };

/** Rows with or without an outcome: what is neither bad nor good is not yet known. */
function currentOf(
  table: DataTable,
  { card, plan }: CardFolder,
  observation: string | null,
): CurrentPopulation {
  const scored = scoreSample(
    card,
    card.indicators.map(({ id }) => columnNamed(table, id)),
  );
  const hasTarget = table.columns.some(({ id }) => id === plan?.sample.target);
  const hasMonths = observation !== null && table.columns.some(({ id }) => id === observation);
  return {
    points: scored.points,
    pd: scored.rawPd,
    indicators: binnedColumnsOf(card, scored.perIndicator),
    ...(hasMonths ? { vintages: vintagesOf(columnNamed(table, observation)) } : {}),
    ...(hasTarget && plan !== null ? { outcome: outcomesOf(table, plan.sample) } : {}),
  };
}

function outcomesOf(
  table: DataTable,
  sample: {
    readonly target: string;
    readonly badValue: string;
    readonly indeterminateValues: readonly string[];
  },
): Uint8Array {
  const column = columnNamed(table, sample.target);
  return Uint8Array.from({ length: table.rows }, (_, row) => {
    const text = textOfCell(column, row);
    if (text === null || sample.indeterminateValues.includes(text)) return 2;
    return text === sample.badValue ? 1 : 0;
  });
}

function describe({ rows, maturedRows, stability, alarms }: ModelMonitoring, language: "zh" | "en"): string {
  const isChinese = language === "zh";
  const names = isChinese
    ? ["期次 / 变量", "PSI", "界限", "p", "信号"]
    : ["vintage / variable", "PSI", "limit", "p", "light"];
  const lines = [
    ...(stability.score === null ? [] : [{ name: isChinese ? "总体" : "all rows", shift: stability.score }]),
    ...stability.scoreByVintage.map(({ vintage, stability: shift }) => ({ name: vintage, shift })),
    ...stability.indicators.flatMap(({ id, overall }) =>
      overall === null ? [] : [{ name: id, shift: overall }],
    ),
  ].map(({ name, shift }) => [
    name,
    shift.index.toFixed(4),
    shift.limit.toFixed(4),
    shift.pValue.toPrecision(2),
    lightWords[shift.light][language],
  ]);
  const head = isChinese
    ? `${rows} 行，已知结果 ${maturedRows}`
    : `${rows} rows, ${maturedRows} with outcome`;
  const told = alarms
    .filter(({ level }) => level !== "notice")
    .map(({ level, rule, subject, vintage, figures }) => {
      const place = [subject, vintage].filter((one) => one !== null).join(" ");
      return `${level}  ${rule}  ${place}  ${figures.found.toPrecision(3)} (${figures.expected.toPrecision(3)}, ${figures.limit.toPrecision(3)})\n`;
    });
  return `${head}\n${tableText(names, lines)}${told.join("")}`;
}
