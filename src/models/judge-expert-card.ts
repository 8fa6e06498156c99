import { type RankAgreement, type Scorecard, kendallTau, lowDefaultPds, scoreSample } from "#scorecard";
import { lowDefaultConfidencePpm, lowDefaultCorrelationPpm } from "./parameters.ts";

/** An enterprise to try a card on. */
export interface TriedEnterprise {
  readonly id: string;
  /** By indicator; null is missing. */
  readonly values: ReadonlyMap<string, number | null>;
  readonly bankRating: string | null;
  readonly isBad: boolean | null;
}

/** A fifth of the enterprises by score, best first, and what may be said of its PD. */
export interface LowDefaultGrade {
  readonly obligors: number;
  readonly defaults: number;
  readonly scoreFrom: number;
  readonly scoreTo: number;
  /** Mean PD as the card says it. */
  readonly cardPd: number;
  /** Upper bound by Pluto and Tasche. */
  readonly boundPd: number;
}

/** How a card does on enterprises that it was not made from. */
export interface ExpertCardJudgement {
  readonly enterprises: number;
  readonly defaults: number;
  /** Against the bank's own ratings; its `count` are those that have one. */
  readonly agreement: RankAgreement;
  readonly grades: readonly LowDefaultGrade[];
}

const gradeCount = 5;

/** Orders of ratings that banks use, best first; a rating outside of them is not compared. */
const ratingOrders: readonly (readonly string[])[] = [
  ["AAA", "AA", "A", "BBB", "BB", "B", "CCC", "CC", "C", "D"],
  ["A", "B", "C", "D"],
];

/**
 * Scores the enterprises on the card and compares: with the bank's ratings by Kendall's τ-b, with the known defaults by
 * the low-default bound.
 * @throws the faults of scoring
 */
export function judgeExpertCard(
  card: Scorecard,
  enterprises: readonly TriedEnterprise[],
): ExpertCardJudgement {
  const columns = card.indicators.map(({ id }) => ({
    kind: "numeric" as const,
    id,
    values: Float64Array.from(enterprises, ({ values }) => values.get(id) ?? Number.NaN),
  }));
  const { points, rawPd } = scoreSample(card, columns);
  const order = orderOfRatings(
    enterprises.flatMap(({ bankRating }) => (bankRating === null ? [] : [bankRating])),
  );
  const ranks = enterprises.map(({ bankRating }) => {
    const place = bankRating === null ? -1 : order.indexOf(bankRating);
    return place < 0 ? Number.NaN : -place;
  });
  const rows = enterprises
    .map(({ isBad }, row) => ({ isBad, score: points[row] as number, pd: rawPd[row] as number }))
    .sort((left, right) => right.score - left.score);
  return {
    enterprises: enterprises.length,
    defaults: rows.filter(({ isBad }) => isBad === true).length,
    agreement: kendallTau(points, ranks),
    grades: gradesOf(rows),
  };
}

/** Ratings from the best to the worst: the shortest known order that has all the ratings, so that A is best where AA is never given. */
export function orderOfRatings(ratings: readonly string[]): readonly string[] {
  const fitting = ratingOrders.filter((order) => ratings.every((rating) => order.includes(rating)));
  return fitting.at(-1) ?? ratingOrders[0] ?? [];
}

function gradesOf(
  rows: readonly { readonly isBad: boolean | null; readonly score: number; readonly pd: number }[],
): readonly LowDefaultGrade[] {
  const size = Math.ceil(rows.length / gradeCount);
  const groups = Array.from({ length: gradeCount }, (_, grade) =>
    rows.slice(grade * size, (grade + 1) * size),
  ).filter((group) => group.length > 0);
  if (groups.length === 0) return [];
  const outcomes = groups.map((group) => ({
    obligors: group.length,
    defaults: group.filter(({ isBad }) => isBad === true).length,
  }));
  const bounds = lowDefaultPds(outcomes, {
    confidence: lowDefaultConfidencePpm.value / 1e6,
    correlation: lowDefaultCorrelationPpm.value / 1e6,
  });
  return groups.map((group, grade) => ({
    ...(outcomes[grade] as (typeof outcomes)[number]),
    scoreFrom: group.at(-1)?.score ?? 0,
    scoreTo: group[0]?.score ?? 0,
    cardPd: group.reduce((sum, { pd }) => sum + pd, 0) / group.length,
    boundPd: bounds[grade] as number,
  }));
}
