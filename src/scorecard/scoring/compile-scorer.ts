import { scorecardFaults } from "../errors.ts";
import { unitsOf, unitsPerPoint } from "../scaling/point-units.ts";
import { logOddsOfScore } from "../scaling/points-line.ts";
import type { CardIndicator, Scorecard } from "../scorecard.ts";
import { createBinFinder } from "./bin-finder.ts";
import type { IndicatorRecord, IndicatorValue } from "./indicator-record.ts";

/** The score of one record. */
export interface RecordScore {
  /** Base points plus the points of each indicator's bin: higher is better. */
  readonly points: number;
  /** ln(PD / (1 − PD)) at the development sample's bad rate: (offset − points) / factor. */
  readonly logOdds: number;
  /** 1 / (1 + e^−logOdds): at the sample's bad rate, before any prior shift. */
  readonly rawPd: number;
  /** Index into each card indicator's `bins`, in the card's order. */
  readonly bins: Uint8Array;
}

/** A card made ready for one record at a time. It holds no state: call it from anywhere. */
export interface CardScorer {
  readonly card: Scorecard;
  /**
   * The same points, log odds and PD to the bit as `scoreSample` gives the record among others.
   * @throws SCORECARD_INDICATOR_ABSENT when the record lacks an indicator of the card; a missing value is null or NaN
   * @throws SCORECARD_VALUE_NOT_ALLOWED for infinities and for text where a number is expected
   */
  score(record: IndicatorRecord): RecordScore;
}

/** Prepares a card once, so that a record takes about a microsecond. */
export function compileScorer(card: Scorecard): CardScorer {
  const perPoint = unitsPerPoint(card);
  const base = unitsOf(card, card.scaling.basePoints);
  const compiled = card.indicators.map((indicator) => ({
    indicator,
    findBin: createBinFinder(indicator),
    units: Float64Array.from(indicator.bins, ({ points }) => unitsOf(card, points)),
  }));
  const score = (record: IndicatorRecord): RecordScore => {
    const bins = new Uint8Array(compiled.length);
    let units = base;
    for (let index = 0; index < compiled.length; index++) {
      const own = compiled[index] as (typeof compiled)[number];
      const bin = own.findBin(valueOf(record, own.indicator));
      bins[index] = bin;
      units += own.units[bin] as number;
    }
    const points = units / perPoint;
    const logOdds = logOddsOfScore(card.scaling, points);
    return { points, logOdds, rawPd: 1 / (1 + Math.exp(-logOdds)), bins };
  };
  return { card, score };
}

function valueOf(record: IndicatorRecord, { id }: CardIndicator): IndicatorValue {
  const value = Object.hasOwn(record, id) ? record[id] : undefined;
  if (value === undefined) throw scorecardFaults.fault("SCORECARD_INDICATOR_ABSENT", { indicator: id });
  return value;
}
