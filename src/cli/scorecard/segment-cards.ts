import {
  type CategoricalColumn,
  developSegmentedScorecard,
  formSample,
  type IndicatorColumn,
  type SegmentedScorecard,
  splitSample,
  takeTableRows,
  textOfCell,
} from "#scorecard";
import type { Run } from "./open-run.ts";

/** A card for each segment with bads enough, and one for the rest, on the rows that the plan learns from. */
export function segmentCards({ read, plan }: Pick<Run, "read" | "plan">): SegmentedScorecard | null {
  if (plan.sample.segment === null) return null;
  const all = formSample(read.table, plan.sample);
  const { development } = splitSample(read.table, all, plan.split, plan.seed);
  const rows = development.map((place) => all.rows[place] as number);
  const { sample, segment } = formSample(takeTableRows(read.table, rows), plan.sample);
  if (segment === null) return null;
  return developSegmentedScorecard(sample, asCategories(segment), plan.parameters, { rules: plan.rules });
}

/** Segments by their texts; a numeric column is taken value by value. */
export function asCategories(column: IndicatorColumn): CategoricalColumn {
  if (column.kind === "categorical") return column;
  const categories = new Map<string, number>();
  const codes = Int32Array.from(column.values, (_, row) => {
    const text = textOfCell(column, row);
    if (text === null) return -1;
    const code = categories.get(text) ?? categories.size;
    categories.set(text, code);
    return code;
  });
  return { kind: "categorical", id: column.id, codes, categories: [...categories.keys()] };
}
