import { spawnSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { repositoryRoot } from "../../boundaries/source-files.ts";
import { choose } from "./people.ts";
import { unpack } from "./unpack.ts";
import type { Week } from "./week.ts";

/** The fund writes and publishes a programme and has money, each by two of its officers. */
export async function openProgramme(week: Week): Promise<void> {
  const clerk = await week.at("fundClerk", "/fund/programmes");
  await clerk.getByRole("button", { name: "新建项目" }).click();
  await clerk.getByLabel("代码", { exact: true }).fill("FJ-2025");
  await clerk.getByLabel("名称", { exact: true }).fill("中小微企业贷款风险补偿");
  await clerk.getByLabel("生效日").fill("2025-01-01");
  await clerk.locator(".fund-form .ant-select-multiple").click();
  await clerk.locator(".ant-select-item-option:visible", { hasText: "试点工业互联网平台" }).click();
  await clerk.keyboard.press("Escape");
  await clerk.getByRole("button", { name: "保存" }).click();
  await clerk.getByText("FJ-2025").waitFor();
  const checker = await week.at("fundChecker", "/fund/programmes");
  await checker.getByRole("button", { name: "复核发布" }).click();
  await checker.getByText("生效中").waitFor();
  await week.at("fundClerk", "/fund/pool");
  await clerk.getByLabel("金额（万元）").fill("10000");
  await clerk.getByLabel("来源或去向").fill("省级财政专项资金");
  await clerk.getByRole("button", { name: "登记收支" }).click();
  await clerk.getByText("省级财政专项资金").first().waitFor();
  await week.at("fundChecker", "/fund/pool");
  await checker.getByRole("button", { name: "确认", exact: true }).click();
  await checker.getByText("100,000,000.00").first().waitFor();
}

/** The loan on which the system proposes 关注 and that is latest, by its number. */
export async function loanInTrouble(week: Week): Promise<string> {
  const page = await week.at("riskOfficer", "/loan-book/classes");
  const rows = await page.locator("tr", { hasText: /^JJ/ }).allInnerTexts();
  const proposed = rows
    .map((row) => ({ number: row.slice(0, 12), days: Number(/\t(\d+)\t/.exec(row)?.[1]), row }))
    .filter(({ days, row }) => days > 30 && days < 90 && /正常\s+→\s+关注/.test(row))
    .sort((a, b) => b.days - a.days);
  expect(proposed.length).toBeGreaterThan(0);
  return proposed[0]?.number ?? "";
}

/** The bank's two people and the fund take a loan into the programme while it is not yet confirmed as troubled. */
export async function enrol(week: Week, number: string): Promise<void> {
  const page = await week.at("accountManager", "/fund/enrolments");
  await choose(page, "补偿项目", "中小微");
  await choose(page, "借据", number, number);
  await page.getByRole("button", { name: "申请入库" }).click();
  await rowOf(page, number).getByText("待复核").waitFor();
  const checker = await week.at("creditOfficer", "/fund/enrolments");
  await rowOf(checker, number).getByRole("button", { name: "复核提交" }).click();
  await rowOf(checker, number).getByText("待基金确认").waitFor();
  const fund = await week.at("fundClerk", "/fund/enrolments");
  await rowOf(fund, number).getByRole("button", { name: "确认", exact: true }).click();
  await rowOf(fund, number).getByText("已入库").waitFor();
}

/** The system proposed the class; the risk officer recognises it and the credit officer approves. */
export async function confirmClass(week: Week, number: string): Promise<void> {
  const risk = await week.at("riskOfficer", "/loan-book/classes");
  await rowOf(risk, number).getByRole("button", { name: "认定" }).click();
  await rowOf(risk, number).getByText("待审批").first().waitFor();
  const credit = await week.at("creditOfficer", "/loan-book/classes");
  await rowOf(credit, number).getByRole("button", { name: "审批" }).click();
  await rowOf(credit, number).waitFor({ state: "detached" });
}

/** From the bank's declaration to the fund's payment, by two people on each side. @returns the claim's address */
export async function claimAndPay(week: Week, number: string): Promise<string> {
  const page = await week.at("accountManager", "/fund/enrolments");
  await rowOf(page, number).getByRole("button", { name: "申请补偿" }).click();
  await page
    .getByLabel(/催收与诉讼记录/)
    .fill("2026-09-15 电话催收；2026-10-12 上门，承诺月底前还款，未履行。");
  await page.getByRole("checkbox", { name: /声明/ }).check();
  await page.getByRole("checkbox", { name: /承诺/ }).check();
  await page.getByRole("button", { name: "保存" }).click();
  await rowOf(page, number).getByRole("link", { name: "查看申请" }).click();
  await page.locator(".case-header").waitFor();
  const { pathname } = new URL(page.url());
  for (const [who, step, state] of [
    ["creditOfficer", "复核并提交基金", "待核对"],
    ["fundClerk", "核对完毕", "待预留"],
    ["fundClerk", "预留资金", "待复核"],
    ["fundChecker", "复核批准", "待支付"],
    ["fundClerk", "支付", "已补偿"],
  ] as const) {
    const desk = await week.at(who, pathname);
    await desk.getByRole("button", { name: step, exact: true }).click();
    await desk.locator(".state-mark", { hasText: state }).waitFor();
  }
  return pathname;
}

/** Downloads the claim file and verifies its bundle offline, by the command that the page names. */
export async function verifyClaimFile(week: Week, address: string): Promise<void> {
  const page = await week.at("fundClerk", address);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "下载申请材料" }).click(),
  ]);
  const zip = join(week.folder, "claim.zip");
  await download.saveAs(zip);
  const unpacked = join(week.folder, "claim");
  const hashes = await unpack(zip, unpacked);
  const listed = (await readFile(join(unpacked, "checksums.sha256"), "utf8")).trim().split("\n");
  expect(listed.length).toBeGreaterThan(10);
  for (const line of listed) expect(hashes.get(line.slice(66))).toBe(line.slice(0, 64));
  const program = join(repositoryRoot, "src/bin/touchstone.ts");
  const verified = spawnSync(
    process.execPath,
    [program, "verify", join(unpacked, "evidence.json"), "--trust", join(unpacked, "trust.json")],
    { encoding: "utf8" },
  );
  expect(verified.stdout + verified.stderr).toContain("verified");
  expect(verified.status).toBe(0);
}

/** The newest row about a loan. */
function rowOf(page: Page, number: string): Locator {
  return page.locator("tr", { hasText: number }).first();
}
