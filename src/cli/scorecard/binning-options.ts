import { type Command, Option } from "commander";
import {
  type BinningParameters,
  type IndicatorRules,
  type RulesByIndicator,
  type TrendChoice,
  trendChoices,
} from "#scorecard";
import { collectValues } from "../command-context.ts";
import { cliFaults } from "../errors.ts";
import { collectNames } from "./data-options.ts";
import { optional, readNumber, withoutUndefined } from "./number-options.ts";

const overWhat = {
  sample: "sample",
  "every-month": "everyVintage",
  "worst-month": "worstVintage",
  "worst-vintage": "worstVintage",
} as const;

/** How indicators are binned; a value may be given for all (`--trend auto`) or for one (`--trend age=descending`). */
export interface BinningOptions {
  readonly trend: readonly string[];
  readonly maxBins: readonly string[];
  readonly minBins: readonly string[];
  readonly minSize: readonly string[];
  readonly maxSize?: string;
  readonly minBads?: string;
  readonly minGap?: string;
  readonly maxPValue?: string;
  readonly special: readonly string[];
  readonly specialBins?: BinningParameters["special"];
  readonly missingBin?: BinningParameters["missing"];
  readonly cuts: readonly string[];
  readonly fixedCuts: readonly string[];
  readonly forbiddenCuts: readonly string[];
  readonly objective?: BinningParameters["objective"];
  readonly over?: keyof typeof overWhat;
  readonly candidates?: BinningParameters["candidates"];
  readonly maxPreBins?: string;
  readonly rareShare?: string;
  readonly smoothing?: string;
}

export function addBinningOptions(command: Command): Command {
  return addCutOptions(addLimitOptions(command));
}

function addLimitOptions(command: Command): Command {
  return command
    .option("--trend <[column=]trend>", `${trendChoices.join(", ")}; repeatable`, collectValues, [])
    .option(
      "--max-bins <[column=]k>",
      "most bins of values, special and missing ones not counted",
      collectValues,
      [],
    )
    .option("--min-bins <[column=]k>", "fewest bins of values", collectValues, [])
    .option("--min-size <[column=]share>", "smallest share of all rows in a bin of values", collectValues, [])
    .option("--max-size <share>", "largest share of all rows in a bin of values")
    .option("--min-bads <rows>", "fewest bads in a bin of values")
    .option("--min-gap <rate>", "least difference of neighbouring bad rates")
    .option("--max-p-value <p>", "largest p-value of equal bad rates of neighbours");
}

function addCutOptions(command: Command): Command {
  return command
    .option(
      "--special <[column=]codes>",
      "numbers that are codes, such as -9,-8; repeatable",
      collectValues,
      [],
    )
    .addOption(
      new Option("--special-bins <how>", "special codes each in a bin, all in one, or merged").choices([
        "separate",
        "together",
        "merge",
      ]),
    )
    .addOption(
      new Option("--missing-bin <how>", "missing values in a bin of their own, or merged").choices([
        "separate",
        "merge",
      ]),
    )
    .option("--cuts <column=cuts>", "these cuts and no others; repeatable", collectValues, [])
    .option(
      "--fixed-cuts <column=cuts>",
      "cuts that must be among those chosen; repeatable",
      collectValues,
      [],
    )
    .option(
      "--forbidden-cuts <column=from..to>",
      "open interval without a cut; repeatable",
      collectValues,
      [],
    )
    .addOption(
      new Option("--objective <name>", "what is made largest").choices(["iv", "js", "hellinger", "ks"]),
    )
    .addOption(
      new Option(
        "--over <what>",
        "all rows, all with a trend that holds in every month, or the month where it is smallest",
      ).choices(Object.keys(overWhat)),
    )
    .addOption(new Option("--candidates <how>", "where cuts may lie").choices(["quantiles", "rich"]))
    .option("--max-pre-bins <n>", "most candidate intervals")
    .option("--rare-share <share>", "categories below it go to the bin of rare ones")
    .option(
      "--smoothing <rows>",
      "rows at the sample's bad rate added to a bin before its weight of evidence",
    );
}

/**
 * The parameters with what the options say for all columns.
 * @throws CLI_BAD_OPTION
 */
