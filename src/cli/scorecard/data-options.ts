import type { Command } from "commander";
import { runStandaloneQuery } from "#adapters/clickhouse";
import { type ColumnKind, type ReadTable, readTable, type TableOrigin } from "#adapters/tables";
import type { CommandContext } from "../command-context.ts";
import { cliFaults } from "../errors.ts";
import { showProgress } from "../progress-line.ts";

/** Where the rows are and how they are to be read. */
export interface DataOptions {
  readonly data?: string;
  readonly query?: string;
  readonly clickhouse?: string;
  readonly numeric: readonly string[];
  readonly categorical: readonly string[];
  readonly missingText: readonly string[];
  readonly json?: boolean;
}

/** For commander: an option that takes names divided by commas, and may be given several times. */
export function collectNames(value: string, earlier: readonly string[]): readonly string[] {
  return [...earlier, ...value.split(",").map((name) => name.trim())].filter((name) => name !== "");
}

/** Adds the options by which every verb is told its data. */
export function addDataOptions(command: Command): Command {
  return command
    .option("--data <file>", "CSV or TSV (UTF-8 or GBK, also .gz) or Parquet file")
    .option("--query <sql>", "a ClickHouse query instead of a file")
    .option("--clickhouse <url>", "server that runs the query (default: the engine inside this program)")
    .option(
      "--numeric <names>",
      "columns that hold numbers: any other text in them is an error",
      collectNames,
      [],
    )
    .option(
      "--categorical <names>",
      "columns that hold categories, whatever they look like",
      collectNames,
      [],
    )
    .option(
      "--missing-text <texts>",
      "texts that mean “no value” besides empty, NA, NaN, null …",
      collectNames,
      [],
    )
    .option("--json", "print one JSON document on standard output");
}

/**
 * Reads the table that the options name, and says on standard error what was decided about its columns.
 * @param columns  the columns to read; null = all
 * @throws CLI_BAD_OPTION without exactly one of --data and --query; TABLES_…
 */
export async function readData(
  options: DataOptions,
  columns: readonly string[] | null,
  context: CommandContext,
): Promise<ReadTable> {
  const origin = originOf(options);
  const kinds: Record<string, ColumnKind> = {};
  for (const name of options.numeric) kinds[name] = "numeric";
  for (const name of options.categorical) kinds[name] = "categorical";
  const progress = showProgress(context.stderr, context.clock);
  try {
    const read = await readTable(
      {
        origin,
        columns,
        kinds,
        missingTexts: options.missingText,
        signal: context.signal,
        onProgress: progress.report,
      },
      runStandaloneQuery,
    );
    progress.end();
    sayNotes(read, context);
    return read;
  } finally {
    progress.end();
  }
}

function originOf({ data, query, clickhouse }: DataOptions): TableOrigin {
  if ((data === undefined) === (query === undefined)) {
    const found = data === undefined ? "neither" : "both";
    throw cliFaults.fault("CLI_BAD_OPTION", {
      option: "--data",
      expected: "either --data or --query",
      found,
    });
  }
  return data === undefined
    ? { kind: "query", sql: query ?? "", server: clickhouse ?? null }
    : { kind: "file", path: data };
}

function sayNotes({ name, notes }: ReadTable, { stderr, language }: CommandContext): void {
  for (const note of notes) {
    const { column } = note;
    if (note.kind === "readAsCategories") {
      const { row, text } = note;
      stderr.write(
        language === "zh"
          ? `${name}：列 ${column} 按类别读取，因为第 ${row} 行是“${text}”（--numeric ${column} 则报错，--missing-text 可将其视为缺失）\n`
          : `${name}: column ${column} is read as categories because row ${row} holds “${text}” (--numeric ${column} refuses it, --missing-text takes it as missing)\n`,
      );
    } else {
      stderr.write(
        language === "zh"
          ? `${name}：列 ${column} 有 ${note.count} 个无穷值，按缺失处理\n`
          : `${name}: ${note.count} infinite values of column ${column} are taken as missing\n`,
      );
    }
  }
}
