import { hash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contentIdOf, createIdSource, createRandom } from "./index.ts";

describe("ids of business records", () => {
  it("are UUIDs of version 7 that carry the time", () => {
    const next = createIdSource(() => 0x017f22e279b0, createRandom("ids"));
    // RFC 9562, appendix A.6: 2022-02-22 14:22:22.00 -05:00 is 017F22E2-79B0-7…
    expect(next()).toMatch(/^017f22e2-79b0-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it("increase strictly, even when the clock stands still or goes back", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -3, max: 2 }), { minLength: 2, maxLength: 50 }), (steps) => {
        let nowMs = 1_700_000_000_000;
        const next = createIdSource(() => nowMs, createRandom("ids"));
        const ids = steps.map((step) => {
          nowMs += step;
          return next();
        });
        expect(ids).toEqual([...ids].sort());
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });

  it("increase strictly past the counter's 4,096 values of one millisecond", () => {
    const next = createIdSource(() => 1_700_000_000_000, createRandom("ids"));
    const ids = Array.from({ length: 9000 }, next);
    expect(ids).toEqual([...ids].sort());
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("are the same for the same clock and seed", () => {
    const make = (): string => createIdSource(() => 1, createRandom("seed"))();
    expect(make()).toBe(make());
  });
});

describe("ids derived from content", () => {
  const hashText = (text: string): string => hash("sha256", text, "hex");

  it("are the prefix and 20 digits of the hash of the parts", () => {
    // Computed with: printf 'dataset:sme\nE1' | sha256sum
    expect(contentIdOf("ent", ["dataset:sme", "E1"], hashText)).toBe(
      `ent_${hash("sha256", "dataset:sme\nE1", "hex").slice(0, 20)}`,
    );
  });
});
