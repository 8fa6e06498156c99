import type { Fault } from "#kernel";
import { collectFaults } from "./errors.ts";
import { findHeader, type HeaderRow } from "./find-header.ts";
import type { Layout } from "./layout.ts";
import type { ReadLimits } from "./limits.ts";
import type { Mapping } from "./mapping.ts";
import { jsonLinesLayout, showColumns } from "./recognise-layout.ts";
import { decodeLeniently, decodeText, detectEncoding, type TextEncoding } from "./text-encoding.ts";

/** How to read a file, told by its beginning; or why it cannot be read. */
export type HeadVerdict =
  | {
      readonly kind: "table";
      readonly layout: Layout;
      /** Bytes in front of the first row: byte order mark, title and header. */
      readonly headBytes: number;
      /** Number of the row that is the header; 1 unless a title stands above it. */
      readonly headerRow: number;
    }
  | { readonly kind: "problem"; readonly fault: Fault };

/**
 * Looks at the beginning of a file.
 * @param head  the first bytes, inflated: the header row and some rows more
 * @param isJsonLines  told by the file's name
 * @param given  the mapping named for this file, or null
 * @param known  mappings that are tried in order
 */
export function readHead(
  head: Uint8Array,
  isJsonLines: boolean,
  given: Mapping | null,
  known: readonly Mapping[],
  limits: ReadLimits,
): HeadVerdict {
  if (head.length === 0) return problem(collectFaults.fault("COLLECT_EMPTY"));
  const verdict = detectEncoding(head);
  if (verdict.kind === "binary")
    return problem(collectFaults.fault("COLLECT_BINARY", { what: verdict.what }));
  if (verdict.kind === "unsupported") {
    return problem(collectFaults.fault("COLLECT_ENCODING", { found: verdict.found }));
  }
  if (isJsonLines) {
    const keys = keysOfFirstRow(head.subarray(verdict.bomBytes));
    const mapping = given ?? known.find((one) => one.format === "jsonl" && fitsKeys(one, keys));
    return mapping === undefined
      ? problem(collectFaults.fault("COLLECT_UNKNOWN_LAYOUT", { columns: `JSON: ${showColumns(keys)}` }))
      : { kind: "table", layout: jsonLinesLayout(mapping), headBytes: verdict.bomBytes, headerRow: 0 };
  }
  if (endsLinesWithReturns(head)) return problem(collectFaults.fault("COLLECT_LINE_ENDS"));
  const lines = readLines(head, verdict.encoding, verdict.bomBytes);
  const found = findHeader(lines, verdict.encoding, given, known, limits);
  if (found.kind === "problem") return found;
  const { headBytes } = lines[found.index] as HeadLine;
  return { kind: "table", layout: found.layout, headBytes, headerRow: found.index + 1 };
}

function problem(fault: Fault): HeadVerdict {
  return { kind: "problem", fault };
}

/** The keys of the first object of JSON lines; none when it cannot be read. */
function keysOfFirstRow(head: Uint8Array): readonly string[] {
  const lineFeed = head.indexOf(0x0a);
  try {
    const row: unknown = JSON.parse(
      decodeText(lineFeed < 0 ? head : head.subarray(0, lineFeed), "utf-8") ?? "",
    );
    return typeof row === "object" && row !== null && !Array.isArray(row) ? Object.keys(row) : [];
  } catch {
    return [];
  }
}

/** A mapping that does not say by what it is recognised takes all JSON lines, and so does a first row that is broken. */
function fitsKeys({ recognisedBy }: Mapping, keys: readonly string[]): boolean {
  return keys.length === 0 || recognisedBy.flat().every((key) => keys.includes(key));
}

/** Old Macintosh exports: the whole file would be taken for its header. */
function endsLinesWithReturns(head: Uint8Array): boolean {
  const first = head.indexOf(0x0d);
  return first >= 0 && first < head.length - 1 && !head.includes(0x0a);
}

/** A line that may be the header, and the bytes up to its end. */
interface HeadLine extends HeaderRow {
  readonly headBytes: number;
}

/** A table's title is not longer than this. */
const mostHeadLines = 40;

function readLines(head: Uint8Array, encoding: TextEncoding, bomBytes: number): HeadLine[] {
  const lines: HeadLine[] = [];
  for (let start = bomBytes; start < head.length && lines.length < mostHeadLines; ) {
    const lineFeed = head.indexOf(0x0a, start);
    const end = lineFeed < 0 ? head.length : lineFeed;
    // A header without a line break may be cut anywhere; it is decoded as far as a person needs to see it.
    const shown = lineFeed < 0 ? Math.min(end, start + 4096) : end;
    const line = (decodeText(head.subarray(start, shown), encoding) ?? "").replace(/\r$/, "");
    const delimiter = likeliestDelimiter(line);
    const headBytes = lineFeed < 0 ? end : end + 1;
    lines.push({ columns: splitHeader(line, delimiter), delimiter, headBytes });
    start = headBytes;
  }
  return lines;
}

function likeliestDelimiter(line: string): string {
  const counts = [",", "\t", ";"].map((delimiter) => ({ delimiter, count: line.split(delimiter).length }));
  return counts.reduce((best, one) => (one.count > best.count ? one : best)).delimiter;
}

function splitHeader(line: string, delimiter: string): string[] {
  const columns: string[] = [];
  let column = "";
  let isQuoted = false;
  for (let i = 0; i <= line.length; i++) {
    const character = line[i];
    if (character === undefined || (character === delimiter && !isQuoted)) {
      columns.push(column.trim());
      column = "";
    } else if (character === '"') {
      if (isQuoted && line[i + 1] === '"') column += line[i++];
      else isQuoted = !isQuoted;
    } else {
      column += character;
    }
  }
  return columns;
}

/** The first rows under a header, each as its fields, as far as the head reaches. */
export function linesOfHead(head: Uint8Array, { delimiter, encoding }: Layout): readonly string[][] {
  return wholeLines(head, encoding).map((line) => splitHeader(line, delimiter));
}

/** The first lines of a text whose layout is not known, each split as its own characters suggest. */
export function linesOfText(head: Uint8Array, encoding: TextEncoding): readonly string[][] {
  return wholeLines(head, encoding).map((line) => splitHeader(line, likeliestDelimiter(line)));
}

function wholeLines(head: Uint8Array, encoding: TextEncoding): readonly string[] {
  const text = decodeLeniently(head.subarray(0, 1 << 18), encoding);
  const lines = text.split("\n");
  // The last line may be cut, unless the text ends there.
  const whole = head.length > 1 << 18 || text.endsWith("\n") ? lines.slice(0, -1) : lines;
  return whole.map((line) => line.replace(/\r$/, ""));
}
