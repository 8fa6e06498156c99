import { describe, expect, it } from "vitest";
import { type SizeClass, type SizeInputs, sizeClassOf, sizeInputsOn, sizeStandards } from "./index.ts";

const on = "2026-11-22";
const rules = sizeStandards[0]?.value ?? [];

const inputsOf = (values: Partial<Record<"employees" | "revenueFen" | "assetsFen", bigint>>): SizeInputs => ({
  year: 2025,
  employees: values.employees === undefined ? null : Number(values.employees),
  revenueFen: values.revenueFen ?? null,
  assetsFen: values.assetsFen ?? null,
});

const below: Readonly<Record<"large" | "medium" | "small", SizeClass>> = {
  large: "medium",
  medium: "small",
  small: "micro",
};

// The boundaries are those of the table itself; what is tested is that each holds on its very number.
describe.each(rules.map((rule) => [rule.name.zh, rule] as const))("%s", (_name, rule) => {
  const industry = rule.codes[0] ?? "";
  it.each(["large", "medium", "small"] as const)(
    "is %s on every bound, and one class less below any",
    (bound) => {
      const exact = Object.fromEntries(rule.criteria.map((one) => [one.criterion, one[bound]]));
      expect(sizeClassOf(industry, inputsOf(exact), on)).toBe(bound);
      for (const one of rule.criteria) {
        const short = { ...exact, [one.criterion]: one[bound] - 1n };
        expect(sizeClassOf(industry, inputsOf(short), on), one.criterion).toBe(below[bound]);
      }
    },
  );
});

describe("size class", () => {
  const industry = { year: 2025, assetsFen: null };
  const wan = 1_000_000n;

  // 工业: 1000 persons and 40000, 300 and 2000, 20 and 300 万元 (300号, 四(二)).
  it.each([
    [1000, 40_000n, "large"],
    [1000, 39_999n, "medium"],
    [999, 40_000n, "medium"],
    [5000, 299n, "micro"],
    [19, 90_000n, "micro"],
    [20, 300n, "small"],
    [300, 2000n, "medium"],
    [299, 2000n, "small"],
  ] as const)("of a factory with %i people and %d 万元 is %s", (employees, revenue, expected) => {
    expect(sizeClassOf("C34", { ...industry, employees, revenueFen: revenue * wan }, on)).toBe(expected);
  });

  it("is left open when a figure is missing, unless the known one decides", () => {
    expect(sizeClassOf("C34", { ...industry, employees: 50, revenueFen: null }, on)).toBeNull();
    expect(sizeClassOf("C34", { ...industry, employees: 19, revenueFen: null }, on)).toBe("micro");
  });

  it("has no class outside the standard, and none before it", () => {
    expect(sizeClassOf("J66", { ...industry, employees: 5, revenueFen: 1n }, on)).toBeNull();
    expect(sizeClassOf("C34", { ...industry, employees: 5, revenueFen: 1n }, "2011-06-17")).toBeNull();
  });

  it("follows the newest figures in force on the day", () => {
    const history = [
      { ...industry, employees: 10, revenueFen: 1n, validFrom: "2025-04-30" },
      { ...industry, employees: 20, revenueFen: 1n, validFrom: "2026-04-30" },
    ];
    expect(sizeInputsOn(history, "2026-04-29")?.employees).toBe(10);
    expect(sizeInputsOn(history, "2026-04-30")?.employees).toBe(20);
    expect(sizeInputsOn(history, "2025-04-29")).toBeNull();
  });
});
