import {
  type BusinessDay,
  checkUnifiedSocialCreditCode,
  type Fen,
  type Message,
  type MessageParameters,
} from "#kernel";
import { listProblems } from "./messages.ts";
import { type SizeInputs, sizeClassOf } from "./size-class.ts";

/** An enterprise as a line of a list names it. */
export interface ListedEnterprise {
  /** Number of the row in its file; the header is 1. */
  readonly row: number;
  readonly code: string;
  readonly name: string;
  readonly uscc: string | null;
  readonly region: string | null;
  readonly industry: string | null;
  readonly size: SizeInputs | null;
  /** Name of the owner's account; the person is invited under it. */
  readonly ownerName: string | null;
}

/** What is wrong with a row, or worth a look. */
export interface ListNote extends Message {
  readonly row: number;
  readonly column: string;
  readonly code: string;
}

export interface ReadList {
  readonly enterprises: readonly ListedEnterprise[];
  /** Any of these keeps the whole list from being registered. */
  readonly problems: readonly ListNote[];
  readonly warnings: readonly ListNote[];
}

/** The columns of the template, in its order; a list may have them in any order, by either name. */
export const listColumns = [
  { key: "code", zh: "企业代码", en: "code", isRequired: true },
  { key: "name", zh: "企业名称", en: "name", isRequired: true },
  { key: "uscc", zh: "统一社会信用代码", en: "uscc", isRequired: false },
  { key: "region", zh: "地区", en: "region", isRequired: false },
  { key: "industry", zh: "行业代码", en: "industry", isRequired: false },
  { key: "year", zh: "年份", en: "year", isRequired: false },
  { key: "employees", zh: "从业人员", en: "employees", isRequired: false },
  { key: "revenue", zh: "营业收入（万元）", en: "revenue", isRequired: false },
  { key: "assets", zh: "资产总额（万元）", en: "assets", isRequired: false },
  { key: "owner", zh: "企业主", en: "owner", isRequired: false },
] as const;

type Column = (typeof listColumns)[number]["key"];
type Cells = Readonly<Record<Column, string>>;
type Note = (
  column: Column,
  code: keyof typeof listProblems.messages,
  parameters?: MessageParameters,
) => void;

/**
 * Reads a list of enterprises from the rows of a table, the first of which names the columns. Pure; every problem names
 * its row.
 * @param on  the day on which the size is judged, for the warning that it cannot be
 */
export function readEnterpriseList(table: readonly (readonly string[])[], on: BusinessDay): ReadList {
  const problems: ListNote[] = [];
  const warnings: ListNote[] = [];
  const header = (table[0] ?? []).map((cell) => normalize(cell));
  const places = listColumns.map((column) => ({
    ...column,
    at: header.findIndex((cell) => cell === normalize(column.zh) || cell === column.en),
  }));
  for (const { zh, isRequired, at } of places) {
    if (!isRequired || at >= 0) continue;
    const sentence = listProblems.both("LIST_COLUMN_MISSING", { column: zh });
    problems.push({ row: 1, column: zh, code: "LIST_COLUMN_MISSING", ...sentence });
  }
  if (problems.length > 0) return { enterprises: [], problems, warnings };

  const seen = { code: new Map<string, number>(), uscc: new Map<string, number>() };
  const enterprises = table.slice(1).flatMap((row, index) => {
    if (row.every((cell) => cell.trim() === "")) return [];
    const cells = Object.fromEntries(places.map(({ key, at }) => [key, (row[at] ?? "").trim()])) as Cells;
    const noteIn =
      (list: ListNote[]): Note =>
      (column, code, parameters = {}) => {
        const title = listColumns.find(({ key }) => key === column)?.zh ?? column;
        const sentence = listProblems.both(code, { column: title, ...parameters });
        list.push({ row: index + 2, column: title, code, ...sentence });
      };
    return [readRow(cells, { row: index + 2, on, seen, problem: noteIn(problems), warn: noteIn(warnings) })];
  });
  if (enterprises.length === 0) {
    problems.push({ row: 1, column: "", code: "LIST_EMPTY", ...listProblems.both("LIST_EMPTY") });
  }
  return { enterprises, problems, warnings };
}

