import {
  compileScorer,
  gradeAt,
  labelOfBin,
  type MasterScale,
  nearestChange,
  type Scorecard,
} from "#scorecard";

/** One record on a card, as somebody tries it. */
export interface ScoredRecord {
  readonly points: number;
  readonly pd: number;
  readonly grade: string | null;
  readonly indicators: readonly {
    readonly id: string;
    readonly bin: string;
    readonly points: number;
    readonly lostAgainstBest: number;
    readonly lostAgainstNeutral: number;
  }[];
  /** The least change that reaches the next grade; null at the best one, or when none does. */
  readonly nearestChange: {
    readonly grade: string | null;
    readonly points: number;
    readonly changes: readonly {
      readonly indicator: string;
      readonly from: string;
      readonly to: string;
      readonly gainedPoints: number;
    }[];
  } | null;
}

/**
 * Scores one record with its reasons and the nearest change. An indicator that the record lacks is missing.
 * @param scale  grades of the version's evaluation; null without one
 * @throws SCORECARD_VALUE_NOT_ALLOWED
 */
export function scoreOneRecord(
  card: Scorecard,
  scale: MasterScale | null,
  given: {
    readonly values: Readonly<Record<string, number | string | null>>;
    readonly immutable: readonly string[];
  },
): ScoredRecord {
  const record = Object.fromEntries(card.indicators.map(({ id }) => [id, valueOf(given.values, id)]));
  const scorer = compileScorer(card);
  const { points, rawPd, bins } = scorer.score(record);
  const grades = scale?.grades ?? [];
  const place = grades.length === 0 ? -1 : gradeAt(grades, points);
  return {
    points,
    pd: rawPd,
    grade: grades[place]?.grade ?? null,
    indicators: card.indicators.map((indicator, index) => {
      const bin = indicator.bins[bins[index] as number] as (typeof indicator.bins)[number];
      return {
        id: indicator.id,
        bin: labelOfBin(bin, "zh"),
        points: bin.points,
        lostAgainstBest: indicator.bestPoints - bin.points,
        lostAgainstNeutral: indicator.neutralPoints - bin.points,
      };
    }),
    nearestChange: changeTo(grades[place - 1] ?? null, { scorer, record, immutable: given.immutable }),
  };
}

/** Own values only: a column may be called what every object has. */
function valueOf(
  values: Readonly<Record<string, number | string | null>>,
  id: string,
): number | string | null {
  return Object.hasOwn(values, id) ? (values[id] ?? null) : null;
}

function changeTo(
  next: MasterScale["grades"][number] | null,
  tried: {
    readonly scorer: ReturnType<typeof compileScorer>;
    readonly record: Readonly<Record<string, number | string | null>>;
    readonly immutable: readonly string[];
  },
): ScoredRecord["nearestChange"] {
  if (next === null || next.pointsFrom === null) return null;
  const { scorer, record, immutable } = tried;
  const found = nearestChange(scorer, record, next.pointsFrom, { immutable });
  if (found.kind !== "reachable") return null;
  return {
    grade: next.grade,
    points: found.points,
    changes: found.changes.map(({ indicator, from, to, pointsGained }) => ({
      indicator,
      from: labelOfBin(from, "zh"),
      to: labelOfBin(to, "zh"),
      gainedPoints: pointsGained,
    })),
  };
}
