import { expect, it } from "vitest";
import { systemClock } from "#kernel";
import { runCommandLine } from "./run-command-line.ts";

async function run(...words: string[]) {
  let output = "";
  let errors = "";
  const code = await runCommandLine(words, {
    stdout: { write: (text) => (output += text) },
    stderr: { write: (text) => (errors += text) },
    env: {},
    clock: systemClock,
    language: "en",
    signal: new AbortController().signal,
  });
  return { code, output, errors };
}

const terms = ["--amount", "1000000", "--rate", "3.45", "--months", "12", "--on", "2026-01-21"];

it.each([
  ["interestOnlyBullet", "3497914"],
  ["levelPayment", "1878585"],
  ["levelPrincipal", "1868750"],
  ["singlePayment", "3497917"],
])("quotes %s to the fen: %s of interest", async (method, interestFen) => {
  const { code, output } = await run("loan", "quote", ...terms, "--method", method, "--json");
  expect(code).toBe(0);
  expect(JSON.parse(output)).toMatchObject({ interestFen });
});

it("prints the schedule for a person", async () => {
  const { output } = await run("loan", "quote", ...terms);
  expect(output).toContain("2970.83");
  expect(output).toContain("interest in all 34979.14 yuan");
});

it("refuses terms that cannot be read, and a day that is none, before anything is opened", async () => {
  expect((await run("loan", "quote", ...terms, "--method", "none")).code).toBe(2);
  expect((await run("loan", "quote", ...terms.slice(0, 6), "--on", "2026-02-30")).code).toBe(2);
  const wrong = await run("close-day", "--data-dir", "/nonexistent/x", "--date", "yesterday");
  expect(wrong.code).toBe(2);
  expect(wrong.errors).toContain("--date");
});
