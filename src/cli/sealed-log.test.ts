import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openDataDirectory } from "#adapters/files";
import { runCommandLine } from "./run-command-line.ts";

// The golden ledger of version 1: 16 entries, a result each for E1, E2 and E3.
const golden = resolve(import.meta.dirname, "../../test/golden/log/v1");
const trust = join(golden, "trust.json");
const { origin } = JSON.parse(readFileSync(join(golden, "bundle.json"), "utf8")).log as { origin: string };

let root: string;
let data: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "touchstone-cli-"));
  data = join(root, "data");
  cpSync(join(golden, "data"), data, { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

async function run(words: readonly string[], language: "zh" | "en" = "en") {
  let stdout = "";
  let stderr = "";
  const exitCode = await runCommandLine(words, {
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
    env: {},
    clock: Date.now,
    language,
    signal: new AbortController().signal,
  });
  return { exitCode, stdout, stderr };
}

function flip(file: string, offset: number): void {
  const bytes = readFileSync(file);
  bytes[offset] = (bytes[offset] ?? 0) ^ 1;
  writeFileSync(file, bytes);
}

describe("prove and verify", () => {
  test("an enterprise's newest result: 0 with the trust file, 1 without, 1 after a flip", async () => {
    const out = join(root, "bundle.json");
    expect(await run(["prove", "--data-dir", data, "--enterprise", origin, "--out", out])).toMatchObject({
      exitCode: 0,
    });
    const verified = await run(["verify", out, "--trust", trust, "--json"]);
    expect(verified.exitCode).toBe(0);
    expect(JSON.parse(verified.stdout)).toMatchObject({
      verdict: "verified",
      proved: { hasResult: true, rows: 1 },
    });
    const unknown = await run(["verify", out]);
    expect(unknown.exitCode).toBe(1);
    expect(unknown.stdout).toContain("self-consistent, signer unknown");
    const stranger = join(root, "stranger.vkey");
    const strangersKey = "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx";
    writeFileSync(stranger, `${strangersKey}\n`);
    const refused = await run(["verify", out, "--trust", stranger]);
    expect(refused.exitCode).toBe(1);
    const [ownKey] = JSON.parse(readFileSync(trust, "utf8")).logs as string[];
    expect(refused.stdout).toContain(`expected ${strangersKey}, found ${ownKey}`);
    flip(out, 2000);
    const failed = await run(["verify", out, "--trust", trust], "zh");
    expect(failed.exitCode).toBe(1);
    expect(failed.stdout).toContain("验证失败");
  });

  test("one row of one entry, believed by the verifier key alone", async () => {
    const out = join(root, "row.json");
    const words = [
      "prove",
      "--data-dir",
      data,
      "--enterprise",
      origin,
      "--entry",
      "1",
      "--row",
      "4",
      "--out",
      out,
    ];
    expect((await run(words)).exitCode).toBe(0);
    const key = join(data, "keys", "touchstone.test_platform.vkey");
    expect((await run(["verify", out, "--trust", key])).exitCode).toBe(0);
  });

  test("bad use is 2, with a sentence", async () => {
    const out = join(root, "x.json");
    const empty = join(root, "empty");
    writeFileSync(empty, "");
    const proving = ["prove", "--data-dir", data, "--out", out, "--enterprise"];
    for (const words of [
      ["verify"],
      ["verify", join(root, "nothing.json")],
      ["verify", join(golden, "bundle.json"), "--trust", join(golden, "bundle.json")],
      ["verify", join(golden, "bundle.json"), "--trust", empty],
      [...proving, "E1"],
      [...proving, "nobody/at/all"],
      [...proving, origin, "--entry", "1"],
      [...proving, origin, "--entry", "1", "--row", "x"],
      [...proving, origin, "--entry", "1", "--row", "4000"],
      [...proving, origin, "--file", "E2-0.csv", "--row", "2"],
      ["prove", "--data-dir", data, "--out", out],
      ["prove", "--data-dir", data, "--out", out, "--file", "E2-0.csv"],
      ["prove", "--data-dir", data, "--out", out, "--file", "nothing.csv", "--row", "2"],
      ["prove", "--data-dir", data, "--out", join(root, "no/where.json"), "--enterprise", origin],
      ["prove", "--data-dir", join(root, "nowhere"), "--enterprise", origin, "--out", out],
    ]) {
      const { exitCode, stderr } = await run(words);
      expect(exitCode, words.join(" ")).toBe(2);
      expect(stderr).not.toBe("");
    }
  });
});

describe("audit", () => {
  test("is 0 on a whole ledger and says how much it read", async () => {
    const { exitCode, stdout } = await run(["audit", "--data-dir", data, "--json"]);
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ findings: [], entries: 16, platformSize: 5, files: 10 });
  });

  test("is 1 on a flipped byte, with file and offset, also in the version file", async () => {
    flip(join(data, "log/payload/000000.segment"), 1000);
    flip(join(data, "VERSION"), 0);
    const { exitCode, stdout } = await run(["audit", "--data-dir", data]);
    expect(exitCode).toBe(1);
    expect(stdout).toContain("log/payload/000000.segment @981+147");
    expect(stdout).toContain("VERSION @0+2");
  });

  test("proves that the log continues a kept bundle's checkpoint, and refuses a stranger's", async () => {
    const words = ["audit", "--data-dir", data, "--against"];
    const { exitCode, stdout } = await run([...words, join(golden, "bundle.json")]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("the log continues the kept checkpoint of 5 leaves");
    const strange = await run([...words, trust, "--json"]);
    expect(strange.exitCode).toBe(1);
    expect(JSON.parse(strange.stdout)).toMatchObject({ against: null, findings: [{ file: trust }] });
    expect((await run([...words, join(root, "nothing")])).exitCode).toBe(2);
  });

  test("--observations compares the store with the sealed rows, once the log itself is in order", async () => {
    const words = ["audit", "--data-dir", data, "--observations"];
    const { exitCode, stdout } = await run([...words, "--json"]);
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ findings: [], observations: { findings: [] } });
    flip(join(data, "log/payload/000000.segment"), 1000);
    const damaged = await run(words);
    expect(damaged.exitCode).toBe(1);
    expect(damaged.stdout).toContain("not compared with the store");
  });

  test("is 2 while another process has the directory, and names its pid", async () => {
    const opened = openDataDirectory(data);
    const { exitCode, stderr } = await run(["audit", "--data-dir", data]);
    opened.release();
    expect(exitCode).toBe(2);
    expect(stderr).toContain(String(process.pid));
    expect((await run(["audit", "--data-dir", join(root, "nowhere")])).exitCode).toBe(2);
  });
});

