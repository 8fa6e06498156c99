import type { Locator, Page } from "playwright-core";
import { createRandom } from "#kernel";

/** A figure of the report that was opened to see where it comes from. */
export interface TracedFigure {
  readonly label: string;
  readonly shown: string;
  /** What the page says after working it out again. */
  readonly verdict: string;
  /** Whether this test worked it out again from the rows or figures on the screen, and got the same. */
  readonly byHand: "same" | "different" | "notDone";
  /** Files, records or figures named as its source. */
  readonly sources: number;
}

/** Opens figures of the report on the page, chosen by a seed, and works each out again from what its drawer shows. */
export async function traceFigures(page: Page, seed: string, count: number): Promise<TracedFigure[]> {
  const labels = await page
    .locator(".paper .paper__figure")
    .evaluateAll((buttons) => [...new Set(buttons.map((button) => button.getAttribute("title") ?? ""))]);
  const chosen = createRandom(seed).shuffle(labels).slice(0, count);
  const traced: TracedFigure[] = [];
  for (const label of chosen) traced.push(await traceFigure(page, label));
  return traced;
}

async function traceFigure(page: Page, label: string): Promise<TracedFigure> {
  await page.locator(`.paper .paper__figure[title="${label}"]`).first().click();
  const drawer = page.locator(".figure-drawer");
  await drawer.locator(".verdict").waitFor();
  const shown = await drawer.locator(".figure-drawer__head strong").innerText();
  const operands = await drawer.locator(".figure-drawer__operands .figure").allInnerTexts();
  const rows = await allRows(drawer);
  const sources =
    (await drawer.locator(".figure-drawer__sources li").count()) + rows.length + operands.length;
  const verdict = await drawer.locator(".verdict").innerText();
  await drawer.locator(".ant-drawer-close").click();
  await drawer.waitFor({ state: "detached" });
  return { label, shown, verdict, byHand: workOut(shown, operands, rows), sources };
}

type Row = Readonly<Record<string, string>>;

/** More rows than this are not turned through; the page's own verdict stands then. */
const rowsTurned = 500;

/** The rows behind a figure, page by page; none where they are too many. */
async function allRows(drawer: Locator): Promise<Row[]> {
  const rows: Row[] = [];
  const head = (await drawer.locator("h3").allInnerTexts()).join(" ");
  if (Number(/共 ([\d,]+) 行/.exec(head)?.[1]?.replaceAll(",", "") ?? 0) > rowsTurned) return rows;
  for (;;) {
    if ((await drawer.locator("table").count()) === 0) return rows;
    const heads = await drawer.locator("thead th").allInnerTexts();
    const cells = await drawer
      .locator("tbody tr")
      .evaluateAll((lines) =>
        lines.map((line) => [...line.querySelectorAll("td")].map((cell) => cell.innerText)),
      );
    rows.push(...cells.map((line) => Object.fromEntries(heads.map((head, at) => [head, line[at] ?? ""]))));
    const next = drawer.getByRole("button", { name: "下一页" });
    if ((await next.count()) === 0 || (await next.isDisabled())) return rows;
    const first = cells[0]?.join(" ");
    await next.click();
    const line = drawer.locator("tbody tr").first();
    while ((await line.innerText()).replaceAll("\t", " ") === first) await drawer.page().waitForTimeout(50);
    await drawer.page().waitForTimeout(150);
  }
}

/** A figure from its operands (a ratio, a change, a difference) or its rows (a sum, a count, an extreme). */
function workOut(shown: string, operands: readonly string[], rows: readonly Row[]): TracedFigure["byHand"] {
  const figure = numberOf(shown);
  if (figure === null || operands.length + rows.length === 0) return "notDone";
  const candidates = operands.length > 0 ? fromOperands(operands.map(numberOf)) : fromRows(rows);
  if (candidates.length === 0) return "notDone";
  // The last shown digit is rounded; operands are rounded themselves.
  const places = /\.(\d+)/.exec(shown)?.[1]?.length ?? 0;
  const scale = shown.includes("万") ? 1e4 : shown.includes("%") ? 1e-2 : 1;
  const tolerance = operands.length > 0 ? Math.abs(figure) * 2e-3 + 1e-9 : (scale * 1.01) / 10 ** places;
  return candidates.some((one) => Math.abs(one - figure) <= tolerance) ? "same" : "different";
}

function fromOperands(operands: readonly (number | null)[]): number[] {
  const [a, b] = operands;
  if (a === null || b === null || a === undefined || b === undefined) return [];
  return [a / b, b / a, a / b - 1, b / a - 1, a - b, b - a, a + b];
}

function fromRows(rows: readonly Row[]): number[] {
  const candidates: number[] = [rows.length];
  for (const head of Object.keys(rows[0] ?? {})) {
    const cells = rows.map((row) => row[head] ?? "");
    candidates.push(new Set(cells).size, cells.filter((cell) => cell === "是").length);
    const numbers = cells.map(numberOf).filter((one) => one !== null);
    const sum = (some: readonly number[]) => some.reduce((total, one) => total + one, 0);
    const minutes = head.includes("分）") ? [sum(numbers) / 60] : [];
    const spent = Math.abs(sum(numbers.filter((one) => one < 0)));
    candidates.push(sum(numbers), sum(numbers.filter((one) => one > 0)), spent, ...minutes);
    candidates.push(Math.min(...numbers), Math.max(...numbers), numbers.at(-1) ?? 0);
  }
  return candidates;
}

/** A figure as a number in its base unit; null where it is a day, a name or a number's digits only by chance. */
function numberOf(text: string): number | null {
  const match = /^(−|-)?([\d,]+(?:\.\d+)?)\s*(万元|元|%|千瓦时|小时|件|天|家|张|笔)?$/.exec(text.trim());
  if (match === null) return null;
  const [, sign, digits = "", unit] = match;
  const factor = unit === "万元" ? 1e4 : unit === "%" ? 1e-2 : 1;
  return Number(digits.replaceAll(",", "")) * factor * (sign === undefined ? 1 : -1);
}
