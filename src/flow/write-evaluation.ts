import { existsSync, writeFileSync } from "node:fs";
import { mkdir, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import type { Clock, ReportProgress } from "#kernel";
import { formatTrust } from "#seal";
import type { Ledger } from "#ledger";
import { type Evaluation, writeReport } from "#report";
import { type EvaluationOutcome, timingSince } from "./evaluate-enterprises.ts";
import { writeEvidence } from "./evidence.ts";
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

/**
 * Writes the result: the document, the card, the report, the evidence, and apart from the evidence the trust file,
 * because a bundle that brings its own key proves nothing. All of it goes into a hidden folder beside its place and is
 * then renamed: a reader of the output folder sees the earlier result or the new one, never half of one.
 * @returns the document as written, its timing up to then
 */
export async function writeOutcome(
  folder: string,
  outcome: EvaluationOutcome,
  ledger: Ledger,
  options: { readonly clock: Clock; readonly signal: AbortSignal; readonly onProgress: ReportProgress },
): Promise<Evaluation> {
  const { scorecard } = outcome;
  let { evaluation } = outcome;
  const partial = join(folder, `.partial-${process.pid}`);
  await rm(partial, { recursive: true, force: true });
  for (const name of ["evidence", "report/enterprises"])
    await mkdir(join(partial, name), { recursive: true });
  const total = 2 * evaluation.enterprises.length;
  let done = 0;
  const write = (path: string, content: string): void => {
    options.signal.throwIfAborted();
    // At once: a small file through the thread pool takes twice as long, and there are many.
    writeFileSync(join(partial, path), content);
    options.onProgress({ step: "write", done: done++, total, unit: "enterprises" });
  };
  try {
    const writeAllEvidence = async (): Promise<void> => {
      for await (const [path, content] of writeEvidence(ledger, outcome.evaluation)) write(path, content);
    };
    const writePages = async (): Promise<void> => {
      for (const [path, content] of writeReport(outcome.evaluation)) {
        write(join("report", path), content);
        await setImmediate();
      }
    };
    // The ledger's thread proves while this one renders.
    await Promise.all([writeAllEvidence(), writePages()]);
    write("trust.json", formatTrust(ledger.trust()));
    evaluation = { ...evaluation, timing: timingSince(outcome.startedAtMs, options.clock) };
    write("evaluation.json", `${JSON.stringify(evaluation)}\n`);
    if (scorecard !== null) write("scorecard.json", `${JSON.stringify(scorecard)}\n`);
    for (const name of await readdir(partial)) {
      await rm(join(folder, name), { recursive: true, force: true });
      await rename(join(partial, name), join(folder, name));
    }
    return evaluation;
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}
