import { shareEstimate } from "./estimate.ts";
import type { Estimate } from "./estimate.ts";
import type { MasterGrade, MasterScale } from "./master-scale.ts";
import { levelAt } from "./score-levels.ts";
import type { ScoreLevels } from "./score-levels.ts";

/** How a master scale is laid out. */
export interface MasterScaleOptions {
  /** At most so many. */
  readonly grades: number;
  readonly badsPerGrade: number;
  readonly pdFloor: number;
  readonly confidence: number;
}

/**
 * Grades in equal steps of the model's log odds, the outer ones open; neighbours are merged until the bad rate rises from
 * grade to grade and each but the best has bads enough, so there may be fewer than asked for.
 */
export function buildMasterScale(levels: ScoreLevels, options: MasterScaleOptions): MasterScale {
  const least = options.badsPerGrade / levels.totals.effectiveScale;
  const spans = mergeSpans(levels, logOddsSpans(levels, options.grades), least);
  const weight = levels.totals.goods + levels.totals.bads;
  const pds = monotonePds(
    spans.map((span) => tallyOf(levels, span)),
    { ...options, effectiveScale: levels.totals.effectiveScale },
  );
  const grades = spans.map((span, index): MasterGrade => {
    const { rows, bads, pd } = tallyOf(levels, span);
    const better = spans[index - 1];
    const isWorst = index === spans.length - 1;
    return {
      grade: `G${index + 1}`,
      pointsFrom: isWorst ? null : (levels.points[span.from] as number),
      pointsTo: better ? (levels.points[better.from] as number) : null,
      pdFrom: better ? pdAt(levels, better.from) : 0,
      pdTo: isWorst ? 1 : pdAt(levels, span.from),
      rows,
      bads,
      share: rows / weight,
      meanPd: pd / rows,
      pd: pds[index] as Estimate,
    };
  });
  const concentration = grades.reduce((sum, { share }) => sum + share * share, 0);
  return { version: "master-scale@1", grades, concentration, pdFloor: options.pdFloor };
}

/** Levels from (inclusive) to (exclusive); the riskiest level is 0, so the best grade's span is the highest. */
interface Span {
  readonly from: number;
  readonly to: number;
}

interface Tally {
  readonly rows: number;
  readonly bads: number;
  readonly pd: number;
}

/** Best first: cuts at even log odds between the 5 % and the 95 % quantile of the rows. */
function logOddsSpans(levels: ScoreLevels, grades: number): readonly Span[] {
  const size = levels.points.length;
  const worst = logOddsAt(levels, levelAtShare(levels, 0.05));
  const best = logOddsAt(levels, levelAtShare(levels, 0.95));
  const spans: Span[] = [];
  let to = size;
  for (let cut = 1; cut < grades; cut++) {
    const bound = grades > 2 ? best + ((worst - best) * (cut - 1)) / (grades - 2) : (best + worst) / 2;
    let from = to;
    while (from > 0 && logOddsAt(levels, from - 1) <= bound) from--;
    if (from < to) spans.push({ from, to });
    to = from;
  }
  if (to > 0) spans.push({ from: 0, to });
  return spans;
}

/** Merges, from the worst grade on, whatever breaks the order or has too few bads, with the smaller neighbour. */
function mergeSpans(levels: ScoreLevels, spans: readonly Span[], badsPerGrade: number): readonly Span[] {
  const merged = [...spans];
  for (let index = merged.length - 1; index > 0; ) {
    const own = tallyOf(levels, merged[index] as Span);
    const better = tallyOf(levels, merged[index - 1] as Span);
    const worseSpan = merged[index + 1];
    const isOrdered = own.bads * better.rows > better.bads * own.rows;
    const hasBads = own.bads >= badsPerGrade;
    if (isOrdered && hasBads) {
      index--;
      continue;
    }
    const joinsWorse = isOrdered && worseSpan && tallyOf(levels, worseSpan).rows < better.rows;
    const at = joinsWorse ? index : index - 1;
    const [upper, lower] = [merged[at] as Span, merged[at + 1] as Span];
    merged.splice(at, 2, { from: lower.from, to: upper.to });
    // What was merged may now break the order with its worse neighbour: go on from there.
    index = Math.min(merged.length - 1, at + 1);
  }
  return merged;
}

/**
 * PDs that never fall from a better grade to a worse one: neighbours that would are pooled, and each bound is tightened
 * by the order: a grade's PD is at least every better grade's lower bound.
 * @source M. Ayer et al. 1955 (pool adjacent violators)
 */
function monotonePds(
  tallies: readonly Tally[],
  options: MasterScaleOptions & { readonly effectiveScale: number },
): readonly Estimate[] {
  const { effectiveScale: scale, confidence, pdFloor } = options;
  const blocks: { rows: number; bads: number; grades: number }[] = [];
  const rateOf = (block: { rows: number; bads: number }): number =>
    (block.bads * scale + 0.5) / (block.rows * scale + 1);
  for (const { rows, bads } of tallies) {
    blocks.push({ rows, bads, grades: 1 });
    for (;;) {
      const [better, worse] = [blocks.at(-2), blocks.at(-1)];
      if (!better || !worse || rateOf(better) <= rateOf(worse)) break;
      blocks.splice(-2, 2, {
        rows: better.rows + worse.rows,
        bads: better.bads + worse.bads,
        grades: better.grades + worse.grades,
      });
    }
  }
  const estimates = blocks.flatMap((block) => {
    const found = { count: block.bads * scale, trials: block.rows * scale };
    const estimate = { ...shareEstimate(found, confidence), value: rateOf(block) };
    return Array.from({ length: block.grades }, () => estimate);
  });
  return tighten(estimates, pdFloor);
}

function tighten(estimates: readonly Estimate[], floor: number): readonly Estimate[] {
  return estimates.map(({ value }, index) => ({
    value: Math.max(floor, value),
    low: Math.max(floor, ...estimates.slice(0, index + 1).map(({ low }) => low)),
    high: Math.max(floor, Math.min(...estimates.slice(index).map(({ high }) => high))),
  }));
}

function tallyOf(levels: ScoreLevels, { from, to }: Span): Tally {
  let rows = 0;
  let bads = 0;
  let pd = 0;
  for (let level = from; level < to; level++) {
    bads += levels.bads[level] as number;
    rows += (levels.goods[level] as number) + (levels.bads[level] as number);
    pd += levels.pd[level] as number;
  }
  return { rows, bads, pd };
}

function pdAt(levels: ScoreLevels, level: number): number {
  const { rows, pd } = tallyOf(levels, { from: level, to: level + 1 });
  return pd / rows;
}

function logOddsAt(levels: ScoreLevels, level: number): number {
  // A PD of 0 or 1 has no finite log odds; it lies beyond every other.
  const pd = Math.min(1 - 1e-12, Math.max(1e-12, pdAt(levels, level)));
  return Math.log(pd / (1 - pd));
}

function levelAtShare(levels: ScoreLevels, share: number): number {
  const wanted = share * (levels.totals.goods + levels.totals.bads);
  let rows = 0;
  for (let level = 0; level < levels.points.length; level++) {
    rows += (levels.goods[level] as number) + (levels.bads[level] as number);
    if (rows >= wanted) return level;
  }
  return levelAt(levels.points, Number.POSITIVE_INFINITY);
}
