import { describe, expect, it } from "vitest";
import { roundPoints } from "./points-line.ts";

describe("roundPoints", () => {
  it("rounds halves away from zero on either side, to any decimals, and never to −0", () => {
    expect([2.5, -2.5, 2.4, -2.4, 0.5, -0.5].map((points) => roundPoints(points, 0))).toEqual([
      3, -3, 2, -2, 1, -1,
    ]);
    expect(roundPoints(-0.125, 2)).toBe(-0.13);
    expect(Object.is(roundPoints(-0.4, 0), 0)).toBe(true);
  });
});
