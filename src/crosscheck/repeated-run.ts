/** An unbroken run of days equal to those a lag earlier. */
export interface RepeatedRun {
  readonly lagDays: number;
  readonly fromDay: number;
  readonly toDay: number;
  readonly days: number;
  /** Longest run that nine in ten other lags show. */
  readonly usualRun: number;
  /** Chance of so long a run at any lag, by how often an equal day is followed by another one at other lags. */
  readonly chance: number;
}

const leastLag = 7;
const mostLag = 400;

/**
 * The longest unbroken run of equal days at any lag of a week to thirteen months. Works where single days say little:
 * days off, or days told only by their minutes, come again by chance, but not four weeks of them in the same order. A
 * series that repeats itself honestly does so at many lags, and is measured by them.
 */
export function findRepeatedRun(
  days: readonly { readonly day: number; readonly content: number }[],
): RepeatedRun | null {
  const first = days[0]?.day ?? 0;
  const span = (days.at(-1)?.day ?? 0) - first + 1;
  if (days.length < 40) return null;
  const contents = numberedContents(days, { first, span });
  const byLag: LagRun[] = [];
  for (let lag = leastLag; lag <= Math.min(mostLag, span - leastLag); lag++) byLag.push(runAt(contents, lag));
  const best = byLag.reduce((left, right) => (right.longest > left.longest ? right : left));
  const order = byLag.map(({ longest }) => longest).sort((left, right) => left - right);
  const usualRun = order[Math.floor(0.9 * order.length)] ?? 0;
  const others = byLag.filter(({ longest }) => longest <= usualRun);
  const sum = (count: (run: LagRun) => number): number =>
    others.reduce((total, run) => total + count(run), 0);
  const single = (sum(({ equal }) => equal) + 1) / (sum(({ compared }) => compared) + 2);
  const again = (sum(({ followed }) => followed) + single) / (sum(({ equal }) => equal) + 1);
  const tries = sum(({ compared }) => compared) + 1;
  const chance = Math.min(1, tries * single * Math.max(again, single) ** (best.longest - 1));
  return {
    lagDays: best.lag,
    fromDay: first + best.end - best.spanned + 1,
    toDay: first + best.end,
    days: best.longest,
    usualRun,
    chance,
  };
}

interface LagRun {
  readonly lag: number;
  readonly longest: number;
  /** Place of the last day of the longest run, and days from its first to its last. */
  readonly end: number;
  readonly spanned: number;
  readonly compared: number;
  readonly equal: number;
  /** Equal days after an equal day. */
  readonly followed: number;
}

/** By day: one number for each different content, from 1 on; nought where nothing is known. */
function numberedContents(
  days: readonly { readonly day: number; readonly content: number }[],
  { first, span }: { readonly first: number; readonly span: number },
): Int32Array {
  const numbers = new Map<number, number>();
  const contents = new Int32Array(span);
  for (const { day, content } of days) {
    const number = numbers.get(content) ?? numbers.size + 1;
    numbers.set(content, number);
    contents[day - first] = number;
  }
  return contents;
}

/** Days of which nothing is known neither lengthen nor break a run. */
function runAt(contents: Int32Array, lag: number): LagRun {
  let run = 0;
  let start = 0;
  let [longest, end, spanned] = [0, 0, 0];
  let compared = 0;
  let equal = 0;
  let followed = 0;
  for (let place = lag; place < contents.length; place++) {
    const now = contents[place] as number;
    const past = contents[place - lag] as number;
    if (now === 0 || past === 0) continue;
    compared++;
    if (now !== past) {
      run = 0;
      continue;
    }
    equal++;
    if (run > 0) followed++;
    else start = place;
    run++;
    if (run <= longest) continue;
    longest = run;
    end = place;
    spanned = place - start + 1;
  }
  return { lag, longest, end, spanned, compared, equal, followed };
}
