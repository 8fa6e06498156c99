/** Weights of the rows under which the best column is worth least, and the mix of columns that nothing can beat. */
export interface GameSolution {
  readonly value: number;
  /** One for each row, none negative, together 1. */
  readonly weights: readonly number[];
  /** One for each column, none negative, together 1. */
  readonly mix: readonly number[];
}

/**
 * Solves a matrix game: the rows' weights w that make the largest of all columns' averages Σ w · payoff smallest.
 * The simplex method on: maximise Σ x with Σ_row x_row · payoff ≤ 1 for each column, x ≥ 0; then w = x / Σ x. By Bland's
 * rule it ends, the same way every time.
 * @param columns  at least one; payoffs ≥ 0, one for each row
 * @source G. B. Dantzig, Linear Programming and Extensions, 1963, ch. 13; R. G. Bland, Math. Oper. Res. 2 (1977), 103–107
 */
export function solveMatrixGame(columns: readonly ArrayLike<number>[]): GameSolution {
  const rows = (columns[0] as ArrayLike<number>).length;
  const constraints = columns.length;
  const width = rows + constraints + 1;
  const tableau = columns.map((payoffs, index) => {
    const line = new Float64Array(width);
    for (let row = 0; row < rows; row++) line[row] = (payoffs[row] as number) + shift;
    line[rows + index] = 1;
    line[width - 1] = 1;
    return line;
  });
  const goal = new Float64Array(width).fill(-1, 0, rows);
  const basis = columns.map((_, index) => rows + index);
  for (let pivots = 0; pivots < mostPivots; pivots++) {
    const entering = goal.findIndex((cost, index) => index < width - 1 && cost < -tolerance);
    if (entering < 0) break;
    const leaving = leavingLine(tableau, basis, entering, width);
    pivot(tableau, goal, leaving, entering);
    basis[leaving] = entering;
  }
  const total = goal[width - 1] as number;
  const weights = Array.from({ length: rows }, () => 0);
  for (const [line, variable] of basis.entries()) {
    if (variable < rows)
      weights[variable] = Math.max(0, (tableau[line] as Float64Array)[width - 1] as number);
  }
  const mix = Array.from({ length: constraints }, (_, index) => Math.max(0, goal[rows + index] as number));
  return { value: 1 / total - shift, weights: normalise(weights), mix: normalise(mix) };
}

/** Added to all payoffs, so that the game is worth something; it changes neither weights nor mix. */
const shift = 1;
const tolerance = 1e-13;
const mostPivots = 10_000;

function leavingLine(
  tableau: readonly Float64Array[],
  basis: readonly number[],
  entering: number,
  width: number,
): number {
  let leaving = -1;
  let least = Number.POSITIVE_INFINITY;
  for (const [index, line] of tableau.entries()) {
    const slope = line[entering] as number;
    if (slope <= tolerance) continue;
    const ratio = (line[width - 1] as number) / slope;
    const isFirst = leaving < 0 || (basis[index] as number) < (basis[leaving] as number);
    if (ratio < least || (ratio === least && isFirst)) {
      least = ratio;
      leaving = index;
    }
  }
  return leaving;
}

function pivot(
  tableau: readonly Float64Array[],
  goal: Float64Array,
  leaving: number,
  entering: number,
): void {
  const chosen = tableau[leaving] as Float64Array;
  const scale = chosen[entering] as number;
  for (let index = 0; index < chosen.length; index++) chosen[index] = (chosen[index] as number) / scale;
  for (const line of [...tableau, goal]) {
    if (line === chosen) continue;
    const factor = line[entering] as number;
    if (factor === 0) continue;
    for (let index = 0; index < line.length; index++) {
      line[index] = (line[index] as number) - factor * (chosen[index] as number);
    }
  }
}

function normalise(values: readonly number[]): number[] {
  const sum = values.reduce((total, value) => total + value, 0);
  return values.map((value) => value / sum);
}
