import { type Command, Option } from "commander";
import { writeCardWorkbook } from "#report";
import {
  cardAsJson,
  cardAsPmml,
  cardAsSql,
  cardAsSqlCheck,
  type Scorecard,
  type SegmentedScorecard,
  segmentsAsSql,
  type SqlDialect,
} from "#scorecard";
import type { CommandContext } from "../command-context.ts";
import { cliFaults } from "../errors.ts";
import { writeUserFile } from "../read-user-file.ts";
import { readCardFolder } from "./card-folder.ts";
import { collectNames } from "./data-options.ts";

const dialects: readonly SqlDialect[] = ["postgresql", "clickhouse", "duckdb", "mysql"];

interface ExportOptions {
  readonly card: string;
  readonly format: "json" | "pmml" | "xlsx" | SqlDialect;
  readonly out?: string;
  readonly table: string;
  readonly schema?: string;
  readonly key: readonly string[];
  readonly name: string;
  readonly check?: boolean;
  readonly segmented?: boolean;
}

/** `touchstone scorecard export`: the card in the language of whoever will run it. */
export function addExport(verb: Command, context: CommandContext): void {
  verb
    .command("export")
    .description(
      "write the card as JSON, PMML 4.4, SQL or an Excel sheet that computes; every format gives the same points",
    )
    .requiredOption("--card <dir>", "folder of a development, or a card (JSON, PMML)")
    .addOption(
      new Option("--format <format>", "what to write")
        .choices(["json", "pmml", "xlsx", ...dialects])
        .makeOptionMandatory(),
    )
    .option("--out <file>", "file to write (default: standard output)")
    .option("--table <name>", "table or view that the SQL reads", "applications")
    .option("--schema <name>", "its schema or database")
    .option("--key <names>", "columns that identify a row and come out unchanged", collectNames, [])
    .option("--name <name>", "name of the model in PMML", "scorecard")
    .option("--segmented", "for SQL: each row on the card of its segment")
    .option(
      "--check",
      "for SQL: a SELECT with rows of its own that gives those your database scores differently",
    )
    .action(async (options: ExportOptions) => await runExport(options, context));
}

async function runExport(options: ExportOptions, context: CommandContext): Promise<void> {
  const { card, segmented } = readCardFolder(options.card);
  const { format, out } = options;
  if (format === "xlsx") {
    if (out === undefined) {
      throw cliFaults.fault("CLI_BAD_OPTION", {
        option: "--out",
        expected: "a file (.xlsx)",
        found: "nothing",
      });
    }
    writeUserFile("--out", out, await writeCardWorkbook(card));
    return;
  }
  const text =
    options.segmented === true
      ? exportSegments(segmented, { ...options, format })
      : exportOf(card, { ...options, format });
  if (out === undefined) context.stdout.write(text);
  else writeUserFile("--out", out, text);
}

type TextExport = ExportOptions & { readonly format: Exclude<ExportOptions["format"], "xlsx"> };

function exportOf(card: Scorecard, { format, table, schema, key, name, check }: TextExport): string {
  if (format === "json") return cardAsJson(card);
  if (format === "pmml") return cardAsPmml(card, { name });
  if (check === true) return cardAsSqlCheck(card, format);
  const names = { table, keys: key, ...(schema === undefined ? {} : { schema }) };
  const sql = cardAsSql(card, format, names);
  return sql.endsWith("\n") ? sql : `${sql}\n`;
}

function exportSegments(segmented: SegmentedScorecard | null, options: TextExport): string {
  const { format, table, schema, key, check } = options;
  if (segmented === null || format === "json" || format === "pmml" || check === true) {
    const expected = "a development with --segment, and a format of SQL without --check";
    throw cliFaults.fault("CLI_BAD_OPTION", { option: "--segmented", expected, found: format });
  }
  return segmentsAsSql(segmented, format, { table, keys: key, ...(schema === undefined ? {} : { schema }) });
}
