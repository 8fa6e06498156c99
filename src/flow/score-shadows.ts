import type { DecisionParameters } from "#decision";
import type { EvaluatedModel, ShadowScore } from "#report";
import { kendallTau } from "#scorecard";
import { canScoreEvaluated, type OfferedVersion } from "./choose-card.ts";
import type { IndicatorValues } from "./indicator-sample.ts";
import { gradingOf, type ScoredEnterprise, scoreEnterprises } from "./score-enterprises.ts";

/** What the versions beside the card in force say; nothing of it decides. */
export interface ScoredShadows {
  readonly byEnterprise: ReadonlyMap<string, readonly ShadowScore[]>;
  readonly summaries: NonNullable<EvaluatedModel["shadows"]>;
}

/** Kendall's coefficient compares all pairs: of more enterprises it is taken on these, evenly. */
const mostRanked = 2_000;

/**
 * Scores the enterprises on each version that runs beside the card in force and can score them.
 * @param deciding  the scores and grades that decided
 */
export function scoreShadows(
  shadows: readonly OfferedVersion[],
  enterprises: readonly { readonly id: string; readonly values: IndicatorValues }[],
  deciding: {
    readonly scored: ReadonlyMap<string, ScoredEnterprise>;
    readonly gradeOf: (id: string) => string | null;
    readonly parameters: DecisionParameters;
  },
): ScoredShadows {
  const byEnterprise = new Map<string, ShadowScore[]>();
  const summaries = shadows
    .filter(({ scorecard }) => canScoreEvaluated(scorecard))
    .map((shadow) => {
      const scores = scoreOne(shadow, enterprises, deciding.parameters);
      for (const [id, score] of scores) byEnterprise.set(id, [...(byEnterprise.get(id) ?? []), score]);
      return summarize(shadow, scores, deciding);
    });
  return { byEnterprise, summaries };
}

function scoreOne(
  { id: versionId, version, scorecard }: OfferedVersion,
  enterprises: Parameters<typeof scoreEnterprises>[1],
  parameters: DecisionParameters,
): ReadonlyMap<string, ShadowScore> {
  const scored = scoreEnterprises(scorecard, enterprises, new Map());
  return new Map(
    [...scored].map(([id, one]) => {
      const { pd, grade } = gradingOf(one, scorecard, parameters);
      return [id, { versionId, version, score: one.score, pd: pd ?? one.rawPd, grade }];
    }),
  );
}

function summarize(
  { id, version, name, sha256 }: OfferedVersion,
  scores: ReadonlyMap<string, ShadowScore>,
  { scored, gradeOf }: Pick<Parameters<typeof scoreShadows>[2], "scored" | "gradeOf">,
): ScoredShadows["summaries"][number] {
  const all = [...scores];
  const step = Math.max(1, Math.ceil(all.length / mostRanked));
  const ranked = all.filter((_, place) => place % step === 0);
  const meanOf = (value: (score: ShadowScore) => number): number =>
    all.reduce((sum, [, score]) => sum + value(score), 0) / Math.max(1, all.length);
  return {
    id,
    version,
    name,
    sha256,
    enterprises: all.length,
    meanScore: meanOf(({ score }) => score),
    meanPd: meanOf(({ pd }) => pd),
    rankAgreement: kendallTau(
      ranked.map(([, { score }]) => score),
      ranked.map(([enterprise]) => scored.get(enterprise)?.score ?? Number.NaN),
    ).tau,
    gradedOtherwise: all.filter(([enterprise, { grade }]) => grade !== gradeOf(enterprise)).length,
  };
}
