import { normaliseColumn } from "./resolve-columns.ts";

/**
 * The columns of a day's points, by the names that meters give them: a time (00:15, 0015, 24:00) or a number (P1, 1).
 * A header with 24:00 names the ends of its intervals; one that begins at 00:00 and stops before names the starts.
 * @param count  points of a day, for example 96
 * @returns where each point of the day stands in a row; null when the header does not have all of them
 */
export function wideColumnsOf(columns: readonly string[], count: number): readonly number[] | null {
  const minutes = 1440 / count;
  const byTime = new Map<number, number>();
  const byNumber = new Map<number, number>();
  for (const [index, column] of columns.entries()) {
    const name = normaliseColumn(column);
    const time = /^(\d{1,2}):?(\d{2})(?::00)?$/.exec(name);
    const isClock = time !== null && (name.includes(":") || name.length === 4);
    if (isClock) {
      const at = (Number(time[1]) * 60 + Number(time[2])) / minutes;
      if (Number.isInteger(at) && at <= count && !byTime.has(at)) byTime.set(at, index);
    }
    const number = /^[Pp]?0*(\d{1,3})$/.exec(name);
    if (number !== null && !byNumber.has(Number(number[1]))) byNumber.set(Number(number[1]), index);
  }
  const namesEnds = byTime.has(count) || !byTime.has(0);
  const found = Array.from({ length: count }, (_, i) =>
    byTime.size >= count ? byTime.get(namesEnds ? i + 1 : i) : byNumber.get(i + 1),
  );
  const indexes = found.filter((index) => index !== undefined);
  return indexes.length === count ? indexes : null;
}
