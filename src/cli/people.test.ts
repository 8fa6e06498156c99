import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemClock } from "#kernel";
import { runCommandLine } from "./run-command-line.ts";

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "touchstone-people-"));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("touchstone party and user", { timeout: 60_000 }, () => {
  it("add a party and its people, and list them", async () => {
    const made = await run(
      "party",
      "add",
      "--kind",
      "fund",
      "--code",
      "fund-01",
      "--name",
      "补偿资金",
      "--first-person",
      "李",
    );
    expect(made.exitCode).toBe(0);
    expect(made.json()).toMatchObject({ party: { kind: "fund", code: "fund-01" } });
    const taken = await run(
      "party",
      "add",
      "--kind",
      "fund",
      "--code",
      "FUND-01",
      "--name",
      "另一",
      "--first-person",
      "王",
    );
    expect(taken).toMatchObject({ exitCode: 2 });
    expect(taken.errors).toContain("ACCESS_PARTY_CODE_TAKEN");
    const added = await run("user", "add", "--party", "fund-01", "--name", "王", "--role", "fundOfficer");
    expect(added.json()).toHaveProperty("token");
    const wrong = await run("user", "add", "--party", "fund-01", "--name", "赵", "--role", "creditOfficer");
    expect(wrong.exitCode).toBe(2);
    expect(wrong.errors).toContain("--role");
    const people = await run("user", "list", "--party", "fund-01");
    expect(people.json()).toMatchObject({
      items: [
        { name: "李", role: "administrator" },
        { name: "王", role: "fundOfficer" },
      ],
    });
    const parties = await run("party", "list");
    expect(parties.json()).toMatchObject({ items: [{ code: "bank" }, { code: "fund-01" }] });
  });

  it("name a party that there is not", async () => {
    const unknown = await run("user", "list", "--party", "nowhere");
    expect(unknown.exitCode).toBe(2);
    expect(unknown.errors).toContain("ACCESS_PARTY_NOT_FOUND");
  });
});

async function run(...words: string[]) {
  let output = "";
  let errors = "";
  const exitCode = await runCommandLine([...words, "--data-dir", path.join(folder, "data"), "--json"], {
    stdout: { write: (text) => (output += text) },
    stderr: { write: (text) => (errors += text) },
    env: {},
    clock: systemClock,
    language: "en",
    signal: new AbortController().signal,
  });
  return { exitCode, errors, json: () => JSON.parse(output) as unknown };
}
