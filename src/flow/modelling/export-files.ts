import { createHash } from "node:crypto";
import type { StoredExport } from "#models";
import { cardAsJson, cardAsPmml, cardAsSql, type Scorecard, type SqlDialect } from "#scorecard";

const dialects: readonly SqlDialect[] = ["postgresql", "clickhouse", "duckdb", "mysql"];

/** Table and key that the SQL of a version speaks of; whoever runs it puts the own names in their place. */
const placeholderNames = { table: "applications", keys: ["id"] } as const;

/** The files in which a card is deployed, each with the hash of its bytes: the same card gives the same bytes. */
export function exportFiles(card: Scorecard, name: string): readonly StoredExport[] {
  return [
    fileOf("json", cardAsJson(card)),
    ...dialects.map((dialect) => fileOf(dialect, cardAsSql(card, dialect, placeholderNames))),
    fileOf("pmml", cardAsPmml(card, { name })),
  ];
}

function fileOf(format: string, text: string): StoredExport {
  const bytes = new TextEncoder().encode(text);
  return { format, bytes, sha256: createHash("sha256").update(bytes).digest("hex") };
}
