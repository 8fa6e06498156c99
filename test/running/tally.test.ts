import { expect, it } from "vitest";
import { addTallies, tallyLine, tallyOfReport } from "./tally.ts";

const file = (status: string, ...tests: string[]) => ({
  name: "a.test.ts",
  status,
  assertionResults: tests.map((test) => ({ status: test, fullName: "a claim" })),
});

it("counts tests, and names skipped ones only when there are any", () => {
  const tally = tallyOfReport(
    { testResults: [file("passed", "passed", "passed"), file("failed", "failed", "pending")] },
    1,
  );
  expect(tallyLine(tally)).toBe("2 passed, 1 failed, 1 skipped");
  expect(tallyLine(addTallies([{ passed: 1, failed: 0, skipped: 0 }]))).toBe("1 passed, 0 failed");
});

it("counts a file that did not load as a failure", () => {
  expect(tallyOfReport({ testResults: [file("failed"), file("passed", "passed")] }, 1).failed).toBe(1);
});

it("counts an exit code that no test explains as a failure", () => {
  expect(tallyOfReport({ testResults: [file("passed", "passed")] }, 1).failed).toBe(1);
  expect(tallyOfReport({ testResults: [file("passed", "passed")] }, null).failed).toBe(1);
  expect(tallyOfReport({ testResults: [file("passed", "passed")] }, 0).failed).toBe(0);
});
