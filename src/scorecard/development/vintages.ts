import { textOfCell } from "../data-table.ts";
import { type IndicatorColumn, rowsOfColumn, type Vintages } from "../sample.ts";

/**
 * The vintage of each row: the month of a date (`2026-01-31`, `2026/1/31`, `202601`, `20260131`, `31-Jan-26`, `Jan-2026`, and
 * `1/31/2026` or `31/1/2026` where the column's days tell which it is), else the value itself, such as a quarter. Rows
 * without a value have code −1.
 */
export function vintagesOf(column: IndicatorColumn): Vintages {
  const rows = rowsOfColumn(column);
  const texts = new Map<string, number>();
  const codes = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    const text = textOfCell(column, row);
    if (text === null) codes[row] = -1;
    else {
      const code = texts.get(text) ?? texts.size;
      texts.set(text, code);
      codes[row] = code;
    }
  }
  const monthPlace = monthPlaceOf([...texts.keys()]);
  const labelOfText = [...texts.keys()].map((text) => monthOfText(text.trim(), monthPlace) ?? text);
  const labels = [...new Set(labelOfText)].sort();
  const codeOf = new Map(labels.map((label, code) => [label, code]));
  const final = labelOfText.map((label) => codeOf.get(label) as number);
  return { labels, codes: codes.map((code) => (code < 0 ? -1 : (final[code] as number))) };
}

const yearFirst = /^(\d{4})[-/.年]?(0?[1-9]|1[0-2])(?:$|[-/.月T ]|\d{2}$)/;
const yearLast = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})\b/;
const named = /^(?:\d{1,2}[- /])?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[- /](\d{4}|\d{2})$/i;
const monthNames = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
/** Two digits of a year from here on are of the last century. */
const firstYearOfLastCentury = 70;

/** Which of the first two numbers of `1/31/2026` is the month; null when nothing tells, or both do. */
function monthPlaceOf(texts: readonly string[]): 1 | 2 | null {
  let isFirstDay = false;
  let isSecondDay = false;
  for (const text of texts) {
    const match = yearLast.exec(text.trim());
    if (match === null) continue;
    isFirstDay ||= Number(match[1]) > 12;
    isSecondDay ||= Number(match[2]) > 12;
  }
  if (isFirstDay === isSecondDay) return null;
  return isFirstDay ? 2 : 1;
}

function monthOfText(text: string, monthPlace: 1 | 2 | null): string | null {
  const first = yearFirst.exec(text);
  if (first !== null) return `${first[1]}-${twoDigits(first[2] as string)}`;
  const last = monthPlace === null ? null : yearLast.exec(text);
  if (last !== null) return `${last[3]}-${twoDigits(last[monthPlace as 1 | 2] as string)}`;
  const word = named.exec(text);
  if (word === null) return null;
  const month = monthNames.indexOf((word[1] as string).toLowerCase()) + 1;
  return `${fullYear(word[2] as string)}-${twoDigits(String(month))}`;
}

function fullYear(digits: string): number {
  const year = Number(digits);
  if (digits.length === 4) return year;
  return year >= firstYearOfLastCentury ? 1900 + year : 2000 + year;
}

function twoDigits(digits: string): string {
  return digits.padStart(2, "0");
}
