import { scorecardFaults } from "../errors.ts";
import type { IndicatorColumn } from "../sample.ts";
import { scoreSample } from "../scoring/score-sample.ts";
import type { CardBin, CardIndicator, Scorecard } from "../scorecard.ts";
import { parityRows } from "./parity-rows.ts";
import { writeXml } from "./write-xml.ts";
import type { XmlNode } from "./write-xml.ts";

/** What the document says about itself. */
export interface PmmlOptions {
  /** Name of the model. */
  readonly name: string;
  /** Records with the score of each, by which a consumer checks itself when it loads the model; 30 when left out. */
  readonly verificationRecords?: number;
}

/**
 * The card as PMML 4.4 `Scorecard`: the score is the model's value; PD, log odds and the indicators that lost most points
 * are further outputs. Missing, special, rare and unseen values are attributes of their own, so that a consumer needs no
 * treatment of its own. Whether it adds decimals up exactly is the consumer's business; whole points always agree.
 * @throws SCORECARD_EXPORT_NOT_POSSIBLE for a card without indicators, and for text that XML cannot hold
 * @source DMG, PMML 4.4.1, Scorecard: https://dmg.org/pmml/v4-4-1/Scorecard.html
 */
export function cardAsPmml(card: Scorecard, options: PmmlOptions): string {
  const { indicators, scaling } = card;
  if (indicators.length === 0) {
    throw scorecardFaults.fault("SCORECARD_EXPORT_NOT_POSSIBLE", { problem: "the card has no indicators" });
  }
  const scorecard: XmlNode = {
    name: "Scorecard",
    attributes: {
      modelName: options.name,
      functionName: "regression",
      initialScore: scaling.basePoints,
      useReasonCodes: "true",
      reasonCodeAlgorithm: "pointsBelow",
      baselineMethod: "max",
    },
    children: [
      { name: "MiningSchema", children: indicators.map(({ id }) => miningFieldOf(id)) },
      outputOf(card),
      { name: "Characteristics", children: indicators.map(characteristicOf) },
      ...verificationOf(card, options.verificationRecords ?? usualRecords),
    ],
  };
  const document: XmlNode = {
    name: "PMML",
    attributes: { xmlns: "http://www.dmg.org/PMML-4_4", version: "4.4" },
    children: [
      {
        name: "Header",
        attributes: { description: `${card.version}: more points are better` },
        children: [{ name: "Application", attributes: { name: "Touchstone" } }],
      },
      {
        name: "DataDictionary",
        attributes: { numberOfFields: indicators.length },
        children: indicators.map(dataFieldOf),
      },
      scorecard,
    ],
  };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${writeXml(document)}`;
}

function dataFieldOf({ id, valueKind }: CardIndicator): XmlNode {
  return valueKind === "numeric"
    ? { name: "DataField", attributes: { name: id, optype: "continuous", dataType: "double" } }
    : { name: "DataField", attributes: { name: id, optype: "categorical", dataType: "string" } };
}

function miningFieldOf(id: string): XmlNode {
  return {
    name: "MiningField",
    attributes: { name: id, usageType: "active", invalidValueTreatment: "asIs" },
  };
}

/** A name for an output that no indicator has. */
function freeName({ indicators }: Scorecard, wanted: string): string {
  return indicators.some(({ id }) => id === wanted) ? `${wanted} of the card` : wanted;
}

/** Log odds = (offset − score) / factor; PD = 1 / (1 + e^−logOdds). */
function outputOf(card: Scorecard): XmlNode {
  const { indicators, scaling } = card;
  const [score, logOdds, rawPd] = ["score", "logOdds", "rawPd"].map((name) => freeName(card, name)) as [
    string,
    string,
    string,
  ];
  const apply = (name: string, ...children: readonly XmlNode[]): XmlNode => ({
    name: "Apply",
    attributes: { function: name },
    children,
  });
  const constant = (value: number): XmlNode => ({
    name: "Constant",
    attributes: { dataType: "double" },
    text: String(value),
  });
  const field = (name: string): XmlNode => ({ name: "FieldRef", attributes: { field: name } });
  const output = (name: string, expression: XmlNode): XmlNode => ({
    name: "OutputField",
    attributes: { name, optype: "continuous", dataType: "double", feature: "transformedValue" },
    children: [expression],
  });
  return {
    name: "Output",
    children: [
      {
        name: "OutputField",
        attributes: {
          name: score,
          optype: "continuous",
          dataType: "double",
          feature: "predictedValue",
        },
      },
      output(
        logOdds,
        apply("/", apply("-", constant(scaling.offset), field(score)), constant(scaling.factor)),
      ),
      output(
        rawPd,
        apply(
          "/",
          constant(1),
          apply("+", constant(1), apply("exp", apply("-", constant(0), field(logOdds)))),
        ),
      ),
      ...indicators.map(
        (_, index): XmlNode => ({
          name: "OutputField",
          attributes: {
            name: freeName(card, `reason${index + 1}`),
            optype: "categorical",
            dataType: "string",
            feature: "reasonCode",
            rank: index + 1,
          },
        }),
      ),
    ],
  };
}

/** Attributes are tried in their order: missing, special codes, then the value bins, last whatever is left. */
function characteristicOf(indicator: CardIndicator): XmlNode {
  const { id, bins, bestPoints } = indicator;
  const order = (kind: CardBin["kind"]): number => (kind === "missing" ? 0 : kind === "special" ? 1 : 2);
  return {
    name: "Characteristic",
    attributes: { name: `points of ${id}`, reasonCode: id, baselineScore: bestPoints },
    children: bins
      .toSorted((left, right) => order(left.kind) - order(right.kind))
      .filter((bin) => bin.kind !== "group" || bin.categories.length > 0)
      .map((bin) => ({
        name: "Attribute",
        attributes: { partialScore: bin.points },
        children: [predicateOf(id, bin)],
      })),
  };
}

function predicateOf(field: string, bin: CardBin): XmlNode {
  switch (bin.kind) {
    case "missing":
      return { name: "SimplePredicate", attributes: { field, operator: "isMissing" } };
    case "special":
      return anyOf(field, bin.codes);
    case "group":
      return anyOf(field, bin.categories);
    case "other":
      return { name: "True" };
    case "range": {
      const bounds: XmlNode[] = [];
      if (bin.from !== null) bounds.push(comparison(field, "greaterOrEqual", bin.from));
      if (bin.to !== null) bounds.push(comparison(field, "lessThan", bin.to));
      const [only] = bounds;
      if (only === undefined) return { name: "True" };
      if (bounds.length === 1) return only;
      return { name: "CompoundPredicate", attributes: { booleanOperator: "and" }, children: bounds };
    }
  }
}

/** Set predicates hold texts in quotes, which consumers escape differently; a chain of comparisons needs none. */
function anyOf(field: string, values: readonly (number | string)[]): XmlNode {
  const each = values.map((value) => comparison(field, "equal", value));
  const [only] = each;
  if (only !== undefined && each.length === 1) return only;
  return { name: "CompoundPredicate", attributes: { booleanOperator: "or" }, children: each };
}

function comparison(field: string, operator: string, value: number | string): XmlNode {
  return { name: "SimplePredicate", attributes: { field, operator, value } };
}

const usualRecords = 30;

/**
 * A missing value is a cell that is left out. Texts that consumers trim are not among the records: whether " a" is "a"
 * there is their business.
 */
function verificationOf(card: Scorecard, count: number): readonly XmlNode[] {
  if (count === 0) return [];
  const columns = parityRows(card, 10 * count, card.version);
  const { points } = scoreSample(card, columns);
  const records = Array.from(points, (score, row) => [
    ...columns.map((column) => textOf(column, row)),
    String(score),
  ])
    .filter((cells) => cells.every((cell) => cell === null || (cell !== "" && cell === cell.trim())))
    // The schema wants two cells in a row.
    .filter((cells) => cells.filter((cell) => cell !== null).length > 1)
    .slice(0, count);
  const fields = [...card.indicators.map(({ id }) => id), freeName(card, "score")];
  return [
    {
      name: "ModelVerification",
      attributes: { recordCount: records.length, fieldCount: fields.length },
      children: [
        {
          name: "VerificationFields",
          children: fields.map((field, index) => ({
            name: "VerificationField",
            attributes: { field, column: `c${index + 1}` },
          })),
        },
        {
          name: "InlineTable",
          children: records.map((cells) => ({
            name: "row",
            children: cells.flatMap((text, index) =>
              text === null ? [] : [{ name: `c${index + 1}`, text }],
            ),
          })),
        },
      ],
    },
  ];
}

function textOf(column: IndicatorColumn, row: number): string | null {
  if (column.kind === "categorical") return column.categories[column.codes[row] as number] ?? null;
  const value = column.values[row] as number;
  return Number.isNaN(value) ? null : String(value);
}
