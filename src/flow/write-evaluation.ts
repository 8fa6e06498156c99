import { existsSync } from "node:fs";
import { mkdir, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Evaluation } from "#report";
import { writeReport } from "#report";
import { flowFaults } from "./errors.ts";

/** What this program writes into an output folder; anything else in it is left alone. */
const OURS = ["data", "report", "evidence", "evaluation.json", "scorecard.json", "trust.json"];

/**
 * Makes the output folder ready.
 * @throws FLOW_OUTPUT_NOT_OURS when the place is a file, or a folder with other things in it and none of ours
 */
export async function prepareOutputFolder(path: string): Promise<void> {
  if (!existsSync(path)) {
    await mkdir(path, { recursive: true });
    return;
  }
  if (!(await stat(path)).isDirectory()) {
    throw flowFaults.fault("FLOW_OUTPUT_NOT_OURS", { path, found: "a file" });
  }
  const names = (await readdir(path)).filter((name) => !name.startsWith("."));
  if (names.length > 0 && !names.some((name) => OURS.includes(name))) {
    throw flowFaults.fault("FLOW_OUTPUT_NOT_OURS", { path, found: `a folder with ${names[0]}` });
  }
}

/** A file of the output, by its path relative to the output folder. */
export type OutputFiles = ReadonlyMap<string, string | Uint8Array>;

/** Everything that is written besides the data: the document, the report, the card. */
export function outputFilesOf(evaluation: Evaluation, scorecardJson: string | null): OutputFiles {
  const files = new Map<string, string | Uint8Array>();
  files.set("evaluation.json", `${JSON.stringify(evaluation)}\n`);
  if (scorecardJson !== null) files.set("scorecard.json", `${scorecardJson}\n`);
  for (const [path, content] of writeReport(evaluation)) files.set(join("report", path), content);
  return files;
}

/**
 * Writes the files into a hidden folder beside their place and then renames: a reader of the output folder sees
 * the earlier result or the new one, never half of one.
 */
export async function writeOutput(folder: string, files: OutputFiles): Promise<void> {
  const partial = join(folder, `.partial-${process.pid}`);
  await rm(partial, { recursive: true, force: true });
  const folders = new Set([...files.keys()].map((path) => dirname(join(partial, path))));
  for (const path of folders) await mkdir(path, { recursive: true });
  for (const [path, content] of files) await writeFile(join(partial, path), content);
  for (const name of await readdir(partial)) {
    await rm(join(folder, name), { recursive: true, force: true });
    await rename(join(partial, name), join(folder, name));
  }
  await rm(partial, { recursive: true, force: true });
}
