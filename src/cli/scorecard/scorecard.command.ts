import type { RegisterCommand } from "../command-context.ts";
import { addBin } from "./bin.command.ts";
import { addBuild } from "./build.command.ts";
import { addEvaluate } from "./evaluate.command.ts";
import { addExplore } from "./explore.command.ts";
import { addExport } from "./export.command.ts";
import { addFit } from "./fit.command.ts";
import { addMonitor } from "./monitor.command.ts";
import { addScore } from "./score.command.ts";
import { addScreen } from "./screen.command.ts";

/** `touchstone scorecard …`: from a table to a validated card, step by step or in one. */
export const registerScorecard: RegisterCommand = (program, context) => {
  const verb = program
    .command("scorecard")
    .description(
      "develop, judge and use a scorecard (评分卡) on a CSV or Parquet file or a ClickHouse query",
    );
  const steps = [
    addExplore,
    addBin,
    addScreen,
    addFit,
    addBuild,
    addScore,
    addEvaluate,
    addMonitor,
    addExport,
  ];
  for (const add of steps) add(verb, context);
};
