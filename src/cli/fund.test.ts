import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { defaultTerms, termsToWire } from "#compensation";
import { systemClock } from "#kernel";
import { runCommandLine } from "./run-command-line.ts";

const folder = mkdtempSync(path.join(tmpdir(), "touchstone-fund-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function run(words: readonly string[]) {
  let out = "";
  let errors = "";
  const code = await runCommandLine(words, {
    stdout: { write: (text) => (out += text) },
    stderr: { write: (text) => (errors += text) },
    env: {},
    clock: systemClock,
    language: "zh",
    signal: new AbortController().signal,
  });
  return { code, out, errors };
}

function fileOf(events: readonly unknown[]): string {
  const file = path.join(folder, `${events.length}.json`);
  writeFileSync(file, JSON.stringify({ programme: termsToWire(defaultTerms), events }));
  return file;
}

describe("touchstone fund simulate", () => {
  const on = "2026-03-02";
  const loss = { kind: "expected", fen: "100000000" };
  const life = [
    { kind: "injection", on, amountFen: "500000000" },
    { kind: "open", on, claim: "c", bank: "b", firm: "f", size: "micro", eligibleFen: "100000000" },
    { kind: "reserve", on, claim: "c", class: "specialMention", loss },
    { kind: "pay", on, claim: "c" },
    { kind: "reserve", on, claim: "c", class: "substandard", loss },
    { kind: "pay", on, claim: "c" },
    { kind: "cure", on, claim: "c" },
  ];

  it("works out a claim from the advance to the refund, and checks the invariants", async () => {
    const { code, out } = await run(["fund", "simulate", fileOf(life), "--json"]);
    expect(code).toBe(0);
    const result = JSON.parse(out) as { events: { outcome: { amountFen: string } }[]; violations: string[] };
    expect(result.events.map(({ outcome }) => outcome.amountFen).slice(3)).toEqual([
      "10000000",
      "15000000",
      "15000000",
      "25000000",
    ]);
    expect(result.violations).toEqual([]);
  });

  it("prints the rules in the reader's language", async () => {
    const { out } = await run(["fund", "simulate", fileOf(life)]);
    expect(out).toContain("累计比例 25.00%：次级、微型 企业，不高于该规模的最高比例 55.00%");
    expect(out).toContain("各项不变式在每一步都成立");
  });

  it("names the item that it does not understand, and ends with 2", async () => {
    const { code, errors } = await run([
      "fund",
      "simulate",
      fileOf([{ kind: "injection", on, amountFen: 5 }]),
    ]);
    expect(code).toBe(2);
    expect(errors).toMatch(/FUND_EVENT_MALFORMED: .*第 1 项/);
  });
});
