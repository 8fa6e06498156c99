import { existsSync } from "node:fs";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runScorecard as scorecard } from "./testing/run-scorecard.ts";

let folder = "";
let data = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "touchstone-options-"));
  data = join(folder, "loans.csv");
  const lines = ["age,town,part,outcome,always"];
  for (let row = 0; row < 400; row++) {
    const isBad = (row * 7919) % 100 < 20 + (row % 50);
    const outcome = row % 40 === 0 ? "" : isBad ? 1 : 0;
    lines.push(`${20 + (row % 50)},${row % 3 === 0 ? "north" : "south"},${row % 4},${outcome},0`);
  }
  await writeFile(data, `${lines.join("\n")}\n`);
});
afterAll(async () => await rm(folder, { recursive: true, force: true }));

describe("options that would quietly do nothing, or nonsense", () => {
  it.each([
    ["no bins at all", "bin DATA --max-bins 0", "binning.maxBins = 0 is out of range: [2, 50]"],
    ["half a bin", "bin DATA --max-bins 4.5", "a whole number in [2, 50]"],
    ["bins larger than the sample", "bin DATA --min-size 2", "binning.minBinShare = 2"],
    ["one column's bins", "bin DATA --max-bins age=1", "rules.age.maxBins"],
    ["a misspelt column of codes", "bin DATA --special agee=-9", "--special cannot be used: expected age,"],
    ["a misspelt column of a trend", "bin DATA --trend agee=peak", "--trend cannot be used: expected age,"],
    ["no threads", "bin DATA --threads 0", "a whole number, 1 or more"],
    ["reasons below none", "score --card x --out y --data FILE --reasons -1", "a whole number, 0 or more"],
    ["one outcome only", "bin --data FILE --target always", "always, which holds only “0”"],
    [
      "an age for a date",
      "fit DATA --observation age --out-of-time 2025-01",
      "begin with the year, found “20”",
    ],
  ])("are refused with what was expected: %s", async (_, line, told) => {
    const answer = await scorecard(
      line.replace("DATA", "--data FILE --target outcome").replace("FILE", data),
    );
    expect(answer).toMatchObject({ code: 2, out: "" });
    expect(answer.err).toContain(told);
  });

  it("are not shown with an empty list as their default", async () => {
    const { out } = await scorecard("build --help");
    expect(out).toContain("--special");
    expect(out).not.toContain("[])");
  });
});

describe("rows that are left out", () => {
  it("are counted on standard error, with the reason", async () => {
    const answer = await scorecard(`bin --data ${data} --target outcome --json`);
    expect(JSON.parse(answer.out).data.rows).toBe(390);
    expect(answer.err).toContain("390 of 400 rows are in the sample: 10 without outcome");
  });
});

describe("the folder of a build", () => {
  it("is not made by a build that fails", async () => {
    const out = join(folder, "failed");
    const answer = await scorecard(`build --data ${data} --target outcome --bad 7 --out ${out}`);
    expect(answer.code).toBe(2);
    expect(existsSync(out)).toBe(false);
  });

  it("keeps nothing of an earlier build that the new one does not make", async () => {
    const out = join(folder, "twice");
    const line = `build --data ${data} --target outcome --variables age,town --min-iv 0 --holdout 0.3 --bootstrap 50 --out ${out}`;
    expect((await scorecard(`${line} --segment part`)).code).toBe(0);
    expect(await readdir(out)).toContain("segments.json");
    expect((await scorecard(line)).code).toBe(0);
    const names = await readdir(out);
    expect(names).toContain("card.json");
    expect(names).not.toContain("segments.json");
  });
});
