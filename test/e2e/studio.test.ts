import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasBrowser, openBrowser, overflowOf, untranslatedOn } from "./browser.ts";
import { buildWebWhenStale } from "./built-web.ts";
import { choose, enterByInvitation, invite, type Seat, sitDown } from "./pilot/people.ts";
import { type RunningServer, startServer } from "./running-server.ts";
import { borrowersCsv } from "./studio/borrowers.ts";

/** The longest that a run of all eight steps on some hundred rows may take on a busy machine. */
const runMs = 90_000;
const wordy = /scorecards$|preprocess|evaluate|life|monitoring/;
const steps = ["sample", "explore", "preprocess", "screen", "fit", "evaluate", "card", "deploy"] as const;

/** Each step needs the ones before; the first that fails is the one to look at. */
describe.skipIf(!hasBrowser())(
  "a card from a file to the champion, by four people in a browser",
  { timeout: 180_000 },
  () => {
    let server: RunningServer;
    let browser: Browser;
    const seats: Seat[] = [];
    let developer: Page;
    let project: string;
    let version: string;

    /** Somebody new at a browser, who came in by an invitation of the administrator. */
    const comeIn = async (administrator: Page, name: string, role: string): Promise<Page> => {
      await administrator.goto(`${server.address}/people`);
      const link = await invite(administrator, name, role);
      const seat = await sitDown(browser);
      seats.push(seat);
      await enterByInvitation(seat.page, link, `studio-2026-${name}`);
      return seat.page;
    };
    let administrator: Page;

    beforeAll(async () => {
      buildWebWhenStale();
      server = await startServer("false");
      browser = await openBrowser();
      const seat = await sitDown(browser);
      seats.push(seat);
      administrator = seat.page;
      await administrator.goto(server.logInAddress);
      await administrator.getByRole("navigation").first().waitFor();
      developer = await comeIn(administrator, "周建模", "模型开发");
    }, 180_000);
    afterAll(async () => {
      await browser?.close();
      await server?.stop();
    }, 30_000);

    it("a file becomes a project with a plan proposed from its columns", async () => {
      const file = join(server.dataDirectory, "borrowers.csv");
      await writeFile(file, borrowersCsv(900));
      await developer.goto(`${server.address}/scorecards`);
      await developer.getByRole("link", { name: "新建项目" }).click();
      await developer.getByRole("textbox", { name: "项目名称" }).fill("流动资金贷款");
      await developer.getByTestId("file-input").setInputFiles(file);
      await developer.getByRole("button", { name: "新建", exact: true }).click();
      await developer.waitForURL(/projects\/[0-9a-f-]{36}/);
      project = new URL(developer.url()).pathname;
      expect(await developer.locator(".plan-fields").innerText()).toContain("bad");
    });

    it("one run carries out all eight steps and shows live progress", async () => {
      await developer.goto(`${server.address}${project}?step=deploy`);
      await developer.getByRole("button", { name: "运行本步" }).click();
      await expect
        .poll(() => developer.locator(".step-link__number--done").count(), { timeout: runMs })
        .toBe(steps.length);
      await developer.getByRole("row", { name: /pmml/ }).waitFor();
    });

    it("figures of the bins follow a cut at once; undo, redo and a locked trend", async () => {
      await developer.goto(`${server.address}${project}?step=preprocess&indicator=amount`);
      const cuts = developer.getByRole("slider");
      await cuts.first().waitFor();
      const figures = () => developer.locator(".binning-editor .stats").innerText();
      const before = await figures();
      const box = await cuts.first().boundingBox();
      if (box === null) throw new Error("The first cut is not on the screen");
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
      await developer.mouse.move(x, y);
      await developer.mouse.down();
      await developer.mouse.move(x + 60, y, { steps: 6 });
      const held = await figures();
      await developer.mouse.up();
      expect(held).not.toBe(before);
      expect(await figures()).toBe(held);
      await developer.keyboard.press("Control+z");
      expect(await figures()).toBe(before);
      await developer.keyboard.press("Control+Shift+z");
      expect(await figures()).toBe(held);
      const count = await cuts.count();
      await developer.getByRole("button", { name: "并入下一箱" }).first().click();
      expect(await cuts.count()).toBe(count - 1);
      await cuts.first().focus();
      await developer.keyboard.press("Delete");
      expect(await cuts.count()).toBe(count - 2);
      await choose(developer.locator(".binning-editor"), "锁定走势", "单调升");
      await developer.locator(".binning-editor [role=status]").waitFor();
    });

    it("missing values merged, a cut that cannot be, and how neighbours differ are seen in the figures", async () => {
      await developer.goto(`${server.address}${project}?step=preprocess&indicator=amount`);
      const editor = developer.locator(".binning-editor");
      await developer.getByRole("slider").first().waitFor();
      await editor.getByRole("columnheader", { name: "与上一箱差异 p" }).waitFor();
      await choose(editor, "缺失值", "并入风险最近的箱");
      await editor.getByRole("cell", { name: /^缺失（并入 / }).waitFor();
      expect(await editor.locator(".stats").innerText()).toContain("原为");
      await developer.getByRole("button", { name: "撤销", exact: true }).click();
      await editor.getByRole("cell", { name: "缺失", exact: true }).waitFor();
      const cut = editor.getByLabel("上界").first();
      const before = await cut.inputValue();
      await cut.fill("99999");
      await cut.press("Enter");
      await expect.poll(() => editor.getByLabel("上界").first().inputValue()).toBe(before);
      await choose(editor, "锁定走势", "单调升");
    });

    it("what is put into the plan outdates the steps after it; undoing it brings them back", async () => {
      await developer.getByRole("button", { name: "写入方案" }).click();
      await developer.locator(".step-link__number--outdated").first().waitFor();
      expect(await developer.locator(".step-link__number--outdated").count()).toBe(6);
      await developer.getByRole("button", { name: "撤销方案改动" }).click();
      await expect
        .poll(() => developer.locator(".step-link__number--done").count(), { timeout: 20_000 })
        .toBe(steps.length);
    });

    it("every step is signed, and the project becomes a version", async () => {
      for (const step of steps) {
        await developer.goto(`${server.address}${project}?step=${step}`);
        await developer.getByRole("button", { name: "签字", exact: true }).click();
        await developer.getByText(/周建模 于 .* 签字/).waitFor();
      }
      await developer.getByRole("button", { name: "生成模型版本" }).click();
      await developer.waitForURL(/versions\/[0-9a-f-]{36}/);
      version = new URL(developer.url()).pathname;
      expect(await developer.getByRole("button", { name: "验证通过" }).count()).toBe(0);
    });

    it("another person validates it, a third approves it and makes it the champion", async () => {
      const validator = await comeIn(administrator, "孙验证", "模型验证");
      await validator.goto(`${server.address}${version}`);
      await validator.getByLabel("验证发现（必填）").fill("重算分箱与系数一致，样本外 AUC 在区间内");
      await validator.getByRole("button", { name: "验证通过" }).click();
      await validator.getByText("重算分箱与系数一致").waitFor();
      const officer = await comeIn(administrator, "刘风险", "风险经理");
      await officer.goto(`${server.address}${version}`);
      for (const [button, state] of [
        ["审批通过", "approved"],
        ["影子运行", "shadow"],
        ["设为现用", "champion"],
      ] as const) {
        await officer.getByRole("button", { name: button, exact: true }).click();
        await officer.locator(`h1 .version-state--${state}`).waitFor();
      }
      expect(await officer.locator(".life-line__state--now").innerText()).toBe("现用");
    });

    it("the card is tried on a record and taken home in a file", async () => {
      await developer.goto(`${server.address}${version}?part=try`);
      await developer.getByText("最小改进").waitFor();
      await developer.goto(`${server.address}${version}?part=files`);
      const row = developer.getByRole("row", { name: /PMML/ });
      const [download] = await Promise.all([
        developer.waitForEvent("download"),
        row.getByRole("button", { name: "下载" }).click(),
      ]);
      expect(download.suggestedFilename()).toMatch(/^scorecard-v\d+\.pmml$/);
    });

    it("every page is in one language and fits the screen of a phone", async () => {
      const pages = [
        "/scorecards",
        ...steps.map((step) => `${project}?step=${step}`),
        ...["life", "evaluation", "try", "files"].map((part) => `${version}?part=${part}`),
        `${version}/monitoring`,
      ];
      await developer.setViewportSize({ width: 390, height: 844 });
      for (const language of ["zh", "en"] as const) {
        await developer.evaluate((chosen) => localStorage.setItem("touchstone.language", chosen), language);
        // English is the longer one: in Chinese it is enough to see the pages with most words.
        for (const path of language === "en" ? pages : pages.filter((one) => wordy.test(one))) {
          await developer.goto(`${server.address}${path}`);
          await developer.waitForLoadState("networkidle");
          expect(await overflowOf(developer), path).toEqual([]);
          expect(await untranslatedOn(developer, language), path).toEqual([]);
        }
      }
    });

    it("a run that fails says why", async () => {
      await developer.setViewportSize({ width: 1440, height: 900 });
      await developer.evaluate(() => localStorage.setItem("touchstone.language", "zh"));
      const file = join(server.dataDirectory, "constant.csv");
      const rows = Array.from({ length: 600 }, (_, row) => `1,${row % 9 === 0 ? "bad" : "good"}`);
      await writeFile(file, `always,outcome\n${rows.join("\n")}\n`);
      await developer.goto(`${server.address}/scorecards/projects/new`);
      await developer.getByRole("textbox", { name: "项目名称" }).fill("没有可用指标");
      await developer.getByTestId("file-input").setInputFiles(file);
      await developer.getByRole("button", { name: "新建", exact: true }).click();
      await developer.waitForURL(/projects\/[0-9a-f-]{36}/);
      await developer.goto(`${developer.url().split("?")[0]}?step=deploy`);
      await developer.getByRole("button", { name: "运行本步" }).click();
      await developer.getByRole("alert").getByText("SCORECARD_EXPORT_NOT_POSSIBLE").waitFor();
    });

    it("no page complained on the way", () => {
      expect(seats.flatMap(({ complaints }) => complaints)).toEqual([]);
    });
  },
);
