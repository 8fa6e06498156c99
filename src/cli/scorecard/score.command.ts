import { closeSync, openSync, writeSync } from "node:fs";
import type { Command } from "commander";
import {
  asCategories,
  columnNamed,
  type DataTable,
  gradeAt,
  type IndicatorColumn,
  labelOfBin,
  reasonsOf,
  type Scorecard,
  type ScoredSample,
  type SegmentedScorecard,
  scoreSample,
  scoreSegments,
  textOfCell,
} from "#scorecard";
import type { CommandContext } from "../command-context.ts";
import { cliFaults } from "../errors.ts";
import { readWhole } from "./number-options.ts";
import { type CardFolder, readCardFolder } from "./card-folder.ts";
import { addDataOptions, collectNames, type DataOptions, readData } from "./data-options.ts";

interface ScoreOptions extends DataOptions {
  readonly card: string;
  readonly out: string;
  readonly id: readonly string[];
  readonly reasons?: string;
  readonly segmented?: boolean;
}

/** `touchstone scorecard score`: points, probability and grade of every row of a table. */
export function addScore(verb: Command, context: CommandContext): void {
  const command = verb
    .command("score")
    .description("score every row of a table: points, probability of default, grade, reasons")
    .requiredOption("--card <dir>", "folder of a development, or a card (JSON, PMML)")
    .requiredOption("--out <file>", "CSV file to write")
    .option("--segmented", "score each row on the card of its segment")
    .option("--id <names>", "columns that go with each row into the output", collectNames, [])
    .option("--reasons <n>", "so many reasons a row: where most points were lost");
  addDataOptions(command).action(async (options: ScoreOptions) => await runScore(options, context));
}

async function runScore(options: ScoreOptions, context: CommandContext): Promise<void> {
  const reasons = options.reasons === undefined ? 0 : readWhole("--reasons", options.reasons, 0);
  const folder = readCardFolder(options.card);
  const { card } = folder;
  const segmented = segmentedOf(options, folder);
  const cards = segmented === null ? [card] : cardsOf(segmented);
  const indicators = cards.flatMap((one) => one.indicators);
  const segment = segmented === null ? [] : [segmented.segmentColumn];
  const columns = [...new Set([...indicators.map(({ id }) => id), ...segment, ...options.id])];
  const read = await readData(readingOf(options, folder, cards), columns, context);
  const scored =
    segmented === null ? scoreSample(card, read.table.columns) : scoreTable(segmented, read.table);
  const ids = options.id.map((id) => columnNamed(read.table, id));
  writeScores(options.out, { folder, scored, ids, reasons, language: context.language });
  const mean = scored.points.reduce((sum, points) => sum + points, 0) / scored.points.length;
  const rows = scored.points.length;
  if (options.json === true) {
    const document = { version: "scorecard-scores@1", out: options.out, rows, meanPoints: mean };
    context.stdout.write(`${JSON.stringify(document)}\n`);
    return;
  }
  context.stdout.write(
    context.language === "zh"
      ? `${rows} 行，平均 ${mean.toFixed(1)} 分，写到 ${options.out}\n`
      : `${rows} rows, ${mean.toFixed(1)} points on average, written to ${options.out}\n`,
  );
}

/**
 * The cards by segment when they are asked for.
 * @throws CLI_BAD_OPTION when there are none, or reasons are wanted, which belong to one card
 */
function segmentedOf(options: ScoreOptions, { segmented }: CardFolder): SegmentedScorecard | null {
  if (options.segmented !== true) return null;
  if (segmented !== null && options.reasons === undefined) return segmented;
  const expected = segmented === null ? "a development with --segment" : "no --reasons";
  throw cliFaults.fault("CLI_BAD_OPTION", { option: "--segmented", expected, found: options.card });
}

function cardsOf({ fallback, segments }: SegmentedScorecard): readonly Scorecard[] {
  return [fallback, ...segments.flatMap((one) => (one.kind === "fallback" ? [] : [one.card]))];
}

