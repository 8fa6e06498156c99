import { describe, expect, it } from "vitest";
import { createRandom } from "#kernel";
import { solveMatrixGame } from "./matrix-game.ts";

describe("solveMatrixGame", () => {
  it("mixes a game without a saddle point as the textbook does", () => {
    // Rows minimise over the columns (3, 0) and (1, 2): 3w + 0(1 − w) = w + 2(1 − w), so w = 1/2 and the value 3/2.
    const game = solveMatrixGame([
      [3, 0],
      [1, 2],
    ]);
    expect(game.value).toBeCloseTo(1.5, 12);
    expect(game.weights[0]).toBeCloseTo(0.5, 12);
    expect(game.mix[0]).toBeCloseTo(0.25, 12);
  });

  it("puts all weight on the row that is worst for the only column", () => {
    expect(solveMatrixGame([[0.4, 0.1, 0.3]])).toMatchObject({ weights: [0, 1, 0], mix: [1] });
  });

  it("leaves neither side a better answer, on 500 random games", () => {
    const random = createRandom("games");
    for (let run = 0; run < 500; run++) {
      const rows = 1 + random.integer(12);
      const columns = Array.from({ length: 1 + random.integer(20) }, () =>
        Array.from({ length: rows }, () => (random.integer(5) === 0 ? 0 : random.next())),
      );
      const { value, weights, mix } = solveMatrixGame(columns);
      const averages = columns.map((column) => dot(column, weights));
      const payoffs = weights.map((_, row) =>
        dot(
          columns.map((column) => column[row] as number),
          mix,
        ),
      );
      expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
      expect(Math.max(...averages)).toBeLessThan(value + 1e-11);
      expect(Math.min(...payoffs)).toBeGreaterThan(value - 1e-11);
    }
  });
});

function dot(left: readonly number[], right: readonly number[]): number {
  return left.reduce((sum, value, index) => sum + value * (right[index] as number), 0);
}
