import { type BusinessDay, type Message } from "#kernel";
import { listColumns, type ListNote, type ReadList, readEnterpriseList } from "../enterprise-list.ts";
import { isWireCode } from "./check-twin.ts";
import { type DeviceProblemCode, type ProblemParameters, sayProblem } from "./device-problem.ts";
import {
  cellWords,
  deviceSheets,
  type DeviceTables,
  type SheetColumn,
  type SheetName,
} from "./device-sheets.ts";
import {
  bareTwin,
  depreciationMethods,
  elementKinds,
  type ElementKind,
  encumbranceKinds,
  meterMedia,
  networkSorts,
  thingSorts,
  type TwinData,
} from "./element.ts";

/** What is wrong with a cell of a workbook, or worth a look. */
export interface SheetNote extends Message {
  readonly sheet: SheetName;
  /** Number of the row in its sheet; the header is 1. */
  readonly row: number;
  /** Title of the column. */
  readonly column: Message;
  readonly code: string;
}

/** An element as a row names it: its enterprise and parent by code. */
export interface ListedElement {
  readonly sheet: SheetName;
  readonly row: number;
  readonly enterprise: string;
  readonly code: string;
  readonly kind: ElementKind;
  readonly parent: string | null;
  readonly validFrom: BusinessDay;
  readonly data: TwinData;
}

/** A collector as a row names it; no elements means all of its enterprise. */
export interface ListedCollector {
  readonly row: number;
  readonly enterprise: string;
  readonly name: string;
  readonly elements: readonly string[];
  readonly messagesPerSecond: number | null;
}

/** A device behind a gateway as a row names it. */
export interface ListedClaim {
  readonly row: number;
  /** Name or id of a gateway or collector that is registered already. */
  readonly gateway: string;
  readonly code: string;
  readonly enterprise: string;
  readonly element: string;
}

export interface ReadSheets {
  readonly enterprises: ReadList;
  readonly elements: readonly ListedElement[];
  readonly collectors: readonly ListedCollector[];
  readonly claims: readonly ListedClaim[];
  readonly problems: readonly SheetNote[];
  readonly warnings: readonly SheetNote[];
}

/**
 * Reads the sheets of a workbook. Pure; every problem names sheet, row and column. What concerns several rows (codes,
 * parents, enterprises) is checked by `checkDeviceSheets`.
 * @param on  the day that a row without one holds from, and on which sizes are judged
 */
export function readDeviceSheets(tables: DeviceTables, on: BusinessDay): ReadSheets {
  const problems: SheetNote[] = [];
  const hasEnterprises = tables.enterprises.length > 1;
  const enterprises = hasEnterprises
    ? readEnterpriseList(tables.enterprises, on)
    : { enterprises: [], problems: [], warnings: [] };
  const inSheet = ({ row, column, code, zh, en }: ListNote): SheetNote => ({
    sheet: "enterprises",
    row,
    column: { zh: column, en: listColumns.find((one) => one.zh === column)?.en ?? column },
    code,
    zh,
    en,
  });
  problems.push(...enterprises.problems.map(inSheet));
  const elements = (["sites", "elements", "meters"] as const).flatMap((sheet) =>
    rowsOf(sheet, tables[sheet], problems).flatMap((row) => readElement(row, on)),
  );
  const collectors = rowsOf("collectors", tables.collectors, problems).flatMap(readCollector);
  const claims = rowsOf("claims", tables.claims, problems).map(readClaim);
  return { enterprises, elements, collectors, claims, problems, warnings: enterprises.warnings.map(inSheet) };
}

/** One row of a sheet, and where to say what is wrong with it. */
interface SheetRow {
  readonly sheet: SheetName;
  readonly row: number;
  /** The trimmed cell of a column, empty where there is none. */
  readonly cell: (key: string) => string;
  readonly problem: (key: string, code: DeviceProblemCode, parameters?: ProblemParameters) => void;
}

