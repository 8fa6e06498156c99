import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repositoryRoot } from "../boundaries/source-files.ts";
import { type EndedRun, type Ending, tallyOfBoth } from "./ending.ts";
import { endingFileVariable } from "./ending-reporter.ts";
import { type Tally, type VitestReport, tallyOfReport } from "./tally.ts";

/** More files than this do not die by chance. */
const mostRunAgain = 2;

/**
 * Runs vitest on this process's Node, shows its report and counts the result. A file whose process died in the middle
 * is named and run once more; what it died of, where it could still say it, stands above.
 */
export function runVitest(filters: readonly string[]): Tally {
  const first = runOnce(filters);
  if (first === null) return { passed: 0, failed: 1, skipped: 0 };
  const { unfinished } = first.ending;
  if (unfinished.length === 0 || unfinished.length > mostRunAgain) {
    showSkipped(first.report);
    return tallyOfReport(first.report, first.exitCode);
  }
  process.stdout.write(
    `\nThe process of these tests died; they are run again:\n  ${unfinished.join("\n  ")}\n`,
  );
  const second = runOnce(unfinished);
  showSkipped({ testResults: first.report.testResults.filter(({ name }) => !unfinished.includes(name)) });
  if (second === null) return tallyOfReport(first.report, first.exitCode);
  return tallyOfBoth(first, second);
}

function runOnce(filters: readonly string[]): EndedRun | null {
  const folder = mkdtempSync(join(tmpdir(), "touchstone-test-"));
  const reportFile = join(folder, "report.json");
  const endingFile = join(folder, "ending.json");
  try {
    const { status } = spawnSync(
      process.execPath,
      [
        join(repositoryRoot, "node_modules/vitest/vitest.mjs"),
        "run",
        "--reporter=default",
        "--reporter=json",
        `--reporter=${join(repositoryRoot, "test/running/ending-reporter.ts")}`,
        `--outputFile.json=${reportFile}`,
        ...filters,
      ],
      { cwd: repositoryRoot, stdio: "inherit", env: { ...process.env, [endingFileVariable]: endingFile } },
    );
    if (!existsSync(reportFile) || !existsSync(endingFile)) {
      process.stdout.write(`The test runner ended without a report (exit code ${status}).\n`);
      return null;
    }
    const report = JSON.parse(readFileSync(reportFile, "utf8")) as VitestReport;
    const ending = JSON.parse(readFileSync(endingFile, "utf8")) as Ending;
    return { report, ending, exitCode: status };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function showSkipped(report: VitestReport): void {
  const skipped = report.testResults.flatMap((file) =>
    file.assertionResults
      .filter((test) => test.status !== "passed" && test.status !== "failed")
      .map((test) => `  ${file.name.replace(repositoryRoot, "")}: ${test.fullName}`),
  );
  if (skipped.length > 0) process.stdout.write(`Skipped (reasons above):\n${skipped.join("\n")}\n`);
}
