import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readMapping } from "#collect";
import { lunarNewYearOffsetOf } from "#kernel";
import { type SampleRequest, type SimulatedSample, simulateSample } from "./index.ts";
import { newYearActivity } from "./working-rhythm.ts";

let root: string;
let sample: SimulatedSample;

const request = (directory: string): SampleRequest => ({
  seed: "simulate-sample.test",
  enterprisesWithHistory: 120,
  applicants: 80,
  months: 36,
  endDay: "2026-10-31",
  directory: join(root, directory),
  truthFile: join(root, `${directory}-truth.csv`),
  onProgress: () => {},
});

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "simulate-"));
  sample = await simulateSample(request("sample"));
});

afterAll(() => rm(root, { recursive: true }));

const linesOf = async (file: string): Promise<string[]> =>
  (await readFile(join(root, "sample", file), "utf8")).trimEnd().split("\n");

/** A duplicate equals an earlier row in every field after trimming and padding. */
const normalized = (line: string): string =>
  line
    .split(",")
    .map((field, index) => (index === 1 ? field.trim().padStart(8, "0") : field.trim()))
    .join(",");

const invoiceFiles = ["history", "applicant"].flatMap((group) => [
  `simulated_${group}_purchase_invoices.csv`,
  `simulated_${group}_sales_invoices.csv`,
]);

