import { describe, expect, it } from "vitest";
import { createRandom } from "#kernel";
import type { Block } from "./level-break.ts";
import { fitRamp } from "./ramp.ts";

/** Eighty blocks of a week, their errors as large as `error`. */
function blocks(seed: string, valueOf: (day: number) => number, error = 0.01): Block[] {
  const random = createRandom(seed);
  return Array.from({ length: 80 }, (_, place) => {
    const fromDay = 20_000 + place * 7;
    return { fromDay, toDay: fromDay + 4, value: valueOf(place * 7) + error * random.normal() };
  });
}

const fewestDays = 45;
const surely = 0.001;

describe("fitRamp", () => {
  it("tells a change that took months and then held, with its days and its size", () => {
    for (let seed = 0; seed < 10; seed++) {
      const found = fitRamp(
        blocks(`held-${seed}`, (day) => 0.3 * Math.min(1, Math.max(0, (day - 210) / 140))),
        fewestDays,
      );
      expect(found?.chance).toBeLessThan(surely);
      expect(found?.shift).toBeCloseTo(0.3, 1);
      expect(Math.abs((found?.fromDay ?? 0) - 20_210)).toBeLessThanOrEqual(35);
      expect(Math.abs((found?.toDay ?? 0) - 20_350)).toBeLessThanOrEqual(35);
    }
  });

  it("tells one that goes on, by what it has come to and not by its middle", () => {
    const found = fitRamp(
      blocks("on", (day) => -0.2 * Math.max(0, (day - 420) / 140)),
      fewestDays,
    );
    expect(found?.chance).toBeLessThan(surely);
    expect(found?.shift).toBeCloseTo(-0.2, 1);
  });

  it("takes neither a step nor nothing for a ramp", () => {
    for (let seed = 0; seed < 25; seed++) {
      const step = fitRamp(
        blocks(`step-${seed}`, (day) => (day < 300 ? 0 : 0.25)),
        fewestDays,
      );
      expect(step?.chance).toBeGreaterThan(surely);
      const nothing = fitRamp(
        blocks(`nothing-${seed}`, () => 0),
        fewestDays,
      );
      expect(nothing?.chance).toBeGreaterThan(surely);
    }
  });

  it("asks for days", () => {
    expect(fitRamp(blocks("few", () => 0).slice(0, 5), fewestDays)).toBeNull();
  });
});
