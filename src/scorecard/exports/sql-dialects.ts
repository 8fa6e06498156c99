import { scorecardFaults } from "../errors.ts";

/** Databases that a card can be exported to. */
export type SqlDialect = "postgresql" | "clickhouse" | "duckdb" | "mysql";

/** What differs between the databases: everything else of a card's SELECT is the same for all. */
export interface SqlWriter {
  identifier(name: string): string;
  /** A constant that equals a column's text byte for byte. */
  text(value: string): string;
  /** A column as double precision. */
  asNumber(column: string): string;
  /** A column as text that is compared byte by byte. */
  asText(column: string): string;
  /** Whether an input made by `asNumber` is missing. */
  isMissingNumber(input: string): string;
  /** A double precision constant, so that sums stay in double precision. */
  double(value: number): string;
  /** Longest name of a column of the result, in bytes of UTF-8. */
  readonly longestName: number;
}

/** Everything that the exports know about each database. */
export const sqlWriters: Readonly<Record<SqlDialect, SqlWriter>> = {
  postgresql: {
    identifier: (name) => doubled(name, '"'),
    text: (value) => (value.includes("\\") ? `E${escaped(value)}` : doubled(value, "'")),
    asNumber: (column) => `CAST(${column} AS double precision)`,
    asText: (column) => `CAST(${column} AS text)`,
    isMissingNumber: (input) => `${input} IS NULL OR ${input} = CAST('NaN' AS double precision)`,
    double: (value) => `CAST(${sqlNumber(value)} AS double precision)`,
    longestName: 63,
  },
  clickhouse: {
    identifier: (name) => `\`${name.replace(/[\\`]/g, "\\$&")}\``,
    text: escaped,
    asNumber: (column) => `CAST(${column} AS Nullable(Float64))`,
    asText: (column) => `CAST(${column} AS Nullable(String))`,
    isMissingNumber: (input) => `${input} IS NULL OR isNaN(${input})`,
    double: (value) => `CAST(${sqlNumber(value)} AS Float64)`,
    longestName: 200,
  },
  duckdb: {
    identifier: (name) => doubled(name, '"'),
    text: (value) => doubled(value, "'"),
    asNumber: (column) => `CAST(${column} AS DOUBLE)`,
    asText: (column) => `CAST(${column} AS VARCHAR)`,
    isMissingNumber: (input) => `${input} IS NULL OR isnan(${input})`,
    double: (value) => `CAST(${sqlNumber(value)} AS DOUBLE)`,
    longestName: 200,
  },
  mysql: {
    identifier: (name) => doubled(name, "`"),
    // Collations of MySQL ignore case and trailing spaces, so that texts are compared as bytes.
    text: (value) => (value.includes("\\") ? `X'${hexOf(value)}'` : `_binary${doubled(value, "'")}`),
    asNumber: (column) => `(${column} + 0e0)`,
    asText: (column) => `CAST(CONVERT(${column} USING utf8mb4) AS BINARY)`,
    isMissingNumber: (input) => `${input} IS NULL`,
    double: (value) => value.toExponential(),
    longestName: 64,
  },
};

/**
 * A double as a constant that every database reads back to the same bits. Up to 15 digits it may be a decimal, which
 * converts exactly; beyond, the exponent keeps DuckDB and MySQL from taking it for one.
 */
export function sqlNumber(value: number): string {
  const plain = String(value);
  const isShort = !plain.includes("e") && plain.replace(/[-.]/g, "").replace(/^0+/, "").length <= 15;
  return isShort ? plain : value.toExponential();
}

/** A name or text between quotes, with the quotes in it doubled; no database holds a NUL in one. */
function doubled(text: string, quote: string): string {
  if (text.includes("\0")) throw notPossible("a name or category holds the character NUL");
  return quote + text.replaceAll(quote, quote + quote) + quote;
}

function escaped(text: string): string {
  if (text.includes("\0")) throw notPossible("a name or category holds the character NUL");
  return `'${text.replace(/[\\']/g, "\\$&")}'`;
}

function hexOf(text: string): string {
  const bytes = new TextEncoder().encode(text);
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function notPossible(problem: string): Error {
  return scorecardFaults.fault("SCORECARD_EXPORT_NOT_POSSIBLE", { problem });
}