describe("a simulated sample", () => {
  it("is the same to the byte for the same seed, and another for another", async () => {
    await simulateSample(request("again"));
    await simulateSample({ ...request("other"), seed: "other" });
    for (const { file } of sample.files) {
      const text = await readFile(join(root, "sample", file), "utf8");
      expect(await readFile(join(root, "again", file), "utf8")).toBe(text);
    }
    expect(await readFile(join(root, "other", invoiceFiles[0] ?? ""), "utf8")).not.toBe(
      await readFile(join(root, "sample", invoiceFiles[0] ?? ""), "utf8"),
    );
  });

  it("has the headers of the real exports", async () => {
    expect((await linesOf("simulated_history_enterprises.csv"))[0]).toBe(
      "企业代号,企业名称,信誉评级,是否违约",
    );
    expect((await linesOf("simulated_applicant_enterprises.csv"))[0]).toBe("企业代号,企业名称");
    expect((await linesOf("simulated_history_purchase_invoices.csv"))[0]).toBe(
      "企业代号,发票号码,开票日期,销方单位代号,金额,税额,价税合计,发票状态",
    );
    expect((await linesOf("simulated_applicant_sales_invoices.csv"))[0]).toBe(
      "企业代号,发票号码,开票日期,购方单位代号,金额,税额,价税合计,发票状态",
    );
    expect((await linesOf("simulated_rate_vs_churn.csv"))[0]).toBe(
      "loan_annual_rate,churn_rating_A,churn_rating_B,churn_rating_C",
    );
  });

  it("counts its rows and its flaws exactly", async () => {
    for (const { file, rows } of sample.files) expect((await linesOf(file)).length - 1, file).toBe(rows);
    for (const name of invoiceFiles) {
      const rows = (await linesOf(name)).slice(1);
      const distinct = new Set(rows.map(normalized)).size;
      const flaws = sample.files.find(({ file }) => file === name)?.flaws;
      expect(rows.length - distinct, name).toBe(flaws?.duplicates);
      const unequal = rows
        .map((row) => row.split(","))
        .filter((fields) => fields.length === 8 && Number.isFinite(Number(fields[4])))
        .filter(([, , , , net, tax, gross]) => cents(net) + cents(tax) !== cents(gross)).length;
      expect(unequal, name).toBe(flaws?.amountsDoNotAddUp);
    }
    const total = sample.files.map(({ flaws }) => flaws);
    expect(total.reduce((sum, flaws) => sum + flaws.unreadable, 0)).toBeGreaterThan(0);
    expect(total.reduce((sum, flaws) => sum + flaws.numberReused, 0)).toBeGreaterThan(0);
  });

  it("has 15 to 20 defaults among 120, in the list as in the truth, and no truth among the data", async () => {
    const defaults = (await linesOf("simulated_history_enterprises.csv")).filter((line) =>
      line.endsWith(",是"),
    );
    expect(defaults.length).toBeGreaterThanOrEqual(15);
    expect(defaults.length).toBeLessThanOrEqual(20);
    expect(defaults.map((line) => line.split(",")[0])).toEqual(
      sample.plans.filter((plan) => plan.group === "history" && plan.isDefault).map((plan) => plan.code),
    );
    const truth = await readFile(join(root, "sample-truth.csv"), "utf8");
    expect(truth.trimEnd().split("\n")).toHaveLength(201);
    expect((await readdir(join(root, "sample"))).filter((file) => file.includes("truth"))).toEqual([]);
  });

  it("says that it is simulated: in a marker file, in every file's name and in every company's", async () => {
    const dataset = JSON.parse(await readFile(join(root, "sample/dataset.json"), "utf8"));
    expect(dataset).toMatchObject({ version: "dataset@1", simulated: true, endDay: "2026-10-31" });
    for (const { file } of sample.files) expect(file).toMatch(/^simulated_/);
    for (const plan of sample.plans) expect(plan.name).toMatch(/^模拟/);
  });

  it("names the enterprise of each file of readings, a defaulter and applicants among them", () => {
    const { readings } = sample.dataset;
    const owners = readings.map(({ enterprise }) => sample.plans.find((plan) => plan.code === enterprise));
    expect(owners.some((plan) => plan?.isDefault)).toBe(true);
    expect(owners.some((plan) => plan?.group === "applicant")).toBe(true);
    for (const { mapping } of readings) {
      expect(readMapping(join(root, "sample", mapping ?? ""))).toMatchObject({
        time: { zone: "Asia/Shanghai" },
      });
    }
    expect(new Set(readings.map(({ mapping }) => mapping)).size).toBe(3);
  });

  it("lies within its months, and sells less around the lunar new year and after default", async () => {
    const rows = (await linesOf("simulated_history_sales_invoices.csv"))
      .slice(1)
      .map((line) => line.split(","))
      .filter((fields) => fields.length === 8 && /^20\d\d\/(\d|1[0-2])\/\d+$/.test(fields[2] ?? ""));
    const days = rows.map((fields) => isoDay(fields[2] ?? "")).filter((day) => day !== "2026-02-30");
    expect(days.every((day) => day >= "2023-11-01" && day <= "2026-10-31")).toBe(true);
    const nearNewYear = days.filter((day) => Math.abs(lunarNewYearOffsetOf(day) - 2) <= 5).length;
    expect(nearNewYear / days.length).toBeLessThan((3 * 11) / 1096 / 4);
    const defaulted = sample.plans.filter((plan) => plan.isDefault && (plan.misfortune?.month ?? 99) <= 31);
    const codes = new Set(defaulted.map((plan) => plan.code));
    const theirs = rows
      .filter((fields) => codes.has(fields[0] ?? ""))
      .map((fields) => isoDay(fields[2] ?? ""));
    const yearBefore = theirs.filter((day) => day >= "2024-11-01" && day < "2025-11-01").length / 12;
    const lastQuarter = theirs.filter((day) => day >= "2026-08-01").length / 3;
    expect(defaulted.length).toBeGreaterThan(5);
    expect(lastQuarter).toBeLessThan(0.75 * yearBefore);
  });

  it("refuses a region that is too small to learn from", async () => {
    await expect(simulateSample({ ...request("none"), enterprisesWithHistory: 3 })).rejects.toMatchObject({
      code: "SIMULATE_SIZE_OUT_OF_RANGE",
    });
  });
});

it("stands still at the new year and is back to normal by the Lantern festival and a week", () => {
  const activity = [-20, -6, 0, 5, 14, 24].map((offset) => newYearActivity(offset, 15));
  expect(activity[0]).toBe(1);
  expect(activity[1]).toBeCloseTo(0.5);
  expect(activity.slice(2, 4)).toEqual([0, 0]);
  expect(activity[4]).toBeGreaterThan(0.15);
  expect(activity[5]).toBeGreaterThan(0.98);
});

function cents(yuan: string | undefined): number {
  return Math.round(Number(yuan) * 100);
}

function isoDay(text: string): string {
  return text
    .split("/")
    .map((part) => part.padStart(2, "0"))
    .join("-");
}
