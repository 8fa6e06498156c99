import { type Command, Option } from "commander";
import type {
  DataTable,
  DevelopmentPlan,
  EvaluationPlan,
  ScalingParameters,
  ScorecardParameters,
  ScreeningParameters,
  SelectionParameters,
  SplitPlan,
} from "#scorecard";
import type { CommandContext } from "../command-context.ts";
import { cliFaults } from "../errors.ts";
import { optional, readNumber, withoutUndefined } from "./number-options.ts";
import { collectNames } from "./data-options.ts";
import { addPlanOptions, columnEquals, inOrder, type PlanOptions, planOf } from "./plan-options.ts";

/** What the verbs that make a card take besides: how it is judged, screened, fitted and scaled. */
export interface CardOptions extends PlanOptions {
  readonly split?: string;
  readonly outOfTime?: string;
  readonly holdout?: string;
  readonly folds?: string;
  readonly repeats?: string;
  readonly minIv?: string;
  readonly maxMissing?: string;
  readonly maxIdentical?: string;
  readonly maxCorrelation?: string;
  readonly maxVif?: string;
  readonly maxPsi?: string;
  readonly mustIn: readonly string[];
  readonly mustOut: readonly string[];
  readonly selection?: SelectionParameters["method"];
  readonly criterion?: SelectionParameters["criterion"];
  readonly maxVariables?: string;
  readonly penalty?: string;
  readonly lassoPenalty?: string;
  readonly firth?: boolean;
  readonly anySign?: boolean;
  readonly basePoints?: string;
  readonly baseOdds?: string;
  readonly pdo?: string;
  readonly decimals?: string;
  readonly range?: string;
  readonly zeroAt?: ScalingParameters["zeroAt"];
  readonly profitOfGood?: string;
  readonly lossOfBad?: string;
  readonly grades?: string;
  readonly bootstrap?: string;
  readonly rejectInference?: EvaluationPlan["rejectInference"];
  readonly rejectFactor?: string;
}

export function addCardOptions(command: Command): Command {
  addPlanOptions(command)
    .option("--split <column=value>", "hold out the rows whose column has this value")
    .option("--out-of-time <month>", "hold out the vintages from this one on (with --observation)")
    .option("--holdout <share>", "hold out a share of the rows at random, both outcomes alike")
    .option("--folds <k>", "learn from all rows and judge by k-fold cross-validation (default: 5)")
    .option("--repeats <n>", "times that the folds are drawn anew (default: 5, from 20,000 rows on 1)");
  return addJudgingOptions(addFittingOptions(command));
}

function addFittingOptions(command: Command): Command {
  return command
    .option("--min-iv <iv>", "lowest information value")
    .option("--max-missing <share>", "largest share of missing values")
    .option("--max-identical <share>", "largest share of one value")
    .option("--max-correlation <r>", "largest |correlation| of two weights of evidence")
    .option("--max-vif <vif>", "largest variance inflation factor")
    .option("--max-psi <psi>", "largest stability index between the first and the last vintage")
    .option("--must-in <names>", "columns that stay whatever the figures say", collectNames, [])
    .option("--must-out <names>", "columns that never enter", collectNames, [])
    .addOption(
      choice("--selection <method>", "how variables are chosen", [
        "all",
        "backward",
        "forward",
        "stepwise",
        "lasso",
      ]),
    )
    .addOption(choice("--criterion <name>", "by what", ["aic", "bic", "ks"]))
    .option("--max-variables <n>", "most variables on the card")
    .option("--penalty <lambda>", "L2 penalty")
    .option("--lasso-penalty <lambda>", "L1 penalty")
    .option("--firth", "Firth's penalty, for few bads")
    .option("--any-sign", "keep coefficients that contradict the bins");
}

function addJudgingOptions(command: Command): Command {
  return command
    .option("--base-points <points>", "points at the base odds (default: 600)")
    .option("--base-odds <odds>", "goods for one bad at the base points (default: 19)")
    .option("--pdo <points>", "points to double the odds (default: 50)")
    .option("--decimals <n>", "decimals of the points (default: 0)")
    .option("--range <min..max>", "worst and best possible score, instead of --base-points and --pdo")
    .addOption(choice("--zero-at <where>", "where a variable's 0 points lie", ["woe", "worst"]))
    .option("--profit-of-good <amount>", "what an approved good earns (default: 1)")
    .option("--loss-of-bad <amount>", "what an approved bad loses (default: 10)")
    .option("--grades <n>", "grades of the master scale")
    .option("--bootstrap <rounds>", "rounds of resampling for intervals")
    .addOption(
      choice("--reject-inference <method>", "what is assumed of the declined", [
        "none",
        "parcelling",
        "fuzzy",
        "reclassification",
      ]),
    )
    .option(
      "--reject-factor <times>",
      "how many times as often bad as accepted ones of the same score (default: 3)",
    );
}

