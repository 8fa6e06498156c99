import { labelOfBin } from "../bin-label.ts";
import { scorecardFaults } from "../errors.ts";
import type { CardIndicator, Scorecard } from "../scorecard.ts";
import { pointsFormula } from "./sheet-formulas.ts";
import { cardSheetName, categorySheetName, scoreSheetName } from "./sheet-names.ts";
import type { IndicatorPlace } from "./sheet-names.ts";

/** A cell: empty, text, a number or a formula without its equals sign. */
export type SheetCell = string | number | null | { readonly formula: string };

/** One sheet of the workbook, row by row; the first row is the head. */
export interface CardSheet {
  readonly name: string;
  readonly rows: readonly (readonly SheetCell[])[];
  /** Columns that a person fills in, from 0. */
  readonly inputColumns: readonly number[];
}

/** Rows for people to fill in. */
const blankRows = 100;

/**
 * The card as a workbook that computes by itself: enter a number and values, read points, score and PD. Formulas take the
 * points from the card's own table, so that a person can follow each step by hand. An empty cell is missing.
 * @returns the sheets Score, Card and Categories
 * @throws SCORECARD_EXPORT_NOT_POSSIBLE for a card without indicators
 */
export function cardSheets(card: Scorecard): readonly CardSheet[] {
  if (card.indicators.length === 0) {
    throw scorecardFaults.fault("SCORECARD_EXPORT_NOT_POSSIBLE", { problem: "the card has no indicators" });
  }
  const places = placesOf(card.indicators);
  return [scoreSheet(card, places), binSheet(card), categorySheet(card.indicators)];
}

/** The first row below the base points on the card's sheet. */
const firstBinRow = 3;

function placesOf(indicators: readonly CardIndicator[]): readonly IndicatorPlace[] {
  let binRow = firstBinRow;
  let categoryRow = 2;
  return indicators.map((indicator) => {
    const categories = categoriesOf(indicator).length;
    const place = { firstBinRow: binRow, firstCategoryRow: categoryRow, categories };
    binRow += indicator.bins.length;
    categoryRow += categories;
    return place;
  });
}

/** Letters of a column, from 0: A, B, … Z, AA. */
export function columnName(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26));
  return column < 26 ? letter : columnName(Math.floor(column / 26) - 1) + letter;
}

function scoreSheet(card: Scorecard, places: readonly IndicatorPlace[]): CardSheet {
  const count = card.indicators.length;
  const pointsFrom = 1 + count;
  const head = [
    "编号 No.",
    ...card.indicators.map(({ id }) => id),
    ...card.indicators.map(({ id }) => `${id} 分数 points`),
    "总分 Score",
    "违约概率 PD",
  ];
  const { offset, factor } = card.scaling;
  const decimals = card.parameters.scaling.pointsDecimals;
  const rows = Array.from({ length: blankRows }, (_, index): SheetCell[] => {
    const row = index + 2;
    const whenNumbered = (formula: string): SheetCell => ({ formula: `IF($A${row}="","",${formula})` });
    const [first, last] = [columnName(pointsFrom), columnName(pointsFrom + count - 1)];
    const score = columnName(pointsFrom + count);
    return [
      null,
      ...card.indicators.map(() => null),
      ...card.indicators.map((indicator, position) =>
        whenNumbered(
          pointsFormula(indicator, `${columnName(1 + position)}${row}`, places[position] as IndicatorPlace),
        ),
      ),
      whenNumbered(`ROUND('${cardSheetName}'!$E$2+SUM(${first}${row}:${last}${row}),${decimals})`),
      whenNumbered(`1/(1+EXP(-((${offset}-${score}${row})/${factor})))`),
    ];
  });
  return {
    name: scoreSheetName,
    rows: [head, ...rows],
    inputColumns: Array.from({ length: count + 1 }, (_, column) => column),
  };
}

/** The lowest number that a spreadsheet surely holds: the lower bound of the first range. */
const lowestNumber = -1e307;

function binSheet(card: Scorecard): CardSheet {
  const head = [
    "指标 Indicator",
    "分箱 Bin",
    "下限(含) From",
    "上限(不含) To",
    "分数 Points",
    "样本数 Rows",
    "违约 Bads",
    "WOE",
  ];
  const base = [
    "基础分 Base",
    null,
    null,
    null,
    card.scaling.basePoints,
    card.sample.rows,
    card.sample.bads,
    null,
  ];
  const bins = card.indicators.flatMap(({ id, bins }) =>
    bins.map((bin): SheetCell[] => [
      id,
      labelOfBin(bin, "zh"),
      bin.kind === "range" ? (bin.from ?? lowestNumber) : null,
      bin.kind === "range" ? bin.to : null,
      bin.points,
      bin.count,
      bin.bads,
      bin.woe,
    ]),
  );
  return { name: cardSheetName, rows: [head, base, ...bins], inputColumns: [] };
}

function categorySheet(indicators: readonly CardIndicator[]): CardSheet {
  const rows = indicators.flatMap((indicator, position) => {
    const start = placesOf(indicators)[position]?.firstBinRow ?? 0;
    return categoriesOf(indicator).map(({ category, bin }): SheetCell[] => [
      indicator.id,
      category,
      { formula: `'${cardSheetName}'!$E$${start + bin}` },
    ]);
  });
  return {
    name: categorySheetName,
    rows: [["指标 Indicator", "类别 Category", "分数 Points"], ...rows],
    inputColumns: [],
  };
}

/** The categories of the groups; all others have the points of the bin `other`. */
function categoriesOf({
  bins,
}: CardIndicator): readonly { readonly category: string; readonly bin: number }[] {
  return bins.flatMap((bin, index) =>
    bin.kind === "group" ? bin.categories.map((category) => ({ category, bin: index })) : [],
  );
}
