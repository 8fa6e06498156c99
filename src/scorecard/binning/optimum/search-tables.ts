/**
 * Everything that a search reached: at `cellOf(reached, bins, phase, start, end)` the best value of exactly that many bins
 * from pre-bin 0 on, the last of them start … end − 1 standing in the phase; −∞ where there is none. The cells of one bin
 * lie side by side, since all of them are read together and written together.
 */
export interface Reached {
  readonly size: number;
  readonly phases: number;
  readonly maxBins: number;
  readonly values: Float64Array;
  /** Start of the bin before · phases + its phase. */
  readonly cameFrom: Int16Array;
}

/** The first cell of a bin; the one of `bins` and `phase` is (bins − 1) · phases + phase further on. */
export function firstCellOf({ phases, maxBins }: Reached, start: number, end: number): number {
  return ((end * (end - 1)) / 2 + start) * maxBins * phases;
}

export function cellOf(reached: Reached, bins: number, phase: number, start: number, end: number): number {
  return firstCellOf(reached, start, end) + (bins - 1) * reached.phases + phase;
}

let values = new Float64Array(0);
let cameFrom = new Int16Array(0);

/**
 * Empty tables. They share one room with all searches of the thread, so that thousands of small problems do not wait for
 * memory: what a search found is read before the next one starts.
 */
export function prepareTables(size: number, phases: number, maxBins: number): Reached {
  const cells = (maxBins * phases * size * (size + 1)) / 2;
  if (values.length < cells) {
    values = new Float64Array(cells);
    cameFrom = new Int16Array(cells);
  }
  values.fill(Number.NEGATIVE_INFINITY, 0, cells);
  return { size, phases, maxBins, values, cameFrom };
}

/** The best binning that a search reached, of all that end in one of some phases. */
export interface ReachedBest {
  readonly value: number;
  readonly boundaries: readonly number[];
}

/**
 * Of equal ones the fewest bins, then the leftmost last bin, then the first phase; null when none was reached.
 * @param numbers  of bins that are looked at, from and to; where bins were not counted, 1 and 1
 */
export function bestReached(
  reached: Reached,
  numbers: { readonly from: number; readonly to: number },
  phases: readonly number[],
): ReachedBest | null {
  const { size } = reached;
  const best = { value: Number.NEGATIVE_INFINITY, bins: 0, start: 0, phase: 0 };
  for (let bins = numbers.from; bins <= numbers.to; bins++) {
    for (let start = 1; start < size; start++) {
      for (const phase of phases) {
        const value = reached.values[cellOf(reached, bins, phase, start, size)] as number;
        if (value > best.value) Object.assign(best, { value, bins, start, phase });
      }
    }
  }
  return best.bins === 0 ? null : { value: best.value, boundaries: traceBack(reached, best) };
}

function traceBack(reached: Reached, last: { bins: number; start: number; phase: number }): number[] {
  const boundaries: number[] = [];
  let { bins, start, phase } = last;
  let end = reached.size;
  while (start > 0) {
    boundaries.unshift(start);
    const source = reached.cameFrom[cellOf(reached, bins, phase, start, end)] as number;
    end = start;
    start = Math.floor(source / reached.phases);
    phase = source % reached.phases;
    bins = Math.max(1, bins - 1);
  }
  return boundaries;
}
