import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "vitest";
import { choose, invitationFor, invite } from "./people.ts";
import type { Week, Who } from "./week.ts";

const bankPeople = [
  ["accountManager", "王经理", "客户经理"],
  ["creditOfficer", "陈审批", "审批人"],
  ["riskOfficer", "刘风险", "风险经理"],
  ["postLoanManager", "黄贷后", "贷后管理"],
] as const;

/** The administrator makes the platform and the fund and invites the bank's people; links are shown once. */
export async function makeParties(week: Week): Promise<void> {
  const page = await week.comeIn("administrator");
  await page.goto(week.server.logInAddress);
  await page.getByRole("navigation").first().waitFor();
  await week.at("administrator", "/parties");
  for (const [kind, code, name, first] of [
    ["平台", "platform", "试点工业互联网平台", "林平台"],
    ["风险补偿", "fund", "试点贷款风险补偿资金", "郑基金"],
  ] as const) {
    await choose(page, "类别", kind);
    await page.getByLabel("机构代码").fill(code);
    await page.getByLabel("名称", { exact: true }).fill(name);
    await page.getByLabel("第一位人员的用户名").fill(first);
    await page.getByRole("button", { name: "建立并生成邀请链接" }).click();
    week.links.set("fundClerk", await invitationFor(page, first));
  }
  await week.at("administrator", "/people");
  for (const [who, name, role] of bankPeople) week.links.set(who, await invite(page, name, role));
}

/** Everybody of the bank and the fund comes in by their link, to a list of what waits for them. */
export async function everybodyComesIn(week: Week): Promise<void> {
  const whoever: Who[] = [...bankPeople.map(([who]) => who), "fundClerk"];
  for (const who of whoever) {
    const page = await week.comeIn(who);
    await page.getByRole("heading", { name: "工作台" }).waitFor();
  }
  week.links.set("fundChecker", await invite(await week.at("fundClerk", "/people"), "吴复核", "基金"));
  await week.comeIn("fundChecker");
}

/** Forty enterprises from one list, and their signed papers for two purposes, recorded by one and confirmed by another. */
export async function enrolEnterprises(week: Week): Promise<void> {
  const page = await week.at("accountManager", "/register");
  await page.locator("#register-file").setInputFiles(join(week.files.directory, "enterprises.csv"));
  await page.getByRole("button", { name: "登记", exact: true }).click();
  await page.getByText("已登记 40 家").waitFor();
  for (const slip of await page.locator(".invitation-slips li").allInnerTexts()) {
    week.ownerLinks.set(slip.slice(0, 4), /https?:\/\/\S+/.exec(slip)?.[0] ?? "");
  }
  expect(week.ownerLinks.size).toBe(40);
  const scan = join(week.folder, "scan.pdf");
  await writeFile(scan, "forty signed pages");
  for (const purpose of ["授信评价", "贷后管理"]) {
    await week.at("accountManager", "/consents");
    await page.getByText("登记纸质授权书", { exact: true }).click();
    await page.getByRole("button", { name: "选择全部 40 家" }).click();
    await choose(page, "用途", purpose);
    await page.locator("#obtain-scan").setInputFiles(scan);
    await page.getByRole("button", { name: "登记，待复核" }).click();
    await page.getByText("已登记 40 份").waitFor();
  }
  const checker = await week.at("creditOfficer", "/start");
  await checker.getByRole("link", { name: "80 份纸质授权书待您复核" }).click();
  await checker.getByRole("button", { name: /复核通过 80 份/ }).click();
  await checker.getByText("有效 80").waitFor();
}
