import { type Command, Option } from "commander";
import { cardAsJson, cardAsPmml, cardAsSql, type Scorecard, type SqlDialect } from "#scorecard";
import type { CommandContext } from "../command-context.ts";
import { writeUserFile } from "../read-user-file.ts";
import { readCardFolder } from "./card-folder.ts";
import { collectNames } from "./data-options.ts";

const dialects: readonly SqlDialect[] = ["postgresql", "clickhouse", "duckdb", "mysql"];

interface ExportOptions {
  readonly card: string;
  readonly format: "json" | "pmml" | SqlDialect;
  readonly out?: string;
  readonly table: string;
  readonly schema?: string;
  readonly key: readonly string[];
  readonly name: string;
}

/** `touchstone scorecard export`: the card in the language of whoever will run it. */
export function addExport(verb: Command, context: CommandContext): void {
  verb
    .command("export")
    .description("write the card as JSON, PMML 4.4, or SQL; every format gives the same points")
    .requiredOption("--card <dir>", "folder of a development, or a card (JSON, PMML)")
    .addOption(
      new Option("--format <format>", "what to write")
        .choices(["json", "pmml", ...dialects])
        .makeOptionMandatory(),
    )
    .option("--out <file>", "file to write (default: standard output)")
    .option("--table <name>", "table or view that the SQL reads", "applications")
    .option("--schema <name>", "its schema or database")
    .option("--key <names>", "columns that identify a row and come out unchanged", collectNames, [])
    .option("--name <name>", "name of the model in PMML", "scorecard")
    .action((options: ExportOptions) => runExport(options, context));
}

function runExport(options: ExportOptions, context: CommandContext): void {
  const { card } = readCardFolder(options.card);
  const text = exportOf(card, options);
  if (options.out === undefined) context.stdout.write(text);
  else writeUserFile("--out", options.out, text);
}

function exportOf(card: Scorecard, { format, table, schema, key, name }: ExportOptions): string {
  if (format === "json") return cardAsJson(card);
  if (format === "pmml") return cardAsPmml(card, { name });
  const names = { table, keys: key, ...(schema === undefined ? {} : { schema }) };
  const sql = cardAsSql(card, format, names);
  return sql.endsWith("\n") ? sql : `${sql}\n`;
}
