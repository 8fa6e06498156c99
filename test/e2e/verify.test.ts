import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { repositoryRoot } from "../boundaries/source-files.ts";
import type { EvidenceFiles } from "../conformance/evidence-files.ts";
import { collectComplaints, hasBrowser, openBrowser, overflowOf, untranslatedOn } from "./browser.ts";
import { buildWebWhenStale } from "./built-web.ts";
import { type RunningServer, startServer } from "./running-server.ts";

describe.skipIf(!hasBrowser())("the verify page in a browser", { timeout: 120_000 }, () => {
  let server: RunningServer;
  let browser: Browser;
  let evidence: EvidenceFiles;
  let folder: string;

  beforeAll(async () => {
    buildWebWhenStale();
    folder = mkdtempSync(join(tmpdir(), "touchstone-verify-"));
    const write = join(repositoryRoot, "test/conformance/write-evidence.fixture.ts");
    evidence = JSON.parse(
      execFileSync(process.execPath, [write, folder], { encoding: "utf8" }),
    ) as EvidenceFiles;
    [server, browser] = await Promise.all([startServer("false"), openBrowser()]);
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  }, 30_000);

  async function open(
    address: string,
    options: { readonly width?: number; readonly language?: "zh" | "en" } = {},
  ) {
    const { width = 1440, language = "zh" } = options;
    const context = await browser.newContext({ viewport: { width, height: 900 } });
    await context.addInitScript((chosen) => localStorage.setItem("touchstone.language", chosen), language);
    const page = await context.newPage();
    const complaints = collectComplaints(page);
    await page.goto(address);
    await page.getByRole("heading", { level: 1 }).waitFor();
    // From here on there is no network: whatever is verified is verified here.
    await context.setOffline(true);
    const requests: string[] = [];
    page.on("request", (request) => requests.push(request.url()));
    return { page, complaints, requests, context };
  }

  const put = async (page: Page, ...files: readonly string[]) =>
    await page.locator('input[type="file"]').setInputFiles([...files]);
  const verdictOf = async (page: Page) =>
    await page.getByTestId("verdict").getAttribute("data-verdict", { timeout: 10_000 });

  it("verifies a bundle with a trust file without log-in, with the network cut", async () => {
    const { page, complaints, requests, context } = await open(`${server.address}/verify`);
    await put(page, evidence.bundle);
    expect(await verdictOf(page)).toBe("selfConsistent");
    await put(page, evidence.trust);
    await expect.poll(() => verdictOf(page)).toBe("verified");
    expect(await page.locator(".verify__row").allInnerTexts()).toEqual(evidence.rows);
    expect(await page.locator("main").innerText()).toContain(evidence.collector);
    expect(await overflowOf(page)).toEqual([]);
    expect(await untranslatedOn(page, "zh")).toEqual([]);
    expect(requests).toEqual([]);
    expect(complaints).toEqual([]);
    await page.screenshot({ path: join(folder, "verified.png"), fullPage: true });
    await context.close();
  });

  it("names the place of a flipped byte, and the row that no longer holds", async () => {
    const { page, context } = await open(`${server.address}/verify`, { language: "en", width: 390 });
    const tampered = join(folder, "tampered.json");
    writeFileSync(tampered, evidence.tamperedRow);
    await put(page, tampered, evidence.trust);
    expect(await verdictOf(page)).toBe("failed");
    expect(await page.locator(".verify__findings").innerText()).toContain("/entries/");
    expect(await page.locator(".verify__mark--broken").count()).toBe(1);
    expect(await overflowOf(page)).toEqual([]);
    expect(await untranslatedOn(page, "en")).toEqual([]);
    await context.close();
  });

  it("verifies a proof once its entry is there", async () => {
    const { page, context } = await open(`${server.address}/verify`);
    await put(page, evidence.proof, evidence.trust);
    expect(await verdictOf(page)).toBe("failed");
    await put(page, evidence.entry);
    await expect.poll(() => verdictOf(page)).toBe("verified");
    await context.close();
  });

  it("does the same as one saved file, opened from the disk", async () => {
    const saved = pathToFileURL(join(repositoryRoot, "web/dist/verify.html")).href;
    const { page, complaints, requests, context } = await open(saved);
    await put(page, evidence.bundle, evidence.trust);
    await expect.poll(() => verdictOf(page)).toBe("verified");
    expect(await page.locator(".verify__row").allInnerTexts()).toEqual(evidence.rows);
    expect([complaints, requests]).toEqual([[], []]);
    await context.close();
  });
});
