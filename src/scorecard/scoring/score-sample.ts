import { codesOf } from "../binning/codes-of.ts";
import { scorecardFaults } from "../errors.ts";
import { checkColumns, rowsOfColumn } from "../sample.ts";
import type { IndicatorColumn } from "../sample.ts";
import { unitsOf, unitsPerPoint } from "../scaling/point-units.ts";
import { logOddsOfScore } from "../scaling/points-line.ts";
import type { CardIndicator, Scorecard } from "../scorecard.ts";

/** Scores of all rows, columnar. */
export interface ScoredSample {
  /** ln(PD / (1 − PD)) at the development sample's bad rate: (offset − points) / factor. */
  readonly logOdds: Float64Array;
  /** 1 / (1 + e^−logOdds): at the sample's bad rate, before any prior shift. */
  readonly rawPd: Float64Array;
  /** Base points plus the rounded points of each indicator's bin: higher is better. */
  readonly points: Float64Array;
  /** In the card's order. */
  readonly perIndicator: readonly ScoredIndicator[];
}

export interface ScoredIndicator {
  readonly id: string;
  /** Index into the card indicator's `bins`, which holds the points; the last one is the bin of missing values. */
  readonly bins: Uint8Array;
}

/**
 * Scores rows on a card. Columns the card does not use are ignored; NaN and category −1 fall into the missing bin,
 * categories that training never saw into the bin `other`.
 * The points are the card: log odds and PD are functions of the (rounded) points alone, so that a higher score
 * never goes with a higher PD and anyone can recompute a PD by adding up points.
 * @param rows  needed only where there may be no column, as for a card without indicators
 * @throws SCORECARD_INDICATOR_ABSENT, SCORECARD_COLUMN_KIND, SCORECARD_VERSION_UNKNOWN, checkColumns' faults
 */
export function scoreSample(
  card: Scorecard,
  indicators: readonly IndicatorColumn[],
  rows = indicators[0] === undefined ? 0 : rowsOfColumn(indicators[0]),
): ScoredSample {
  checkVersion(card);
  checkColumns(indicators, rows);
  const columns = new Map(indicators.map((column) => [column.id, column]));
  const points = new Float64Array(rows).fill(unitsOf(card, card.scaling.basePoints));
  const perIndicator = card.indicators.map((indicator): ScoredIndicator => {
    const bins = codesOf(columnFor(indicator, columns), indicator);
    addUnits(
      points,
      bins,
      Float64Array.from(indicator.bins, (bin) => unitsOf(card, bin.points)),
    );
    return { id: indicator.id, bins };
  });
  const logOdds = new Float64Array(rows);
  const rawPd = new Float64Array(rows);
  const perPoint = unitsPerPoint(card);
  for (let row = 0; row < rows; row++) {
    const score = (points[row] as number) / perPoint;
    const odds = logOddsOfScore(card.scaling, score);
    points[row] = score;
    logOdds[row] = odds;
    rawPd[row] = 1 / (1 + Math.exp(-odds));
  }
  return { logOdds, rawPd, points, perIndicator };
}

function columnFor(
  { id, valueKind }: CardIndicator,
  columns: ReadonlyMap<string, IndicatorColumn>,
): IndicatorColumn {
  const column = columns.get(id);
  if (column === undefined) throw scorecardFaults.fault("SCORECARD_INDICATOR_ABSENT", { indicator: id });
  if (column.kind !== valueKind) {
    throw scorecardFaults.fault("SCORECARD_COLUMN_KIND", {
      indicator: id,
      found: column.kind,
      expected: valueKind,
    });
  }
  return column;
}

function addUnits(sums: Float64Array, bins: Uint8Array, units: Float64Array): void {
  for (let row = 0; row < bins.length; row++) {
    sums[row] = (sums[row] as number) + (units[bins[row] as number] as number);
  }
}

/** A card may come from a file: its version is checked before its numbers are believed. */
function checkVersion(card: { readonly version: string }): void {
  if (card.version !== "scorecard@2") {
    throw scorecardFaults.fault("SCORECARD_VERSION_UNKNOWN", {
      found: String(card.version),
      expected: "scorecard@2",
    });
  }
}
