import { trainOn, trainOnAllRows } from "../binning/training-rows.ts";
import { finishCard } from "../develop-scorecard.ts";
import { normalQuantile } from "../distributions/normal.ts";
import { checkParameters } from "../parameters.ts";
import type { ScorecardParameters } from "../parameters.ts";
import { checkColumns, checkSample } from "../sample.ts";
import type { CategoricalColumn, Sample, SampleCounts } from "../sample.ts";
import { fitCard } from "../screening/fit-card.ts";
import type { FittedCard } from "../screening/fit-card.ts";
import { prepareSample } from "../screening/prepare-sample.ts";
import type { PreparedSample } from "../screening/prepare-sample.ts";
import type { GivenBinnings } from "../screening/screen-indicators.ts";
import { defaultSegmentParameters } from "./segment-parameters.ts";
import type { SegmentParameters } from "./segment-parameters.ts";
import type { SegmentCard, SegmentedScorecard, ShrunkCoefficient } from "./segmented-scorecard.ts";
import { shrinkCoefficients } from "./shrink-coefficients.ts";
import type { ShrunkFit } from "./shrink-coefficients.ts";

export interface SegmentedOptions extends GivenBinnings {
  readonly segments?: SegmentParameters;
}

/**
 * Develops a card on all rows and, for each segment with outcomes enough, one of its own: with many bads bins, indicators
 * and coefficients are the segment's; with some, only coefficients, drawn towards the pooled ones as far as its bads are
 * few. Segments with fewer, and rows without a segment, are scored on the card of all.
 * @param segment  a row's segment; −1 = none
 * @throws checkSample's, checkColumns' and checkParameters' faults; SCORECARD_MATRIX_SINGULAR without a penalty
 */
export function developSegmentedScorecard(
  sample: Sample,
  segment: CategoricalColumn,
  parameters: ScorecardParameters,
  { segments: limits = defaultSegmentParameters, ...given }: SegmentedOptions = {},
): SegmentedScorecard {
  checkParameters(parameters);
  checkSample(sample);
  checkColumns([segment], sample.bad.length);
  const prepared = prepareSample(sample);
  const pooled = fitCard(prepared, trainOnAllRows(sample), parameters, given);
  const parts = divide(sample, segment);
  const shrunk = shrinkAll(parts, pooled, parameters, limits);
  return {
    version: "segmented-scorecard@1",
    segmentColumn: segment.id,
    fallback: finishCard(pooled, checkSample(sample), parameters),
    segments: parts.map((part): SegmentCard => {
      const { name, counts, fewest } = part;
      const outcomes = { segment: name, rows: counts.rows, bads: counts.bads };
      if (fewest >= limits.ownOutcomes.value) {
        const { rules } = given;
        const own = fitSegment(prepared, part, parameters, rules ? { rules } : {});
        return { ...outcomes, kind: "own", card: finishCard(own, counts, parameters) };
      }
      const fit = shrunk.get(name);
      if (fit === undefined) {
        const least = limits.shrunkOutcomes.value;
        return { ...outcomes, kind: "fallback", reason: { kind: "tooFewOutcomes", fewest, least } };
      }
      const design = { ...pooled.design, rows: part.rows };
      const fitted = { ...pooled, design, regression: fit.regression };
      return {
        ...outcomes,
        kind: "shrunk",
        card: finishCard(fitted, counts, parameters, fit.precision),
        coefficients: describeCoefficients(pooled, fit, limits.confidence.value),
      };
    }),
  };
}

interface SegmentPart {
  readonly name: string;
  readonly rows: Int32Array;
  readonly counts: SampleCounts;
  /** Rows of the rarer outcome. */
  readonly fewest: number;
}

/** The segments that have rows, in the order of their names. */
function divide({ bad, weights }: Sample, { codes, categories }: CategoricalColumn): readonly SegmentPart[] {
  const rowNumbers = Int32Array.from(codes.keys());
  return categories
    .map((name, code) => ({ name, rows: rowNumbers.filter((row) => codes[row] === code) }))
    .filter(({ rows }) => rows.length > 0)
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, rows }) => {
      const bads = rows.reduce((sum, row) => sum + (bad[row] as number), 0);
      const weightOf = (row: number): number => (weights ? (weights[row] as number) : 1);
      const weight = rows.reduce((sum, row) => sum + weightOf(row), 0);
      const badWeight = rows.reduce((sum, row) => sum + (bad[row] as number) * weightOf(row), 0);
      return {
        name,
        rows,
        counts: { rows: rows.length, bads, badRate: badWeight / weight },
        fewest: Math.min(bads, rows.length - bads),
      };
    });
}

/** Every segment with outcomes enough teaches how far segments differ, also those that get a card of their own. */
function shrinkAll(
  parts: readonly SegmentPart[],
  { design, regression }: FittedCard,
  parameters: ScorecardParameters,
  limits: SegmentParameters,
): ReadonlyMap<string, ShrunkFit> {
  const able = parts.filter(({ fewest }) => fewest >= limits.shrunkOutcomes.value);
  const fits = shrinkCoefficients(
    able.map(({ rows }) => ({ ...design, rows })),
    Float64Array.of(regression.intercept, ...regression.coefficients),
    parameters.regression,
    {
      expectedSpread: limits.expectedSpread.value,
      expectationWeight: limits.expectationWeight.value,
      nonNegative: parameters.selection.positiveOnly,
    },
  );
  return new Map(able.map(({ name }, index) => [name, fits[index] as ShrunkFit]));
}

function fitSegment(
  prepared: PreparedSample,
  { rows }: SegmentPart,
  parameters: ScorecardParameters,
  given: GivenBinnings,
): FittedCard {
  const included = new Uint8Array(prepared.sample.bad.length);
  for (const row of rows) included[row] = 1;
  return fitCard(prepared, trainOn(included, prepared.sample), parameters, given);
}

function describeCoefficients(
  { members, regression }: FittedCard,
  fit: ShrunkFit,
  confidence: number,
): readonly ShrunkCoefficient[] {
  const reach = normalQuantile((1 + confidence) / 2);
  const pooled = [regression.intercept, ...regression.coefficients];
  const own = [fit.regression.intercept, ...fit.regression.coefficients];
  return ["intercept", ...members.map(({ id }) => id)].map((id, j) => {
    const coefficient = own[j] as number;
    const margin = reach * (fit.precision.standardErrors[j] as number);
    return {
      id,
      pooled: pooled[j] as number,
      coefficient,
      low: coefficient - margin,
      high: coefficient + margin,
      shrinkage: fit.shrinkage[j] as number,
    };
  });
}
