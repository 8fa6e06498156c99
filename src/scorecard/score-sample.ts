import { binOf } from "./binning/bin-indicator.ts";
import { scorecardFaults } from "./errors.ts";
import { checkColumns, rowsOfColumn } from "./sample.ts";
import type { IndicatorColumn } from "./sample.ts";
import { logOddsOfScore } from "./scale-points.ts";
import type { CardBin, CardIndicator, Scorecard } from "./scorecard.ts";

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
  /** Index into the card indicator's `bins`; the last one is the bin of missing values. */
  readonly bins: Uint16Array;
  readonly points: Float64Array;
}

/**
 * Scores rows on a card. Columns the card does not use are ignored; NaN falls into the missing bin.
 * The points are the card: log odds and PD are functions of the (rounded) points alone, so that a higher score
 * never goes with a higher PD and anyone can recompute a PD by adding up points.
 * @throws SCORECARD_INDICATOR_ABSENT, SCORECARD_VERSION_UNKNOWN, checkColumns' faults
 */
export function scoreSample(card: Scorecard, indicators: readonly IndicatorColumn[]): ScoredSample {
  checkVersion(card);
  const rows = indicators[0] === undefined ? 0 : rowsOfColumn(indicators[0]);
  checkColumns(indicators, rows);
  const columns = new Map(indicators.map((column) => [column.id, column]));
  const points = new Float64Array(rows).fill(card.scaling.basePoints);
  const perIndicator = card.indicators.map((indicator): ScoredIndicator => {
    const column = columns.get(indicator.id);
    if (column?.kind !== "numeric")
      throw scorecardFaults.fault("SCORECARD_INDICATOR_ABSENT", { indicator: indicator.id });
    return scoreIndicator(indicator, column.values, points);
  });
  const logOdds = points.map((score) => logOddsOfScore(card.scaling, score));
  const rawPd = logOdds.map((value) => 1 / (1 + Math.exp(-value)));
  return { logOdds, rawPd, points, perIndicator };
}

function scoreIndicator(
  { id, cuts, bins }: CardIndicator,
  values: Float64Array,
  points: Float64Array,
): ScoredIndicator {
  const binIndices = new Uint16Array(values.length);
  const ownPoints = new Float64Array(values.length);
  for (let row = 0; row < values.length; row++) {
    const index = binOf(cuts, values[row] as number);
    const bin = bins[index] as CardBin;
    binIndices[row] = index;
    ownPoints[row] = bin.points;
    points[row] = (points[row] as number) + bin.points;
  }
  return { id, bins: binIndices, points: ownPoints };
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
