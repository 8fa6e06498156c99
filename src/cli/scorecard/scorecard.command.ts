import type { RegisterCommand } from "../command-context.ts";
import { addBin } from "./bin.command.ts";
import { addBuild } from "./build.command.ts";
import { addExplore } from "./explore.command.ts";
import { addScore } from "./score.command.ts";

/** `touchstone scorecard …`: from a table to a validated card, step by step or in one. */
export const registerScorecard: RegisterCommand = (program, context) => {
  const verb = program
    .command("scorecard")
    .description(
      "develop, judge and use a scorecard (评分卡) on a CSV or Parquet file or a ClickHouse query",
    );
  addExplore(verb, context);
  addBin(verb, context);
  addBuild(verb, context);
  addScore(verb, context);
};
