import { scorecardFaults } from "../errors.ts";
import { unitsOf, unitsPerPoint } from "../scaling/point-units.ts";
import type { CardBin, CardIndicator, Scorecard } from "../scorecard.ts";
import { sqlNumber, sqlWriters } from "./sql-dialects.ts";
import type { SqlDialect, SqlWriter } from "./sql-dialects.ts";

/** Where the rows are. Names may be any text: they are quoted. */
export interface SqlNames {
  /** Table or view, with its schema or database where it has one. */
  readonly table: string;
  readonly schema?: string;
  /** Columns that identify a row; they come out unchanged, first. */
  readonly keys: readonly string[];
  /** Column of an indicator where it is not called as the indicator is. */
  readonly columns?: Readonly<Record<string, string>>;
}

/**
 * The card as one SELECT: keys, `points_…` of each indicator, `score`, and `raw_pd` at the development sample's bad rate.
 * The score is the same as `scoreSample`'s to the bit, `raw_pd` within the engine's exp(). NULL and NaN are missing; only
 * infinities, which scoring refuses, fall in the outer bins. Categories are compared byte by byte. `mysql` is for
 * MariaDB too, and for MySQL from 8.0.
 * @throws SCORECARD_EXPORT_NOT_POSSIBLE for a card without indicators, and when a name or category holds the character NUL
 */
export function cardAsSql(card: Scorecard, dialect: SqlDialect, names: SqlNames): string {
  return selectOfCard(card, dialect, { ...names, from: tableOf(names, dialect) }).sql;
}

/** The table's name with its schema, quoted. */
export function tableOf({ table, schema }: SqlNames, dialect: SqlDialect): string {
  const parts = schema === undefined ? [table] : [schema, table];
  return parts.map((name) => sqlWriters[dialect].identifier(name)).join(".");
}

/** Where a card's SELECT takes its rows from: a table or, in brackets, another SELECT. */
export interface SqlSource extends Pick<SqlNames, "keys" | "columns"> {
  readonly from: string;
}

/** A SELECT, and what its columns of the score and the PD are called, quoted. */
export interface CardSelect {
  readonly sql: string;
  readonly score: string;
  readonly rawPd: string;
}

/** As `cardAsSql`, from any source of rows. */
export function selectOfCard(card: Scorecard, dialect: SqlDialect, source: SqlSource): CardSelect {
  if (card.indicators.length === 0) {
    throw scorecardFaults.fault("SCORECARD_EXPORT_NOT_POSSIBLE", { problem: "the card has no indicators" });
  }
  const writer = sqlWriters[dialect];
  const columns = card.indicators.map(({ id }) => source.columns?.[id] ?? id);
  const free = freeNames([...columns, ...source.keys], writer.longestName);
  const inputs = card.indicators.map((_, index) => free(`input_${index + 1}`));
  const units = card.indicators.map((_, index) => free(`units_${index + 1}`));
  const own = card.indicators.map(({ id }, index) => free(`points_${id}`, `points_${index + 1}`));
  const score = writer.identifier(free("score"));
  const pd = writer.identifier(free("raw_pd"));
  const quoted = (list: readonly string[]): string[] => list.map((name) => writer.identifier(name));
  const keys = quoted(source.keys);
  const select = (lines: readonly string[], from: string): string =>
    `SELECT\n  ${lines.join(",\n  ")}\nFROM ${from}`;

  const inputLines = card.indicators.map(({ valueKind }, index) => {
    const column = `r.${writer.identifier(columns[index] as string)}`;
    const input = valueKind === "numeric" ? writer.asNumber(column) : writer.asText(column);
    return `${input} AS ${inputs[index]}`;
  });
  const unitLines = card.indicators.map(
    (indicator, index) => `${caseOf(indicator, inputs[index] as string, card, writer)} AS ${units[index]}`,
  );
  const perPoint = unitsPerPoint(card);
  const inPoints = (sum: string): string => (perPoint === 1 ? sum : `${sum} / ${writer.double(perPoint)}`);
  const base = writer.double(unitsOf(card, card.scaling.basePoints));
  const scoreLines = [
    ...units.map((unit, index) => `${inPoints(unit)} AS ${writer.identifier(own[index] as string)}`),
    `${inPoints(`(${[base, ...units].join(" + ")})`)} AS ${score}`,
  ];
  const { offset, factor } = card.scaling;
  const logOdds = `(${sqlNumber(offset)} - ${score}) / ${sqlNumber(factor)}`;
  // Beyond 700, where PD is 0 or 1 to 300 digits, PostgreSQL and MySQL refuse e^x.
  const rawPd = `1 / (1 + EXP(LEAST(700, GREATEST(-700, -(${logOdds})))))`;
  const sql = `-- Scorecard ${card.version} for ${dialect}: ${card.indicators.length} indicators, points higher = better.
WITH card_inputs AS (
${select([...keys.map((key) => `r.${key} AS ${key}`), ...inputLines], `${source.from} AS r`)}
), card_units AS (
${select([...keys, ...unitLines], "card_inputs")}
), card_points AS (
${select([...keys, ...scoreLines], "card_units")}
)
${select([...keys, ...quoted(own), score, `${rawPd} AS ${pd}`], "card_points")}
`;
  return { sql, score, rawPd: pd };
}

/** The bin of a value as a CASE, whose values are points in whole units of the card's decimals. */
function caseOf(indicator: CardIndicator, input: string, card: Scorecard, writer: SqlWriter): string {
  const units = (bin: CardBin): string => String(unitsOf(card, bin.points));
  const missing = indicator.bins.at(-1) as CardBin;
  const isMissing = indicator.valueKind === "numeric" ? writer.isMissingNumber(input) : `${input} IS NULL`;
  const lines = [`WHEN ${isMissing} THEN ${units(missing)}`];
  // Special codes come before the ranges that would hold them.
  for (const bin of indicator.bins) {
    if (bin.kind !== "special") continue;
    // Not IN: ClickHouse compares the bits of its members, and −0 has others than 0.
    const isCode = bin.codes.map((code) => `${input} = ${sqlNumber(code)}`).join(" OR ");
    lines.push(`WHEN ${isCode} THEN ${units(bin)}`);
  }
  for (const bin of indicator.bins) {
    if (bin.kind === "range" && bin.to !== null)
      lines.push(`WHEN ${input} < ${sqlNumber(bin.to)} THEN ${units(bin)}`);
    if (bin.kind === "range" && bin.to === null) lines.push(`ELSE ${units(bin)}`);
    if (bin.kind === "group" && bin.categories.length > 0)
      lines.push(`WHEN ${input} IN (${bin.categories.map(writer.text).join(", ")}) THEN ${units(bin)}`);
    if (bin.kind === "other") lines.push(`ELSE ${units(bin)}`);
  }
  return `CASE\n    ${lines.join("\n    ")}\n  END`;
}

/**
 * Gives out names that no column has yet, whatever the case; too long a name is given up for the short one, because
 * databases cut it without a word.
 */
function freeNames(taken: readonly string[], longest: number): (wanted: string, short?: string) => string {
  const used = new Set(taken.map((name) => name.toLowerCase()));
  return (wanted, short = wanted) => {
    const isLong = new TextEncoder().encode(wanted).length > longest;
    const base = isLong || used.has(wanted.toLowerCase()) ? short : wanted;
    let name = base;
    for (let number = 2; used.has(name.toLowerCase()); number++) name = `${base}_${number}`;
    used.add(name.toLowerCase());
    return name;
  };
}
