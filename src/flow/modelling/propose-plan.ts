import {
  type CategoricalColumn,
  columnNamed,
  type DataTable,
  defaultPlan,
  defaultScorecardParameters,
  type DevelopmentPlan,
  type IndicatorColumn,
  type RulesByIndicator,
  vintagesOf,
} from "#scorecard";
import { evaluationOutcome } from "./read-source.ts";

/** Names that outcomes are usually given, most telling first. */
const usualTargets = [
  "outcome",
  "target",
  "bad",
  "is_bad",
  "bad_flag",
  "default",
  "label",
  "y",
  "creditability",
  "class",
];

/** Words that mean bad. A 1 does not: there are samples in which it is the good one. */
const badWords = ["bad", "default", "defaulted", "违约", "坏", "不良"];

/** From fewer rows on, a card is developed like that of a few hundred enterprises: smoothed, penalised, monotone. */
const smallSample = 1_000;

/**
 * A plan to start from: the outcome by its usual names or, without one, the last column of two values; the first dates as
 * those of the observation; everything else as the defaults say. A person looks at it before anything is run.
 */
export function proposePlan(table: DataTable): DevelopmentPlan {
  const target = findTarget(table);
  const proposed = defaultPlan(
    { target: target?.id ?? "", badValue: target === null ? "" : badValueOf(target) },
    table.rows,
  );
  const plan = { ...proposed, sample: { ...proposed.sample, ...findDates(table, target) } };
  const rules = expectedTrends(table);
  return table.rows < smallSample
    ? { ...plan, rules, parameters: defaultScorecardParameters }
    : { ...plan, rules };
}

/**
 * The first column of dates that every row has is that of the observation. The other dates stay out: to a card they are
 * categories of days, and some, such as that of a write-off, know the outcome.
 */
function findDates(
  { columns }: DataTable,
  target: IndicatorColumn | null,
): Pick<DevelopmentPlan["sample"], "observation" | "excludedIndicators"> {
  const dates = columns.flatMap((column) =>
    column.kind === "categorical" && column.id !== target?.id && areDates(column) ? [column] : [],
  );
  const observation = dates.find(({ codes }) => codes.every((code) => code >= 0))?.id ?? null;
  const others = dates.map(({ id }) => id).filter((id) => id !== observation);
  return { observation, excludedIndicators: others };
}

const month = /^\d{4}-\d{2}$/;

function areDates(column: CategoricalColumn): boolean {
  const { labels } = vintagesOf(column);
  return labels.length > 0 && labels.every((label) => month.test(label));
}

/** What is expected of the indicators, said in the plan: so the same rows as a file, which says nothing, give the same card. */
function expectedTrends(table: DataTable): RulesByIndicator {
  return Object.fromEntries(
    table.columns.flatMap((column) => {
      const direction = column.kind === "numeric" ? (column.expectedDirection ?? "none") : "none";
      if (direction === "none") return [];
      return [[column.id, { trend: direction === "higherIsBetter" ? "descending" : "ascending" } as const]];
    }),
  );
}

function findTarget(table: DataTable): IndicatorColumn | null {
  const named = usualTargets
    .map((name) => table.columns.find(({ id }) => id.toLowerCase() === name))
    .find((column) => column !== undefined && textsOf(column).size <= 4);
  if (named !== undefined) return named;
  return (
    table.columns.findLast((column) => textsOf(column).size === 2) ??
    (table.columns.length === 0 ? null : columnNamed(table, table.columns.at(-1)?.id ?? ""))
  );
}

/** The value that is bad by its word, else the rarer one. */
function badValueOf(column: IndicatorColumn): string {
  const texts = textsOf(column);
  const words: readonly string[] = [evaluationOutcome.badValue, ...badWords];
  const byWord = [...texts.keys()].find((text) => words.includes(text.toLowerCase()));
  if (byWord !== undefined) return byWord;
  return [...texts].toSorted((left, right) => left[1] - right[1])[0]?.[0] ?? "";
}

const mostTexts = 5;

/** Rows by value as text; stops counting values when there are too many to be an outcome. */
function textsOf(column: IndicatorColumn): ReadonlyMap<string, number> {
  const rows = new Map<string, number>();
  const count = column.kind === "numeric" ? column.values.length : column.codes.length;
  for (let row = 0; row < count && rows.size < mostTexts; row++) {
    const text = textAt(column, row);
    if (text !== null) rows.set(text, (rows.get(text) ?? 0) + 1);
  }
  return rows;
}

function textAt(column: IndicatorColumn, row: number): string | null {
  if (column.kind === "categorical") return column.categories[column.codes[row] as number] ?? null;
  const value = column.values[row] as number;
  return Number.isNaN(value) ? null : String(value);
}
