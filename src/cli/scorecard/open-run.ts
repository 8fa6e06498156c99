import type { ReadTable } from "#adapters/tables";
import { trainBoostedTrees } from "#adapters/ydf";
import { binInThreads } from "#flow";
import type { ReportProgress } from "#kernel";
import { type ChallengerTask, type Development, type DevelopmentPlan, openDevelopment } from "#scorecard";
import type { CommandContext } from "../command-context.ts";
import { readData } from "./data-options.ts";
import { type CardOptions, cardPlanOf } from "./development-options.ts";
import { sayLeftOut } from "./say-left-out.ts";
import { type ThreadOption, threadsOf } from "./thread-option.ts";

/** A plan opened on the data that the options name. */
export interface Run {
  readonly read: ReadTable;
  readonly plan: DevelopmentPlan;
  readonly development: Development;
}

/** Whether boosted trees are trained beside the card, to know what it leaves on the table. */
export interface ChallengerOption {
  readonly challenger?: boolean;
}

/** Reads the data, makes the plan, and opens the development; nothing but the sample is formed yet. */
export async function openRun(
  options: CardOptions & ThreadOption & ChallengerOption,
  context: CommandContext,
  onProgress: ReportProgress,
): Promise<Run> {
  const read = await readData(options, null, context);
  const plan = cardPlanOf(options, read.table, context);
  const challenger =
    options.challenger === true
      ? {
          model: "boosted trees (YDF)",
          train: async (task: ChallengerTask) => await trainBoostedTrees(task, context.signal),
        }
      : null;
  const development = openDevelopment(read.table, plan, {
    onProgress: (progress) => {
      context.signal.throwIfAborted();
      onProgress(progress);
    },
    binTable: async (sample, parameters, rules) =>
      await binInThreads(sample, parameters, rules, { workers: threadsOf(options), signal: context.signal }),
    ...(challenger === null ? {} : { challenger }),
  });
  sayLeftOut(development.sample(), context);
  return { read, plan, development };
}
