import type { Fault } from "#kernel";
import { collectFaults } from "./errors.ts";
import {
  jsonLinesLayout,
  type Layout,
  nearestKnownLayout,
  recogniseLayout,
  showColumns,
  type TableHead,
} from "./layout.ts";
import type { ReadLimits } from "./limits.ts";
import type { Mapping } from "./mapping.ts";
import { decodeText, detectEncoding, type TextEncoding } from "./text-encoding.ts";

/** How to read a file, told by its beginning; or why it cannot be read. */
export type HeadVerdict =
  | {
      readonly kind: "table";
      readonly layout: Layout;
      /** Bytes in front of the first row: byte order mark and header. */
      readonly headBytes: number;
    }
  | { readonly kind: "problem"; readonly fault: Fault };

/** The layout is sealed with every batch, whose header has room for so much. */
const mostLayoutBytes = 24_000;

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
      : { kind: "table", layout: jsonLinesLayout(mapping), headBytes: verdict.bomBytes };
  }
  if (endsLinesWithReturns(head)) return problem(collectFaults.fault("COLLECT_LINE_ENDS"));
  const { table, headBytes } = readHeader(head, verdict.encoding, verdict.bomBytes);
  try {
    const layout = table.columns.length > limits.columns ? null : recogniseLayout(table, given, known);
    if (layout === null || JSON.stringify(layout).length > mostLayoutBytes) {
      return problem(unknownLayout(table.columns, known));
    }
    return { kind: "table", layout, headBytes };
  } catch (fault) {
    return problem(fault as Fault);
  }
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
  return keys.length === 0 || recognisedBy.every((key) => keys.includes(key));
}

/** Says what the header lacks to be the layout that it is nearest to. */
function unknownLayout(columns: readonly string[], known: readonly Mapping[]): Fault {
  const nearest = nearestKnownLayout(columns, known);
  if (nearest === null)
    return collectFaults.fault("COLLECT_UNKNOWN_LAYOUT", { columns: showColumns(columns) });
  const { id, zh, en, missing, unused } = nearest;
  return collectFaults.fault("COLLECT_HEADER_INCOMPLETE", {
    layout: id,
    name: `${zh} / ${en}`,
    missing: showColumns(missing),
    unused: showColumns(unused),
  });
}

/** Old Macintosh exports: the whole file would be taken for its header. */
function endsLinesWithReturns(head: Uint8Array): boolean {
  const first = head.indexOf(0x0d);
  return first >= 0 && first < head.length - 1 && !head.includes(0x0a);
}

function readHeader(
  head: Uint8Array,
  encoding: TextEncoding,
  bomBytes: number,
): { readonly table: TableHead; readonly headBytes: number } {
  const lineFeed = head.indexOf(0x0a, bomBytes);
  const end = lineFeed < 0 ? head.length : lineFeed;
  // A header without a line break may be cut anywhere; it is decoded as far as a person needs to see it.
  const shown = lineFeed < 0 ? Math.min(end, 4096) : end;
  const line = (decodeText(head.subarray(bomBytes, shown), encoding) ?? "").replace(/\r$/, "");
  const delimiter = likeliestDelimiter(line);
  const columns = splitHeader(line, delimiter);
  return { table: { columns, delimiter, encoding }, headBytes: lineFeed < 0 ? end : end + 1 };
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
