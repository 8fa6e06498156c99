import { sampleValue } from "../../pipeline/sample-value.ts";
import type { Sample } from "../../source.ts";
import type { CsvChannel, CsvConfig } from "./csv-config.ts";
import { readTime } from "../../pipeline/written-time.ts";
import { splitLine } from "./split-line.ts";

/** A line, or a field of it, that could not be used. */
export interface RejectedField {
  /** Line of the file, the header being 1. */
  readonly row: number;
  /** Header of the column; null for the whole line. */
  readonly field: string | null;
  readonly expected: string;
  readonly found: string;
}

export interface ReadRows {
  readonly samples: readonly Sample[];
  readonly rejected: readonly RejectedField[];
}

/** Decodes whole lines; without a word about it UTF-8 where it is, else GB18030, which holds GBK. */
export function decodeLines(bytes: Uint8Array, encoding: CsvConfig["encoding"]): string {
  if (encoding !== "gbk") {
    try {
      return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    } catch (cause) {
      if (encoding === "utf-8") return new TextDecoder("utf-8").decode(bytes);
      if (!(cause instanceof TypeError)) throw cause;
    }
  }
  return new TextDecoder("gb18030").decode(bytes);
}

/** Columns that the configuration names and the header lacks. */
export function missingColumns(config: CsvConfig, header: readonly string[]): readonly string[] {
  const named = [
    ...config.time.columns,
    ...(config.time.endColumn === undefined ? [] : [config.time.endColumn]),
    ...config.channels.flatMap(({ column, where }) =>
      where === undefined ? [column] : [column, where.column],
    ),
  ];
  return [...new Set(named)].filter((column) => !header.includes(column));
}

/** Makes samples of lines. @param firstRow  number of the first line within its file */
export function readRows(
  config: CsvConfig,
  header: readonly string[],
  lines: readonly string[],
  firstRow: number,
): ReadRows {
  const samples: Sample[] = [];
  const rejected: RejectedField[] = [];
  for (const [index, line] of lines.entries()) {
    if (line.trim() === "") continue;
    const row = firstRow + index;
    const cells = splitLine(line, config.delimiter);
    if (cells === null || cells.length < header.length) {
      const expected = `${header.length} cells`;
      const found = cells === null ? "an open quotation mark" : `${cells.length}: ${line.slice(0, 60)}`;
      rejected.push({ row, field: null, expected, found });
      continue;
    }
    const cellOf = (column: string): string => cells[header.indexOf(column)] ?? "";
    const times = rowTimes(config, cellOf);
    if ("field" in times) {
      rejected.push({ row, ...times });
      continue;
    }
    for (const channel of config.channels) {
      if (channel.where !== undefined && cellOf(channel.where.column) !== channel.where.equals) continue;
      const cell = cellOf(channel.column);
      // An empty cell says that there is no reading: that is no mistake.
      if (cell === "") continue;
      const value = sampleValue(cell, channel);
      if (value === null)
        rejected.push({ row, field: channel.column, expected: wanted(channel), found: cell.slice(0, 60) });
      else
        samples.push({
          element: channel.element,
          channel: channel.channel,
          ...times,
          value,
          quality: "good",
        });
    }
  }
  return { samples, rejected };
}

function rowTimes(
  config: CsvConfig,
  cellOf: (column: string) => string,
): { readonly fromMs: number; readonly toMs: number } | Omit<RejectedField, "row"> {
  const { columns, endColumn } = config.time;
  const text = columns.map(cellOf).join(" ");
  const fromMs = readTime(text, config.time);
  if (fromMs === null) {
    return { field: columns.join(" "), expected: `a time (${config.time.format})`, found: text.slice(0, 60) };
  }
  if (endColumn === undefined) return { fromMs, toMs: fromMs };
  const endText = cellOf(endColumn);
  const toMs = readTime(endText, config.time);
  return toMs !== null && toMs >= fromMs
    ? { fromMs, toMs }
    : { field: endColumn, expected: "a time not before the beginning", found: endText.slice(0, 60) };
}

function wanted(channel: CsvChannel): string {
  return channel.states === undefined ? "a number" : `one of ${Object.keys(channel.states).join(", ")}`;
}
