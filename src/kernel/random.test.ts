import { describe, expect, it } from "vitest";
import { createRandom } from "./index.ts";

describe("seeded random numbers", () => {
  it("give the same sequence for the same seed, on every machine", () => {
    // Recorded on the first version: a change here changes every simulation and every cross-validation.
    const random = createRandom("touchstone");
    const drawn = Array.from({ length: 4 }, () => random.integer(1_000_000));
    expect(drawn).toMatchInlineSnapshot(`
      [
        27731,
        408346,
        337196,
        558262,
      ]
    `);
    const again = createRandom("touchstone");
    expect(Array.from({ length: 4 }, () => again.integer(1_000_000))).toEqual(drawn);
  });

  it("differ between seeds", () => {
    expect(createRandom("a").next()).not.toBe(createRandom("b").next());
  });

  it("are uniform in [0, 1) and standard normal", () => {
    const random = createRandom("moments");
    const count = 200_000;
    let sum = 0;
    let normalSum = 0;
    let normalSquares = 0;
    for (let i = 0; i < count; i++) {
      const uniform = random.next();
      expect(uniform >= 0 && uniform < 1).toBe(true);
      sum += uniform;
      const normal = random.normal();
      normalSum += normal;
      normalSquares += normal * normal;
    }
    // Five standard errors of the mean: 5 · 0.2887/√n and 5/√n; of the variance 5 · √(2/n).
    expect(Math.abs(sum / count - 0.5)).toBeLessThan(0.0033);
    expect(Math.abs(normalSum / count)).toBeLessThan(0.0112);
    expect(Math.abs(normalSquares / count - 1)).toBeLessThan(0.0158);
  });

  it("shuffle without losing anything, and every order about equally often", () => {
    const random = createRandom("shuffle");
    const counts = new Map<string, number>();
    for (let i = 0; i < 6000; i++) {
      const order = random.shuffle([1, 2, 3]).join("");
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });
});
