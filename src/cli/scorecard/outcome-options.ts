import type { Command } from "commander";
import { columnNamed, type DataTable, textOfCell } from "#scorecard";
import type { Fault } from "#kernel";
import type { CommandContext } from "../command-context.ts";
import { cliFaults } from "../errors.ts";
import { collectNames } from "./data-options.ts";

/** Which column is the outcome, and what in it means bad. */
export interface OutcomeOptions {
  readonly target?: string;
  readonly bad?: string;
  readonly indeterminate: readonly string[];
}

export interface Outcome {
  readonly target: string;
  readonly badValue: string;
  readonly indeterminateValues: readonly string[];
}

/** Values that mean bad wherever they stand against one other value. */
const namesOfBad = new Set([
  ..."1|1.0|bad|b|true|yes|y|default|defaulted|chgoff|charged off".split("|"),
  ..."坏|坏客户|违约|逾期|不良|是".split("|"),
]);
const mostShownValues = 12;

export function addOutcomeOptions(command: Command): Command {
  return command
    .option("--target <column>", "column of the outcome")
    .option(
      "--bad <value>",
      "its value that means bad (default: 1, bad, yes, 违约 … where there are two values)",
    )
    .option(
      "--indeterminate <values>",
      "its values that are neither good nor bad; their rows are left out",
      collectNames,
      [],
    );
}

/**
 * What bad means in a table, given or told by the values, and then said on standard error.
 * @throws CLI_BAD_OPTION when there is no target, when the bad value does not occur, or when more than two values are left
 *   and nobody said which is which
 */
export function outcomeOf(table: DataTable, options: OutcomeOptions, context: CommandContext): Outcome {
  const { target, indeterminate } = options;
  if (target === undefined) {
    throw cliFaults.fault("CLI_BAD_OPTION", { option: "--target", expected: "a column", found: "nothing" });
  }
  requireColumns(table, "--target", [target]);
  const values = valuesOf(table, target).filter((value) => !indeterminate.includes(value));
  const shown = values.slice(0, mostShownValues).join(" | ");
  if (options.bad !== undefined && values.length !== 1) {
    const badValue = values.find((value) => isSame(value, options.bad ?? ""));
    if (badValue === undefined) {
      throw cliFaults.fault("CLI_BAD_OPTION", { option: "--bad", expected: shown, found: options.bad });
    }
    return { target, badValue, indeterminateValues: indeterminate };
  }
  if (values.length === 1) throw oneOutcome(target, shown);
  const bad = values.filter((value) => namesOfBad.has(value.toLowerCase()));
  if (values.length !== 2 || bad.length !== 1) {
    const found = `${target}: ${shown}${values.length > mostShownValues ? " | …" : ""}`;
    throw cliFaults.fault("CLI_BAD_OPTION", { option: "--bad", expected: "the value that means bad", found });
  }
  const badValue = bad[0] as string;
  context.stderr.write(
    context.language === "zh"
      ? `${target}：“${badValue}”视为违约（--bad 可指定）\n`
      : `${target}: “${badValue}” is taken as bad (--bad says otherwise)\n`,
  );
  return { target, badValue, indeterminateValues: indeterminate };
}

function oneOutcome(target: string, value: string): Fault {
  const expected = "a column with goods and bads";
  const found = `${target}, which holds only “${value}”`;
  return cliFaults.fault("CLI_BAD_OPTION", { option: "--target", expected, found });
}

/**
 * Refuses a name that is no column, because a misspelt one would quietly do nothing.
 * @throws CLI_BAD_OPTION
 */
export function requireColumns(table: DataTable, option: string, names: readonly string[]): void {
  const columns = table.columns.map(({ id }) => id);
  for (const found of names) {
    if (columns.includes(found)) continue;
    const expected = columns.join(", ").slice(0, 600);
    throw cliFaults.fault("CLI_BAD_OPTION", { option, expected, found });
  }
}

/** As texts, in rising order; a column of many values is cut short. */
function valuesOf(table: DataTable, target: string): readonly string[] {
  const column = columnNamed(table, target);
  const values = new Set<string>();
  for (let row = 0; row < table.rows && values.size < 1_000; row++) {
    const text = textOfCell(column, row);
    if (text !== null) values.add(text);
  }
  return [...values].sort();
}

/** `1.0` is the number 1; texts are compared as they are. */
function isSame(value: string, wanted: string): boolean {
  return value === wanted || (wanted.trim() !== "" && Number(value) === Number(wanted));
}
