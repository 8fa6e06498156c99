import { median, normalTail, robustSpread } from "./robust-statistics.ts";
import type { CrossCheckParameters } from "./parameters.ts";

/** A stretch whose day-to-day changes follow those of an earlier one. */
export interface LikeStretch {
  readonly lagDays: number;
  readonly fromDay: number;
  readonly toDay: number;
  readonly correlation: number;
  readonly chance: number;
}

interface Level {
  readonly day: number;
  readonly value: number;
}

/** Lags at which people copy: by the week, by the month, by the quarter, by the year. */
const lags: readonly number[] = [
  ...new Set([
    ...range(26, 36),
    ...range(57, 64),
    ...range(88, 94),
    ...range(180, 185),
    ...range(362, 367),
    ...Array.from({ length: 56 }, (_, index) => (index + 1) * 7),
  ]),
].sort((left, right) => left - right);

/**
 * Changes from one day to the next, less the usual one of that weekday, compared with those a lag earlier over a sliding
 * stretch. Changes, not levels: two stretches that both rise are not alike for it.
 */
export function findLikeness(
  levels: readonly Level[],
  { likenessFewestDays, likenessLeast }: CrossCheckParameters,
): LikeStretch | null {
  const changes = changesOf(levels);
  const window = likenessFewestDays;
  if (changes.length < 2 * window) return null;
  const pairsAt = pairing(changes);
  let best: LikeStretch | null = null;
  for (const lagDays of lags) {
    const pairs = pairsAt(lagDays);
    const found = mostAlike(pairs, { window, least: best?.correlation ?? likenessLeast });
    if (found !== null) {
      best = { lagDays, ...found, chance: chanceOf(found.correlation, window, pairs.count * lags.length) };
    }
  }
  return best;
}

/** Changes beside those a lag earlier, oldest first; only the first `count` places are filled. */
interface Pairs {
  readonly count: number;
  readonly days: Int32Array;
  readonly now: Float64Array;
  readonly past: Float64Array;
}

/** Finds the pairs of a lag; the arrays are those of the lag before, because a hundred lags are tried of every asset. */
function pairing(changes: readonly Level[]): (lagDays: number) => Pairs {
  const first = changes[0]?.day ?? 0;
  const byDay = new Float64Array((changes.at(-1)?.day ?? 0) - first + 1).fill(Number.NaN);
  for (const { day, value } of changes) byDay[day - first] = value;
  const days = new Int32Array(changes.length);
  const now = new Float64Array(changes.length);
  const past = new Float64Array(changes.length);
  return (lagDays) => {
    let count = 0;
    for (let place = lagDays; place < byDay.length; place++) {
      const value = byDay[place] as number;
      const earlier = byDay[place - lagDays] as number;
      if (value !== value || earlier !== earlier) continue;
      days[count] = first + place;
      now[count] = value;
      past[count] = earlier;
      count++;
    }
    return { count, days, now, past };
  };
}

function changesOf(levels: readonly Level[]): Level[] {
  const changes: Level[] = [];
  for (let i = 1; i < levels.length; i++) {
    const before = levels[i - 1] as Level;
    const now = levels[i] as Level;
    if (now.day - before.day <= 3) changes.push({ day: now.day, value: Math.log(now.value / before.value) });
  }
  const usual = Array.from({ length: 7 }, (_, weekday) =>
    median(changes.filter(({ day }) => day % 7 === weekday).map(({ value }) => value)),
  );
  const rest = changes.map(({ day, value }) => ({ day, value: value - (usual[day % 7] ?? 0) }));
  // A single odd day on both sides must not make two stretches alike.
  const limit = 2.5 * robustSpread(rest.map(({ value }) => value));
  return rest.map(({ day, value }) => ({ day, value: Math.min(limit, Math.max(-limit, value)) }));
}

/** The window of so many pairs with the largest correlation; sums slide, so that a lag costs one pass. */
function mostAlike(
  { count, days, now, past }: Pairs,
  { window, least }: { readonly window: number; readonly least: number },
): { readonly fromDay: number; readonly toDay: number; readonly correlation: number } | null {
  let best: { fromDay: number; toDay: number; correlation: number } | null = null;
  let [nows, pasts, both, nowSquares, pastSquares] = [0, 0, 0, 0, 0];
  for (let index = 0; index < count; index++) {
    const one = now[index] as number;
    const other = past[index] as number;
    nows += one;
    pasts += other;
    both += one * other;
    nowSquares += one * one;
    pastSquares += other * other;
    if (index >= window) {
      const gone = now[index - window] as number;
      const goneOther = past[index - window] as number;
      nows -= gone;
      pasts -= goneOther;
      both -= gone * goneOther;
      nowSquares -= gone * gone;
      pastSquares -= goneOther * goneOther;
    }
    if (index < window - 1) continue;
    const varianceNow = nowSquares - nows ** 2 / window;
    const variancePast = pastSquares - pasts ** 2 / window;
    // Days that do not vary are alike for nothing.
    if (varianceNow < 1e-4 * window || variancePast < 1e-4 * window) continue;
    const correlation = (both - (nows * pasts) / window) / Math.sqrt(varianceNow * variancePast);
    const from = index - window + 1;
    if (
      correlation > (best?.correlation ?? least) &&
      isVaried(now, from, index) &&
      isVaried(past, from, index)
    ) {
      best = { fromDay: days[from] as number, toDay: days[index] as number, correlation };
    }
  }
  return best;
}

/** Whether many days make the stretch what it is (participation number): one spike on both sides is no likeness. */
function isVaried(values: Float64Array, from: number, to: number): boolean {
  let sum = 0;
  let fourth = 0;
  for (let place = from; place <= to; place++) {
    const square = (values[place] as number) * (values[place] as number);
    sum += square;
    fourth += square * square;
  }
  return sum * sum >= 0.25 * (to - from + 1) * fourth;
}

/** Fisher's z, on half as many days as there are: a large change counts in two differences. */
function chanceOf(correlation: number, window: number, tries: number): number {
  const z = Math.atanh(Math.min(correlation, 0.999999)) * Math.sqrt(Math.max(1, window * 0.5 - 3));
  return Math.min(1, tries * normalTail(z));
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}
