import type { Scorecard } from "../scorecard.ts";

/** Databases that a card can be exported to. */
export type SqlDialect = "postgresql" | "clickhouse" | "duckdb" | "mysql";

/** Formats in which a card leaves as text; the Excel sheet is written from `cardSheets` by the report room. */
export type CardTextFormat = SqlDialect | "json" | "pmml";

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
 * The card as one SELECT: keys, `points_…` of each indicator, `score` and `raw_pd`. The score is the same as
 * `scoreSample`'s to the bit; `raw_pd` within the engine's exp(). NULL (and NaN) is missing; infinities fall in the outer
 * bins. Valid for MariaDB too where the dialect is `mysql`.
 */
export declare function cardAsSql(card: Scorecard, dialect: SqlDialect, names: SqlNames): string;

/** The card as PMML 4.4 `Scorecard` with reason codes, base points, and PD and log odds as further outputs. */
export declare function cardAsPmml(card: Scorecard): string;

/** The card as indented JSON, ending in a line feed: what `readScorecard` reads. */
export declare function cardAsJson(card: Scorecard): string;
