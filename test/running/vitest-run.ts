import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repositoryRoot } from "../boundaries/source-files.ts";
import { type Tally, type VitestReport, tallyOfReport } from "./tally.ts";

/** Runs vitest on this process's Node, shows its report and counts the result. */
export function runVitest(filters: readonly string[]): Tally {
  const folder = mkdtempSync(join(tmpdir(), "touchstone-test-"));
  const reportFile = join(folder, "report.json");
  try {
    const ended = spawnSync(
      process.execPath,
      [
        join(repositoryRoot, "node_modules/vitest/vitest.mjs"),
        "run",
        "--reporter=default",
        "--reporter=json",
        `--outputFile.json=${reportFile}`,
        ...filters,
      ],
      { cwd: repositoryRoot, stdio: "inherit" },
    );
    if (!existsSync(reportFile)) {
      process.stdout.write(`The test runner ended without a report (exit code ${ended.status}).\n`);
      return { passed: 0, failed: 1, skipped: 0 };
    }
    const report = JSON.parse(readFileSync(reportFile, "utf8")) as VitestReport;
    showSkipped(report);
    return tallyOfReport(report, ended.status);
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
