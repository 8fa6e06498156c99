import { scorecardFaults } from "../errors.ts";
import { defaultScorecardParameters } from "../default-parameters.ts";
import { pointsLine, roundPoints } from "../scaling/points-line.ts";
import type { CardBin, CardIndicator, Scorecard } from "../scorecard.ts";

/** What a committee says of one indicator: in which bands its values fall, and what each band is worth. */
export interface ExpertIndicator {
  readonly id: string;
  /** Rising; band b holds cuts[b − 1] ≤ value < cuts[b]. */
  readonly cuts: readonly number[];
  /** Worth of each band, 0 (worst) to 100 (best): cuts.length + 1 of them. */
  readonly worth: readonly number[];
  /** Worth of a missing value, 0 to 100. */
  readonly missingWorth: number;
}

/** One member's weights by indicator, ≥ 0 and not all 0; only their proportions count. */
export interface MemberWeights {
  readonly member: string;
  readonly weights: Readonly<Record<string, number>>;
}

/** An indicator's weight in the committee. */
export interface CommitteeWeight {
  readonly id: string;
  /** Mean of the members' shares; all sum to 1. */
  readonly weight: number;
  /** Smallest and largest share that a member gave. */
  readonly lowest: number;
  readonly highest: number;
}

/** What the committee decided together. */
export interface Committee {
  readonly weights: readonly CommitteeWeight[];
  /** Kendall's W over the members' rankings of the indicators, 0 (no agreement) to 1; null with one member. */
  readonly concordance: number | null;
}

/** How the expert score becomes a PD: two statements of the committee, both to be replaced by data. */
export interface ExpertScale {
  /** Default rate of an enterprise of the neutral worth, in (0, 1): the low-default estimate or a stated tendency. */
  readonly neutralPd: number;
  /** The worth of 0 to 100 at which an enterprise is neutral. */
  readonly neutralWorth: number;
  /** So many of the 100 worths halve the odds of default. */
  readonly worthToHalveOdds: number;
}

/**
 * The members' weights joined: each member's are brought to shares, and the committee's are their mean.
 * @throws SCORECARD_COMMITTEE_INPUT
 */
export function joinCommittee(
  indicators: readonly ExpertIndicator[],
  members: readonly MemberWeights[],
): Committee {
  if (members.length === 0) throw badInput("no member");
  const shares = members.map(({ member, weights }) => {
    const own = indicators.map(({ id }) => weights[id] ?? 0);
    const sum = own.reduce((total, weight) => total + weight, 0);
    if (own.some((weight) => !(weight >= 0)) || !(sum > 0) || !Number.isFinite(sum)) {
      throw badInput(`weights of ${member}`);
    }
    return own.map((weight) => weight / sum);
  });
  const weights = indicators.map(({ id }, index) => {
    const given = shares.map((own) => own[index] as number);
    return {
      id,
      weight: given.reduce((total, share) => total + share, 0) / given.length,
      lowest: Math.min(...given),
      highest: Math.max(...given),
    };
  });
  return { weights, concordance: concordanceOf(shares) };
}

/**
 * An expert card in the form of any other card, so that it scores, explains and is shown by the same code. Its weight
 * of evidence is what the committee says, its counts are zero because no outcome was seen.
 * @throws SCORECARD_COMMITTEE_INPUT
 */
export function scorecardOfExperts(
  indicators: readonly ExpertIndicator[],
  committee: Committee,
  scale: ExpertScale,
): Scorecard {
  indicators.forEach(checkIndicator);
  checkScale(scale);
  const parameters = defaultScorecardParameters;
  const { offset, factor } = pointsLine(parameters.scaling);
  const round = (points: number): number => roundPoints(points, parameters.scaling.pointsDecimals);
  const intercept = Math.log(scale.neutralPd / (1 - scale.neutralPd));
  return {
    version: "scorecard@2",
    parameters,
    sample: { rows: 0, bads: 0, badRate: scale.neutralPd },
    scaling: { offset, factor, basePoints: round(offset - factor * intercept) },
    fit: { ...noFit, intercept },
    indicators: indicators.map((indicator, index) =>
      cardIndicatorOf(indicator, {
        weight: committee.weights[index]?.weight ?? 0,
        scale,
        pointsOf: (logOdds) => round(-factor * logOdds),
      }),
    ),
    screened: [],
  };
}

