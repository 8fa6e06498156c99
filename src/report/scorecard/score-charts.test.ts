import { describe, expect, it } from "vitest";
import { plain } from "./exploration-section.ts";
import { sharesByInterval } from "./score-charts.ts";

describe("sharesByInterval", () => {
  it("puts all goods and bads into equally wide intervals", () => {
    const ks = Array.from({ length: 301 }, (_, index) => ({
      points: 400 + index,
      goodsShare: (index + 1) / 301,
      badsShare: Math.sqrt((index + 1) / 301),
    }));
    const shares = sharesByInterval(ks);
    expect(new Set(shares.map(({ from, to }) => to - from))).toEqual(new Set([20]));
    expect(shares).toHaveLength(15);
    expect(shares.reduce((sum, { goods }) => sum + goods, 0)).toBeCloseTo(1, 12);
    expect(shares.reduce((sum, { bads }) => sum + bads, 0)).toBeCloseTo(1, 12);
    // 400 … 419 are 20 of 301 scores.
    expect(shares[0]?.goods).toBeCloseTo(20 / 301, 12);
  });

  it("draws one interval where everybody has the same score", () => {
    expect(sharesByInterval([{ points: 600, goodsShare: 1, badsShare: 1 }])).toEqual([
      { from: 600, to: 601, goods: 1, bads: 1 },
    ]);
  });
});

describe("plain", () => {
  it("never rounds the whole part of a number away", () => {
    expect(plain(-83214)).toBe("−83214");
    expect(plain(612.34)).toBe("612.34");
    expect(plain(0.154181)).toBe("0.1542");
  });
});
