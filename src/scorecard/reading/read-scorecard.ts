import { defaultScorecardParameters } from "../default-parameters.ts";
import { scorecardFaults } from "../errors.ts";
import { checkParameters } from "../parameters.ts";
import type { ScorecardParameters } from "../parameters.ts";
import type { CardIndicator, Scorecard } from "../scorecard.ts";
import { checkCardIndicator } from "./check-card-indicator.ts";
import { listField, malformed, numberField, objectField, textField } from "./json-fields.ts";
import type { JsonObject } from "./json-fields.ts";

/**
 * Reads a card from parsed JSON of any version that was ever written (`scorecard@1`, `scorecard@2`) and checks all that
 * scoring and explaining rely on: every value of every indicator has exactly one bin, points are whole units of
 * `pointsDecimals`, the best points are the best.
 * @throws SCORECARD_VERSION_UNKNOWN, SCORECARD_PARAMETER_OUT_OF_RANGE, SCORECARD_CARD_MALFORMED with the path of the first
 * field that is wrong
 */
export function readScorecard(json: unknown): Scorecard {
  const found = objectField({ card: json }, "card");
  const card = found["version"] === "scorecard@1" ? fromVersion1(found) : found;
  if (card["version"] !== "scorecard@2") {
    throw scorecardFaults.fault("SCORECARD_VERSION_UNKNOWN", {
      found: String(card["version"]),
      expected: "scorecard@1, scorecard@2",
    });
  }
  const decimals = checkOwnParameters(objectField(card, "parameters"));
  for (const field of ["rows", "bads", "badRate"]) numberField(objectField(card, "sample"), field, "sample.");
  for (const field of ["intercept", "interceptStandardError", "logLikelihood", "nullLogLikelihood"]) {
    numberField(objectField(card, "fit"), field, "fit.");
  }
  const scaling = objectField(card, "scaling");
  numberField(scaling, "offset", "scaling.");
  if (numberField(scaling, "factor", "scaling.") <= 0) {
    throw malformed("scaling.factor", scaling["factor"], "more than 0");
  }
  checkUnits(scaling, "basePoints", decimals, "scaling.");
  const ids = new Set<string>();
  for (const [index, indicator] of listField(card, "indicators").entries()) {
    const path = `indicators[${index}].`;
    checkCardIndicator(indicator, path);
    checkIndicatorPoints(indicator, decimals, path);
    const id = textField(indicator, "id", path);
    if (ids.has(id)) throw malformed(`${path}id`, id, "an id that no other indicator has");
    ids.add(id);
  }
  for (const [index, screened] of listField(card, "screened").entries()) {
    textField(screened, "id", `screened[${index}].`);
    textField(objectField(screened, "reason", `screened[${index}].`), "kind", `screened[${index}].reason.`);
  }
  return card as unknown as Scorecard;
}

/** Decimals of the card's points. */
function checkOwnParameters(parameters: JsonObject): number {
  for (const section of ["binning", "screening", "selection", "regression", "scaling"]) {
    objectField(parameters, section, "parameters.");
  }
  checkParameters(parameters as unknown as ScorecardParameters);
  return numberField(objectField(parameters, "scaling"), "pointsDecimals", "parameters.scaling.");
}

function checkIndicatorPoints(indicator: JsonObject, decimals: number, path: string): void {
  for (const [bin, figures] of listField(indicator, "bins", path).entries()) {
    checkUnits(figures, "points", decimals, `${path}bins[${bin}].`);
  }
  checkUnits(indicator, "neutralPoints", decimals, path);
  const { bins, bestPoints } = indicator as unknown as CardIndicator;
  const best = Math.max(...bins.map(({ points }) => points));
  if (bestPoints !== best) throw malformed(`${path}bestPoints`, bestPoints, String(best));
}

/** Points that are no whole units would be added up differently by every engine. */
function checkUnits(object: JsonObject, field: string, decimals: number, path: string): void {
  const points = numberField(object, field, path);
  const units = Math.round(points * 10 ** decimals);
  if (!Number.isSafeInteger(units) || units / 10 ** decimals !== points) {
    throw malformed(path + field, points, `points of ${decimals} decimals`);
  }
}

/** Version 1 knew numbers only, without special codes; its trend `auto` is `monotone` now. */
function fromVersion1(card: JsonObject): JsonObject {
  const parameters = objectField(card, "parameters");
  const filled = Object.fromEntries(
    Object.entries(defaultScorecardParameters).map(([section, defaults]) => [
      section,
      { ...defaults, ...objectField(parameters, section, "parameters.") },
    ]),
  );
  const binning = objectField(filled, "binning");
  const trend = binning["trend"] === "auto" ? "monotone" : binning["trend"];
  return {
    ...card,
    version: "scorecard@2",
    parameters: { ...filled, binning: { ...binning, trend } },
    indicators: listField(card, "indicators").map((indicator) => ({ ...indicator, valueKind: "numeric" })),
  };
}
