import {
  columnNamed,
  type DataTable,
  type DevelopmentPlan,
  formSample,
  type IndicatorColumn,
  type Sample,
  splitSample,
} from "#scorecard";
import type { CountsOfRows, IndicatorCounts } from "./indicator-counts.ts";

/** So many values are told apart; more are put together in groups of about equal size. */
const mostValues = 2_000;

/**
 * Counts goods and bads by fine values of one indicator, by split and vintage, on the sample that the plan forms.
 * @param foundCuts  of the bins in force: a group of values ends at each, so that their figures come out to the row
 * @throws SCORECARD_INDICATOR_ABSENT, and the faults of forming and splitting the sample
 */
export function countValues(
  table: DataTable,
  plan: DevelopmentPlan,
  indicator: string,
  foundCuts: readonly number[] = [],
): IndicatorCounts {
  const needed = {
    ...plan.sample,
    indicators: [indicator],
    excludedIndicators: [],
    groups: [],
    segment: null,
  };
  columnNamed(table, indicator);
  const formed = formSample(table, needed);
  const split = splitSample(table, formed, plan.split, plan.seed);
  const column = formed.sample.indicators[0] as IndicatorColumn;
  const special = new Set(plan.rules[indicator]?.specialCodes);
  const { cuts = [], fixedCuts = [] } = plan.rules[indicator] ?? {};
  const kept = [...new Set([...cuts, ...fixedCuts, ...foundCuts])];
  const { entries, codes } =
    column.kind === "numeric"
      ? groupNumbers(column.values, special, kept)
      : groupCategories(column.codes, column.categories);
  const isHeldOut = new Uint8Array(formed.sample.bad.length);
  for (const row of split.heldOut) isHeldOut[row] = 1;
  return {
    indicator,
    valueKind: column.kind,
    ranges: entries.kind === "ranges" ? entries.ranges : [],
    categories: entries.kind === "categories" ? entries.categories : [],
    vintages: [...(formed.sample.vintages?.labels ?? [])],
    cells: countCells(formed.sample, {
      codes,
      isHeldOut,
      size: entries.kind === "ranges" ? entries.ranges.length : entries.categories.length,
    }),
  };
}

interface Grouped {
  readonly entries:
    | { readonly kind: "ranges"; readonly ranges: IndicatorCounts["ranges"] }
    | { readonly kind: "categories"; readonly categories: readonly string[] };
  /** Entry of each row; one past the last is missing. */
  readonly codes: Int32Array;
}

/** Distinct values as they are; of too many, groups that end where the plan has cuts and at equal shares of the rows. */
function groupNumbers(values: Float64Array, special: ReadonlySet<number>, cuts: readonly number[]): Grouped {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const distinct = sorted.filter((value, place) => place === 0 || value !== sorted[place - 1]);
  const starts = distinct.length <= mostValues ? distinct : groupStarts(sorted, distinct, special, cuts);
  const ranges = Array.from(starts, (low, group) => ({
    low,
    high:
      group + 1 < starts.length ? below(distinct, starts[group + 1] as number) : (distinct.at(-1) as number),
    isSpecial: special.has(low),
  }));
  const codes = Int32Array.from(values, (value) =>
    Number.isNaN(value) ? starts.length : placeOf(starts, value),
  );
  return { entries: { kind: "ranges", ranges }, codes };
}

function groupStarts(
  sorted: Float64Array,
  distinct: Float64Array,
  special: ReadonlySet<number>,
  cuts: readonly number[],
): Float64Array {
  const starts = new Set<number>([distinct[0] as number]);
  const groups = mostValues - 2 * special.size - cuts.length - 1;
  for (let group = 1; group < groups; group++) {
    starts.add(sorted[Math.floor((group * sorted.length) / groups)] as number);
  }
  for (const cut of cuts) addFrom(starts, distinct, cut);
  for (const code of special) {
    const place = placeOf(distinct, code);
    if (distinct[place] !== code) continue;
    starts.add(code);
    if (place + 1 < distinct.length) starts.add(distinct[place + 1] as number);
  }
  return Float64Array.from(starts).sort();
}

/** The lowest value that is not below a cut starts a group. */
function addFrom(starts: Set<number>, distinct: Float64Array, cut: number): void {
  const place = placeOf(distinct, cut);
  const value = distinct[place] as number;
  const start = value >= cut ? value : distinct[place + 1];
  if (start !== undefined) starts.add(start);
}

/** Place of the last element that is not above the value; 0 below all. */
function placeOf(rising: Float64Array, value: number): number {
  let [low, high] = [0, rising.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((rising[middle] as number) <= value) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}

function below(distinct: Float64Array, start: number): number {
  return distinct[Math.max(0, placeOf(distinct, start) - 1)] as number;
}

/** Categories by rows, most first; those beyond the limit are the last entry together. */
function groupCategories(codes: Int32Array, categories: readonly string[]): Grouped {
  const rows = new Float64Array(categories.length);
  for (const code of codes) if (code >= 0) rows[code] = (rows[code] as number) + 1;
  const order = [...categories.keys()]
    .filter((code) => (rows[code] as number) > 0)
    .sort((left, right) => (rows[right] as number) - (rows[left] as number) || left - right);
  const shown = order.slice(0, mostValues);
  const entryOf = new Map(shown.map((code, entry) => [code, entry]));
  return {
    entries: { kind: "categories", categories: shown.map((code) => categories[code] as string) },
    codes: codes.map((code) => (code < 0 ? shown.length : (entryOf.get(code) ?? shown.length - 1))),
  };
}

function countCells(
  { bad, weights, vintages }: Sample,
  rows: { readonly codes: Int32Array; readonly isHeldOut: Uint8Array; readonly size: number },
): readonly CountsOfRows[] {
  const { codes, isHeldOut, size } = rows;
  const cells = new Map<
    string,
    { split: CountsOfRows["split"]; vintage: number | null; goods: Float64Array; bads: Float64Array }
  >();
  for (let row = 0; row < bad.length; row++) {
    const split = isHeldOut[row] === 1 ? "heldOut" : "development";
    const code = vintages?.codes[row] ?? -1;
    const vintage = code < 0 ? null : code;
    const key = `${split} ${code}`;
    const cell = cells.get(key) ?? {
      split,
      vintage,
      goods: new Float64Array(size + 1),
      bads: new Float64Array(size + 1),
    };
    cells.set(key, cell);
    const counts = bad[row] === 1 ? cell.bads : cell.goods;
    const entry = codes[row] as number;
    counts[entry] = (counts[entry] as number) + (weights?.[row] ?? 1);
  }
  return [...cells.values()]
    .toSorted(
      (left, right) => left.split.localeCompare(right.split) || (left.vintage ?? -1) - (right.vintage ?? -1),
    )
    .map((cell) => ({ ...cell, goods: [...cell.goods], bads: [...cell.bads] }));
}
