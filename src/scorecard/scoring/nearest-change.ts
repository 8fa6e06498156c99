import { unitsOf, unitsPerPoint } from "../scaling/point-units.ts";
import type { CardBin, Scorecard } from "../scorecard.ts";
import type { ChangeLimits } from "./change-limits.ts";
import { movesOf, wholeSample } from "./bin-moves.ts";
import type { BinMove } from "./bin-moves.ts";
import { compileScorer } from "./compile-scorer.ts";
import type { CardScorer } from "./compile-scorer.ts";
import type { IndicatorRecord, IndicatorValue } from "./indicator-record.ts";

/** One indicator that has to move. */
export interface IndicatorChange {
  readonly indicator: string;
  readonly value: IndicatorValue;
  readonly from: CardBin;
  readonly to: CardBin;
  /** What a number must come to; null for categories and where the value was missing: then any value of `to` will do. */
  readonly needed: NeededValue | null;
  readonly pointsGained: number;
  /** Share of the development sample that is passed over on the way, in [0, 1]. */
  readonly sharePassed: number;
}

export interface NeededValue {
  readonly comparison: "atLeast" | "below";
  readonly bound: number;
}

export type NearestChange =
  | { readonly kind: "alreadyThere"; readonly points: number }
  /** `changes` by points gained, most first; `points` after all of them. */
  | { readonly kind: "reachable"; readonly points: number; readonly changes: readonly IndicatorChange[] }
  /** Not even the best values of all that may change reach it; `bestPoints` is what they come to. */
  | { readonly kind: "unreachable"; readonly points: number; readonly bestPoints: number };

/**
 * The least change of indicators that brings a record to at least `targetPoints`, such as the lowest of the next grade: of
 * all ways the one that changes fewest indicators, among those the one that passes over the smallest share of the
 * development sample (half of the own bin and all bins on the way; categories in the order of their points), then the
 * one of most points. Exact. A value is never to go missing, nor to become a special code or a rare category; a missing
 * value may be supplied.
 * @throws the faults of `CardScorer.score`
 */
export function nearestChange(
  scorer: Scorecard | CardScorer,
  record: IndicatorRecord,
  targetPoints: number,
  limits: ChangeLimits = {},
): NearestChange {
  const ready = "card" in scorer ? scorer : compileScorer(scorer);
  const { card } = ready;
  const { points, bins } = ready.score(record);
  if (points >= targetPoints) return { kind: "alreadyThere", points };
  const own = unitsOf(card, points);
  const needed = Math.ceil(targetPoints * unitsPerPoint(card) - 1e-9) - own;
  const moves = card.indicators.map((indicator, index) =>
    movesOf(card, indicator, bins[index] as number, limits),
  );
  const most = moves.map((options) => Math.max(0, ...options.map(({ gain }) => gain)));
  const sum = most.reduce((total, gain) => total + gain, 0);
  if (sum < needed) {
    return { kind: "unreachable", points, bestPoints: (own + sum) / unitsPerPoint(card) };
  }
  const chosen = cheapestMoves(moves, most, needed);
  const gained = chosen.reduce((total, { move }) => total + move.gain, 0);
  const changes = chosen.map(({ index, move }) => changeOf(card, record, bins, index, move));
  return {
    kind: "reachable",
    points: (own + gained) / unitsPerPoint(card),
    changes: changes.sort((left, right) => right.pointsGained - left.pointsGained),
  };
}

interface ChosenMove {
  readonly index: number;
  readonly move: BinMove;
}

/** A set of moves, as a chain. */
interface Partial {
  readonly passed: number;
  readonly gain: number;
  readonly last: ChosenMove | null;
  readonly before: Partial | null;
}

/**
 * Fewest moves are those of most gain, taken greedily; that fixes their number. Then, indicator by indicator and for each
 * number of moves so far, all sets are kept that no other beats in both rows passed and gain.
 */
function cheapestMoves(
  moves: readonly (readonly BinMove[])[],
  most: readonly number[],
  needed: number,
): readonly ChosenMove[] {
  const fewest = fewestOf(most, needed);
  const fronts: Partial[][] = Array.from({ length: fewest + 1 }, () => []);
  fronts[0] = [{ passed: 0, gain: 0, last: null, before: null }];
  for (const [index, options] of moves.entries()) {
    for (let count = fewest; count >= 1; count--) {
      const added = (fronts[count - 1] as Partial[]).flatMap((before) =>
        options.map((move) => ({
          passed: before.passed + move.passed,
          gain: before.gain + move.gain,
          last: { index, move },
          before,
        })),
      );
      fronts[count] = undominated([...(fronts[count] as Partial[]), ...added]);
    }
  }
  const best = (fronts[fewest] as Partial[]).find(({ gain }) => gain >= needed);
  const chosen: ChosenMove[] = [];
  for (let at = best ?? null; at !== null && at.last !== null; at = at.before) chosen.push(at.last);
  return chosen.reverse();
}

function fewestOf(most: readonly number[], needed: number): number {
  const gains = most.toSorted((left, right) => right - left);
  let sum = 0;
  let count = 0;
  while (sum < needed) sum += gains[count++] as number;
  return count;
}

/** In rising order of rows passed, each with more gain than all before it. */
function undominated(partials: readonly Partial[]): Partial[] {
  const sorted = partials.toSorted((left, right) => left.passed - right.passed || right.gain - left.gain);
  const kept: Partial[] = [];
  for (const partial of sorted) {
    if (kept.length === 0 || partial.gain > (kept[kept.length - 1] as Partial).gain) kept.push(partial);
  }
  return kept;
}

function changeOf(
  card: Scorecard,
  record: IndicatorRecord,
  bins: Uint8Array,
  index: number,
  move: BinMove,
): IndicatorChange {
  const indicator = card.indicators[index] as Scorecard["indicators"][number];
  const fromIndex = bins[index] as number;
  const from = indicator.bins[fromIndex] as CardBin;
  const to = indicator.bins[move.bin] as CardBin;
  return {
    indicator: indicator.id,
    value: record[indicator.id] ?? null,
    from,
    to,
    needed: neededOf(from, to, move.bin > fromIndex),
    pointsGained: move.gain / unitsPerPoint(card),
    sharePassed: move.passed / wholeSample,
  };
}

function neededOf(from: CardBin, to: CardBin, isRise: boolean): NeededValue | null {
  if (from.kind !== "range" || to.kind !== "range") return null;
  if (isRise) return to.from === null ? null : { comparison: "atLeast", bound: to.from };
  return to.to === null ? null : { comparison: "below", bound: to.to };
}
