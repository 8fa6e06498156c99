import type { DevelopmentStep } from "#scorecard";
import type { ScorecardProject } from "./scorecard-project.ts";
import type { VersionSummary } from "./scorecard-version.ts";

/** The verb of the command line that does the same as a step, and where it stops. */
const verbOfStep: Readonly<Record<DevelopmentStep, string>> = {
  sample: "explore",
  explore: "explore",
  preprocess: "bin",
  screen: "screen",
  fit: "fit",
  evaluate: "build",
  card: "build",
  deploy: "export",
};

/** The command line that leaves the same artefact; the plan and the rows are those that the page shows. */
export function commandOfStep(
  project: Pick<ScorecardProject, "id" | "source">,
  step: DevelopmentStep,
): string {
  const verb = verbOfStep[step];
  if (verb === "export") {
    return "npx touchstone scorecard export --card out --format postgresql --out scorecard.sql";
  }
  const result = verb === "build" ? "--out out" : "--json";
  return `${prepare(project)}npx touchstone scorecard ${verb} --data ${dataOf(project)} --plan plan.json ${result}`;
}

/** The command line that does all eight steps at once. */
export function commandOfProject(project: Pick<ScorecardProject, "id" | "source">): string {
  return `${prepare(project)}npx touchstone scorecard build --data ${dataOf(project)} --plan plan.json --out out`;
}

/** Rows that are no file are written as one first. */
function prepare({ id, source }: Pick<ScorecardProject, "id" | "source">): string {
  return source.kind === "upload"
    ? ""
    : `npx touchstone studio data ${id} --data-dir DIR --out labelled.csv && `;
}

/** What a version's page does, as command lines on its exported JSON. */
export function commandsOfVersion({ version }: Pick<VersionSummary, "version">): {
  readonly score: string;
  readonly export: string;
  readonly evaluate: string;
  readonly monitor: string;
} {
  const card = `--card scorecard-v${version}.json`;
  return {
    score: `npx touchstone scorecard score ${card} --data new.csv --out scored.csv`,
    export: `npx touchstone scorecard export ${card} --format postgresql`,
    evaluate: `npx touchstone scorecard evaluate ${card} --data new.csv`,
    monitor: "npx touchstone scorecard monitor --card out --data new.csv",
  };
}

function dataOf({ source }: Pick<ScorecardProject, "source">): string {
  return source.kind === "upload" ? quoted(source.file) : "labelled.csv";
}

/** A file name that an outsider chose, quoted for a POSIX shell. */
function quoted(text: string): string {
  return /^[\w.-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
