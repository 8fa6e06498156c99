import { endangeredPairs, variableOffsets } from "./endangered-pairs.ts";
import type { EndangeredPairs } from "./endangered-pairs.ts";
import type { RoundingLoss } from "./rounding-loss.ts";
import type { LevelRows } from "./rounding-rows.ts";

/** Whole units of each level, by indicator. */
export interface RankRounding {
  readonly levels: readonly (readonly number[])[];
  readonly loss: RoundingLoss;
  /** What other units of the levels lose, as `loss.lost`. */
  lostBy(levels: readonly (readonly number[])[]): number;
}

/** Updates of a pair after which the proof is given up: about a tenth of a second. */
const mostUpdates = 20_000_000;

/**
 * Rounds every level up or down so that fewest pairs of rows change their order; levels of one indicator never do. Starts
 * from the nearest, improves one level at a time, then branches and bounds: a pair is lost for sure when not even its
 * free levels can keep its order.
 */
export function roundPreservingRank(rows: LevelRows): RankRounding {
  const pairs = endangeredPairs(rows);
  const exact = rows.indicators.flatMap((indicator) => indicator.exact);
  const offsets = variableOffsets(rows);
  const nearest = exact.map(Math.round);
  const improved = improve(nearest, exact, offsets, pairs);
  const proved = branch(improved, exact, offsets, pairs);
  const share = (lost: number): number => (pairs.distinguished === 0 ? 0 : lost / pairs.distinguished);
  const levels = rows.indicators.map(({ exact: own }, indicator) =>
    own.map((_, level) => (proved.units[(offsets[indicator] as number) + level] as number) + 0),
  );
  return {
    levels,
    loss: {
      kind: proved.isProved && rows.isWhole ? "optimal" : "bounded",
      lost: share(lostPairs(proved.units, pairs)),
      lowerBound: share(proved.lowerBound),
      lostByNearest: share(lostPairs(nearest, pairs)),
      rows: rows.rows,
    },
    lostBy: (other) => share(lostPairs(other.flat(), pairs)),
  };
}

/** Weight of the pairs lost. */
function lostPairs(units: readonly number[], pairs: EndangeredPairs): number {
  return differencesOf(units, pairs).reduce(
    (lost, difference, pair) => lost + (pairs.weights[pair] as number) * lossOf(difference),
    0,
  );
}

/** A pair that became equal counts half. */
function lossOf(difference: number): number {
  return difference > 0 ? 0 : difference === 0 ? 0.5 : 1;
}

/** Both roundings of a level; a whole number has one. */
function choicesOf(exact: number): readonly number[] {
  const [down, up] = [Math.floor(exact), Math.ceil(exact)];
  if (down === up) return [down];
  return exact - down <= up - exact ? [down, up] : [up, down];
}

/** Whether levels of one indicator still rise. */
function keepsOrder(units: readonly number[], variable: number, offsets: readonly number[]): boolean {
  const isFirst = offsets.includes(variable);
  const isLast = offsets.includes(variable + 1);
  const own = units[variable] as number;
  return (
    (isFirst || (units[variable - 1] as number) <= own) && (isLast || own <= (units[variable + 1] as number))
  );
}

/** One level at a time to its other rounding, as long as that loses fewer pairs. */
function improve(
  start: readonly number[],
  exact: readonly number[],
  offsets: readonly number[],
  pairs: EndangeredPairs,
): readonly number[] {
  const best = [...start];
  const uses = usesOf(exact.length, pairs);
  const differences = differencesOf(start, pairs);
  const changeBy = (variable: number, step: number): number => {
    let change = 0;
    for (const use of uses[variable] as Int32Array) {
      const pair = Math.abs(use) - 1;
      const before = differences[pair] as number;
      const after = use > 0 ? before + step : before - step;
      change += (pairs.weights[pair] as number) * (lossOf(after) - lossOf(before));
    }
    return change;
  };
  for (let isBetter = true; isBetter; ) {
    isBetter = false;
    for (const [variable, value] of exact.entries()) {
      const own = best[variable] as number;
      const other = choicesOf(value).find((choice) => choice !== own);
      if (other === undefined || changeBy(variable, other - own) >= 0) continue;
      best[variable] = other;
      if (!keepsOrder(best, variable, offsets)) {
        best[variable] = own;
        continue;
      }
      for (const use of uses[variable] as Int32Array) {
        const pair = Math.abs(use) - 1;
        differences[pair] = (differences[pair] as number) + Math.sign(use) * (other - own);
      }
      isBetter = true;
    }
  }
  return best;
}

