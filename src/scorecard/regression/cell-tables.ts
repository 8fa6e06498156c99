import type { CellGroup } from "./cells.ts";

/**
 * Σ amount · x · xᵀ over the rows with x = (1, columns…), row-major, symmetric: from one table for each pair of groups.
 */
export function multiplyCells(
  groups: readonly CellGroup[],
  size: number,
  amounts: Float64Array,
): Float64Array {
  const products = new Float64Array(size * size);
  products[0] = sumOf(amounts);
  const sums = new Float64Array(size);
  for (const [g, group] of groups.entries()) {
    const own = tally(group, amounts);
    addGradient(sums, group, own);
    addProducts(products, size, group, group, diagonalOf(own));
    for (const other of groups.slice(0, g)) {
      addProducts(products, size, group, other, tallyPairs(group, other, amounts));
    }
  }
  for (let a = 1; a < size; a++) {
    products[a * size] = sums[a] as number;
    for (let b = 0; b < a; b++) products[b * size + a] = products[a * size + b] as number;
  }
  return products;
}

/** Part of the log odds that each cell of a group gives. */
export function scoreCells({ members, cells, values }: CellGroup, beta: Float64Array): Float64Array {
  const scores = new Float64Array(cells);
  for (let cell = 0; cell < cells; cell++) {
    for (let m = 0; m < members.length; m++) {
      scores[cell] =
        (scores[cell] as number) +
        (beta[(members[m] as number) + 1] as number) * (values[cell * members.length + m] as number);
    }
  }
  return scores;
}

export function addScores(logOdds: Float64Array, scores: Float64Array, codes: Uint8Array): void {
  for (let i = 0; i < codes.length; i++) {
    logOdds[i] = (logOdds[i] as number) + (scores[codes[i] as number] as number);
  }
}

export function sumOf(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] as number;
  return sum;
}

/** Sum of the amounts of the rows in each cell. */
export function tally({ codes, cells }: CellGroup, amounts: Float64Array): Float64Array {
  const sums = new Float64Array(cells);
  for (let i = 0; i < codes.length; i++) {
    const cell = codes[i] as number;
    sums[cell] = (sums[cell] as number) + (amounts[i] as number);
  }
  return sums;
}

/** The same for two groups at once: cell · other.cells + other's cell. */
function tallyPairs(group: CellGroup, other: CellGroup, amounts: Float64Array): Float64Array {
  const sums = new Float64Array(group.cells * other.cells);
  const width = other.cells;
  const left = group.codes;
  const right = other.codes;
  for (let i = 0; i < left.length; i++) {
    const cell = (left[i] as number) * width + (right[i] as number);
    sums[cell] = (sums[cell] as number) + (amounts[i] as number);
  }
  return sums;
}

function diagonalOf(sums: Float64Array): Float64Array {
  const table = new Float64Array(sums.length * sums.length);
  for (let cell = 0; cell < sums.length; cell++) table[cell * sums.length + cell] = sums[cell] as number;
  return table;
}

export function addGradient(
  gradient: Float64Array,
  { members, values }: CellGroup,
  sums: Float64Array,
): void {
  for (const [m, member] of members.entries()) {
    for (let cell = 0; cell < sums.length; cell++) {
      gradient[member + 1] =
        (gradient[member + 1] as number) +
        (sums[cell] as number) * (values[cell * members.length + m] as number);
    }
  }
}

/** Lower triangle of Σ amount · x · xᵀ between the members of two groups. */
function addProducts(
  information: Float64Array,
  size: number,
  group: CellGroup,
  other: CellGroup,
  table: Float64Array,
): void {
  const width = other.members.length;
  for (const [m, member] of group.members.entries()) {
    for (const [n, partner] of other.members.entries()) {
      if (partner > member) continue;
      let sum = 0;
      for (let cell = 0; cell < group.cells; cell++) {
        let inner = 0;
        for (let at = 0; at < other.cells; at++) {
          inner += (table[cell * other.cells + at] as number) * (other.values[at * width + n] as number);
        }
        sum += inner * (group.values[cell * group.members.length + m] as number);
      }
      information[(member + 1) * size + partner + 1] = sum;
    }
  }
}

/** Part of xᵀ · covariance · x that the cells of one group give, with twice their products with the intercept. */
export function spreadOfCells(group: CellGroup, covariance: Float64Array, size: number): Float64Array {
  const { cells, members, values } = group;
  const spreads = new Float64Array(cells);
  for (let cell = 0; cell < cells; cell++) {
    for (const [m, member] of members.entries()) {
      let sum = 2 * (covariance[member + 1] as number);
      for (const [n, partner] of members.entries()) {
        sum +=
          (covariance[(member + 1) * size + partner + 1] as number) *
          (values[cell * members.length + n] as number);
      }
      spreads[cell] = (spreads[cell] as number) + sum * (values[cell * members.length + m] as number);
    }
  }
  return spreads;
}

/** Twice the part that two different groups give together: cell · other.cells + other's cell. */
export function crossSpreads(
  group: CellGroup,
  other: CellGroup,
  covariance: Float64Array,
  size: number,
): Float64Array {
  const spreads = new Float64Array(group.cells * other.cells);
  for (let cell = 0; cell < group.cells; cell++) {
    for (const [n, partner] of other.members.entries()) {
      let slope = 0;
      for (const [m, member] of group.members.entries()) {
        slope +=
          2 *
          (covariance[(member + 1) * size + partner + 1] as number) *
          (group.values[cell * group.members.length + m] as number);
      }
      for (let at = 0; at < other.cells; at++) {
        const index = cell * other.cells + at;
        spreads[index] =
          (spreads[index] as number) + slope * (other.values[at * other.members.length + n] as number);
      }
    }
  }
  return spreads;
}

/** Adds each row's entry of a table over two groups. */
export function addPairScores(
  sums: Float64Array,
  scores: Float64Array,
  group: CellGroup,
  other: CellGroup,
): void {
  const width = other.cells;
  for (let i = 0; i < sums.length; i++) {
    const cell = (group.codes[i] as number) * width + (other.codes[i] as number);
    sums[i] = (sums[i] as number) + (scores[cell] as number);
  }
}