function rowsOf(
  sheet: SheetName,
  table: readonly (readonly string[])[],
  problems: SheetNote[],
): readonly SheetRow[] {
  if (table.length <= 1) return [];
  const header = (table[0] ?? []).map(plain);
  const columns: readonly SheetColumn[] = deviceSheets[sheet].columns;
  const places = new Map(
    columns.map(({ key, zh, en }) => [
      key,
      header.findIndex((cell) => cell === plain(zh) || cell === plain(en)),
    ]),
  );
  const note = (row: number, key: string, code: DeviceProblemCode, parameters: ProblemParameters): void => {
    const column = titleOf(columns, key);
    problems.push({
      sheet,
      row,
      column,
      code,
      ...sayProblem(code, { column, ...parameters }),
    });
  };
  const missing = columns.filter(({ key, isRequired }) => isRequired && places.get(key) === -1);
  for (const { key } of missing) note(1, key, "DEVICE_COLUMN_MISSING", {});
  if (missing.length > 0) return [];
  return table.slice(1).flatMap((cells, index) => {
    if (cells.every((cell) => cell.trim() === "")) return [];
    const cell = (key: string): string => (cells[places.get(key) ?? -1] ?? "").trim();
    const row = index + 2;
    const problem: SheetRow["problem"] = (key, code, parameters = {}) => note(row, key, code, parameters);
    for (const { key, isRequired } of columns) {
      if (isRequired && cell(key) === "") problem(key, "DEVICE_VALUE_MISSING");
      else if (cell(key).length > longestCell) problem(key, "DEVICE_VALUE_TOO_LONG", { limit: longestCell });
    }
    return [{ sheet, row, cell, problem }];
  });
}

const longestCell = 500;

function titleOf(columns: readonly SheetColumn[], key: string): Message {
  const found = columns.find((column) => column.key === key);
  return { zh: found?.zh ?? key, en: found?.en ?? key };
}

function readElement(row: SheetRow, on: BusinessDay): readonly ListedElement[] {
  const { sheet, cell } = row;
  const code = cell("code");
  if (code !== "" && !isWireCode(code)) {
    row.problem("code", "DEVICE_CODE_MALFORMED", { found: code.slice(0, 60) });
  }
  const kinds = sheet === "sites" ? siteKinds : elementKinds;
  const kind = sheet === "meters" ? "meter" : wordOf(row, "kind", kinds);
  const data: TwinData = {
    ...bareTwin(cell("name")),
    type: textOf(row, "type"),
    maker: textOf(row, "maker"),
    model: textOf(row, "model"),
    serial: textOf(row, "serial"),
    parameters: readParameters(row),
    medium: wordOf(row, "medium", meterMedia),
    thing: wordOf(row, "thing", thingSorts),
    network: wordOf(row, "network", networkSorts),
    headcount: wholeNumberOf(row, "headcount", { from: 0, to: 1_000_000 }),
    shift: textOf(row, "shift"),
    purchaseFen: moneyOf(row, "purchaseYuan"),
    inServiceOn: dayOf(row, "inServiceOn"),
    lifeMonths: wholeNumberOf(row, "lifeMonths", { from: 1, to: 1200 }),
    residualPpm: percentOf(row, "residualPercent"),
    depreciation: wordOf(row, "depreciation", depreciationMethods),
    encumbrances: readEncumbrances(row),
  };
  // A machine that nobody dated otherwise has been what it is since it came into service.
  const since = data.inServiceOn !== null && data.inServiceOn < on ? data.inServiceOn : on;
  const validFrom = dayOf(row, "validFrom") ?? since;
  if (kind === null) return [];
  const parent = textOf(row, "parent");
  return [{ sheet, row: row.row, enterprise: cell("enterprise"), code, kind, parent, validFrom, data }];
}

const siteKinds = ["site", "area", "line", "workCentre"] as const;

function readCollector(row: SheetRow): readonly ListedCollector[] {
  return [
    {
      row: row.row,
      enterprise: row.cell("enterprise"),
      name: row.cell("name"),
      elements: listOf(row.cell("elements")),
      messagesPerSecond: wholeNumberOf(row, "messagesPerSecond", { from: 1, to: 1_000_000 }),
    },
  ];
}

/** The device's code is the element's own where none is given. */
function readClaim(row: SheetRow): ListedClaim {
  const { cell } = row;
  const element = cell("element");
  const code = cell("code") === "" ? element : cell("code");
  if (code !== "" && !isWireCode(code)) {
    row.problem("code", "DEVICE_CODE_MALFORMED", { found: code.slice(0, 60) });
  }
  return { row: row.row, gateway: cell("gateway"), code, enterprise: cell("enterprise"), element };
}

