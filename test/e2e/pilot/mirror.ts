import { expect } from "vitest";
import { filesIn } from "./pilot-files.ts";
import { choose } from "./people.ts";
import type { Week } from "./week.ts";

/** Drops a day's loan files and gives what the page says of them. */
async function deliver(week: Week, folder: string): Promise<string> {
  const page = await week.at("postLoanManager", "/loan-book/deliveries");
  await page.getByTestId("file-input").setInputFiles(await filesIn(folder));
  await page.getByRole("button", { name: "校验并接收" }).click();
  const result = page.locator(".delivery-result");
  await result.waitFor();
  return await result.innerText();
}

/** A week of loan files: one with a wrong control total, one that comes twice; in the end the book agrees with the bank's. */
export async function mirrorTheBook(week: Week): Promise<void> {
  const { pilot, wrongDelivery } = week.files;
  const [first = "", second = "", ...rest] = pilot.deliveries;
  expect(await deliver(week, first)).toContain("新借据 30 笔");
  const refused = await deliver(week, wrongDelivery.folder);
  for (const said of ["未接收", "accounts.csv", "期末余额", "合计与控制文件不符"])
    expect(refused).toContain(said);
  expect(refused).toContain(wrongDelivery.stated);
  expect(refused).toContain(wrongDelivery.counted);
  expect(await deliver(week, second)).toContain("已接收");
  expect(await deliver(week, second)).toContain("相同的文件已接收过，没有变化");
  for (const folder of rest) expect(await deliver(week, folder)).toContain("已接收");
  const page = await week.at("postLoanManager", "/loan-book/deliveries");
  await page.getByRole("link", { name: "2026-10-31" }).click();
  await page.getByText("我方按还款计划和还款流水计算").waitFor();
  const rows = await page.locator("tr", { hasText: /余额|逾期本金|逾期利息/ }).allInnerTexts();
  for (const row of rows.slice(0, 3)) expect(row).toMatch(/¥0\.00$/);
}

/** Early warning as of the last day; the gravest alert is taken to its closure and stands in the week's digest. */
export async function warnAndClose(week: Week): Promise<void> {
  const page = await week.at("postLoanManager", "/watch/alerts");
  await page.getByLabel("截至日").fill("2026-10-31");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "运行预警" }).click();
  const first = page.locator("a[href*='/watch/alerts/']").first();
  await first.waitFor({ timeout: 60_000 });
  await first.click();
  await page.locator(".alert-header").waitFor();
  const button = page.locator(".alert-actions .ant-btn-primary");
  await choose(page, "选择负责人", "黄贷后");
  await button.click();
  for (const [step, said] of [
    ["记录核查", "上门查看：停产两台设备，订单转移。"],
    ["记录处置", "压降额度，按月走访。"],
  ] as const) {
    await page.getByRole("radio", { name: step }).check();
    await page.locator(".alert-actions textarea").fill(said);
    await button.click();
    await page.getByRole("cell", { name: said }).waitFor();
  }
  await page.getByRole("radio", { name: "结案" }).check();
  await choose(page, "选择原因", "风险属实，已处置");
  await page.locator(".alert-actions textarea").fill("风险已处置，转入关注名单。");
  await button.click();
  await page.getByText("已结案").first().waitFor();
  await week.at("postLoanManager", "/watch/digest");
  await page.getByRole("heading", { name: "本周结案" }).waitFor();
}
