import type { NeighbourTest } from "./neighbour-test.ts";
import type { OrderedBins } from "./order-by-rate.ts";
import { cellOf } from "./search-tables.ts";
import type { Reached } from "./search-tables.ts";
import type { Course } from "./trend-steps.ts";

/** Room for the bins before a boundary: what each reached and from where; `slots` are their places in the order by rate. */
export interface Candidates {
  readonly slots: Int16Array;
  readonly best: Float64Array;
  readonly source: Int16Array;
}

/** Ranks the bins that end at a boundary by what they reached; returns how many reached anything. */
export function rankByValue(
  boundary: number,
  before: number,
  from: readonly number[],
  order: OrderedBins,
  reached: Reached,
  room: Candidates,
): number {
  let ranked = 0;
  for (let slot = 0; slot < order.count; slot++) {
    const start = order.starts[slot] as number;
    let value = Number.NEGATIVE_INFINITY;
    let source = 0;
    for (const phase of from) {
      const candidate = reached.values[cellOf(reached, before, phase, start, boundary)] as number;
      if (candidate > value) {
        value = candidate;
        source = start * reached.phases + phase;
      }
    }
    if (value === Number.NEGATIVE_INFINITY) continue;
    let rank = ranked++;
    for (; rank > 0 && (room.best[rank - 1] as number) < value; rank--) {
      room.best[rank] = room.best[rank - 1] as number;
      room.source[rank] = room.source[rank - 1] as number;
      room.slots[rank] = room.slots[rank - 1] as number;
    }
    room.best[rank] = value;
    room.source[rank] = source;
    room.slots[rank] = slot;
  }
  return ranked;
}

/** The rank of the first bin that the bin boundary … end − 1 may follow; −1 when there is none. */
export function firstNeighbour(
  ranked: number,
  boundary: number,
  end: number,
  course: Course,
  order: OrderedBins,
  neighbours: NeighbourTest,
  { slots }: Candidates,
): number {
  const allowed = order.allowed[end] as number;
  for (let rank = 0; rank < ranked; rank++) {
    const slot = slots[rank] as number;
    if (slot < allowed && neighbours(order.starts[slot] as number, boundary, end, course)) return rank;
  }
  return -1;
}
