import fc from "fast-check";
import { expect, it } from "vitest";
import { wilsonInterval } from "./share-interval.ts";

it("Wilson's interval is that of the literature", () => {
  // Newcombe 1998, Statistics in Medicine 17, table I: 81/263, 15/148, 0/20, 1/29 by method 3.
  const known: readonly (readonly [number, number, number, number])[] = [
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ];
  for (const [successes, trials, low, high] of known) {
    expect(wilsonInterval(successes, trials).low).toBeCloseTo(low, 4);
    expect(wilsonInterval(successes, trials).high).toBeCloseTo(high, 4);
  }
});

it("holds the share, narrows with more trials, and is the same for what did not succeed", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 500 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (trials, part) => {
        const successes = Math.round(part * trials);
        const { low, high } = wilsonInterval(successes, trials);
        const share = successes / trials;
        expect(low).toBeLessThanOrEqual(share + 1e-12);
        expect(high).toBeGreaterThanOrEqual(share - 1e-12);
        const more = wilsonInterval(successes * 4, trials * 4);
        expect(more.high - more.low).toBeLessThan(high - low);
        expect(wilsonInterval(trials - successes, trials).low).toBeCloseTo(1 - high, 10);
      },
    ),
  );
});
