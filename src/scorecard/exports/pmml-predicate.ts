import { scorecardFaults } from "../errors.ts";
import { childOf } from "./xml-element.ts";
import type { XmlElement } from "./xml-element.ts";

/** A condition on one field; `unknown` where a missing value is compared, as PMML's three-valued logic has it. */
export type Truth = "true" | "false" | "unknown";

/** A value of the field: null is missing. */
export type FieldValue = number | string | null;

/** A predicate made ready: what it says of a value, and the constants at which what it says can change. */
export interface FieldPredicate {
  /** Fields it looks at. */
  readonly fields: readonly string[];
  readonly constants: readonly (number | string)[];
  holds(value: FieldValue): Truth;
}

/**
 * Reads a predicate element of PMML, comparing as numbers or as texts.
 * @throws SCORECARD_PMML_NOT_READ for what is no predicate, and for texts compared by order
 */
export function readPredicate(
  element: XmlElement,
  valueKindOf: (field: string) => "numeric" | "categorical",
  place: string,
): FieldPredicate {
  switch (element.name) {
    case "True":
      return { fields: [], constants: [], holds: () => "true" };
    case "False":
      return { fields: [], constants: [], holds: () => "false" };
    case "SimplePredicate":
      return readComparison(element, valueKindOf, place);
    case "SimpleSetPredicate":
      return readMembership(element, valueKindOf, place);
    case "CompoundPredicate":
      return readCompound(element, valueKindOf, place);
    default:
      throw notRead(place, `unknown predicate ${element.name}`);
  }
}

/** The fault of a document that we cannot read. */
export function notRead(place: string, problem: string): Error {
  return scorecardFaults.fault("SCORECARD_PMML_NOT_READ", { place, problem });
}

/** The names of predicate elements. */
export const predicateNames: ReadonlySet<string> = new Set([
  "True",
  "False",
  "SimplePredicate",
  "SimpleSetPredicate",
  "CompoundPredicate",
]);

const truthOf = (value: boolean): Truth => (value ? "true" : "false");

type Comparison = (value: number | string, constant: number | string) => boolean;

const comparisons: Readonly<Record<string, Comparison>> = {
  equal: (value, constant) => value === constant,
  notEqual: (value, constant) => value !== constant,
  lessThan: (value, constant) => value < constant,
  lessOrEqual: (value, constant) => value <= constant,
  greaterThan: (value, constant) => value > constant,
  greaterOrEqual: (value, constant) => value >= constant,
};

function readComparison(
  { attributes }: XmlElement,
  valueKindOf: (field: string) => "numeric" | "categorical",
  place: string,
): FieldPredicate {
  const { field = "", operator = "" } = attributes;
  const valueKind = valueKindOf(field);
  if (operator === "isMissing" || operator === "isNotMissing") {
    const isTrue = (value: FieldValue): boolean => (value === null) === (operator === "isMissing");
    return { fields: [field], constants: [], holds: (value) => truthOf(isTrue(value)) };
  }
  const compare = comparisons[operator];
  if (compare === undefined) throw notRead(place, `unknown operator ${operator}`);
  if (valueKind === "categorical" && operator !== "equal" && operator !== "notEqual") {
    throw notRead(place, `texts compared by ${operator}`);
  }
  const constant = constantOf(attributes["value"], valueKind, place);
  const holds = (value: FieldValue): Truth =>
    value === null ? "unknown" : truthOf(compare(value, constant));
  return { fields: [field], constants: [constant], holds };
}

function readMembership(
  element: XmlElement,
  valueKindOf: (field: string) => "numeric" | "categorical",
  place: string,
): FieldPredicate {
  const { field = "", booleanOperator = "" } = element.attributes;
  const valueKind = valueKindOf(field);
  const text = childOf(element, "Array")?.text ?? "";
  const constants = [...text.matchAll(/"((?:[^"\\]|\\.)*)"|\S+/gs)].map((match) =>
    constantOf(match[1]?.replaceAll('\\"', '"') ?? match[0], valueKind, place),
  );
  if (booleanOperator !== "isIn" && booleanOperator !== "isNotIn") {
    throw notRead(place, `unknown set operator ${booleanOperator}`);
  }
  const isTrue = (value: number | string): boolean =>
    constants.includes(value) === (booleanOperator === "isIn");
  return {
    fields: [field],
    constants,
    holds: (value) => (value === null ? "unknown" : truthOf(isTrue(value))),
  };
}

function readCompound(
  element: XmlElement,
  valueKindOf: (field: string) => "numeric" | "categorical",
  place: string,
): FieldPredicate {
  const parts = element.children
    .filter(({ name }) => name !== "Extension")
    .map((child) => readPredicate(child, valueKindOf, place));
  const join = joins[element.attributes["booleanOperator"] ?? ""];
  if (join === undefined || parts.length === 0)
    throw notRead(place, "an unknown or empty compound predicate");
  return {
    fields: parts.flatMap(({ fields }) => fields),
    constants: parts.flatMap(({ constants }) => constants),
    holds: (value) => join(parts.map((part) => part.holds(value))),
  };
}

/** @source DMG, PMML 4.4.1, Tree Model: CompoundPredicate, table of three-valued logic */
const joins: Readonly<Record<string, (truths: readonly Truth[]) => Truth>> = {
  and: (truths) => (truths.includes("false") ? "false" : truths.includes("unknown") ? "unknown" : "true"),
  or: (truths) => (truths.includes("true") ? "true" : truths.includes("unknown") ? "unknown" : "false"),
  xor: (truths) =>
    truths.includes("unknown")
      ? "unknown"
      : truthOf(truths.filter((truth) => truth === "true").length % 2 === 1),
  surrogate: (truths) => truths.find((truth) => truth !== "unknown") ?? "unknown",
};

function constantOf(
  text: string | undefined,
  valueKind: "numeric" | "categorical",
  place: string,
): number | string {
  if (text === undefined) throw notRead(place, "a comparison without a value");
  if (valueKind === "categorical") return text;
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (!Number.isFinite(value)) throw notRead(place, `the number ${JSON.stringify(text)}`);
  return value;
}
