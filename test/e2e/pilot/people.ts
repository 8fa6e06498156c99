import type { Browser, BrowserContextOptions, Locator, Page } from "playwright-core";
import { collectComplaints } from "../browser.ts";

/** Somebody at a browser of their own, and what their pages complained about. */
export interface Seat {
  readonly page: Page;
  readonly complaints: readonly string[];
}

const desk: BrowserContextOptions = { viewport: { width: 1440, height: 900 } };
const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
};

/** A browser context of its own, so that nobody shares a session with anybody. */
export async function sitDown(browser: Browser, device: "desk" | "phone" = "desk"): Promise<Seat> {
  const size = device === "desk" ? desk : phone;
  const context = await browser.newContext({ ...size, locale: "zh-CN", acceptDownloads: true });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  return { page, complaints: collectComplaints(page) };
}

/** Follows a one-time link, sets a password, goes on to the first page. */
export async function enterByInvitation(page: Page, link: string, password: string): Promise<void> {
  await page.goto(link);
  await page.getByLabel(/^新密码/).fill(password);
  await page.getByLabel("再输入一次新密码").fill(password);
  await page.getByRole("button", { name: "保存" }).click();
  await page.getByRole("link", { name: "进入首页" }).click();
  await page.getByRole("navigation").first().waitFor();
}

/** The link of an invitation just made, as a person copies it. */
export async function invitationFor(page: Page, name: string): Promise<string> {
  const notice = page.locator(".invitation", { hasText: name });
  await notice.waitFor();
  const link = /https?:\/\/\S+#token=\S+/.exec(await notice.innerText())?.[0];
  if (link === undefined) throw new Error(`No link for ${name}`);
  return link;
}

/** Invites a person of the reader's own party. */
export async function invite(page: Page, name: string, role: string): Promise<string> {
  const form = page.locator(".party-form");
  await form.getByLabel("用户名").fill(name);
  await choose(form, "角色", role);
  await page.getByRole("button", { name: "生成邀请链接" }).click();
  return await invitationFor(page, name);
}

/** Opens a select by its label and takes the first option with these words, typed first when it can be searched. */
export async function choose(
  place: Page | Locator,
  label: string,
  words: string,
  typed?: string,
): Promise<void> {
  const page = "page" in place ? place.page() : place;
  const field = page.getByLabel(label, { exact: true });
  const select = place.locator(".ant-select").filter({ has: field }).first();
  await select.click();
  if (typed !== undefined) await select.getByLabel(label, { exact: true }).fill(typed);
  await page.locator(".ant-select-item-option:visible", { hasText: words }).first().click();
}
