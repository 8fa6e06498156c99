import type { CardIndicator } from "../scorecard.ts";
import { cardSheetName, categorySheetName } from "./sheet-names.ts";
import type { IndicatorPlace } from "./sheet-names.ts";

/**
 * The formula of an indicator's points for the value in a cell. Texts are compared letter by letter (EXACT), because a
 * spreadsheet's own comparison ignores case; numbers as they are.
 */
export function pointsFormula(indicator: CardIndicator, cell: string, place: IndicatorPlace): string {
  const points = (bin: number): string => `'${cardSheetName}'!$E$${place.firstBinRow + bin}`;
  const { bins, cuts } = indicator;
  const missing = points(bins.length - 1);
  if (indicator.valueKind === "categorical") {
    return `IF(${cell}="",${missing},${categoryFormula(cell, place, points(bins.length - 2))})`;
  }
  const last = place.firstBinRow + cuts.length;
  const bounds = `'${cardSheetName}'!$C$${place.firstBinRow}:$C$${last}`;
  const ofRanges = `'${cardSheetName}'!$E$${place.firstBinRow}:$E$${last}`;
  let formula = `INDEX(${ofRanges},MATCH(${cell},${bounds},1))`;
  for (const [bin, special] of bins.entries()) {
    if (special.kind !== "special") continue;
    const isCode = special.codes.map((code) => `${cell}=${code}`);
    formula = `IF(${isCode.length > 1 ? `OR(${isCode.join(",")})` : isCode[0]},${points(bin)},${formula})`;
  }
  // A text where a number belongs must not score: it would count as larger than any number.
  return `IF(${cell}="",${missing},IF(ISNUMBER(${cell}),${formula},NA()))`;
}

function categoryFormula(cell: string, place: IndicatorPlace, other: string): string {
  if (place.categories === 0) return other;
  const last = place.firstCategoryRow + place.categories - 1;
  const texts = `'${categorySheetName}'!$B$${place.firstCategoryRow}:$B$${last}`;
  const points = `'${categorySheetName}'!$C$${place.firstCategoryRow}:$C$${last}`;
  const isOne = `--EXACT(${texts},${cell}&"")`;
  return `IF(SUMPRODUCT(${isOne})=0,${other},SUMPRODUCT(${isOne},${points}))`;
}