function scoreTable(segmented: SegmentedScorecard, table: DataTable): ScoredSample {
  const { segmentColumn } = segmented;
  const segment = asCategories(columnNamed(table, segmentColumn));
  const others = table.columns.filter(({ id }) => id !== segmentColumn);
  return { ...scoreSegments(segmented, segment, others), perIndicator: [] };
}

/** Columns are read as they were when the card was developed: numbers as numbers, codes as codes, missing as missing. */
export function readingOf<T extends DataOptions>(
  options: T,
  { card, manifest }: CardFolder,
  cards: readonly Scorecard[] = [card],
): T {
  const kindOf = (kind: "numeric" | "categorical"): readonly string[] =>
    cards
      .flatMap(({ indicators }) => indicators)
      .filter(({ valueKind }) => valueKind === kind)
      .map(({ id }) => id);
  return {
    ...options,
    numeric: [...kindOf("numeric"), ...options.numeric],
    categorical: [...kindOf("categorical"), ...options.categorical],
    missingText: [...(manifest?.reading.missingText ?? []), ...options.missingText],
  };
}

interface Scores {
  readonly folder: CardFolder;
  readonly scored: ScoredSample;
  readonly ids: readonly IndicatorColumn[];
  readonly reasons: number;
  readonly language: "zh" | "en";
}

const rowsAtOnce = 10_000;

function writeScores(out: string, scores: Scores): void {
  let file: number;
  try {
    file = openSync(out, "w");
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message : String(cause);
    throw cliFaults.fault("CLI_CANNOT_WRITE", { option: "--out", path: out, problem }, cause);
  }
  try {
    const { ids, reasons, scored, folder } = scores;
    const grade = folder.masterScale === null ? [] : ["grade"];
    const reasonNames = Array.from({ length: reasons }, (_, place) => `reason_${place + 1}`);
    const own = ["row", "points", "pd", ...grade, ...reasonNames];
    const [row = "", ...figures] = uniqueNames(
      own,
      ids.map(({ id }) => id),
    );
    writeSync(file, lineOf([row, ...ids.map(({ id }) => id), ...figures]));
    const rows = scored.points.length;
    for (let from = 0; from < rows; from += rowsAtOnce) {
      let text = "";
      for (let row = from; row < Math.min(rows, from + rowsAtOnce); row++)
        text += lineOf(cellsOf(scores, row));
      writeSync(file, text);
    }
  } finally {
    closeSync(file);
  }
}

/** Our names, numbered where the user's columns have them already: a name that occurs twice cannot be read back. */
function uniqueNames(own: readonly string[], taken: readonly string[]): readonly string[] {
  return own.map((name) => {
    let found = name;
    for (let number = 2; taken.includes(found); number++) found = `${name}_${number}`;
    return found;
  });
}

function cellsOf({ folder, scored, ids, reasons, language }: Scores, row: number): readonly string[] {
  const points = scored.points[row] as number;
  const { masterScale, card } = folder;
  return [
    String(row + 1),
    ...ids.map((column) => textOfCell(column, row) ?? ""),
    String(points),
    String(scored.rawPd[row]),
    ...(masterScale === null ? [] : [masterScale.grades[gradeAt(masterScale.grades, points)]?.grade ?? ""]),
    ...(reasons === 0 ? [] : reasonCells(card, scored, row, { reasons, language })),
  ];
}

function reasonCells(
  card: Scorecard,
  scored: ScoredSample,
  row: number,
  { reasons, language }: Pick<Scores, "reasons" | "language">,
): readonly string[] {
  const found = reasonsOf(card, scored, row).filter(({ lostAgainstBest }) => lostAgainstBest > 0);
  return Array.from({ length: reasons }, (_, place) => {
    const reason = found[place];
    if (reason === undefined) return "";
    return `${reason.indicator} ${labelOfBin(reason.bin, language)} (−${reason.lostAgainstBest})`;
  });
}

function lineOf(cells: readonly string[]): string {
  return `${cells.map((cell) => (/[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(",")}\n`;
}
