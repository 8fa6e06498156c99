import type { IndexFigure, IndexList, IndexName } from "./indices-api.ts";

/** What the lines of the chart stand for: all together, industry by industry or region by region. */
export const indexScopes = ["division", "region"] as const;
export type IndexScope = (typeof indexScopes)[number];

/** One published series: an industry, a region, or an industry in a region; empty names stand for all of them. */
export interface IndexLine {
  readonly division: string;
  readonly region: string;
  readonly figures: readonly IndexFigure[];
}

/**
 * The series of an index, the sum of all first, then industries or regions by name; an industry of one region stands with
 * the industries of that region when one is chosen.
 */
export function linesOf(
  { items }: Pick<IndexList, "items">,
  {
    index,
    scope,
    within,
  }: { readonly index: IndexName; readonly scope: IndexScope; readonly within: string },
): readonly IndexLine[] {
  const lines = new Map<string, IndexFigure[]>();
  for (const figure of items) {
    const other = scope === "division" ? figure.region : figure.division;
    if (figure.index !== index || other !== within) continue;
    const own = scope === "division" ? figure.division : figure.region;
    const line = lines.get(own);
    if (line === undefined) lines.set(own, [figure]);
    else line.push(figure);
  }
  return [...lines]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([own, figures]) => ({
      division: scope === "division" ? own : within,
      region: scope === "division" ? within : own,
      figures: figures.toSorted((one, other) => (one.month < other.month ? -1 : 1)),
    }));
}

const yearMonths = 12;

/**
 * A line by month, where 100 is the mean of what was published of it in the last twelve months; null where nothing was. The
 * published base is a line's first month, which says nothing when that happens to be the month of the new year.
 */
export function levelsOf({ figures }: IndexLine, months: readonly string[]): readonly (number | null)[] {
  const recent = new Set(months.slice(-yearMonths));
  const inYear = figures.filter(({ month }) => recent.has(month));
  const measured = inYear.length === 0 ? figures : inYear;
  const sum = measured.reduce((total, { value }) => total + value, 0);
  const byMonth = new Map(figures.map(({ month, value }) => [month, value]));
  return months.map((month) => {
    const value = byMonth.get(month);
    return value === undefined || sum === 0 ? null : (100 * value * measured.length) / sum;
  });
}

/** Months from the first to the last that anything is published or withheld for, without holes. */
export function monthsOf({ items, withheld }: Pick<IndexList, "items" | "withheld">): readonly string[] {
  const known = [...items, ...withheld].map(({ month }) => month).toSorted();
  const [first, last] = [known[0], known.at(-1)];
  if (first === undefined || last === undefined) return [];
  const months: string[] = [];
  for (let month = first; month <= last; month = monthAfter(month)) months.push(month);
  return months;
}

function monthAfter(month: string): string {
  const [year = 0, ordinal = 0] = month.split("-").map(Number);
  return ordinal === 12 ? `${year + 1}-01` : `${year}-${String(ordinal + 1).padStart(2, "0")}`;
}
