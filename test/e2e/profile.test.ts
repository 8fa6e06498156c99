import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { collectComplaints, hasBrowser, openBrowser, overflowOf, untranslatedOn } from "./browser.ts";
import { buildWebWhenStale } from "./built-web.ts";
import { type RunningServer, startServer } from "./running-server.ts";

/** The longest that the first, simulated evaluation may take on a busy machine. */
const evaluationMs = 90_000;

/** The parts by their address, with what their tabs say. */
const tabs = {
  running: "生产与能耗",
  trade: "订单与五流",
  worth: "代理资产负债",
  belief: "交叉验证",
  chain: "供应链",
  twin: "数字孪生",
  peers: "同业比较",
  profile: "画像",
} as const;

describe.skipIf(!hasBrowser())("who an enterprise is, in a browser", { timeout: 120_000 }, () => {
  let server: RunningServer;
  let browser: Browser;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    buildWebWhenStale();
    server = await startServer();
    browser = await openBrowser();
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: "zh-CN" });
    page = await context.newPage();
    complaints = collectComplaints(page);
    await page.goto(server.logInAddress);
    await page.locator(".enterprise-link").first().waitFor({ timeout: evaluationMs });
    await page.locator(".enterprise-link").first().click();
    await page.getByRole("link", { name: "企业画像" }).click();
    await page.getByText("画像完整度").waitFor();
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  }, 30_000);

  it("opens every part from its tab, within a phone's width and in the reader's language", async () => {
    const address = new URL(page.url());
    for (const [tab, name] of Object.entries(tabs)) {
      address.searchParams.set("tab", tab);
      await page.goto(address.href);
      await page.getByRole("tab", { name, selected: true, exact: true }).waitFor();
      await page.locator("[role=tabpanel] section.panel").first().waitFor();
      expect(await overflowOf(page), name).toEqual([]);
      expect(await untranslatedOn(page, "zh"), name).toEqual([]);
    }
    expect(complaints).toEqual([]);
  });

  it("names every check in words", async () => {
    const address = new URL(page.url());
    address.searchParams.set("tab", "belief");
    await page.goto(address.href);
    const checks = page.getByRole("region", { name: "全部核对" }).locator("tbody td:first-child");
    await checks.first().waitFor();
    const names = await checks.allInnerTexts();
    expect(names.length).toBeGreaterThan(10);
    expect(names.filter((name) => /^[a-z]/i.test(name))).toEqual([]);
  });

  it("publishes indices, or says why there is none", async () => {
    await page.goto(`${server.address}/indices`);
    await page.getByRole("heading", { name: "行业与区域指数" }).waitFor();
    expect(await overflowOf(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