function choice(flags: string, description: string, choices: readonly string[]): Option {
  return new Option(flags, description).choices(choices);
}

/**
 * The whole plan that the options make of a table.
 * @throws CLI_BAD_OPTION, CLI_NO_SUCH_INPUT
 */
export function cardPlanOf(options: CardOptions, table: DataTable, context: CommandContext): DevelopmentPlan {
  const start = planOf(options, table, context);
  const split = splitOf(start.split, options);
  const excluded = split.kind === "column" ? [split.column] : [];
  return inOrder({
    ...start,
    sample: {
      ...start.sample,
      excludedIndicators: [...new Set([...start.sample.excludedIndicators, ...excluded])],
    },
    split,
    parameters: parametersOf(start.parameters, options),
    evaluation: { ...start.evaluation, ...evaluationOf(options) },
  });
}

function splitOf(start: SplitPlan, options: CardOptions): SplitPlan {
  const { split, outOfTime, holdout, folds, repeats } = options;
  const given = [split, outOfTime, holdout, folds].filter((one) => one !== undefined);
  if (given.length > 1) {
    const expected = "one of --split, --out-of-time, --holdout and --folds";
    throw cliFaults.fault("CLI_BAD_OPTION", { option: "--split", expected, found: given.join(", ") });
  }
  if (split !== undefined) {
    const { column, value } = columnEquals("--split", split);
    return { kind: "column", column, heldOut: value };
  }
  if (outOfTime !== undefined) return { kind: "time", heldOutFrom: outOfTime };
  if (holdout !== undefined) return { kind: "random", heldOutShare: readNumber("--holdout", holdout) };
  if (folds === undefined && repeats === undefined) return start;
  const base = start.kind === "folds" ? start : { kind: "folds" as const, folds: 5, repeats: 5 };
  return {
    ...base,
    ...withoutUndefined({ folds: optional("--folds", folds), repeats: optional("--repeats", repeats) }),
  };
}

function parametersOf(start: ScorecardParameters, options: CardOptions): ScorecardParameters {
  return {
    ...start,
    screening: { ...start.screening, ...screeningOf(options) },
    selection: {
      ...start.selection,
      ...withoutUndefined({
        method: options.selection,
        criterion: options.criterion,
        maxIndicators: optional("--max-variables", options.maxVariables),
        positiveOnly: options.anySign === true ? false : undefined,
      }),
    },
    regression: {
      ...start.regression,
      ...withoutUndefined({
        penalty: optional("--penalty", options.penalty),
        lassoPenalty: optional("--lasso-penalty", options.lassoPenalty),
        firth: options.firth,
      }),
    },
    scaling: { ...start.scaling, ...scalingOf(options) },
  };
}

function screeningOf(options: CardOptions): Partial<ScreeningParameters> {
  return withoutUndefined({
    minIv: optional("--min-iv", options.minIv),
    maxMissingShare: optional("--max-missing", options.maxMissing),
    maxIdenticalShare: optional("--max-identical", options.maxIdentical),
    maxCorrelation: optional("--max-correlation", options.maxCorrelation),
    maxVif: optional("--max-vif", options.maxVif),
    maxPsi: optional("--max-psi", options.maxPsi),
    mustIn: options.mustIn.length === 0 ? undefined : options.mustIn,
    mustOut: options.mustOut.length === 0 ? undefined : options.mustOut,
  });
}

function scalingOf(options: CardOptions): Partial<ScalingParameters> {
  const [min, max] = options.range?.split("..") ?? [];
  const range =
    options.range === undefined
      ? undefined
      : {
          kind: "minMax" as const,
          min: readNumber("--range", min ?? ""),
          max: readNumber("--range", max ?? ""),
        };
  return withoutUndefined({
    basePoints: optional("--base-points", options.basePoints),
    baseGoodsPerBad: optional("--base-odds", options.baseOdds),
    pointsToDoubleOdds: optional("--pdo", options.pdo),
    pointsDecimals: optional("--decimals", options.decimals),
    range,
    zeroAt: options.zeroAt,
  });
}

function evaluationOf(options: CardOptions): Partial<EvaluationPlan> {
  return withoutUndefined({
    profitOfGood: optional("--profit-of-good", options.profitOfGood),
    lossOfBad: optional("--loss-of-bad", options.lossOfBad),
    grades: optional("--grades", options.grades),
    bootstrapRounds: optional("--bootstrap", options.bootstrap),
    rejectInference: options.rejectInference,
    rejectBadFactor: optional("--reject-factor", options.rejectFactor),
  });
}
