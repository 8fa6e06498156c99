import type { Block } from "./level-break.ts";
import { median, normalTail } from "./robust-statistics.ts";

/** A change that took its time: one level up to a day, another from a later day on, and a straight line between. */
export interface Ramp {
  readonly fromDay: number;
  readonly toDay: number;
  /** The later level less the earlier one. */
  readonly shift: number;
  /**
   * Chance that a single step lies so much farther from the blocks than the ramp: likelihoods of errors that fall off
   * with the distance (Laplace), their ratio by Wilks' theorem, the ramps tried counted.
   */
  readonly chance: number;
}

const fewestBefore = 4;
const mostCorners = 40;

/**
 * The ramp of at least so many days that lies nearest to the blocks (least absolute distances, levels by medians), and
 * how surely it is none that happened on a day. Tells a sensor that wore for months and then held from one that was
 * moved, which a slope of what came after cannot. Null with too few blocks.
 */
export function fitRamp(blocks: readonly Block[], fewestDays: number): Ramp | null {
  const stride = Math.max(1, Math.ceil(blocks.length / mostCorners));
  const corners = blocks.flatMap((_, place) =>
    place >= fewestBefore && place % stride === 0 ? [place] : [],
  );
  const steps = corners.flatMap((place) => distanceOf(blocks, place, place)?.distance ?? []);
  let tries = 0;
  let best: {
    readonly from: number;
    readonly to: number;
    readonly distance: number;
    readonly shift: number;
  } | null = null;
  for (const from of corners) {
    for (const to of new Set([...corners, blocks.length - 1])) {
      if ((blocks[to]?.fromDay ?? 0) - (blocks[from]?.fromDay ?? 0) < fewestDays) continue;
      const found = distanceOf(blocks, from, to);
      if (found === null) continue;
      tries++;
      if (best === null || found.distance < best.distance) best = { from, to, ...found };
    }
  }
  if (best === null) return null;
  const ratio = Math.max(1, Math.min(...steps) / Math.max(best.distance, Number.MIN_VALUE));
  return {
    fromDay: blocks[best.from]?.fromDay ?? 0,
    toDay: blocks[best.to]?.fromDay ?? 0,
    shift: best.shift,
    chance: Math.min(1, 2 * tries * normalTail(Math.sqrt(2 * blocks.length * Math.log(ratio)))),
  };
}

/** From the level before `from` in a straight line to the level of `to` and after; a step where they are one. */
function distanceOf(
  blocks: readonly Block[],
  from: number,
  to: number,
): { readonly distance: number; readonly shift: number } | null {
  const before = median(blocks.slice(0, from).map(({ value }) => value));
  const start = blocks[from]?.fromDay ?? 0;
  const span = (blocks[to]?.fromDay ?? 0) - start;
  const after = reachedBy(blocks, { from, to, before });
  if (after === null) return null;
  let distance = 0;
  for (const [place, { fromDay, value }] of blocks.entries()) {
    const share = place < from ? 0 : place >= to ? 1 : (fromDay - start) / span;
    distance += Math.abs(value - before - share * (after - before));
  }
  return { distance, shift: after - before };
}

/** The level after: of a ramp that ends with the data, where its line leads. */
function reachedBy(
  blocks: readonly Block[],
  { from, to, before }: { readonly from: number; readonly to: number; readonly before: number },
): number | null {
  const held = blocks.slice(to).map(({ value }) => value);
  if (held.length >= 3 || from === to) return held.length === 0 ? null : median(held);
  const start = blocks[from]?.fromDay ?? 0;
  const span = (blocks[to]?.fromDay ?? 0) - start;
  const slopes = blocks.slice(from + 1).map(({ fromDay, value }) => (value - before) / (fromDay - start));
  return before + median(slopes.slice(-Math.ceil(slopes.length / 2))) * span;
}
