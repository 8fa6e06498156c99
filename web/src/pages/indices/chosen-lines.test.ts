import { expect, it } from "vitest";
import { levelsOf, linesOf, monthsOf } from "./chosen-lines.ts";
import type { IndexFigure } from "./indices-api.ts";

function figure(given: Partial<IndexFigure>): IndexFigure {
  return {
    index: "energy",
    division: "",
    region: "",
    month: "2026-01",
    value: 100,
    change: null,
    enterprises: 20,
    ...given,
  };
}

it("puts the sum of all first and keeps industries and regions apart", () => {
  const items = [
    figure({ division: "C34", month: "2026-02" }),
    figure({ division: "C34" }),
    figure({ region: "东区" }),
    figure({ division: "C34", region: "东区" }),
    figure({ division: "C13", index: "orders" }),
    figure({}),
  ];
  const industries = linesOf({ items }, { index: "energy", scope: "division", within: "" });
  expect(industries.map(({ division, region }) => [division, region])).toEqual([
    ["", ""],
    ["C34", ""],
  ]);
  expect(industries[1]?.figures.map(({ month }) => month)).toEqual(["2026-01", "2026-02"]);
  const regions = linesOf({ items }, { index: "energy", scope: "region", within: "" });
  expect(regions.map(({ region }) => region)).toEqual(["", "东区"]);
  const inside = linesOf({ items }, { index: "energy", scope: "region", within: "C34" });
  expect(inside.map(({ region }) => region)).toEqual(["", "东区"]);
});

it("leaves no month out, also where everything was withheld", () => {
  const withheld = [
    { index: "energy" as const, month: "2026-02", tooFew: 3, dominated: 0, complementary: 0 },
  ];
  expect(monthsOf({ items: [figure({ month: "2025-11" })], withheld })).toEqual([
    "2025-11",
    "2025-12",
    "2026-01",
    "2026-02",
  ]);
  expect(monthsOf({ items: [], withheld: [] })).toEqual([]);
});

it("measures a line by its last twelve months, however it began", () => {
  const months = Array.from({ length: 13 }, (_, place) => (place === 0 ? "2025-12" : monthOf(place)));
  const values = [40, 10, ...Array.from({ length: 11 }, () => 20)];
  const figures = months.map((month, place) => figure({ month, value: values[place] ?? 0 }));
  const levels = levelsOf({ division: "C34", region: "", figures }, months);
  const mean = levels.slice(-12).reduce((sum: number, level) => sum + (level ?? 0), 0) / 12;
  expect(mean).toBeCloseTo(100, 9);
  expect((levels[2] ?? 0) / (levels[1] ?? 0)).toBeCloseTo(2, 9);
  expect(levelsOf({ division: "C34", region: "", figures: figures.slice(3) }, months)[0]).toBeNull();
});

function monthOf(ordinal: number): string {
  return `2026-${String(ordinal).padStart(2, "0")}`;
}
