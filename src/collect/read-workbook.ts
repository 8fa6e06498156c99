import { posix } from "node:path";
import type { CellRow } from "./canonical-row.ts";
import { type CellStyles, dateText, isBuiltInDateFormat, isDateFormat, numberText } from "./cell-text.ts";
import { collectFaults } from "./errors.ts";
import { attributeOf, elementsOf, unescapeXml } from "./xml-text.ts";
import { type OpenedZip, readEntry, type ZipEntry } from "./zip-entries.ts";

/** A sheet of a workbook; its rows are read anew at every call. */
export interface Sheet {
  readonly name: string;
  rows(): AsyncGenerator<CellRow>;
}

const mostRowCharacters = 4 << 20;
const mostCells = 2048;

/**
 * The visible sheets of a workbook (.xlsx), in their order. Only texts, numbers and dates of cells are read: formulas
 * count with their last value, and nothing of a workbook is ever run.
 * @throws COLLECT_ZIP_DAMAGED, COLLECT_INFLATES_TOO_FAR
 * @source ECMA-376 part 1 (SpreadsheetML)
 */
export async function readWorkbook(zip: OpenedZip): Promise<readonly Sheet[]> {
  const entryOf = (name: string): ZipEntry | undefined =>
    zip.entries.find((entry) => entry.name.toLowerCase() === name.toLowerCase());
  const book = entryOf("xl/workbook.xml");
  if (book === undefined) throw collectFaults.fault("COLLECT_ZIP_DAMAGED", { reason: "xl/workbook.xml" });
  const bookText = (await readEntry(book)).toString("utf8");
  const relations = await readRelations(entryOf("xl/_rels/workbook.xml.rels"));
  const from1904 = /<(?:\w+:)?workbookPr\s[^>]*date1904\s*=\s*["'](1|true)["']/.test(bookText);
  const styles: CellStyles = { isDate: await readStyles(entryOf("xl/styles.xml")), from1904 };
  let texts: Promise<string[]> | undefined;
  const sharedTexts = (): Promise<string[]> => (texts ??= readSharedTexts(entryOf("xl/sharedStrings.xml")));
  const sheets: Sheet[] = [];
  for (const [tag] of bookText.matchAll(/<(?:\w+:)?sheet\s[^>]*>/g)) {
    const target = relations.get(attributeOf(tag, "(?:\\w+:)?id") ?? "");
    const entry = target === undefined ? undefined : entryOf(target);
    const state = attributeOf(tag, "state") ?? "visible";
    if (entry === undefined || state !== "visible") continue;
    const name = attributeOf(tag, "name") ?? entry.name;
    sheets.push({ name, rows: () => readRows(entry, styles, sharedTexts) });
  }
  return sheets;
}

/** Files of the workbook by the ids that its parts use for them. */
async function readRelations(entry: ZipEntry | undefined): Promise<ReadonlyMap<string, string>> {
  const relations = new Map<string, string>();
  if (entry === undefined) return relations;
  const text = (await readEntry(entry)).toString("utf8");
  for (const [tag] of text.matchAll(/<(?:\w+:)?Relationship\s[^>]*>/g)) {
    const target = attributeOf(tag, "Target") ?? "";
    const path = target.startsWith("/") ? target.slice(1) : posix.join("xl", target);
    relations.set(attributeOf(tag, "Id") ?? "", path);
  }
  return relations;
}

async function readStyles(entry: ZipEntry | undefined): Promise<boolean[]> {
  if (entry === undefined) return [];
  const text = (await readEntry(entry)).toString("utf8");
  const dates = new Set<number>();
  for (const [tag] of text.matchAll(/<(?:\w+:)?numFmt\s[^>]*>/g)) {
    if (isDateFormat(attributeOf(tag, "formatCode") ?? "")) dates.add(Number(attributeOf(tag, "numFmtId")));
  }
  const cells = /<(?:\w+:)?cellXfs[\s>][^]*?<\/(?:\w+:)?cellXfs>/.exec(text)?.[0] ?? "";
  return [...cells.matchAll(/<(?:\w+:)?xf\s[^>]*>/g)].map(([tag]) => {
    const id = Number(attributeOf(tag, "numFmtId") ?? 0);
    return dates.has(id) || isBuiltInDateFormat(id);
  });
}

async function readSharedTexts(entry: ZipEntry | undefined): Promise<string[]> {
  const texts: string[] = [];
  if (entry === undefined) return texts;
  for await (const item of guardLength(elementsOf(entry.chunks(), "si", mostRowCharacters), entry.name)) {
    texts.push(textOf(item));
  }
  return texts;
}

/** The runs of a text; how it is read aloud (rPh) is no part of it. */
function textOf(item: string): string {
  const plain = item.includes("rPh") ? item.replace(/<(?:\w+:)?rPh[\s>][^]*?<\/(?:\w+:)?rPh>/g, "") : item;
  let text = "";
  for (const [, run = ""] of plain.matchAll(/<(?:\w+:)?t(?:\s[^>]*)?>([^]*?)<\/(?:\w+:)?t>/g)) text += run;
  return unescapeXml(text.replace(/_x000[Dd]_/g, ""));
}

async function* readRows(
  entry: ZipEntry,
  styles: CellStyles,
  sharedTexts: () => Promise<string[]>,
): AsyncGenerator<CellRow> {
  const shared = await sharedTexts();
  let row = 0;
  for await (const element of guardLength(elementsOf(entry.chunks(), "row", mostRowCharacters), entry.name)) {
    const numbered = Number(/^<[^>]*?\sr=["'](\d{1,7})["']/.exec(element)?.[1] ?? row + 1);
    row = Math.max(numbered, row + 1);
    const cells = readCells(element, styles, shared);
    if (cells.some((cell) => cell !== "")) yield { row, cells };
  }
}

const cellPattern = /<(?:\w+:)?c((?:\s[^>]*?)?)(?:\/>|>([^]*?)<\/(?:\w+:)?c>)/g;
const valuePattern = /<(?:\w+:)?v(?:\s[^>]*)?>([^]*?)<\/(?:\w+:)?v>/;

function readCells(element: string, styles: CellStyles, shared: readonly string[]): string[] {
  const cells: string[] = [];
  for (const [, attributes = "", content = ""] of element.matchAll(cellPattern)) {
    const reference = /\sr=["']([A-Z]{1,3})\d/.exec(attributes)?.[1];
    const column = reference === undefined ? cells.length : columnOf(reference);
    if (column >= mostCells) continue;
    while (cells.length < column) cells.push("");
    cells[column] = content === "" ? "" : cellText(attributes, content, styles, shared).trim();
  }
  return cells;
}

function cellText(
  attributes: string,
  content: string,
  styles: CellStyles,
  shared: readonly string[],
): string {
  const type = /\st=["'](\w+)["']/.exec(attributes)?.[1] ?? "n";
  if (type === "inlineStr") return textOf(content);
  const raw = valuePattern.exec(content)?.[1] ?? "";
  if (type === "s") return shared[Number(raw)] ?? "";
  if (type === "str" || type === "e") return unescapeXml(raw);
  if (type === "b") return raw.trim() === "1" ? "TRUE" : "FALSE";
  if (type === "d") return raw.replace("T", " ").replace(/(\.\d+)?Z?$/, "");
  const style = Number(/\ss=["'](\d{1,6})["']/.exec(attributes)?.[1] ?? 0);
  return styles.isDate[style] === true ? dateText(raw, styles.from1904) : numberText(raw);
}

function columnOf(letters: string): number {
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

async function* guardLength(elements: AsyncGenerator<string>, part: string): AsyncGenerator<string> {
  try {
    yield* elements;
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw collectFaults.fault("COLLECT_ZIP_DAMAGED", { reason: `${part}: ${cause.message}` }, cause);
  }
}
