import type { Scorecard } from "../scorecard.ts";
import type { SegmentedScorecard } from "../segments/segmented-scorecard.ts";
import { selectOfCard, tableOf } from "./card-as-sql.ts";
import type { SqlNames } from "./card-as-sql.ts";
import { sqlWriters } from "./sql-dialects.ts";
import type { SqlDialect } from "./sql-dialects.ts";

/**
 * A segmented card as one SELECT: keys, `segment_of_card` (NULL where the fallback scored), `score` and `raw_pd`. Each row
 * is scored on the card of its segment; unknown and missing segments on the fallback, as `scoreSegments` does, to the
 * same bits.
 * @throws cardAsSql's faults, for any of the cards
 */
export function segmentsAsSql(segmented: SegmentedScorecard, dialect: SqlDialect, names: SqlNames): string {
  const writer = sqlWriters[dialect];
  const { segmentColumn } = segmented;
  const column = writer.identifier(names.columns?.[segmentColumn] ?? segmentColumn);
  const segment = writer.asText(`s.${column}`);
  const own = segmented.segments.filter((one) => one.kind !== "fallback");
  const texts = own.map((one) => writer.text(one.segment));
  const part = (card: Scorecard, where: string, label: string): string => {
    const from = `(SELECT * FROM ${tableOf(names, dialect)} AS s WHERE ${where})`;
    const { sql, score, rawPd } = selectOfCard(card, dialect, { ...names, from });
    const keys = names.keys.map((key) => writer.identifier(key));
    const wanted = [...keys, `${label} AS segment_of_card`, `${score} AS score`, `${rawPd} AS raw_pd`];
    return `SELECT ${wanted.join(", ")} FROM (\n${sql}) AS scored\n`;
  };
  const isUnknown =
    texts.length === 0 ? "1 = 1" : `${segment} IS NULL OR ${segment} NOT IN (${texts.join(", ")})`;
  return [
    ...own.map(({ card }, index) => part(card, `${segment} = ${texts[index]}`, texts[index] as string)),
    part(segmented.fallback, isUnknown, "NULL"),
  ].join("UNION ALL\n");
}
