import { expect, it } from "vitest";
import { type EndedRun, endingOf, tallyOfBoth } from "./ending.ts";

const file = (name: string, status: string, ...tests: string[]) => ({
  name,
  status,
  assertionResults: tests.map((test) => ({ status: test, fullName: "a claim" })),
});
const died = { message: "[vitest-pool]: Worker forks emitted error." };
const modules = [
  { path: "a.test.ts", state: "passed" },
  { path: "b.test.ts", state: "queued" },
];
const run = (ending: EndedRun["ending"], exitCode: number, ...testResults: ReturnType<typeof file>[]) => ({
  report: { testResults },
  exitCode,
  ending,
});

const first = (errors: readonly { message: string }[]) =>
  run(
    endingOf(modules, errors),
    1,
    file("a.test.ts", "passed", "passed"),
    file("b.test.ts", "passed", "pending"),
  );

it("counts a file whose process died as its second run says", () => {
  const passes = run({ unfinished: [], otherErrors: 0 }, 0, file("b.test.ts", "passed", "passed", "skipped"));
  expect(tallyOfBoth(first([died]), passes)).toEqual({ passed: 2, failed: 0, skipped: 1 });
  const fails = run({ unfinished: [], otherErrors: 0 }, 1, file("b.test.ts", "failed", "failed"));
  expect(tallyOfBoth(first([died]), fails)).toEqual({ passed: 1, failed: 1, skipped: 0 });
});

it("does not forgive a second death, nor an error beside the first", () => {
  const again = run({ unfinished: ["b.test.ts"], otherErrors: 0 }, 1, file("b.test.ts", "passed", "pending"));
  expect(tallyOfBoth(first([died]), again).failed).toBe(1);
  const passes = run({ unfinished: [], otherErrors: 0 }, 0, file("b.test.ts", "passed", "passed"));
  expect(tallyOfBoth(first([died, { message: "Unhandled Rejection" }]), passes).failed).toBe(1);
});
