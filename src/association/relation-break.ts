import type { DayNumber } from "#operations";
import { defineDesignChoice, medianOf, robustSpreadOf } from "#kernel";
import type { StreamWeek } from "./weekly-stream.ts";

export const breakParameters = {
  blockWeeks: defineDesignChoice("coupling.block-weeks", 4, "w", {
    zh: "耦合断裂按这么多周一段比较两流之比",
    en: "Weeks of a block in which the ratio of two streams is looked at",
  }),
  fewestBlocks: defineDesignChoice("coupling.fewest-blocks", 8, "", {
    zh: "至少这么多段作为参照",
    en: "Earlier blocks needed as a reference",
  }),
  mostBlocks: defineDesignChoice("coupling.most-blocks", 20, "", {
    zh: "参照最多取之前这么多段",
    en: "Earlier blocks looked at, at most",
  }),
  slack: defineDesignChoice("coupling.slack", 75, "0.01 σ", {
    zh: "每段容许的偏离（稳健标准差的百分之一）",
    en: "Deviation of a block that is allowed for, in hundredths of a robust standard deviation",
  }),
  limit: defineDesignChoice("coupling.limit", 700, "0.01 σ", {
    zh: "累积偏离超过此值视为断裂",
    en: "Sum of the deviations beyond which the two no longer go together",
  }),
  smallestShift: defineDesignChoice("coupling.smallest-shift", 250_000, "ppm", {
    zh: "两流之比至少偏离这么多才算断裂",
    en: "The ratio must have moved by so much at least",
  }),
};

const largestDeviation = 3;
/** Even two counters of the same thing differ by this much from block to block. */
const smallestScale = 0.06;
const restSlack = 1;

/** How far deviations to one side have added up, and in which block they began to. */
interface RunningSum {
  readonly sum: number;
  readonly since: DayNumber;
}

const nothing = { up: { sum: 0, since: 0 }, down: { sum: 0, since: 0 } };

/**
 * Since when `follow` has no longer been in its usual ratio to what `lead` was `lagWeeks` earlier: a two-sided CUSUM
 * of the logarithm of the ratio over blocks of weeks, in robust standard deviations of the blocks before; the block
 * in which the sum began to grow is the date. Null while they go together, and again once two blocks in a row are as
 * they used to be.
 * @source E. S. Page, Continuous inspection schemes, 1954
 */
export function relationBreakOf(
  lead: readonly StreamWeek[],
  follow: readonly StreamWeek[],
  lagWeeks: number,
): DayNumber | null {
  const blocks = ratioBlocksOf(lead, follow, lagWeeks);
  let brokenSince: DayNumber | null = null;
  let sums: { readonly up: RunningSum; readonly down: RunningSum } = nothing;
  let calm = 0;
  /** Blocks of a break are no reference for what is usual. */
  let reference: number[] = [];
  for (const { from, ratio } of blocks) {
    if (reference.length < breakParameters.fewestBlocks.value) {
      reference.push(ratio);
      continue;
    }
    const recent = reference.slice(-breakParameters.mostBlocks.value);
    const middle = medianOf(recent);
    const deviation = deviationOf(ratio, recent, middle);
    sums = { up: accumulate(sums.up, deviation, from), down: accumulate(sums.down, -deviation, from) };
    const gravest = sums.up.sum > sums.down.sum ? sums.up : sums.down;
    calm = Math.abs(deviation) <= restSlack ? calm + 1 : 0;
    const hasMoved = Math.abs(ratio - middle) >= Math.log1p(breakParameters.smallestShift.value / 1_000_000);
    const limit = breakParameters.limit.value / 100;
    if (brokenSince === null && gravest.sum >= limit && hasMoved) brokenSince = gravest.since;
    if (brokenSince !== null && calm >= 2) {
      brokenSince = null;
      sums = nothing;
    }
    if (brokenSince === null) reference = [...recent, ratio];
  }
  return brokenSince;
}

function deviationOf(ratio: number, reference: readonly number[], middle: number): number {
  const scale = Math.max(smallestScale, robustSpreadOf(reference, middle));
  // The middle of few blocks is itself uncertain.
  const widened = scale * Math.sqrt(1 + 1.57 / reference.length);
  return Math.max(-largestDeviation, Math.min(largestDeviation, (ratio - middle) / widened));
}

function accumulate({ sum, since }: RunningSum, deviation: number, from: DayNumber): RunningSum {
  const next = Math.max(0, sum + deviation - breakParameters.slack.value / 100);
  return { sum: next, since: sum === 0 ? from : since };
}

/** Logarithm of follow ÷ lead by blocks, newest block complete; blocks with too little of either are left out. */
function ratioBlocksOf(
  lead: readonly StreamWeek[],
  follow: readonly StreamWeek[],
  lagWeeks: number,
): { readonly from: DayNumber; readonly ratio: number }[] {
  const length = breakParameters.blockWeeks.value;
  const mondays: DayNumber[] = [];
  const befores: number[] = [];
  const afters: number[] = [];
  for (let place = lagWeeks; place < follow.length; place++) {
    const after = follow[place]?.perWorkingDay ?? null;
    const before = lead[place - lagWeeks]?.perWorkingDay ?? null;
    if (before === null || after === null) continue;
    mondays.push(follow[place]?.monday ?? 0);
    befores.push(before);
    afters.push(after);
  }
  const floors = {
    before: 0.05 * meanOf(befores, 0, befores.length),
    after: 0.05 * meanOf(afters, 0, afters.length),
  };
  if (floors.before <= 0 || floors.after <= 0) return [];
  const blocks: { from: DayNumber; ratio: number }[] = [];
  // Counted from the newest week back, so that the last block is a whole one.
  for (let end = mondays.length; end >= length; end -= length) {
    const before = meanOf(befores, end - length, end) + floors.before;
    const after = meanOf(afters, end - length, end) + floors.after;
    if (before > 0 && after > 0)
      blocks.push({ from: mondays[end - length] ?? 0, ratio: Math.log(after / before) });
  }
  return blocks.reverse();
}

function meanOf(values: readonly number[], from: number, to: number): number {
  let sum = 0;
  for (let place = from; place < to; place++) sum += values[place] ?? 0;
  return sum / Math.max(1, to - from);
}