function textOf({ cell }: SheetRow, key: string): string | null {
  const text = cell(key);
  return text === "" ? null : text;
}

function wordOf<Word extends string>(row: SheetRow, key: string, words: readonly Word[]): Word | null {
  const text = row.cell(key);
  if (text === "") return null;
  const wanted = plain(cellWords[text] ?? text);
  const found = words.find((word) => plain(word) === wanted);
  if (found !== undefined) return found;
  row.problem(key, "DEVICE_KIND_UNKNOWN", { expected: namesOf(words), found: text.slice(0, 60) });
  return null;
}

function namesOf(words: readonly string[]): Message {
  const zh = words.map((word) => Object.entries(cellWords).find(([, one]) => one === word)?.[0] ?? word);
  return { zh: zh.join("、"), en: words.join(", ") };
}

function wholeNumberOf(
  row: SheetRow,
  key: string,
  bounds: { readonly from: number; readonly to: number },
): number | null {
  const text = row.cell(key).replaceAll(",", "");
  if (text === "") return null;
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= bounds.from && number <= bounds.to) return number;
  row.problem(key, "DEVICE_NUMBER_MALFORMED", { ...bounds, found: text.slice(0, 60) });
  return null;
}

/** Yuan with at most two decimals is whole fen. */
function moneyOf(row: SheetRow, key: string): string | null {
  const text = row.cell(key).replaceAll(",", "");
  if (text === "") return null;
  const match = /^(\d{1,13})(?:\.(\d{1,2})0*)?$/.exec(text);
  if (match !== null) return String(BigInt(`${match[1]}${(match[2] ?? "").padEnd(2, "0")}`));
  row.problem(key, "DEVICE_NUMBER_MALFORMED", { from: 0, to: "9999999999999.99", found: text.slice(0, 60) });
  return null;
}

/** Per cent with at most four decimals is whole parts per million. */
function percentOf(row: SheetRow, key: string): number | null {
  const text = row.cell(key).replace(/[%％]$/, "");
  if (text === "") return null;
  const ppm = /^\d{1,3}(\.\d{1,4})?$/.test(text) ? Math.round(Number(text) * 10_000) : Number.NaN;
  if (ppm >= 0 && ppm <= 1_000_000) return ppm;
  row.problem(key, "DEVICE_NUMBER_MALFORMED", { from: 0, to: 100, found: text.slice(0, 60) });
  return null;
}

function dayOf(row: SheetRow, key: string): BusinessDay | null {
  const text = row.cell(key).replaceAll("/", "-");
  if (text === "") return null;
  const match = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  const [, year = "", month = "", day = ""] = match ?? [];
  const on = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  // A day that the calendar does not know would come back as another.
  const time = match === null ? Number.NaN : Date.parse(`${on}T00:00:00Z`);
  if (!Number.isNaN(time) && new Date(time).toISOString().startsWith(on)) return on;
  row.problem(key, "DEVICE_DAY_MALFORMED", { found: text.slice(0, 60) });
  return null;
}

function readParameters(row: SheetRow): Readonly<Record<string, string>> {
  const text = row.cell("parameters");
  const pairs = listOf(text).map((part) => {
    const at = part.search(/[=＝]/);
    return [part.slice(0, at).trim(), part.slice(at + 1).trim()] as const;
  });
  if (pairs.every(([key, value]) => key !== "" && value !== "")) return Object.fromEntries(pairs);
  row.problem("parameters", "DEVICE_PARAMETERS_MALFORMED", { found: text.slice(0, 60) });
  return {};
}

function readEncumbrances(row: SheetRow): TwinData["encumbrances"] {
  const kind = wordOf(row, "encumbrance", encumbranceKinds);
  const fromOn = dayOf(row, "encumberedFrom");
  const untilOn = dayOf(row, "encumberedUntil");
  if (kind === null) return [];
  const holder = row.cell("holder");
  if (holder === "" || fromOn === null) {
    row.problem("holder", "DEVICE_HOLDER_MISSING");
    return [];
  }
  return [{ kind, holder, reference: textOf(row, "reference"), fromOn, untilOn }];
}

function listOf(text: string): readonly string[] {
  return text
    .split(/[;；\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

function plain(text: string): string {
  return text
    .replace(/^\uFEFF/, "")
    .trim()
    .toLowerCase()
    .replaceAll("(", "（")
    .replaceAll(")", "）");
}
