import { createRandom } from "#kernel";
import { describe, expect, it } from "vitest";
import { binOfCategory, binOfNumber } from "../binning/codes-of.ts";
import { binsOfNumbers, binsOfTexts } from "./bins-of-attributes.ts";
import type { PointsAttribute } from "./bins-of-attributes.ts";
import { nextDown, nextUp } from "./neighbouring-doubles.ts";
import { readPredicate } from "./pmml-predicate.ts";
import type { FieldPredicate } from "./pmml-predicate.ts";
import type { XmlElement } from "./xml-element.ts";

type Random = ReturnType<typeof createRandom>;

const numbers = [-2, -1, 0, 0.5, 1, nextUp(1), nextUp(nextUp(1)), 1e300];
const texts = ["a", "b", "c", "d"];
const everything: PointsAttribute = { predicate: read(element("True", {})), points: 0.5 };

describe("the bins of attributes", () => {
  it("give every number the points of the first predicate that is true of it", () => {
    const random = createRandom("numbers");
    for (let trial = 0; trial < 500; trial++) {
      const attributes = randomAttributes(random, "numeric");
      const found = binsOfNumbers(attributes);
      if ("valueWithoutAttribute" in found) throw new Error("the last attribute takes every value");
      for (const edge of numbers) {
        for (const value of [nextDown(edge), edge, nextUp(edge), edge + 0.25, edge - 0.25, Number.NaN]) {
          const points = found.bins[binOfNumber(value, found)]?.points;
          expect(points).toBe(pointsOf(attributes, Number.isNaN(value) ? null : value));
        }
      }
    }
  });

  it("give every text the points of the first predicate that is true of it", () => {
    const random = createRandom("texts");
    for (let trial = 0; trial < 500; trial++) {
      const attributes = randomAttributes(random, "categorical");
      const found = binsOfTexts(attributes);
      if ("valueWithoutAttribute" in found) throw new Error("the last attribute takes every value");
      for (const value of [...texts, "unseen", null]) {
        expect(found.bins[binOfCategory(value, found)]?.points).toBe(pointsOf(attributes, value));
      }
    }
  });

  it("say which value no attribute takes", () => {
    const [below, above] = ["lessThan", "greaterThan"].map((operator) => ({
      predicate: read(element("SimplePredicate", { field: "x", operator, value: "1" })),
      points: 1,
    })) as [PointsAttribute, PointsAttribute];
    expect(binsOfNumbers([below, above])).toEqual({ valueWithoutAttribute: 1 });
    expect(binsOfNumbers([below])).toEqual({ valueWithoutAttribute: 1 });
    const missing = {
      predicate: read(element("SimplePredicate", { field: "x", operator: "isMissing" })),
      points: 2,
    };
    expect(binsOfNumbers([missing])).toEqual({ valueWithoutAttribute: 0 });
  });
});

function randomAttributes(random: Random, kind: "numeric" | "categorical"): readonly PointsAttribute[] {
  const attributes = Array.from({ length: 1 + random.integer(5) }, (_, points) => ({
    predicate: read(randomPredicate(random, kind, 2), kind),
    points,
  }));
  return [...attributes, everything];
}

function randomPredicate(random: Random, kind: "numeric" | "categorical", depth: number): XmlElement {
  const pick = <T>(values: readonly T[]): T => values[random.integer(values.length)] as T;
  const constants = kind === "numeric" ? numbers.map(String) : texts;
  if (depth > 0 && random.integer(3) === 0) {
    const parts = Array.from({ length: 1 + random.integer(3) }, () =>
      randomPredicate(random, kind, depth - 1),
    );
    return element("CompoundPredicate", { booleanOperator: pick(["and", "or", "xor", "surrogate"]) }, parts);
  }
  if (random.integer(4) === 0) {
    const chosen = Array.from({ length: 1 + random.integer(3) }, () => `"${pick(constants)}"`);
    const set: XmlElement = { ...element("Array", {}), text: chosen.join(" ") };
    return element("SimpleSetPredicate", { field: "x", booleanOperator: pick(["isIn", "isNotIn"]) }, [set]);
  }
  const order = ["lessThan", "lessOrEqual", "greaterThan", "greaterOrEqual"];
  const always = ["equal", "notEqual", "isMissing", "isNotMissing"];
  const operator = pick(kind === "numeric" ? [...order, ...order, ...always] : always);
  return element("SimplePredicate", { field: "x", operator, value: pick(constants) });
}

function element(
  name: string,
  attributes: Readonly<Record<string, string>>,
  children: readonly XmlElement[] = [],
): XmlElement {
  return { name, attributes, children, text: "" };
}

function read(predicate: XmlElement, kind: "numeric" | "categorical" = "numeric"): FieldPredicate {
  return readPredicate(predicate, () => kind, "a test");
}

function pointsOf(attributes: readonly PointsAttribute[], value: number | string | null): number | undefined {
  return attributes.find(({ predicate }) => predicate.holds(value) === "true")?.points;
}
