import { poissonTail } from "./robust-statistics.ts";

/** A stretch of days that repeats earlier ones. */
export interface RepeatedStretch {
  /** Days between the copy and what it copies, the most frequent one. */
  readonly lagDays: number;
  readonly fromDay: number;
  readonly toDay: number;
  readonly equalDays: number;
  readonly expectedDays: number;
  /** Chance of so many equal days at any lag, by how often days of this asset are equal at other lags. */
  readonly chance: number;
}

export interface RepetitionSearch {
  readonly fewestDays: number;
  readonly leastShare: number;
}

const leastLagDays = 7;
/** Months differ by three days, so that copies of a month lie at neighbouring lags. */
const lagWindowDays = 4;
const mostExpected = 0.3;
/** What is seen so often says nothing about the day. */
const mostOccurrences = 40;

/**
 * Days whose content was there before, at one lag or at neighbouring ones. How surprising that is follows from how
 * often two days of this very series are equal at all other lags: a machine that does the same every day repeats itself
 * honestly, one whose watt-hours never come twice does not.
 */
export function findRepetition(
  days: readonly { readonly day: number; readonly content: number | string }[],
  { fewestDays, leastShare }: RepetitionSearch,
): RepeatedStretch | null {
  const places = new Map<number | string, number[]>();
  for (const { day, content } of days) {
    const seen = places.get(content);
    if (seen === undefined) places.set(content, [day]);
    else seen.push(day);
  }
  if (days.length - places.size < fewestDays) return null;
  const byLag = countByLag(places);
  const best = densestLags(byLag);
  if (best === null || best.equal < fewestDays) return null;
  const expectedDays = expectedAtOtherLags(byLag, best, days.length);
  // A series that repeats itself at any lag says nothing by repeating itself at this one.
  if (expectedDays > mostExpected) return null;
  const lags = Math.max(1, (days.at(-1)?.day ?? 0) - (days[0]?.day ?? 0));
  const chance = Math.min(1, lags * poissonTail(best.equal, expectedDays));
  const stretch = stretchOf(days, { first: best.first, leastShare });
  if (stretch === null || stretch.equalDays < fewestDays) return null;
  return { lagDays: best.peak, ...stretch, expectedDays, chance };
}

function countByLag(places: ReadonlyMap<number | string, readonly number[]>): Map<number, number> {
  const byLag = new Map<number, number>();
  for (const seen of places.values()) {
    if (seen.length < 2 || seen.length > mostOccurrences) continue;
    for (const [index, day] of seen.entries()) {
      for (const earlier of seen.slice(0, index)) {
        const lag = day - earlier;
        if (lag >= leastLagDays) byLag.set(lag, (byLag.get(lag) ?? 0) + 1);
      }
    }
  }
  return byLag;
}

interface Lags {
  readonly first: number;
  readonly peak: number;
  readonly equal: number;
}

function densestLags(byLag: ReadonlyMap<number, number>): Lags | null {
  let best: Lags | null = null;
  for (const lag of [...byLag.keys()].sort((left, right) => left - right)) {
    let equal = 0;
    let peak = lag;
    for (let next = lag; next < lag + lagWindowDays; next++) {
      equal += byLag.get(next) ?? 0;
      if ((byLag.get(next) ?? 0) > (byLag.get(peak) ?? 0)) peak = next;
    }
    if (best === null || equal > best.equal) best = { first: lag, peak, equal };
  }
  return best;
}

/** Of the pairs at other lags the twentieth with most is left out: a copied copy repeats itself at multiples. */
function expectedAtOtherLags(byLag: ReadonlyMap<number, number>, best: Lags, days: number): number {
  const others = [...byLag]
    .filter(([lag]) => lag < best.first || lag >= best.first + lagWindowDays)
    .map(([, count]) => count)
    .sort((left, right) => left - right);
  const allLags = Math.max(days - leastLagDays, 1);
  const kept = others.slice(0, Math.max(0, others.length - Math.ceil(allLags / 20)));
  const pairs = kept.reduce((sum, count) => sum + count, 0) + 1;
  return (pairs * lagWindowDays) / allLags;
}

/** The stretch in which the share of copies is at least the least one (Kadane's largest sum). */
function stretchOf(
  days: readonly { readonly day: number; readonly content: number | string }[],
  { first, leastShare }: { readonly first: number; readonly leastShare: number },
): { readonly fromDay: number; readonly toDay: number; readonly equalDays: number } | null {
  const contents = new Map(days.map(({ day, content }) => [day, content]));
  const penalty = leastShare / (1 - leastShare);
  let sum = 0;
  let from = 0;
  let equal = 0;
  let best: { sum: number; fromDay: number; toDay: number; equalDays: number } | null = null;
  for (const { day, content } of days) {
    let isCopy = false;
    for (let lag = first; lag < first + lagWindowDays; lag++) {
      if (contents.get(day - lag) === content) isCopy = true;
    }
    if (sum <= 0) {
      sum = 0;
      equal = 0;
      from = day;
    }
    sum += isCopy ? 1 : -penalty;
    if (isCopy) equal++;
    if (isCopy && (best === null || sum > best.sum))
      best = { sum, fromDay: from, toDay: day, equalDays: equal };
  }
  return best;
}
