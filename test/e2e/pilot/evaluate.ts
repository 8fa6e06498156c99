import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "vitest";
import { untranslatedOn } from "../browser.ts";
import { choose } from "./people.ts";
import { filesIn } from "./pilot-files.ts";
import { traceFigures } from "./trace-figures.ts";
import type { Week } from "./week.ts";

const evaluationMs = 120_000;

/** The data files are dropped and evaluated. */
export async function dropAndEvaluate(week: Week): Promise<void> {
  const page = await week.at("accountManager", "/runs");
  await page.getByTestId("file-input").setInputFiles(await filesIn(join(week.files.directory, "data")));
  await page.getByLabel("数据集名称").fill("pilot");
  await page.getByLabel("授信总额").fill("1500");
  await page.getByRole("button", { name: "开始评价" }).click();
  await page.getByRole("link", { name: "打开结果" }).click({ timeout: evaluationMs });
  await expect.poll(() => page.locator(".enterprise-row").count(), { timeout: 30_000 }).toBe(40);
}

/** What is wrong with files stands beside them: the edited balance, lines of invoices, red ones, the file twice. */
export async function findWhatIsWrong(week: Week): Promise<void> {
  const page = await week.at("accountManager", "/evaluations/latest/data");
  await page.locator("tr", { hasText: week.files.twice }).first().waitFor();
  const rowOf = async (name: string): Promise<string> =>
    (await page.locator("tr", { hasText: name }).first().innerText()).replaceAll(",", "");
  const { edited, workbook, twice } = week.files;
  const statement = await rowOf(edited.file);
  for (const said of ["余额与上一行不连续", edited.is, edited.was]) expect(statement).toContain(said);
  const invoices = await rowOf(workbook.file);
  expect(invoices).toContain(`${workbook.lines} 行明细合并为 ${workbook.invoices} 张发票`);
  expect(invoices).toContain("红冲");
  // Read, stored, duplicates: whichever of the two was read second holds duplicates alone.
  const figuresOf = (row: string): number[] => row.split("\t").slice(2, 5).map(Number);
  const one = figuresOf(await rowOf(twice));
  const other = figuresOf(await rowOf(twice.replace(".xlsx", "_副本.xlsx")));
  expect(other[0]).toBe(one[0]);
  expect((one[1] ?? 0) + (other[1] ?? 0)).toBe(one[0]);
  expect((one[2] ?? 0) + (other[2] ?? 0)).toBe(one[0]);
  expect(await untranslatedOn(page, "zh")).toEqual([]);
}

/** The due-diligence report: twenty of its figures are followed to their source, opinions written, checked, printed. */
export async function reportAndTrace(week: Week): Promise<void> {
  const page = await week.at("accountManager", "/due-diligence");
  await choose(page, "企业", week.files.edited.code, week.files.edited.code);
  await page.getByRole("button", { name: "生成", exact: true }).click();
  await page.locator(".paper").waitFor();
  const traced = await traceFigures(page, "pilot", 20);
  process.stdout.write(traced.map((one) => `  ${Object.values(one).join(" | ")}\n`).join(""));
  expect(traced).toHaveLength(20);
  for (const figure of traced) {
    expect(figure.verdict, figure.label).toMatch(/与报告一致|取自下列记录/);
    expect(figure.sources, figure.label).toBeGreaterThan(0);
    expect(figure.byHand, figure.label).not.toBe("different");
  }
  expect(await page.locator("tr", { hasText: "流水余额不连续" }).first().innerText()).toMatch(/\t触发/);
  for (const opinion of await page.locator("textarea[id^=opinion-]").all()) await opinion.fill("现场核实。");
  await page.getByRole("button", { name: "提交复核" }).click();
  await page.getByText(/已存证：企业日志第/).waitFor();
  const [pdf] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "导出 PDF" }).click(),
  ]);
  expect((await readFile(await pdf.path())).subarray(0, 5).toString()).toBe("%PDF-");
  const checker = await week.at("creditOfficer", new URL(page.url()).pathname);
  await checker.getByRole("button", { name: /同\s*意/ }).click();
  await checker.getByText("已复核").first().waitFor();
}