export function binningParametersOf(start: BinningParameters, options: BinningOptions): BinningParameters {
  const whole = <T>(values: readonly string[], read: (text: string) => T): T | undefined => {
    const given = values.filter((value) => !value.includes("="));
    return given.length === 0 ? undefined : read(given.at(-1) as string);
  };
  const found = {
    trend: whole(options.trend, readTrend),
    maxBins: whole(options.maxBins, (text) => readNumber("--max-bins", text)),
    minBins: whole(options.minBins, (text) => readNumber("--min-bins", text)),
    minBinShare: whole(options.minSize, (text) => readNumber("--min-size", text)),
    maxBinShare: optional("--max-size", options.maxSize),
    minBadsPerBin: optional("--min-bads", options.minBads),
    minRateGap: optional("--min-gap", options.minGap),
    maxPValue: optional("--max-p-value", options.maxPValue),
    maxPreBins: optional("--max-pre-bins", options.maxPreBins),
    rareShare: optional("--rare-share", options.rareShare),
    smoothingRows: optional("--smoothing", options.smoothing),
    special: options.specialBins,
    missing: options.missingBin,
    objective: options.objective,
    over: options.over === undefined ? undefined : overWhat[options.over],
    candidates: options.candidates,
  };
  return { ...start, ...withoutUndefined(found) };
}

/**
 * The rules with what the options say for single columns; special codes without a column are those of every numeric one.
 * @throws CLI_BAD_OPTION
 */
export function rulesOf(
  start: RulesByIndicator,
  options: BinningOptions,
  numericColumns: readonly string[],
): RulesByIndicator {
  const rules: Record<string, IndicatorRules> = { ...start };
  const set = (column: string, rule: IndicatorRules): void => {
    rules[column] = { ...rules[column], ...rule };
  };
  for (const text of options.special) {
    const { column, value } = columnAndValue(text);
    const specialCodes = readNumbers("--special", value);
    for (const id of column === null ? numericColumns : [column]) set(id, { specialCodes });
  }
  eachOf(options.trend, (column, value) => set(column, { trend: readTrend(value) }));
  eachOf(options.maxBins, (column, value) => set(column, { maxBins: readNumber("--max-bins", value) }));
  eachOf(options.minBins, (column, value) => set(column, { minBins: readNumber("--min-bins", value) }));
  eachOf(options.minSize, (column, value) => set(column, { minBinShare: readNumber("--min-size", value) }));
  eachOf(options.cuts, (column, value) => set(column, { cuts: readNumbers("--cuts", value) }));
  eachOf(options.fixedCuts, (column, value) =>
    set(column, { fixedCuts: readNumbers("--fixed-cuts", value) }),
  );
  eachOf(options.forbiddenCuts, (column, value) => {
    const [from = "", to = ""] = value.split("..");
    const interval = { from: readNumber("--forbidden-cuts", from), to: readNumber("--forbidden-cuts", to) };
    set(column, { forbiddenCuts: [...(rules[column]?.forbiddenCuts ?? []), interval] });
  });
  return rules;
}

/** The columns that the options single out, by option, so that a misspelt one can be refused. */
export function columnsOfRules(options: BinningOptions): readonly {
  readonly option: string;
  readonly columns: readonly string[];
}[] {
  const { trend, maxBins, minBins, minSize, special, cuts, fixedCuts, forbiddenCuts } = options;
  const given = {
    "--trend": trend,
    "--max-bins": maxBins,
    "--min-bins": minBins,
    "--min-size": minSize,
    "--special": special,
    "--cuts": cuts,
    "--fixed-cuts": fixedCuts,
    "--forbidden-cuts": forbiddenCuts,
  };
  return Object.entries(given).map(([option, texts]) => ({
    option,
    columns: texts.map((text) => columnAndValue(text).column).filter((column) => column !== null),
  }));
}

function eachOf(values: readonly string[], take: (column: string, value: string) => void): void {
  for (const text of values) {
    const { column, value } = columnAndValue(text);
    if (column !== null) take(column, value);
  }
}

/** The last equals sign divides, since a column's name may hold one. */
function columnAndValue(text: string): { readonly column: string | null; readonly value: string } {
  const at = text.lastIndexOf("=");
  return at < 0 ? { column: null, value: text } : { column: text.slice(0, at), value: text.slice(at + 1) };
}

function readTrend(text: string): TrendChoice {
  const trend = trendChoices.find((one) => one === text);
  if (trend !== undefined) return trend;
  throw cliFaults.fault("CLI_BAD_OPTION", {
    option: "--trend",
    expected: trendChoices.join(", "),
    found: text,
  });
}

function readNumbers(option: string, text: string): readonly number[] {
  return collectNames(text, []).map((one) => readNumber(option, one));
}
