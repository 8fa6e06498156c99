import { trends } from "../binning/optimum/trend.ts";
import { listField, malformed, numberField, numbersField, textField, textsField } from "./json-fields.ts";
import type { JsonObject } from "./json-fields.ts";

/** Bin codes are bytes. */
const mostBins = 254;

/**
 * Checks that every value has exactly one bin: ranges that follow the cuts, groups that share no category, special
 * codes that share no number, all in the order of bin.ts, the bin of missing values last.
 * @throws SCORECARD_CARD_MALFORMED
 */
export function checkCardIndicator(indicator: JsonObject, path: string): void {
  const valueKind = textField(indicator, "valueKind", path);
  if (valueKind !== "numeric" && valueKind !== "categorical") {
    throw malformed(`${path}valueKind`, valueKind, "numeric or categorical");
  }
  const trend = textField(indicator, "trend", path);
  if (!trends.some((one) => one === trend)) throw malformed(`${path}trend`, trend, trends.join(", "));
  for (const field of ["iv", "coefficient", "standardError", "wald", "pValue", "bestPoints"]) {
    numberField(indicator, field, path);
  }
  const bins = listField(indicator, "bins", path);
  if (bins.length > mostBins) throw malformed(`${path}bins`, bins.length, `at most ${mostBins} bins`);
  if (bins.at(-1)?.["kind"] !== "missing")
    throw malformed(`${path}bins`, bins.at(-1), "the bin of missing values last");
  const valueBins = valueKind === "numeric" ? checkRanges(indicator, path) : checkGroups(indicator, path);
  for (const [index, bin] of bins.entries()) checkFigures(bin, valueBins, index, `${path}bins[${index}].`);
}

/** How many value bins there are. */
function checkRanges(indicator: JsonObject, path: string): number {
  const cuts = numbersField(indicator, "cuts", path);
  const unsorted = cuts.findIndex((cut, index) => index > 0 && cut <= (cuts[index - 1] as number));
  if (unsorted >= 0) throw malformed(`${path}cuts[${unsorted}]`, cuts[unsorted], "cuts that rise");
  const bins = listField(indicator, "bins", path);
  const codes = new Set<number>();
  for (const [index, bin] of bins.entries()) {
    const at = `${path}bins[${index}]`;
    if (index <= cuts.length) {
      const [from, to] = [cuts[index - 1] ?? null, cuts[index] ?? null];
      if (bin["kind"] !== "range" || bin["from"] !== from || bin["to"] !== to) {
        throw malformed(
          at,
          { kind: bin["kind"], from: bin["from"], to: bin["to"] },
          `range ${from} to ${to}`,
        );
      }
    } else if (index < bins.length - 1) {
      if (bin["kind"] !== "special") throw malformed(`${at}.kind`, bin["kind"], "special");
      for (const code of numbersField(bin, "codes", `${at}.`)) {
        if (codes.has(code)) throw malformed(`${at}.codes`, code, "a code that no other bin has");
        codes.add(code);
      }
    }
  }
  return cuts.length + 1;
}

function checkGroups(indicator: JsonObject, path: string): number {
  const cuts = numbersField(indicator, "cuts", path);
  if (cuts.length > 0) throw malformed(`${path}cuts`, cuts, "no cuts for categories");
  const bins = listField(indicator, "bins", path);
  const categories = new Set<string>();
  for (const [index, bin] of bins.slice(0, -1).entries()) {
    const at = `${path}bins[${index}].`;
    const expected = index === bins.length - 2 ? "other" : "group";
    if (bin["kind"] !== expected) throw malformed(`${at}kind`, bin["kind"], expected);
    for (const category of textsField(bin, "categories", at)) {
      if (categories.has(category)) {
        throw malformed(`${at}categories`, category, "a category that no other bin has");
      }
      categories.add(category);
    }
  }
  if (bins.length < 2) throw malformed(`${path}bins`, bins.length, "a bin of rare and unseen categories");
  return bins.length - 2;
}

function checkFigures(bin: JsonObject, valueBins: number, index: number, path: string): void {
  for (const field of ["count", "bads", "woe", "iv"]) numberField(bin, field, path);
  const mergedInto = bin["mergedInto"];
  if (mergedInto === undefined) return;
  const isValueBin =
    Number.isInteger(mergedInto) && Number(mergedInto) >= 0 && Number(mergedInto) < valueBins;
  if (!isValueBin || index < valueBins) {
    throw malformed(`${path}mergedInto`, mergedInto, "a value bin that this bin joined");
  }
}
