import type { JsonObject } from "#seal";
import { type ExactDecimal, parseDecimal, roundHalfAwayFromZero } from "../../pipeline/exact-decimal.ts";
import { readTime } from "../../pipeline/written-time.ts";
import type { SourceEvent } from "../../source.ts";
import type { SqlConfig } from "./sql-config.ts";
import type { ViewRow } from "./view-reader.ts";

/** A row that is no event, and why. */
export interface RejectedRow {
  readonly row: string;
  readonly field: string;
  readonly expected: string;
  readonly found: string;
}

type Reader = (text: string, zone: string) => string | number | null;

const whole: Reader = (text) => (/^\d{1,15}$/.test(text) ? Number(text) : null);
const words: Reader = (text) => text.trim().slice(0, 200);
const time: Reader = (text, zone) => readTime(text, { format: "text", zone });
const day: Reader = (text) => /^(\d{4}-\d{2}-\d{2})(?:[ T].*)?$/.exec(text)?.[1] ?? null;

/** Member of the event, and how its column is read; the scale of numbers is exact. */
const members: Readonly<Record<keyof SqlConfig["event"]["columns"], readonly [string, Reader, string]>> = {
  document: ["document", words, "an id"],
  at: ["atMs", time, "a time"],
  line: ["line", words, "a text"],
  version: ["version", whole, "a count"],
  day: ["day", day, "a day"],
  order: ["order", words, "a text"],
  lot: ["lot", words, "a text"],
  item: ["item", words, "a text"],
  quantity: ["quantityMilli", (text) => scaled(text, -3), "a number"],
  unit: ["unit", words, "a text"],
  amountYuan: ["amountFen", (text) => scaled(text, -2)?.toString() ?? null, "an amount in yuan"],
  element: ["element", words, "a code"],
  partner: ["partner", words, "a text"],
  from: ["fromMs", time, "a time"],
  to: ["toMs", time, "a time"],
  due: ["due", day, "a day"],
};

/** @param isKnown  whether an earlier state of the same document and line was seen */
export function eventOfRow(config: SqlConfig, row: ViewRow, isKnown: boolean): SourceEvent | RejectedRow {
  const { event } = config;
  const rowName =
    row[event.columns.document] ?? `${row[config.watermark.column]}/${row[config.watermark.tie]}`;
  const reject = (field: string, expected: string): RejectedRow => ({
    row: rowName,
    field,
    expected,
    found: String(row[field]).slice(0, 60),
  });
  const made: Record<string, string | number> = {};
  for (const [key, column] of Object.entries(event.columns)) {
    if (column === undefined) continue;
    const text = row[column];
    const [member, read, expected] = members[key as keyof typeof members];
    if (text === null || text === undefined || text === "") continue;
    const value = read(text, event.zone);
    if (value === null) return reject(column, expected);
    made[member] = value;
  }
  if (made["document"] === undefined) return reject(event.columns.document, "an id");
  const { atMs } = made;
  if (typeof atMs !== "number") return reject(event.columns.at, "a time");
  const type = chosen(event.type, row);
  if (type === null) return reject(columnOf(event.type), "a type that the configuration knows");
  const usual = typeof made["version"] === "number" ? made["version"] > 1 : isKnown;
  const action = event.action === undefined ? (usual ? "changed" : "created") : chosen(event.action, row);
  if (action === null) return reject(columnOf(event.action), "an action that the configuration knows");
  return { atMs, row: { type, action, ...made } satisfies JsonObject };
}

type Choice = SqlConfig["event"]["type"] | SqlConfig["event"]["action"];

function chosen(choice: Choice, row: ViewRow): string | null {
  if (typeof choice !== "object") return choice ?? null;
  const text = row[choice.column] ?? "";
  return Object.hasOwn(choice.values, text) ? (choice.values[text] ?? null) : null;
}

function columnOf(choice: Choice): string {
  return typeof choice === "object" ? choice.column : "";
}

/** A decimal in units of 10^scale, halves away from zero. */
function scaled(text: string, scale: number): number | null {
  const value: ExactDecimal | null = parseDecimal(text.trim());
  return value === null ? null : roundHalfAwayFromZero(value, scale, { numerator: 1n, denominator: 1n });
}
