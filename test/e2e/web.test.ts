import { spawnSync } from "node:child_process";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { repositoryRoot } from "../boundaries/source-files.ts";
import { collectComplaints, hasBrowser, openBrowser, overflowOf, untranslatedOn } from "./browser.ts";
import { buildWebWhenStale } from "./built-web.ts";
import { type RunningServer, startServer } from "./running-server.ts";

/** The longest that the first, simulated evaluation or one of a few files may take on a busy machine. */
const evaluationMs = 90_000;

describe.skipIf(!hasBrowser())("the pages in a browser", { timeout: 120_000 }, () => {
  let server: RunningServer;
  let browser: Browser;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    buildWebWhenStale();
    server = await startServer();
    browser = await openBrowser();
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "zh-CN" });
    page = await context.newPage();
    complaints = collectComplaints(page);
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  }, 30_000);

  it("log in by the one-time address, which leaves the address bar", async () => {
    await page.goto(server.logInAddress);
    await page.getByRole("navigation").waitFor();
    expect(page.url()).not.toContain("token");
  });

  it("open on the simulated sample, which says 模拟数据 in its header", async () => {
    await page.locator(".enterprise-row").first().waitFor({ timeout: evaluationMs });
    expect(await page.getByTestId("simulated-badge").textContent()).toBe("模拟数据");
    expect(await page.locator(".disclaimer").textContent()).toContain("仅供本行授信决策");
  });

  it("find an enterprise by its name or code", async () => {
    const code = await page.locator(".enterprise-row .enterprise-link").nth(5).innerText();
    await page.getByRole("searchbox").fill(code);
    await page.waitForURL(/search=/);
    await expect.poll(() => page.locator(".enterprise-row").count()).toBe(1);
    expect(await page.locator(".enterprise-row").first().innerText()).toContain(code);
    await page.getByRole("searchbox").fill("");
    await expect.poll(() => page.locator(".enterprise-row").count()).toBeGreaterThan(5);
  });

  it("sort by a column, the whole list and not the page shown", async () => {
    const scores = async () => {
      const cells = await page.locator(".enterprise-row td:nth-child(4)").allInnerTexts();
      return cells.map(Number);
    };
    const highest = Math.max(...(await scores()));
    await page.getByRole("columnheader", { name: "评分" }).click();
    await page.waitForURL(/order=asc/);
    await expect.poll(async () => (await scores())[0]).toBeLessThan(highest);
    const sorted = await scores();
    expect(sorted).toEqual(sorted.toSorted((a, b) => a - b));
  });

  it("show one enterprise with its charts, reasons, quality and evidence", async () => {
    await page.locator(".enterprise-row .enterprise-link").first().click();
    await page.getByRole("heading", { name: "数据质量" }).waitFor();
    await page.locator(".chart canvas").nth(2).waitFor();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "下载证据包" }).click(),
    ]);
    const [key] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "保存平台公钥" }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/\.evidence\.json$/);
    expect(verifyBundle(await download.path(), await key.path())).toMatchObject({ status: 0 });
  });

  it("show how an enterprise with machines runs, as charts and as tables", async () => {
    const names = await readdir(join(server.dataDirectory, "sample"));
    const code = names
      .map((name) => /machines_(\w+)\.csv/.exec(name)?.[1])
      .find((found) => found !== undefined);
    await page.goto(`${server.address}/evaluations/latest/enterprises?search=${code}`);
    await page.locator(".enterprise-row .enterprise-link").first().click();
    const machines = page.getByRole("region", { name: "设备与电表" });
    await machines.locator("canvas").nth(1).waitFor();
    await machines.getByText("表", { exact: true }).first().click();
    expect(await machines.getByRole("columnheader").allInnerTexts()).toContain("运行 (小时)");
  });

  it("switch to English without a reload, and keep it over one", async () => {
    await page.getByRole("button", { name: "切换为英文界面" }).click();
    await page.getByRole("heading", { name: "Data quality" }).waitFor();
    await page.reload();
    await page.getByRole("heading", { name: "Data quality" }).waitFor();
    expect(await page.getByTestId("simulated-badge").textContent()).toBe("Simulated data");
    await page.getByRole("button", { name: "Switch to Chinese" }).click();
    await page.getByRole("heading", { name: "数据质量" }).waitFor();
  });

  it("evaluate dropped files with live progress that survives a reload, and open the result", async () => {
    await page.goto(`${server.address}/runs`);
    await dropSampleFiles(page, server.dataDirectory, /(invoices|enterprises|churn)\.csv/);
    await page.getByLabel("数据集名称").fill("dropped-files");
    await page.getByLabel("授信总额").fill("2000");
    await page.getByLabel("数据依据").fill("测试授权书 2026-1");
    await page.getByRole("button", { name: "开始评价" }).click();
    await page.waitForURL(/\/runs\/./);
    await page.locator(".job-progress, .job-end").first().waitFor();
    await page.reload();
    await page.getByRole("link", { name: "打开结果" }).click({ timeout: evaluationMs });
    await page.locator(".enterprise-row").first().waitFor();
    expect(await page.locator(".evaluation-strip").innerText()).toContain("dropped-files");
  });

  it.each(["zh", "en"] as const)("are all in one language (%s), and fit a phone", async (language) => {
    await page.evaluate((chosen) => localStorage.setItem("touchstone.language", chosen), language);
    for (const [width, height] of [
      [1440, 900],
      [390, 844],
    ] as const) {
      await page.setViewportSize({ width, height });
      for (const path of await everyPage(page, server.address)) {
        await page.goto(server.address + path);
        await page.waitForLoadState("networkidle");
        expect(await overflowOf(page), `${path} at ${width}`).toEqual([]);
        expect(await untranslatedOn(page, language), `${path} in ${language}`).toEqual([]);
      }
    }
  });

  it("refuse a one-time address used before and a wrong password, and take the right one", async () => {
    const stranger = await browser.newPage({ locale: "zh-CN" });
    await stranger.goto(server.logInAddress);
    await stranger.getByText("这个一次性地址已用过或已过期").waitFor();
    expect(stranger.url()).not.toContain("token=");
    await stranger.getByLabel("用户名").fill("admin");
    await stranger.getByLabel("密码").fill("not the password");
    await stranger.getByRole("button", { name: "登录" }).click();
    await stranger.getByRole("alert").nth(1).waitFor();
    await stranger.getByLabel("密码").fill(server.password);
    await stranger.getByRole("button", { name: "登录" }).click();
    await stranger.locator(".enterprise-row").first().waitFor();
    await stranger.close();
  });

  it("say what to do next where nothing could be scored, on every page of it", async () => {
    await page.evaluate(() => localStorage.setItem("touchstone.language", "zh"));
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`${server.address}/runs`);
    await dropSampleFiles(page, server.dataDirectory, /applicant_.*invoices\.csv/);
    await page.getByLabel("数据集名称").fill("without-labels");
    await page.getByLabel("数据依据").fill("测试授权书 2026-1");
    await page.getByRole("button", { name: "开始评价" }).click();
    await page.getByRole("link", { name: "打开结果" }).click({ timeout: evaluationMs });
    const notice = page.getByTestId("not-scored");
    await notice.waitFor();
    await page.locator(".enterprise-link, .enterprise-card").first().click();
    await page.getByRole("heading", { name: "数据质量" }).waitFor();
    expect(await notice.innerText()).toContain("下一步");
    await page.goto(`${server.address}/evaluations/latest/portfolio`);
    await notice.waitFor();
    expect(await overflowOf(page)).toEqual([]);
    await notice.getByRole("link").first().click();
    const jobs = page.getByRole("region", { name: "后台任务" });
    await jobs.getByText("without-labels").waitFor();
  });

  it("say so when the server is away, go on when it is back, and ask to log in again", async () => {
    const reader = await browser.newContext({
      locale: "zh-CN",
      storageState: await page.context().storageState(),
    });
    const tab = await reader.newPage();
    await tab.goto(`${server.address}/evaluations/latest/enterprises`);
    await tab.locator(".enterprise-row").first().waitFor();
    await tab.route("**/v1/**", (route) => route.abort("connectionrefused"));
    await tab.locator(".enterprise-row .enterprise-link").first().click();
    await tab.getByText("连接不到服务器").waitFor();
    await tab.unroute("**/v1/**");
    await tab.getByRole("button", { name: "重试" }).click();
    await tab.getByRole("heading", { name: "数据质量" }).waitFor();
    await reader.clearCookies();
    await tab.getByRole("main").getByRole("link", { name: "企业列表" }).click();
    await tab.getByRole("searchbox").fill("S");
    await tab.getByText("登录已失效").waitFor();
    await tab.getByRole("link", { name: "去登录" }).waitFor();
    await reader.close();
  });

  it("complained about nothing in the console", () => {
    expect(complaints).toEqual([]);
  });
});

