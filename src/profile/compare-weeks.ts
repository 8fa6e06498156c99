import type { DayNumber } from "#operations";

/** A ratio of one week and how much stands behind it. */
export interface WeekValue {
  readonly monday: DayNumber;
  readonly value: number;
  readonly weight: number;
}

interface Stretch {
  readonly from: DayNumber;
  readonly to: DayNumber;
}

interface Compared {
  readonly before: number | null;
  readonly after: number | null;
  readonly change: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** Weeks from which a season is known: a year and a half. */
const seasonWeeks = 78;
/** Of the normal distribution; 90 % lie within. */
const normal90 = 1.645;

/**
 * Weighted means of the weeks before and after, less the season where the history tells it, and the 90 % interval of
 * the change. Neighbouring weeks are alike: the interval is widened by how much (first-order autocorrelation).
 */
export function compareWeeks(
  weeks: readonly WeekValue[],
  {
    before,
    after,
    leastWeeks,
  }: { readonly before: Stretch; readonly after: Stretch; readonly leastWeeks: number },
): Compared {
  const ordered = weeks.toSorted((left, right) => left.monday - right.monday);
  const within = ({ from, to }: Stretch): readonly WeekValue[] =>
    ordered.filter(({ monday }) => monday >= from && monday + 6 <= to);
  const earlier = within(before);
  const later = within(after);
  if (earlier.length < leastWeeks || later.length < leastWeeks) {
    return { before: meanOf(earlier), after: meanOf(later), change: null, low: null, high: null };
  }
  const season = ordered.length >= seasonWeeks ? seasonOf(ordered) : () => 0;
  const adjusted = (list: readonly WeekValue[]): readonly WeekValue[] =>
    list.map((week) => ({ ...week, value: week.value - season(week.monday) }));
  const from = adjusted(earlier);
  const to = adjusted(later);
  const change = (meanOf(to) ?? 0) - (meanOf(from) ?? 0);
  const error = normal90 * 1.1 * Math.hypot(errorOf(from), errorOf(to));
  return { before: meanOf(earlier), after: meanOf(later), change, low: change - error, high: change + error };
}

function meanOf(weeks: readonly WeekValue[]): number | null {
  const weight = weeks.reduce((sum, one) => sum + one.weight, 0);
  return weight <= 0 ? null : weeks.reduce((sum, one) => sum + one.value * one.weight, 0) / weight;
}

/** Standard error of the mean, with the weeks' likeness to their neighbours. */
function errorOf(weeks: readonly WeekValue[]): number {
  const mean = meanOf(weeks) ?? 0;
  const apart = weeks.map(({ value }) => value - mean);
  const variance = apart.reduce((sum, one) => sum + one * one, 0) / Math.max(1, weeks.length - 1);
  if (variance === 0) return 0;
  const together = apart.slice(1).reduce((sum, one, index) => sum + one * (apart[index] ?? 0), 0);
  const likeness = Math.max(0, Math.min(0.8, together / ((weeks.length - 1) * variance)));
  return Math.sqrt((variance / weeks.length) * ((1 + likeness) / (1 - likeness)));
}

const weekDays = 7;
const yearDays = 365.25;

/**
 * The yearly wave of the weeks: least squares of a straight line and one wave a year. The line takes what has changed
 * for good, so that the wave holds the season alone.
 */
function seasonOf(weeks: readonly WeekValue[]): (monday: DayNumber) => number {
  const first = weeks[0]?.monday ?? 0;
  const termsOf = (monday: DayNumber): readonly number[] => {
    const phase = (2 * Math.PI * (monday + weekDays / 2)) / yearDays;
    return [1, (monday - first) / yearDays, Math.cos(phase), Math.sin(phase)];
  };
  const size = 4;
  const matrix = Array.from({ length: size }, () => Array.from({ length: size + 1 }, () => 0));
  for (const { monday, value, weight } of weeks) {
    const terms = termsOf(monday);
    terms.forEach((left, row) => {
      const line = matrix[row] ?? [];
      terms.forEach((right, column) => {
        line[column] = (line[column] ?? 0) + left * right * weight;
      });
      line[size] = (line[size] ?? 0) + left * value * weight;
    });
  }
  const [, , cosine = 0, sine = 0] = solve(matrix) ?? [];
  return (monday) => {
    const [, , cos = 0, sin = 0] = termsOf(monday);
    return cosine * cos + sine * sin;
  };
}

/** Gauss with pivots; null where the lines are not independent. */
function solve(matrix: number[][]): readonly number[] | null {
  const size = matrix.length;
  for (let column = 0; column < size; column += 1) {
    const rows = matrix.slice(column).map((line) => Math.abs(line[column] ?? 0));
    const best = column + rows.indexOf(Math.max(...rows));
    const pivot = matrix[best];
    const current = matrix[column];
    if (pivot === undefined || current === undefined || Math.abs(pivot[column] ?? 0) < 1e-12) return null;
    matrix[best] = current;
    matrix[column] = pivot;
    for (const line of matrix) {
      if (line === pivot) continue;
      const factor = (line[column] ?? 0) / (pivot[column] ?? 1);
      for (let at = column; at <= size; at += 1) line[at] = (line[at] ?? 0) - factor * (pivot[at] ?? 0);
    }
  }
  return matrix.map((line, row) => (line[size] ?? 0) / (line[row] ?? 1));
}