interface RowContext {
  readonly row: number;
  readonly on: BusinessDay;
  readonly seen: { readonly code: Map<string, number>; readonly uscc: Map<string, number> };
  readonly problem: Note;
  readonly warn: Note;
}

function readRow(cells: Cells, { row, on, seen, problem, warn }: RowContext): ListedEnterprise {
  const { code, name } = cells;
  if (code === "") problem("code", "LIST_CODE_MISSING");
  else
    once(seen.code, code, row, (first) => problem("code", "LIST_CODE_REPEATED", { found: code, row: first }));
  if (name === "") problem("name", "LIST_NAME_MISSING");
  const uscc = readUscc(cells.uscc, problem, warn);
  if (uscc !== null) {
    once(seen.uscc, uscc, row, (first) => problem("uscc", "LIST_USCC_REPEATED", { found: uscc, row: first }));
  }
  const industry = cells.industry.toUpperCase();
  const isIndustry = industry === "" || /^[A-T](\d{2,4})?$/.test(industry);
  if (!isIndustry) problem("industry", "LIST_INDUSTRY_MALFORMED", { found: cells.industry });
  const size = readSize(cells, problem);
  if (size !== null && industry !== "" && isIndustry && sizeClassOf(industry, size, on) === null) {
    warn("industry", "LIST_SIZE_UNKNOWN", { industry });
  }
  return {
    row,
    code,
    name,
    uscc,
    region: cells.region === "" ? null : cells.region,
    industry: industry === "" ? null : industry,
    size,
    ownerName: cells.owner === "" ? null : cells.owner,
  };
}

function readUscc(text: string, problem: Note, warn: Note): string | null {
  if (text === "") return null;
  const check = checkUnifiedSocialCreditCode(text);
  if (check.kind === "malformed") {
    problem("uscc", "LIST_USCC_MALFORMED", { found: text.slice(0, 40) });
    return null;
  }
  if (check.kind === "warning") {
    warn("uscc", "LIST_USCC_CHECK_DIGIT", { found: check.found, expected: check.expected });
  }
  return check.code;
}

function readSize(cells: Cells, problem: Note): SizeInputs | null {
  const { year, employees, revenue, assets } = cells;
  if (employees === "" && revenue === "" && assets === "") return null;
  if (!/^(19|20|21)\d{2}$/.test(year)) problem("year", "LIST_YEAR_MALFORMED", { found: year });
  const people = employees.replaceAll(",", "");
  if (!/^\d{0,8}$/.test(people)) problem("employees", "LIST_NUMBER_MALFORMED", { found: employees });
  const moneyOf = (column: "revenue" | "assets"): Fen | null => {
    const text = cells[column].replaceAll(",", "");
    if (text === "") return null;
    // 万元 with up to six decimals is whole fen.
    const match = /^(\d{1,12})(?:\.(\d{1,6})0*)?$/.exec(text);
    if (match !== null) return BigInt(`${match[1]}${(match[2] ?? "").padEnd(6, "0")}`);
    problem(column, "LIST_NUMBER_MALFORMED", { found: cells[column] });
    return null;
  };
  return {
    year: Number(year),
    employees: people === "" ? null : Number(people),
    revenueFen: moneyOf("revenue"),
    assetsFen: moneyOf("assets"),
  };
}

function once(
  seen: Map<string, number>,
  value: string,
  row: number,
  onRepeat: (first: number) => void,
): void {
  const first = seen.get(value);
  if (first === undefined) seen.set(value, row);
  else onRepeat(first);
}

function normalize(cell: string): string {
  return cell
    .replace(/^\uFEFF/, "")
    .trim()
    .toLowerCase()
    .replaceAll("(", "（")
    .replaceAll(")", "）");
}
