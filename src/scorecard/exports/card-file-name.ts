/** How the file of a format ends. */
const endings = {
  json: "json",
  postgresql: "sql",
  clickhouse: "sql",
  duckdb: "sql",
  mysql: "sql",
  pmml: "pmml",
  xlsx: "xlsx",
} as const;

/** Formats in which a card leaves as a file. */
export type CardFileFormat = keyof typeof endings;

export function isCardFileFormat(format: string): format is CardFileFormat {
  return Object.hasOwn(endings, format);
}

/** The file of a version of a card: `scorecard-v3.pmml`, and for a database `scorecard-v3-mysql.sql`. */
export function cardFileName(version: number, format: CardFileFormat) {
  const ending = endings[format];
  return `scorecard-v${version}${ending === "sql" ? `-${format}` : ""}.${ending}` as const;
}
