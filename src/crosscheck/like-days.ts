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
  const byDay = new Map(changes.map(({ day, value }) => [day, value]));
  let best: LikeStretch | null = null;
  for (const lagDays of lags) {
    const pairs = changes.flatMap(({ day, value }) => {
      const earlier = byDay.get(day - lagDays);
      return earlier === undefined ? [] : [{ day, now: value, past: earlier }];
    });
    const found = mostAlike(pairs, { window, least: best?.correlation ?? likenessLeast });
    if (found !== null) {
      best = { lagDays, ...found, chance: chanceOf(found.correlation, window, pairs.length * lags.length) };
    }
  }
  return best;
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

interface Pair {
  readonly day: number;
  readonly now: number;
  readonly past: number;
}

/** The window of so many pairs with the largest correlation; sums slide, so that a lag costs one pass. */
function mostAlike(
  pairs: readonly Pair[],
  { window, least }: { readonly window: number; readonly least: number },
): { readonly fromDay: number; readonly toDay: number; readonly correlation: number } | null {
  let best: { fromDay: number; toDay: number; correlation: number } | null = null;
  const sums = { now: 0, past: 0, both: 0, nowSquare: 0, pastSquare: 0 };
  const move = ({ now, past }: Pair, sign: 1 | -1): void => {
    sums.now += sign * now;
    sums.past += sign * past;
    sums.both += sign * now * past;
    sums.nowSquare += sign * now * now;
    sums.pastSquare += sign * past * past;
  };
  for (const [index, pair] of pairs.entries()) {
    move(pair, 1);
    const left = pairs[index - window];
    if (left !== undefined) move(left, -1);
    if (index < window - 1) continue;
    const varianceNow = sums.nowSquare - sums.now ** 2 / window;
    const variancePast = sums.pastSquare - sums.past ** 2 / window;
    // Days that do not vary are alike for nothing.
    if (varianceNow < 1e-4 * window || variancePast < 1e-4 * window) continue;
    const correlation = (sums.both - (sums.now * sums.past) / window) / Math.sqrt(varianceNow * variancePast);
    if (correlation > (best?.correlation ?? least) && isVaried(pairs.slice(index - window + 1, index + 1))) {
      best = { fromDay: pairs[index - window + 1]?.day ?? pair.day, toDay: pair.day, correlation };
    }
  }
  return best;
}

/** Whether many days make the stretch what it is (participation number): one spike on both sides is no likeness. */
function isVaried(pairs: readonly Pair[]): boolean {
  return [pairs.map(({ now }) => now), pairs.map(({ past }) => past)].every((values) => {
    const squares = values.map((value) => value * value);
    const sum = squares.reduce((left, right) => left + right, 0);
    const fourth = squares.reduce((left, right) => left + right * right, 0);
    return sum * sum >= 0.25 * values.length * fourth;
  });
}

/** Fisher's z, on half as many days as there are: a large change counts in two differences. */
function chanceOf(correlation: number, window: number, tries: number): number {
  const z = Math.atanh(Math.min(correlation, 0.999999)) * Math.sqrt(Math.max(1, window * 0.5 - 3));
  return Math.min(1, tries * normalTail(z));
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}
