import { defaultScorecardParameters } from "../default-parameters.ts";
import { pointsLine } from "../scaling/points-line.ts";
import type { PointsLine } from "../scaling/points-line.ts";
import type { CardBin, CardIndicator, Scorecard } from "../scorecard.ts";
import { binsOfNumbers, binsOfTexts } from "./bins-of-attributes.ts";
import type { PointsAttribute } from "./bins-of-attributes.ts";
import { notRead, predicateNames, readPredicate } from "./pmml-predicate.ts";
import { childOf, childrenOf } from "./xml-element.ts";
import type { XmlElement } from "./xml-element.ts";

/**
 * Reads a PMML `Scorecard` of any producer into a card: from its predicates alone, so that every value gets the points
 * it has there. What PMML does not say is 0 (counts, standard errors) or follows from points: coefficients are 1 and the
 * weight of evidence is −points / factor. Log odds follow an output of the form (offset − score) / factor, else the line
 * of the default parameters.
 * @param root  the element `PMML`
 * @throws SCORECARD_PMML_NOT_READ with the place, also for what would change a score unnoticed: derived fields, replaced
 * missing values, outliers, complex partial scores, values that no attribute takes
 */
export function readPmml(root: XmlElement): Scorecard {
  const model = childOf(root, "Scorecard");
  if (root.name !== "PMML" || model === undefined) throw notRead(root.name, "there is no Scorecard");
  const fields = dataFieldsOf(root);
  checkMiningFields(model);
  const characteristics = childrenOf(childOf(model, "Characteristics") ?? model, "Characteristic");
  const line = lineOf(model) ?? pointsLine(defaultScorecardParameters.scaling);
  const basePoints = numberOf(model.attributes["initialScore"] ?? "0", "initialScore");
  const indicators = characteristics.map((characteristic) => indicatorOf(characteristic, fields, line));
  const twice = indicators.find(({ id }, index) => indicators.findIndex((other) => other.id === id) < index);
  if (twice) throw notRead(twice.id, "two characteristics of one field");
  const points = [basePoints, ...indicators.flatMap(({ bins }) => bins.map((bin) => bin.points))];
  const intercept = (line.offset - basePoints) / line.factor;
  return {
    version: "scorecard@2",
    parameters: {
      ...defaultScorecardParameters,
      scaling: { ...defaultScorecardParameters.scaling, pointsDecimals: decimalsOf(points) },
    },
    sample: { rows: 0, bads: 0, badRate: 1 / (1 + Math.exp(-intercept)) },
    scaling: { offset: line.offset, factor: line.factor, basePoints },
    fit: {
      intercept,
      interceptStandardError: 0,
      logLikelihood: 0,
      nullLogLikelihood: 0,
      effectiveParameters: 0,
      iterations: 0,
      converged: true,
    },
    indicators,
    screened: [],
  };
}

type ValueKinds = ReadonlyMap<string, "numeric" | "categorical">;

function dataFieldsOf(root: XmlElement): ValueKinds {
  const dictionary = childOf(root, "DataDictionary");
  const kinds = new Map<string, "numeric" | "categorical">();
  for (const { attributes } of dictionary ? childrenOf(dictionary, "DataField") : []) {
    const { name = "", dataType = "" } = attributes;
    if (dataType === "string") kinds.set(name, "categorical");
    if (["double", "float", "integer"].includes(dataType)) kinds.set(name, "numeric");
  }
  return kinds;
}

/** What a mining field does to a value before the predicates see it changes scores; we do none of it. */
function checkMiningFields(model: XmlElement): void {
  const schema = childOf(model, "MiningSchema");
  for (const { attributes } of schema ? childrenOf(schema, "MiningField") : []) {
    const { name = "", missingValueReplacement, outliers = "asIs" } = attributes;
    if (missingValueReplacement !== undefined) throw notRead(name, "missing values are replaced");
    if (outliers !== "asIs") throw notRead(name, `outliers are treated ${outliers}`);
  }
}

function indicatorOf(characteristic: XmlElement, kinds: ValueKinds, line: PointsLine): CardIndicator {
  const place = characteristic.attributes["name"] ?? "a characteristic";
  const valueKindOf = (field: string): "numeric" | "categorical" => {
    const kind = kinds.get(field);
    if (kind === undefined) throw notRead(place, `the field ${field} is neither a number nor a text`);
    return kind;
  };
  const attributes = childrenOf(characteristic, "Attribute").map((attribute): PointsAttribute => {
    const predicate = attribute.children.find(({ name }) => predicateNames.has(name));
    const partial = attribute.attributes["partialScore"];
    if (predicate === undefined || partial === undefined) {
      throw notRead(place, "an attribute without predicate or partialScore");
    }
    return {
      predicate: readPredicate(predicate, valueKindOf, place),
      points: numberOf(partial, place),
    };
  });
  const [id, another] = new Set(attributes.flatMap(({ predicate }) => predicate.fields));
  if (id === undefined || another !== undefined) throw notRead(place, "not exactly one field");
  const valueKind = valueKindOf(id);
  const found = valueKind === "numeric" ? binsOfNumbers(attributes) : binsOfTexts(attributes);
  if ("valueWithoutAttribute" in found) {
    throw notRead(place, `no attribute takes the value ${found.valueWithoutAttribute ?? "missing"}`);
  }
  const bins = found.bins.map((bin): CardBin => {
    return { ...bin, count: 0, bads: 0, woe: 0 - bin.points / line.factor, iv: 0 };
  });
  return {
    id,
    valueKind,
    trend: "none",
    iv: 0,
    coefficient: 1,
    standardError: 0,
    wald: 0,
    pValue: 1,
    cuts: found.cuts,
    bins,
    bestPoints: Math.max(...bins.map(({ points }) => points)),
    neutralPoints: 0,
  };
}

/** Offset and factor, where an output says (offset − score) / factor. */
function lineOf(model: XmlElement): PointsLine | null {
  const outputs = childOf(model, "Output");
  for (const output of outputs ? childrenOf(outputs, "OutputField") : []) {
    const [quotient] = childrenOf(output, "Apply");
    const [difference] = quotient ? childrenOf(quotient, "Apply") : [];
    if (quotient?.attributes["function"] !== "/" || difference?.attributes["function"] !== "-") continue;
    const [offset, score] = difference.children;
    const factor = childOf(quotient, "Constant");
    if (offset?.name !== "Constant" || score?.name !== "FieldRef" || factor === undefined) continue;
    return {
      offset: numberOf(offset.text, "Output"),
      factor: numberOf(factor.text, "Output"),
    };
  }
  return null;
}

const mostDecimals = 10;

/** Fewest decimals that hold all points exactly, as written. */
function decimalsOf(points: readonly number[]): number {
  for (let decimals = 0; decimals < mostDecimals; decimals++) {
    if (points.every((value) => Number(value.toFixed(decimals)) === value)) return decimals;
  }
  return mostDecimals;
}

function numberOf(text: string, place: string): number {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (!Number.isFinite(value)) throw notRead(place, `the number ${JSON.stringify(text)}`);
  return value;
}
