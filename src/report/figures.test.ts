import { describe, expect, it } from "vitest";
import { scaleOf } from "./charts/scale.ts";
import { decimal, percent, ratePercent, signed, wan, whole } from "./figures.ts";

describe("figures", () => {
  it("show 万元 with two decimals and thousands, a true minus, and a dash where there is none", () => {
    expect(wan("123456789012")).toBe("123,456.79");
    expect(wan("-1234567800")).toBe("−1,234.57");
    expect(wan("0")).toBe("0.00");
    expect(wan(null)).toBe("—");
  });

  it("show shares and rates as percent, never a negative zero", () => {
    expect(percent(0.03456)).toBe("3.46%");
    expect(percent(-0.00000001)).toBe("0.00%");
    expect(ratePercent(74_500)).toBe("7.45%");
    expect(decimal(-0.5, 3)).toBe("−0.500");
    expect(signed(12.4)).toBe("+12");
    expect(signed(-12.4)).toBe("−12");
    expect(whole(1_234_567)).toBe("1,234,567");
  });
});

describe("the scale of a chart", () => {
  it("has round ticks, holds zero and every value", () => {
    expect(scaleOf([3, 97]).ticks).toEqual([0, 50, 100]);
    expect(scaleOf([-12, 30]).ticks).toEqual([-20, 0, 20, 40]);
    expect(scaleOf([]).ticks).toEqual([0, 0.5, 1]);
  });
});