/** Units by which the second row of each pair is above the first. */
function differencesOf(units: readonly number[], pairs: EndangeredPairs): Float64Array {
  const differences = new Float64Array(pairs.count);
  for (let pair = 0; pair < pairs.count; pair++) {
    for (let term = pairs.starts[pair] as number; term < (pairs.starts[pair + 1] as number); term++) {
      const own = (pairs.signs[term] as number) * (units[pairs.variables[term] as number] as number);
      differences[pair] = (differences[pair] as number) + own;
    }
  }
  return differences;
}

interface Branching {
  readonly units: readonly number[];
  readonly lowerBound: number;
  readonly isProved: boolean;
}

/** Depth first over the levels in their order, with the pairs' best possible differences kept up to date. */
function branch(
  start: readonly number[],
  exact: readonly number[],
  offsets: readonly number[],
  pairs: EndangeredPairs,
): Branching {
  const choices = exact.map(choicesOf);
  const uses = usesOf(exact.length, pairs);
  const highest = new Int32Array(pairs.count);
  let bound = 0;
  for (let pair = 0; pair < pairs.count; pair++) {
    for (let term = pairs.starts[pair] as number; term < (pairs.starts[pair + 1] as number); term++) {
      const own = choices[pairs.variables[term] as number] as readonly number[];
      const sign = pairs.signs[term] as number;
      highest[pair] = (highest[pair] as number) + sign * (sign > 0 ? Math.max(...own) : Math.min(...own));
    }
    bound += (pairs.weights[pair] as number) * lossOf(highest[pair] as number);
  }
  let best = start;
  let lost = lostPairs(start, pairs);
  let open = Number.POSITIVE_INFINITY;
  let updates = 0;
  const units: number[] = [...start];
  const move = (variable: number, choice: number, isUndo: boolean): void => {
    const own = choices[variable] as readonly number[];
    updates += uses[variable]?.length ?? 0;
    for (const use of uses[variable] as Int32Array) {
      const pair = Math.abs(use) - 1;
      // The free level stood at its best for the pair; fixing it can only lower the difference.
      const drop = use > 0 ? choice - Math.max(...own) : Math.min(...own) - choice;
      if (drop === 0) continue;
      const before = highest[pair] as number;
      const after = isUndo ? before - drop : before + drop;
      highest[pair] = after;
      bound += (pairs.weights[pair] as number) * (lossOf(after) - lossOf(before));
    }
  };
  const visit = (variable: number): void => {
    if (variable === exact.length) {
      if (bound < lost) [best, lost] = [[...units], bound];
      return;
    }
    const isFirst = offsets.includes(variable);
    for (const choice of choices[variable] as readonly number[]) {
      if (!isFirst && choice < (units[variable - 1] as number)) continue;
      move(variable, choice, false);
      units[variable] = choice;
      if (bound < lost) {
        if (updates > mostUpdates) open = Math.min(open, bound);
        else visit(variable + 1);
      }
      move(variable, choice, true);
    }
  };
  if (lost > 0) visit(0);
  return { units: best, lowerBound: Math.min(lost, open), isProved: open >= lost };
}

/** The pairs that a level is part of: pair + 1, negative where it counts against the second row. */
function usesOf(variables: number, pairs: EndangeredPairs): readonly Int32Array[] {
  const uses: number[][] = Array.from({ length: variables }, () => []);
  for (let pair = 0; pair < pairs.count; pair++) {
    for (let term = pairs.starts[pair] as number; term < (pairs.starts[pair + 1] as number); term++) {
      uses[pairs.variables[term] as number]?.push((pairs.signs[term] as number) * (pair + 1));
    }
  }
  return uses.map((own) => Int32Array.from(own));
}
