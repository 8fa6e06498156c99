import { takeRows } from "../data-table.ts";
import { checkColumns } from "../sample.ts";
import type { CategoricalColumn, IndicatorColumn } from "../sample.ts";
import type { Scorecard } from "../scorecard.ts";
import { cardOfSegment } from "../segments/segmented-scorecard.ts";
import type { SegmentedScorecard } from "../segments/segmented-scorecard.ts";
import { compileScorer } from "./compile-scorer.ts";
import type { CardScorer, RecordScore } from "./compile-scorer.ts";
import type { IndicatorRecord } from "./indicator-record.ts";
import { scoreSample } from "./score-sample.ts";

/** Scores of all rows, each on the card of its segment. */
export interface ScoredSegments {
  readonly points: Float64Array;
  readonly logOdds: Float64Array;
  readonly rawPd: Float64Array;
  /** Index into `cards` of the card that scored the row. */
  readonly cardOfRow: Uint16Array;
  readonly cards: readonly Scorecard[];
}

/**
 * Scores each row on the card of its segment; rows of a segment that has no card of its own, is unknown or is missing on
 * the fallback. Points, log odds and PD are the same to the bit as those of `scoreSample` on that card.
 * @param segment  the row's segment; −1 = missing
 * @throws scoreSample's faults
 */
export function scoreSegments(
  segmented: SegmentedScorecard,
  segment: CategoricalColumn,
  indicators: readonly IndicatorColumn[],
): ScoredSegments {
  const rows = segment.codes.length;
  checkColumns([...indicators, segment], rows);
  const cards = [segmented.fallback];
  const placeOf = new Map<Scorecard, number>([[segmented.fallback, 0]]);
  const placeOfCode = segment.categories.map((category) => {
    const card = cardOfSegment(segmented, category);
    const known = placeOf.get(card) ?? cards.push(card) - 1;
    placeOf.set(card, known);
    return known;
  });
  const cardOfRow = Uint16Array.from(segment.codes, (code) => placeOfCode[code] ?? 0);
  const scored = {
    points: new Float64Array(rows),
    logOdds: new Float64Array(rows),
    rawPd: new Float64Array(rows),
  };
  for (const [place, card] of cards.entries()) {
    const own = rowsOfCard(cardOfRow, place);
    if (own.length === 0) continue;
    const needed = new Set(card.indicators.map(({ id }) => id));
    const part = scoreSample(
      card,
      indicators.filter(({ id }) => needed.has(id)).map((column) => takeRows(column, own)),
      own.length,
    );
    for (let index = 0; index < own.length; index++) {
      const row = own[index] as number;
      scored.points[row] = part.points[index] as number;
      scored.logOdds[row] = part.logOdds[index] as number;
      scored.rawPd[row] = part.rawPd[index] as number;
    }
  }
  return { ...scored, cardOfRow, cards };
}

/** A segmented card made ready for one record at a time. */
export interface SegmentScorer {
  /** @param segment  null = missing; @throws the faults of `CardScorer.score` */
  score(segment: string | null, record: IndicatorRecord): RecordScore & { readonly card: Scorecard };
}

/** Prepares all cards of a segmented card once. */
export function compileSegments(segmented: SegmentedScorecard): SegmentScorer {
  const scorers = new Map<Scorecard, CardScorer>();
  const scorerOf = (card: Scorecard): CardScorer => {
    const scorer = scorers.get(card) ?? compileScorer(card);
    scorers.set(card, scorer);
    return scorer;
  };
  return {
    score: (segment, record) => {
      const card = segment === null ? segmented.fallback : cardOfSegment(segmented, segment);
      return { ...scorerOf(card).score(record), card };
    },
  };
}

function rowsOfCard(cardOfRow: Uint16Array, place: number): Int32Array {
  const rows: number[] = [];
  for (let row = 0; row < cardOfRow.length; row++) if (cardOfRow[row] === place) rows.push(row);
  return Int32Array.from(rows);
}
