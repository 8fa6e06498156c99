import { median, normalTail, robustSpread, studentTail, theilSenSlope } from "./robust-statistics.ts";

/** One block of settled days; the median over it, so that a single odd day has no say. */
export interface Block {
  readonly fromDay: number;
  readonly toDay: number;
  readonly value: number;
}

/** Where the level of a series changed for good. */
export interface LevelBreak {
  readonly index: number;
  readonly fromDay: number;
  readonly before: number;
  readonly after: number;
  /** After less before; of logarithms, the relative change. */
  readonly shift: number;
  /** Spread of the blocks before, robust. */
  readonly spread: number;
  /** Share of blocks on their own side of the middle between the two levels; 1 is a clean step. */
  readonly separation: number;
  /**
   * Chance that blocks of one level look so at any split tried: the smaller of what the rank sum says and what the size
   * of the shift says (Student's t of few degrees, the spread made half as large again, for blocks that follow each
   * other are alike). Ranks alone could never tell a large change that is only some weeks old.
   */
  readonly chance: number;
  /** How much of the shift came gradually within the later part: near 0 a step, above a half a drift. */
  readonly gradualShare: number;
}

/** No real plant's weeks agree better than this, in logarithms. */
const leastSpread = 0.004;
const mostDegrees = 8;

export interface BreakSearch {
  readonly fewestBefore: number;
  readonly fewestAfter: number;
}

/**
 * The split at which the rank sums of the two sides differ most (Wilcoxon's statistic, maximised); ranks, so that
 * neither outliers nor the unit have a say. Null where there are too few blocks.
 */
export function findLevelBreak(
  blocks: readonly Block[],
  { fewestBefore, fewestAfter }: BreakSearch,
): LevelBreak | null {
  const count = blocks.length;
  if (count < fewestBefore + fewestAfter) return null;
  const ranks = ranksOf(blocks.map(({ value }) => value));
  let sum = 0;
  let best = { split: 0, z: 0 };
  for (let split = 1; split <= count - fewestAfter; split++) {
    sum += ranks[split - 1] ?? 0;
    if (split < fewestBefore) continue;
    const later = count - split;
    const spread = Math.sqrt((split * later * (count + 1)) / 12);
    const z = Math.abs(sum - (split * (count + 1)) / 2) / spread;
    if (z > best.z) best = { split, z };
  }
  return best.split === 0 ? null : describeBreak(blocks, best, count - fewestBefore - fewestAfter + 1);
}

function describeBreak(
  blocks: readonly Block[],
  { split, z }: { readonly split: number; readonly z: number },
  splits: number,
): LevelBreak {
  const before = blocks.slice(0, split).map(({ value }) => value);
  const later = blocks.slice(split);
  const after = later.map(({ value }) => value);
  const levelBefore = median(before);
  const levelAfter = median(after);
  const shift = levelAfter - levelBefore;
  const middle = (levelBefore + levelAfter) / 2;
  const isAbove = (value: number): boolean => value > middle;
  const onOwnSide =
    before.filter((value) => isAbove(value) !== shift > 0).length / before.length +
    after.filter((value) => isAbove(value) === shift > 0).length / after.length;
  const span = (later.at(-1)?.fromDay ?? 0) - (later[0]?.fromDay ?? 0);
  const slope = theilSenSlope(later.map(({ fromDay, value }) => [fromDay, value] as const));
  const spread = Math.max(robustSpread(before), leastSpread);
  const size = Math.abs(shift) / (1.5 * spread * Math.sqrt(1 / before.length + 1 / after.length));
  const degrees = Math.min(before.length - 1, mostDegrees);
  return {
    index: split,
    fromDay: later[0]?.fromDay ?? 0,
    before: levelBefore,
    after: levelAfter,
    shift,
    spread,
    separation: onOwnSide / 2,
    chance: Math.min(1, 2 * splits * Math.min(normalTail(z), studentTail(size, degrees))),
    gradualShare: shift === 0 || Number.isNaN(slope) ? 0 : (slope * span) / shift,
  };
}

/** Mean ranks, ties shared. */
function ranksOf(values: readonly number[]): number[] {
  const order = values
    .map((value, index) => ({ value, index }))
    .sort((left, right) => left.value - right.value);
  const ranks: number[] = Array.from({ length: values.length }, () => 0);
  let from = 0;
  while (from < order.length) {
    let to = from;
    while (to + 1 < order.length && order[to + 1]?.value === order[from]?.value) to++;
    for (let place = from; place <= to; place++) ranks[order[place]?.index ?? 0] = (from + to) / 2 + 1;
    from = to + 1;
  }
  return ranks;
}

/** Medians over blocks of so many days that follow each other; a last block of less than half is left out. */
export function blocksOf(
  points: readonly { readonly day: number; readonly value: number }[],
  daysOfBlock: number,
): Block[] {
  const blocks: Block[] = [];
  for (let from = 0; from < points.length; from += daysOfBlock) {
    const part = points.slice(from, from + daysOfBlock);
    if (part.length * 2 < daysOfBlock) break;
    blocks.push({
      fromDay: part[0]?.day ?? 0,
      toDay: part.at(-1)?.day ?? 0,
      value: median(part.map(({ value }) => value)),
    });
  }
  return blocks;
}