describe("log export", () => {
  test("writes the platform log or a private one, and refuses a folder that is not empty", async () => {
    const out = join(root, "export");
    const words = ["log", "export", "--data-dir", data, "--out", out];
    const exported = await run([...words, "--json"]);
    expect(JSON.parse(exported.stdout)).toMatchObject({ origin: "touchstone.test/platform", size: 5 });
    expect((await run(words)).exitCode).toBe(2);
    const own = await run(["log", "export", "--data-dir", data, "--out", join(root, "own"), "--log", origin]);
    expect(own.stdout.split("\n")[0]).toBe(origin);
    const unknown = ["log", "export", "--data-dir", data, "--out", join(root, "none"), "--log", "nobody"];
    expect((await run(unknown)).exitCode).toBe(2);
  });

  test("stops on damage with 1 and points to the file", async () => {
    flip(join(data, "log/wal/000000.wal"), 100);
    const { exitCode, stderr } = await run([
      "log",
      "export",
      "--data-dir",
      data,
      "--out",
      join(root, "export"),
    ]);
    expect(exitCode).toBe(1);
    expect(stderr).toContain("000000.wal");
  });
});

test("every verb has help", async () => {
  for (const words of [["prove"], ["verify"], ["audit"], ["log"], ["log", "export"]]) {
    expect((await run([...words, "--help"])).exitCode).toBe(0);
  }
});
