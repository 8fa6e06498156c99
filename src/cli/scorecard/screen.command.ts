import type { Command } from "commander";
import type { ScreeningArtefact, ScreeningReason } from "#scorecard";
import type { CommandContext } from "../command-context.ts";
import { showProgress } from "../progress-line.ts";
import { addCardOptions, type CardOptions } from "./development-options.ts";
import { openRun } from "./open-run.ts";
import { tableText } from "./table-text.ts";
import { nameConstraint, reasonWords } from "./terminal-words.ts";
import { addThreadOption, type ThreadOption } from "./thread-option.ts";

/** `touchstone scorecard screen`: which columns may enter a card, and why the others may not. */
export function addScreen(verb: Command, context: CommandContext): void {
  const command = verb
    .command("screen")
    .description(
      "screen columns by information value, missing and identical shares, correlation, VIF, PSI, experts",
    );
  addThreadOption(addCardOptions(command)).action(
    async (options: CardOptions & ThreadOption) => await runScreen(options, context),
  );
}

async function runScreen(options: CardOptions & ThreadOption, context: CommandContext): Promise<void> {
  const progress = showProgress(context.stderr, context.clock);
  try {
    const { read, development } = await openRun(options, context, progress.report);
    const screening = await development.screen();
    progress.end();
    const data = { file: read.name, sha256: read.sha256 };
    context.stdout.write(
      options.json === true
        ? `${JSON.stringify({ version: "scorecard-screening@1", data, ...screening })}\n`
        : describe(screening, context.language),
    );
  } finally {
    progress.end();
  }
}

function describe({ figures, candidates }: ScreeningArtefact, language: "zh" | "en"): string {
  const isChinese = language === "zh";
  const names = isChinese
    ? ["变量", "IV", "缺失", "同值", "PSI", "VIF", "结论"]
    : ["variable", "IV", "missing", "identical", "PSI", "VIF", "decision"];
  const rows = figures
    .toSorted((left, right) => (right.iv ?? -1) - (left.iv ?? -1))
    .map((one) => [
      one.id,
      one.iv === null ? "" : one.iv.toFixed(4),
      `${(100 * one.missingShare).toFixed(1)} %`,
      `${(100 * one.identicalShare).toFixed(1)} %`,
      one.psi === null ? "" : one.psi.toFixed(3),
      one.vif === null ? "" : one.vif.toFixed(2),
      one.reason === null ? candidateText(one.isSuspicious, isChinese) : reasonText(one.reason, language),
    ]);
  const head = isChinese
    ? `${figures.length} 个变量，${candidates.length} 个可入模`
    : `${figures.length} variables, ${candidates.length} may enter`;
  return `${head}\n${tableText(names, rows)}`;
}

function candidateText(isSuspicious: boolean, isChinese: boolean): string {
  if (isSuspicious) return isChinese ? "可入模，疑似泄露" : "may enter; knows the outcome?";
  return isChinese ? "可入模" : "may enter";
}

/** A reason in words, with the other indicator or the limits in conflict where there are such. */
function reasonText(reason: ScreeningReason, language: "zh" | "en"): string {
  const words = reasonWords[reason.kind][language];
  if (reason.kind === "correlated") return `${words} ${reason.with} ${reason.correlation.toFixed(2)}`;
  if (reason.kind === "notBinnable") {
    const conflicts = reason.reason.conflicts.map((one) => nameConstraint(one)[language]);
    return `${words}: ${conflicts.join(", ")}`;
  }
  return words;
}
