import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runStandaloneQuery } from "#adapters/clickhouse";
import { createRandom } from "#kernel";
import { runScorecard as scorecard } from "./testing/run-scorecard.ts";
import type { Answer } from "./testing/run-scorecard.ts";

let folder = "";
let data = "";

/** A thousand loans whose outcome depends on debt and region; income has codes and gaps, and gaps are riskier. */
function loans(seed: string): string {
  const random = createRandom(seed);
  const lines = ["id,month,debt,income,region,part,outcome"];
  for (let row = 0; row < 1_000; row++) {
    const debt = random.next() * 10;
    const isGap = random.next() < 0.15;
    const region = ["north", "south", "east"][random.integer(3)] as string;
    const logOdds = -3 + 0.35 * debt + (isGap ? 1 : 0) + (region === "south" ? 0.8 : 0);
    const isBad = random.next() < 1 / (1 + Math.exp(-logOdds));
    const income = isGap ? "" : random.next() < 0.05 ? "-9" : (2_000 + random.next() * 9_000).toFixed(0);
    const month = `2026-0${1 + (row % 6)}`;
    const part = row % 4 === 0 ? "test" : "train";
    lines.push(`L${row},${month},${debt.toFixed(3)},${income},${region},${part},${isBad ? "bad" : "good"}`);
  }
  return `${lines.join("\n")}\n`;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "touchstone-scorecard-"));
  data = join(folder, "loans.csv");
  await writeFile(data, loans("loans"));
});
afterAll(async () => await rm(folder, { recursive: true, force: true }));

describe("touchstone scorecard bin", () => {
  it("gives every variable its value, status, trend, cuts or groups, bins and certificate", async () => {
    const answer = await scorecard(
      `bin --data ${data} --target outcome --bad bad --exclude id,month,part --special income=-9 --max-bins 4 --min-size 0.05 --json`,
    );
    expect(answer.code).toBe(0);
    const { variables } = JSON.parse(answer.out);
    expect(variables.map(({ name }: { name: string }) => name)).toEqual(["debt", "income", "region"]);
    const [debt, income, region] = variables;
    expect(debt).toMatchObject({ status: "optimal" });
    expect(debt.cuts).toHaveLength(debt.bins.length - 1);
    expect(debt.bins.length).toBeLessThanOrEqual(4);
    expect(income.bins.map(({ kind }: { kind: string }) => kind).slice(-2)).toEqual(["special", "missing"]);
    expect(region.groups.flat().sort()).toEqual(["east", "north", "south"]);
    for (const { iv, bins, certificate } of variables) {
      const good = bins.reduce((sum: number, bin: { good: number }) => sum + bin.good, 0);
      const bad = bins.reduce((sum: number, bin: { bad: number }) => sum + bin.bad, 0);
      expect(good + bad).toBe(1_000);
      const again = bins.reduce(
        (sum: number, bin: { good: number; bad: number; woe: number }) =>
          sum + (bin.bad / bad - bin.good / good) * bin.woe,
        0,
      );
      expect(again).toBeCloseTo(iv, 10);
      expect(certificate.upper).toBeGreaterThanOrEqual(certificate.lower);
    }
  });

  it("says which constraints conflict instead of returning one bin", async () => {
    const answer = await scorecard(
      `bin --data ${data} --target outcome --variables debt --min-size 0.5 --min-bins 3 --json`,
    );
    const [debt] = JSON.parse(answer.out).variables;
    expect(debt).toMatchObject({ iv: null, status: "infeasible", bins: [] });
    expect(debt.conflicts.length).toBeGreaterThan(0);
  });

  it("gives the same bytes for any number of threads", async () => {
    const line = `bin --data ${data} --target outcome --exclude id --json --threads`;
    const one = await scorecard(`${line} 1`);
    expect((await scorecard(`${line} 2`)).out).toBe(one.out);
  });
});

