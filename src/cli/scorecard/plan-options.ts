import type { Command } from "commander";
import { z } from "zod";
import type { Fault } from "#kernel";
import {
  checkParameters,
  checkRules,
  type DataTable,
  type DevelopmentPlan,
  defaultPlan,
  type SamplePlan,
} from "#scorecard";
import { developmentPlanSchema } from "#models";
import type { CommandContext } from "../command-context.ts";
import { cliFaults } from "../errors.ts";
import { readUserFile } from "../read-user-file.ts";
import {
  addBinningOptions,
  type BinningOptions,
  binningParametersOf,
  columnsOfRules,
  rulesOf,
} from "./binning-options.ts";
import { addDataOptions, collectNames, type DataOptions } from "./data-options.ts";
import { withoutUndefined } from "./number-options.ts";
import { addOutcomeOptions, type OutcomeOptions, outcomeOf, requireColumns } from "./outcome-options.ts";

/** Everything of a plan that can be said on a command line; `--plan` is where it starts from. */
export interface PlanOptions extends DataOptions, OutcomeOptions, BinningOptions {
  readonly plan?: string;
  readonly variables: readonly string[];
  readonly exclude: readonly string[];
  readonly weight?: string;
  readonly observation?: string;
  readonly from?: string;
  readonly to?: string;
  readonly groups: readonly string[];
  readonly segment?: string;
  readonly rejects?: string;
  readonly seed?: string;
}

/** Adds what the verbs that learn from outcomes have in common: data, outcome, sample and binning. */
export function addPlanOptions(command: Command): Command {
  addOutcomeOptions(addDataOptions(command))
    .option("--plan <file>", "development plan (JSON) to start from; other options change it")
    .option(
      "--variables <names>",
      "columns that may enter (default: all that are nothing else)",
      collectNames,
      [],
    )
    .option("--exclude <names>", "columns that may not enter", collectNames, [])
    .option("--weight <column>", "column of row weights")
    .option("--observation <column>", "column of the observation date or month: the vintages")
    .option("--from <month>", "first vintage that is used, such as 2026-01")
    .option("--to <month>", "last vintage that is used")
    .option(
      "--groups <names>",
      "columns of region, size or owner by which fairness is examined",
      collectNames,
      [],
    )
    .option("--segment <column>", "column by whose value separate cards are developed")
    .option("--rejects <column=value>", "marks declined applicants, whose outcome nobody saw")
    .option("--seed <text>", "seed of folds and draws (default: touchstone)");
  return addBinningOptions(command);
}

/**
 * The plan that the options make of a table.
 * @throws CLI_BAD_OPTION, CLI_NO_SUCH_INPUT, SCORECARD_PARAMETER_OUT_OF_RANGE
 */
export function planOf(options: PlanOptions, table: DataTable, context: CommandContext): DevelopmentPlan {
  const given = options.plan === undefined ? null : readPlan(options.plan);
  requireNamed(table, options);
  const outcome =
    given !== null && options.target === undefined && options.bad === undefined
      ? given.sample
      : outcomeOf(table, { ...options, ...withTarget(options.target ?? given?.sample.target) }, context);
  const start = given ?? defaultPlan(outcome, table.rows);
  const numeric = table.columns.filter(({ kind }) => kind === "numeric").map(({ id }) => id);
  const plan = inOrder({
    ...start,
    sample: samplePlanOf({ ...start.sample, ...outcome }, options),
    parameters: {
      ...start.parameters,
      binning: binningParametersOf(start.parameters.binning, options),
    },
    rules: rulesOf(start.rules, options, numeric),
    seed: options.seed ?? start.seed,
  });
  checkParameters(plan.parameters);
  checkRules(plan.rules, plan.parameters.binning);
  return plan;
}

function requireNamed(table: DataTable, options: PlanOptions): void {
  const { weight, observation, segment } = options;
  requireColumns(table, "--variables", options.variables);
  requireColumns(table, "--exclude", options.exclude);
  requireColumns(table, "--groups", options.groups);
  for (const [option, name] of Object.entries({ weight, observation, segment })) {
    if (name !== undefined) requireColumns(table, `--${option}`, [name]);
  }
  for (const { option, columns } of columnsOfRules(options)) requireColumns(table, option, columns);
}

function withTarget(target: string | undefined): Pick<OutcomeOptions, "target"> {
  return target === undefined ? {} : { target };
}

function samplePlanOf(start: SamplePlan, options: PlanOptions): SamplePlan {
  const found = {
    weight: options.weight,
    observation: options.observation,
    observedFrom: options.from,
    observedTo: options.to,
    segment: options.segment,
    rejects: options.rejects === undefined ? undefined : columnEquals("--rejects", options.rejects),
    indicators: options.variables.length === 0 ? undefined : options.variables,
    groups: options.groups.length === 0 ? undefined : options.groups,
  };
  const excluded = [...new Set([...start.excludedIndicators, ...options.exclude])];
  return { ...start, ...withoutUndefined(found), excludedIndicators: excluded };
}

/**
 * Column and value of `column=value`.
 * @throws CLI_BAD_OPTION
 */
export function columnEquals(
  option: string,
  text: string,
): { readonly column: string; readonly value: string } {
  const at = text.indexOf("=");
  if (at > 0) return { column: text.slice(0, at), value: text.slice(at + 1) };
  throw cliFaults.fault("CLI_BAD_OPTION", { option, expected: "COLUMN=VALUE", found: text });
}

function readPlan(path: string): DevelopmentPlan {
  const text = readUserFile("--plan", path).toString("utf8");
  try {
    return developmentPlanSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw notAPlan("--plan", cause);
  }
}

/**
 * A plan with its fields in one order, so that the same plan is the same bytes wherever it came from.
 * @throws CLI_BAD_OPTION for a value outside its range
 */
export function inOrder(plan: DevelopmentPlan): DevelopmentPlan {
  try {
    return developmentPlanSchema.parse(plan);
  } catch (cause) {
    throw notAPlan("plan", cause);
  }
}

function notAPlan(option: string, cause: unknown): Fault {
  const found =
    cause instanceof z.ZodError
      ? cause.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; ")
      : String(cause);
  const parameters = { option, expected: "scorecard-plan@1", found: found.slice(0, 400) };
  return cliFaults.fault("CLI_BAD_OPTION", parameters, cause);
}
