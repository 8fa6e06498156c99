import { existsSync } from "node:fs";
import { type Browser, type Page, chromium } from "playwright-core";

const executablePath = "/usr/bin/chromium";

/** Whether there is a browser to test with; without one the browser tests skip, and say so. */
export function hasBrowser(): boolean {
  if (existsSync(executablePath)) return true;
  process.stdout.write(
    `${executablePath} is missing: every browser test is skipped (apt-get install chromium).\n`,
  );
  return false;
}

/** Chromium without its calls home, which a closed network refuses many at a time. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/** What a page complained about: errors in its console and uncaught exceptions. */
export function collectComplaints(page: Page): string[] {
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(`${page.url()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => complaints.push(`${page.url()}: ${error.message}`));
  return complaints;
}

/** Elements that stick out of the screen to the right, outside what scrolls in itself. */
export function overflowOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    return [...document.querySelectorAll("body *")]
      .filter((element) => element.getBoundingClientRect().right > root.clientWidth + 1)
      .slice(0, 5)
      .map((element) => `${element.tagName}.${element.className}`);
  });
}

/**
 * Sentences on the page in the other language than the reader's: Chinese characters on an English page, three or more
 * English words in a row on a Chinese one. Names, files, formulas and code say `translate="no"`; sentences that
 * quote what stood in a file say `data-quotes`.
 */
export function untranslatedOn(page: Page, language: "zh" | "en"): Promise<string[]> {
  return page.evaluate((reader) => {
    const foreign = reader === "en" ? /\p{Script=Han}/u : /[A-Za-z]{2,}[ ,]+[A-Za-z]{2,}[ ,]+[A-Za-z]{2,}/;
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found: string[] = [];
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (
        parent === null ||
        parent.closest('[translate="no"], [data-quotes], code, pre, script, style') !== null
      )
        continue;
      const text = node.textContent ?? "";
      if (foreign.test(text)) found.push(text.trim());
    }
    return found;
  }, language);
}