describe("data that is no CSV", () => {
  it("is read from Parquet and from a query by the engine inside", async () => {
    const parquet = join(folder, "loans.parquet");
    const sql = `SELECT * FROM file('${data}', CSVWithNames) INTO OUTFILE '${parquet}' FORMAT Parquet`;
    await runStandaloneQuery(sql);
    const line = "--target outcome --variables debt,region --json";
    const csv = JSON.parse((await scorecard(`bin --data ${data} ${line}`)).out);
    const fromParquet = JSON.parse((await scorecard(`bin --data ${parquet} ${line}`)).out);
    expect(fromParquet.variables).toEqual(csv.variables);
    expect((await scorecard("bin --query SELEC --target x")).err).toContain("TABLES_QUERY");
  });
});

describe("touchstone scorecard build", () => {
  it("leaves card, plan, evaluation, report and fingerprints, the same bytes each time", async () => {
    const line = `build --data ${data} --target outcome --bad bad --exclude id --observation month --split part=test --special income=-9 --json`;
    const out = join(folder, "card");
    const answer = await scorecard(`${line} --out ${out}`);
    expect(answer.code).toBe(0);
    const document = JSON.parse(answer.out);
    expect(document.variables.map(({ name }: { name: string }) => name)).toEqual([
      "debt",
      "income",
      "region",
    ]);
    const names = document.model.coefficients.map(({ name }: { name: string }) => name);
    expect(names[0]).toBe("intercept");
    expect(names).toContain("debt");
    const { auc, ks, low, high, method } = document.evaluation;
    expect(low).toBeLessThan(auc);
    expect(high).toBeGreaterThan(auc);
    expect(ks).toBeGreaterThan(0.2);
    expect(method).toMatch(/DeLong/);
    const written = await readdir(out);
    expect(written.sort().join(" ")).toBe(
      "binning.json card.json evaluation.json exploration.json fit.json manifest.json plan.json report.html sample.json screening.json",
    );
    const again = join(folder, "again");
    await scorecard(`${line} --out ${again}`);
    for (const name of ["card.json", "evaluation.json", "plan.json"]) {
      expect(await readFile(join(again, name), "utf8"), name).toBe(await readFile(join(out, name), "utf8"));
    }
  });

  it("writes a report in two languages that needs no network and has no figure that is none", async () => {
    const report = await readFile(join(folder, "card", "report.html"), "utf8");
    const body = report.slice(0, report.indexOf("<script>"));
    expect(body.includes("default-src 'none'")).toBe(true);
    expect(/https?:\/\//.test(body)).toBe(false);
    for (const words of ["ROC curve", "KS 曲线", "Lift", "Calibration", "分数分布", "PSI over time", "WOE"]) {
      expect(body.includes(words), words).toBe(true);
    }
    expect(/.{40}(NaN|undefined|\[object).{40}/.exec(body)?.[0]).toBe(undefined);
  });

  it("follows the plan file of an earlier run to the same card", async () => {
    const out = join(folder, "planned");
    await scorecard(`build --data ${data} --plan ${join(folder, "card", "plan.json")} --out ${out}`);
    const card = await readFile(join(out, "card.json"), "utf8");
    expect(card).toBe(await readFile(join(folder, "card", "card.json"), "utf8"));
  });
});

describe("touchstone scorecard fit", () => {
  it("regresses on weights of evidence, or on the values as they stand", async () => {
    const line = `fit --data ${data} --target outcome --variables debt,region --json`;
    const names = ({ out }: Answer): readonly string[] =>
      JSON.parse(out).model.coefficients.map(({ name }: { name: string }) => name);
    expect(names(await scorecard(line))).toEqual(["intercept", "debt", "region"]);
    const values = await scorecard(`${line} --values`);
    expect(names(values)).toEqual(["intercept", "debt", "region=north", "region=south"]);
    const [, debt] = JSON.parse(values.out).model.coefficients;
    // The rows were drawn with 0.35 for each unit of debt.
    expect(Math.abs(debt.coefficient - 0.35)).toBeLessThan(3 * debt.standardError);
  });
});

describe("a card in use", () => {
  it("scores every row, with grades and reasons", async () => {
    const out = join(folder, "scores.csv");
    const answer = await scorecard(
      `score --card ${join(folder, "card")} --data ${data} --id id --reasons 1 --out ${out}`,
    );
    expect(answer.code).toBe(0);
    const lines = (await readFile(out, "utf8")).trim().split("\n");
    expect(lines).toHaveLength(1_001);
    expect(lines[0]).toBe("row,id,points,pd,grade,reason_1");
    expect(lines[1]).toMatch(/^1,L0,\d+,0\.\d+,G\d,/);
  });

  it("numbers a column of its own when the user's columns have the name already", async () => {
    const named = join(folder, "named.csv");
    await writeFile(named, loans("loans").replace("id,month", "points,month"));
    const out = join(folder, "named-scores.csv");
    const line = `score --card ${join(folder, "card")} --data ${named} --id points,month --out ${out}`;
    expect((await scorecard(line)).code).toBe(0);
    expect((await readFile(out, "utf8")).split("\n")[0]).toBe("row,points,month,points_2,pd,grade");
  });

  it("is judged on new rows, watched against its own, and exported", async () => {
    const card = join(folder, "card");
    const later = join(folder, "later.csv");
    await writeFile(later, loans("later"));
    const judged = await scorecard(`evaluate --card ${card} --data ${later} --json`);
    expect(JSON.parse(judged.out).evaluation.headline.auc).toBeGreaterThan(0.6);
    const watched = await scorecard(`monitor --card ${card} --data ${later} --json`);
    expect(JSON.parse(watched.out)).toMatchObject({
      version: "monitoring@1",
      rows: 1_000,
      maturedRows: 1_000,
    });
    const sql = await scorecard(`export --card ${card} --format postgresql --key id`);
    expect(sql.out).toMatch(/SELECT[\s\S]*"id"/);
    expect((await scorecard(`export --card ${card} --format pmml`)).out).toContain("<Scorecard");
  });
});

describe("a mistake of the user", () => {
  it.each([
    ["no such file", "bin --data nowhere.csv --target x", "TABLES_NO_SUCH_FILE"],
    ["neither file nor query", "bin --target x", "CLI_BAD_OPTION"],
    ["no such target", "bin --data DATA --target x", "CLI_BAD_OPTION"],
    ["no such bad value", "bin --data DATA --target outcome --bad 2", "CLI_BAD_OPTION"],
    ["a target of many values", "bin --data DATA --target region", "CLI_BAD_OPTION"],
    ["a misspelt exclusion", "bin --data DATA --target outcome --exclude ids", "CLI_BAD_OPTION"],
    ["an unknown trend", "bin --data DATA --target outcome --trend up", "CLI_BAD_OPTION"],
    ["a grade too few", "fit --data DATA --target outcome --grades 1", "CLI_BAD_OPTION"],
    ["a text among numbers", "bin --data DATA --target outcome --numeric id", "TABLES_NOT_A_NUMBER"],
    ["no card", "score --card nowhere --data DATA --out x.csv", "CLI_NO_SUCH_INPUT"],
  ])("is told: %s", async (_, line, code) => {
    const answer = await scorecard(line.replace("DATA", data));
    expect(answer).toMatchObject({ code: 2, out: "" });
    expect(answer.err).toContain(code);
  });

  it("leaves a folder of somebody else alone", async () => {
    const other = await mkdtemp(join(folder, "other-"));
    await writeFile(join(other, "thesis.txt"), "mine");
    const answer = await scorecard(`build --data ${data} --target outcome --out ${other}`);
    expect(answer.err).toContain("CLI_CANNOT_WRITE");
    expect(await readdir(other)).toEqual(["thesis.txt"]);
  });
});