/** What the page tells a person to run on the two downloaded files. */
function verifyBundle(bundle: string, key: string) {
  const program = join(repositoryRoot, "src/bin/touchstone.ts");
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [program, "verify", bundle, "--trust", key],
    {
      encoding: "utf8",
    },
  );
  return { status, stdout, stderr };
}

/** Drops the sample's invoice files and lists as a person would, from a folder on this machine. */
async function dropSampleFiles(page: Page, dataDirectory: string, chosen: RegExp): Promise<void> {
  const folder = join(dataDirectory, "sample");
  const names = (await readdir(folder)).filter((name) => chosen.test(name));
  const files = await Promise.all(
    names.map(async (name) => ({ name, text: await readFile(join(folder, name), "utf8") })),
  );
  const dataTransfer = await page.evaluateHandle((dropped) => {
    const transfer = new DataTransfer();
    for (const { name, text } of dropped) transfer.items.add(new File([text], name, { type: "text/csv" }));
    return transfer;
  }, files);
  await page.locator(".file-drop").dispatchEvent("drop", { dataTransfer });
}

async function everyPage(page: Page, address: string): Promise<string[]> {
  const answer = await page.request.get(
    `${address}/v1/evaluations/latest/enterprises?limit=1&decision=declined`,
  );
  const list = (await answer.json()) as { items: { id: string }[] };
  return [
    "/evaluations/latest/enterprises",
    `/evaluations/latest/enterprises/${list.items[0]?.id}`,
    "/evaluations/latest/portfolio",
    "/evaluations/latest/data",
    "/runs",
  ];
}
