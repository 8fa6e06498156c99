import { expect } from "vitest";
import { overflowOf } from "../browser.ts";
import { choose } from "./people.ts";
import type { Week } from "./week.ts";

/** An owner comes in on a phone, reads what was consented in plain words, sees who read what, gives and revokes one. */
export async function ownerOnAPhone(week: Week, code: string): Promise<void> {
  week.links.set("owner", week.ownerLinks.get(code) ?? "");
  const page = await week.comeIn("owner", "phone");
  await page.getByText("最近谁读取了我的数据").waitFor();
  await page.locator(".data-classes .figure").nth(2).waitFor();
  expect(await overflowOf(page)).toEqual([]);
  await week.at("owner", "/my/reads");
  await page.getByText("风险评价运行").first().waitFor();
  expect(await overflowOf(page)).toEqual([]);
  await week.at("owner", "/my/consents");
  expect(await page.getByText(/为了“授信评价”读取本企业的以下数据/).count()).toBe(1);
  await choose(page, "授权给谁", "试点贷款风险补偿资金");
  await choose(page, "用途", "风险补偿");
  await page.getByRole("button", { name: "同意授权" }).click();
  const given = page.locator(".consent-card", { hasText: "试点贷款风险补偿资金" });
  await given.getByText("有效", { exact: true }).waitFor();
  expect(await overflowOf(page)).toEqual([]);
}
