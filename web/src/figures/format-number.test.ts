import { expect, it } from "vitest";
import {
  formatBasisPoints,
  formatPercent,
  formatPoints,
  formatRate,
  formatSignedPoints,
} from "./format-number.ts";
import { formatParameter } from "./format-parameter.ts";

it("shows a rate as a percentage with its basis points", () => {
  expect(formatRate(74_500)).toBe("7.45%");
  expect(formatBasisPoints(74_500)).toBe("745 bp");
  expect(formatRate(null)).toBe("—");
});

it("shows no percentage for what is not a number", () => {
  expect(formatPercent(Number.NaN)).toBe("—");
  expect(formatPercent(-0.0312)).toBe("−3.12%");
});

it("gives points their sign, except to none", () => {
  expect(formatSignedPoints(12)).toBe("+12");
  expect(formatSignedPoints(-12.34)).toBe("−12.3");
  expect(formatSignedPoints(0)).toBe("0");
  expect(formatPoints(-0.01)).toBe("0");
});

it("shows parameters in the units of readers, and folds what is a structure", () => {
  expect(formatParameter("[22000,37000]", "ppm", "zh")).toEqual({
    kind: "line",
    value: "2.20%, 3.70%",
    unit: "",
  });
  expect(formatParameter("100000000", "fen", "en")).toEqual({
    kind: "line",
    value: "100.00",
    unit: "CNY 10k",
  });
  expect(formatParameter('[{"grade":"G1"}]', "ppm", "zh")).toMatchObject({ kind: "folded", count: 1 });
});
