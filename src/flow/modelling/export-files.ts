import { createHash } from "node:crypto";
import type { StoredExport } from "#models";
import { writeCardWorkbook } from "#report";
import { cardAsJson, cardAsPmml, cardAsSql, type Scorecard, type SqlDialect } from "#scorecard";

const dialects: readonly SqlDialect[] = ["postgresql", "clickhouse", "duckdb", "mysql"];

/** Table and key that the SQL of a version speaks of; whoever runs it puts the own names in their place. */
const placeholderNames = { table: "applications", keys: ["id"] } as const;

/** The files in which a card is deployed, each with the hash of its bytes: the same card gives the same bytes. */
export async function exportFiles(card: Scorecard): Promise<readonly StoredExport[]> {
  return [
    fileOf("json", cardAsJson(card)),
    ...dialects.map((dialect) => fileOf(dialect, cardAsSql(card, dialect, placeholderNames))),
    fileOf("pmml", cardAsPmml(card, { name: "scorecard" })),
    fileOf("xlsx", await writeCardWorkbook(card)),
  ];
}

function fileOf(format: string, content: string | Uint8Array): StoredExport {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  return { format, bytes, sha256: createHash("sha256").update(bytes).digest("hex") };
}
