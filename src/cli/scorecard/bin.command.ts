import type { Command } from "commander";
import { binInThreads } from "#flow";
import { trendWords } from "#report";
import { type BinnedIndicator, formSample, labelOfBin, type Sample } from "#scorecard";
import type { CommandContext } from "../command-context.ts";
import { nameConstraint } from "./terminal-words.ts";
import { readData } from "./data-options.ts";
import { addPlanOptions, type PlanOptions, planOf } from "./plan-options.ts";
import { sayLeftOut } from "./say-left-out.ts";
import { tableText } from "./table-text.ts";
import { isShown, variableOf } from "./variable-document.ts";
import { addThreadOption, threadsOf, type ThreadOption } from "./thread-option.ts";

/** `touchstone scorecard bin`: the optimal bins of every column. */
export function addBin(verb: Command, context: CommandContext): void {
  const command = verb
    .command("bin")
    .description(
      "bin columns optimally: information value, cuts or groups, weights of evidence, certificate",
    );
  addThreadOption(addPlanOptions(command)).action(
    async (options: PlanOptions & ThreadOption) => await runBin(options, context),
  );
}

async function runBin(options: PlanOptions & ThreadOption, context: CommandContext): Promise<void> {
  const read = await readData(options, columnsOf(options), context);
  const plan = planOf(options, read.table, context);
  const { sample, artefact } = formSample(read.table, plan.sample);
  sayLeftOut(artefact, context);
  const found = await binInThreads(sample, plan.parameters.binning, plan.rules, {
    workers: threadsOf(options),
    signal: context.signal,
  });
  if (options.json === true) {
    const { file, sha256 } = { file: read.name, sha256: read.sha256 };
    const document = {
      version: "scorecard-bins@1",
      data: { file, sha256, ...artefact.sample },
      outcome: { target: plan.sample.target, bad: plan.sample.badValue },
      parameters: plan.parameters.binning,
      variables: found.map((one) => variableOf(one, sample.bad.length)),
    };
    context.stdout.write(`${JSON.stringify(document)}\n`);
    return;
  }
  for (const one of found) context.stdout.write(`${describe(one, sample, context.language)}\n`);
}

/** With the variables named, the rest of a wide table need not be read. */
function columnsOf(options: PlanOptions) {
  const { variables, target, weight, observation, rejects, segment, groups, plan, exclude } = options;
  if (variables.length === 0 || target === undefined || plan !== undefined) return null;
  const more = [weight, observation, segment, rejects?.split("=")[0]].filter((name) => name !== undefined);
  return [...new Set([...variables, target, ...more, ...groups, ...exclude])];
}

function describe({ id, result }: BinnedIndicator, sample: Sample, language: "zh" | "en"): string {
  const isChinese = language === "zh";
  if (result.kind === "infeasible") {
    const conflicts = result.reason.conflicts
      .map((conflict) => nameConstraint(conflict)[language])
      .join(isChinese ? "、" : ", ");
    return isChinese ? `${id}  无法分箱：${conflicts}\n` : `${id}  cannot be binned: ${conflicts}\n`;
  }
  const { lower, upper } = result.certificate;
  const bounds = lower === upper ? "" : ` [${lower.toFixed(6)}, ${upper.toFixed(6)}]`;
  const head = `${id}  IV ${result.iv.toFixed(4)}  ${trendWords[result.trend][language]}  ${result.status}${bounds}`;
  const rows = result.bins
    .filter(isShown)
    .map((bin) => [
      labelOfBin(bin, language),
      String(bin.count),
      `${((100 * bin.count) / sample.bad.length).toFixed(1)} %`,
      String(bin.bads),
      bin.count === 0 ? "—" : `${((100 * bin.bads) / bin.count).toFixed(2)} %`,
      bin.woe.toFixed(4),
      bin.iv.toFixed(4),
    ]);
  const names = isChinese
    ? ["分箱", "数量", "占比", "违约", "违约率", "WOE", "IV"]
    : ["bin", "rows", "share", "bads", "bad rate", "WOE", "IV"];
  return `${head}\n${tableText(names, rows)}`;
}
