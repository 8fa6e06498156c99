import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { systemClock } from "#kernel";
import { runCommandLine } from "./run-command-line.ts";

const folder = mkdtempSync(join(tmpdir(), "simulate-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("touchstone simulate", () => {
  it("writes a region with its summary, and the truth apart", async () => {
    const out = join(folder, "region");
    const truth = join(folder, "truth.json");
    const small = ["--enterprises", "20", "--months", "6", "--seed", "cli"];
    const { code, out: said } = await run(["simulate", ...small, "--out", out, "--truth", truth]);
    expect(code).toBe(0);
    expect(said).toContain("SIMULATED DATA 模拟数据: 20 enterprises");
    const manifest = JSON.parse(readFileSync(join(out, "region.json"), "utf8")) as { deliveries: string[] };
    expect(manifest.deliveries).toHaveLength(6);
    const document = JSON.parse(readFileSync(truth, "utf8")) as { seed: string; enterprises: unknown[] };
    expect(document).toMatchObject({ seed: "cli", simulated: true });
    expect(document.enterprises).toHaveLength(20);
  });

  it("refuses sizes out of range, a folder with files, and a truth among the data", async () => {
    const taken = join(folder, "taken");
    const small = ["--enterprises", "20", "--months", "6"];
    const first = await run(["simulate", ...small, "--out", taken, "--json"]);
    expect(JSON.parse(first.out)).toMatchObject({ simulated: true, enterprises: 20 });
    const refused = [
      ["--enterprises", "19", "--out", join(folder, "x")],
      ["--months", "61", "--out", join(folder, "x")],
      ["--until", "2026-13-01", "--out", join(folder, "x")],
      [...small, "--out", taken],
      [...small, "--out", join(folder, "y"), "--truth", join(folder, "y", "truth.json")],
      [...small],
    ];
    for (const options of refused) {
      const { code, out } = await run(["simulate", ...options]);
      expect(code, options.join(" ")).not.toBe(0);
      expect(out).toBe("");
    }
  });

  it("leaves the pilot's options to the pilot", async () => {
    const { code, err } = await run([
      "simulate",
      "pilot",
      "--out",
      join(folder, "pilot"),
      "--borrowers",
      "1",
    ]);
    expect(code).not.toBe(0);
    expect(err).toContain("--borrowers");
  });
});

async function run(words: readonly string[]) {
  let out = "";
  let err = "";
  const code = await runCommandLine(words, {
    stdout: { write: (text) => (out += text) },
    stderr: { write: (text) => (err += text) },
    env: {},
    clock: systemClock,
    language: "en",
    signal: new AbortController().signal,
  });
  return { code, out, err };
}