const noFit = {
  interceptStandardError: 0,
  logLikelihood: 0,
  nullLogLikelihood: 0,
  effectiveParameters: 0,
  iterations: 0,
  converged: true,
} as const;

function cardIndicatorOf(
  { id, cuts, worth, missingWorth }: ExpertIndicator,
  how: {
    readonly weight: number;
    readonly scale: ExpertScale;
    readonly pointsOf: (logOdds: number) => number;
  },
): CardIndicator {
  const figuresOf = (of: number) => {
    const woe = (-Math.LN2 / how.scale.worthToHalveOdds) * (of - how.scale.neutralWorth);
    return { count: 0, bads: 0, woe, iv: 0, points: how.pointsOf(how.weight * woe) };
  };
  const bins: CardBin[] = worth.map((of, band) => ({
    kind: "range",
    from: cuts[band - 1] ?? null,
    to: cuts[band] ?? null,
    ...figuresOf(of),
  }));
  bins.push({ kind: "missing", ...figuresOf(missingWorth) });
  return {
    id,
    valueKind: "numeric",
    trend: (worth[worth.length - 1] ?? 0) >= (worth[0] ?? 0) ? "descending" : "ascending",
    iv: 0,
    coefficient: how.weight,
    standardError: 0,
    wald: 0,
    pValue: 1,
    cuts,
    bins,
    bestPoints: Math.max(...bins.map(({ points }) => points)),
    neutralPoints: 0,
  };
}

/**
 * Kendall's coefficient of concordance with the correction for ties.
 * @source M. G. Kendall, B. Babington Smith, "The problem of m rankings", Annals of Mathematical Statistics 10 (1939)
 */
function concordanceOf(shares: readonly (readonly number[])[]): number | null {
  const judges = shares.length;
  const subjects = shares[0]?.length ?? 0;
  if (judges < 2 || subjects < 2) return null;
  const ranked = shares.map(ranksOf);
  const sums = Array.from({ length: subjects }, (_, index) =>
    ranked.reduce((total, { ranks }) => total + (ranks[index] as number), 0),
  );
  const mean = (judges * (subjects + 1)) / 2;
  const squares = sums.reduce((total, sum) => total + (sum - mean) ** 2, 0);
  const ties = ranked.reduce((total, { tieTerm }) => total + tieTerm, 0);
  const most = judges ** 2 * (subjects ** 3 - subjects) - judges * ties;
  return most <= 0 ? null : (12 * squares) / most;
}

/** Ranks from 1, ties share their mean; `tieTerm` is Σ (t³ − t) over groups of ties. */
function ranksOf(values: readonly number[]): { readonly ranks: readonly number[]; readonly tieTerm: number } {
  const ranks = values.map((value) => {
    const below = values.filter((other) => other < value).length;
    const equal = values.filter((other) => other === value).length;
    return below + (equal + 1) / 2;
  });
  const tieTerm = [...new Set(values)].reduce((total, value) => {
    const equal = values.filter((other) => other === value).length;
    return total + equal ** 3 - equal;
  }, 0);
  return { ranks, tieTerm };
}

function checkIndicator({ id, cuts, worth, missingWorth }: ExpertIndicator): void {
  const isRising = cuts.every(
    (cut, index) => Number.isFinite(cut) && (index === 0 || cut > (cuts[index - 1] as number)),
  );
  if (!isRising) throw badInput(`${id}: cuts must rise`);
  if (worth.length !== cuts.length + 1) {
    throw badInput(`${id}: ${worth.length} worths for ${cuts.length + 1} bands`);
  }
  const outside = [...worth, missingWorth].find((of) => !(of >= 0 && of <= 100));
  if (outside !== undefined) throw badInput(`${id}: worth ${outside}, expected 0 to 100`);
}

function checkScale({ neutralPd, neutralWorth, worthToHalveOdds }: ExpertScale): void {
  if (!(neutralPd > 0 && neutralPd < 1)) throw badInput(`neutral PD ${neutralPd}`);
  if (!(neutralWorth >= 0 && neutralWorth <= 100)) throw badInput(`neutral worth ${neutralWorth}`);
  if (!(worthToHalveOdds > 0)) throw badInput(`worth to halve the odds ${worthToHalveOdds}`);
}

function badInput(problem: string): Error {
  return scorecardFaults.fault("SCORECARD_COMMITTEE_INPUT", { problem });
}
