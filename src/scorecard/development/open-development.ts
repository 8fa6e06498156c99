import type { ReportProgress } from "#kernel";
import type { BinnedIndicator } from "../binning/binning.ts";
import { binTable as binAllAtOnce } from "../binning/bin-table.ts";
import { trainOnAllRows } from "../binning/training-rows.ts";
import type { DataTable } from "../data-table.ts";
import { finishCard } from "../develop-scorecard.ts";
import { exploreSample } from "../exploration/explore-sample.ts";
import type { Exploration } from "../exploration/exploration.ts";
import {
  checkParameters,
  checkRules,
  type RulesByIndicator,
  type ScorecardParameters,
} from "../parameters.ts";
import { regressValues, type ValueRegression } from "../regression/regress-values.ts";
import { reportRegression } from "../regression/report-regression.ts";
import { checkSample, type Sample } from "../sample.ts";
import type { Scorecard } from "../scorecard.ts";
import { fitCard, type FittedCard } from "../screening/fit-card.ts";
import { prepareSample } from "../screening/prepare-sample.ts";
import type {
  EvaluationArtefact,
  FitArtefact,
  Outcomes,
  PreprocessingArtefact,
  SampleArtefact,
  ScreeningArtefact,
} from "./artefacts.ts";
import type { TrainChallenger } from "./challenger.ts";
import { developSegments, type SegmentArtefact } from "./develop-segments.ts";
import { evaluateDevelopment } from "./evaluate-development.ts";
import { type FormedSample, formSample } from "./form-sample.ts";
import type { DevelopmentPlan } from "./plan.ts";
import { type Split, splitSample } from "./split-sample.ts";
import { takeSample } from "./take-sample.ts";

/** What a development may use beside the plan. */
export interface DevelopmentOptions {
  readonly onProgress?: ReportProgress;
  /** Bins in threads; the same bits as without. */
  readonly binTable?: (
    sample: Sample,
    parameters: ScorecardParameters["binning"],
    rules: RulesByIndicator,
  ) => Promise<readonly BinnedIndicator[]>;
  /** Trains the challenger that the evaluation compares the card with; none without it. */
  readonly challenger?: { readonly model: string; readonly train: TrainChallenger };
  /** Score of the model in use so far, one for each row of the table. */
  readonly oldPoints?: Float64Array;
}

/** A plan carried out on a table, step by step; what a step rests on is computed once and only when it is asked for. */
export interface Development {
  readonly sample: () => SampleArtefact;
  readonly explore: () => Exploration;
  readonly preprocess: () => Promise<PreprocessingArtefact>;
  readonly screen: () => Promise<ScreeningArtefact>;
  readonly fit: () => Promise<FitArtefact>;
  /** The same rows and indicators without bins, as published tables have it. */
  readonly fitValues: () => ValueRegression;
  readonly card: () => Promise<Scorecard>;
  readonly evaluate: () => Promise<EvaluationArtefact>;
  /** Null when the plan names no segment. */
  readonly segments: () => Promise<SegmentArtefact | null>;
}

/**
 * Opens a plan on a table: nothing is computed before it is asked for, and nothing twice.
 * @throws SCORECARD_PARAMETER_OUT_OF_RANGE at once, formSample's and splitSample's faults with the first step
 */
export function openDevelopment(
  table: DataTable,
  plan: DevelopmentPlan,
  options: DevelopmentOptions = {},
): Development {
  checkParameters(plan.parameters);
  checkRules(plan.rules, plan.parameters.binning);
  const { onProgress } = options;
  const formed = once(() => formSample(table, plan.sample));
  const split = once(() => splitSample(table, formed(), plan.split, plan.seed));
  const learnt = once(() => takeSample(formed().sample, split().development));
  const binned = once(async () => {
    const bin = options.binTable ?? binAllAtOnce;
    return await bin(learnt(), plan.parameters.binning, plan.rules);
  });
  const fitted = once(async (): Promise<FittedCard> => {
    const sample = learnt();
    const given = { binned: await binned(), rules: plan.rules };
    return fitCard(prepareSample(sample), trainOnAllRows(sample), plan.parameters, given);
  });
  const card = once(async () => finishCard(await fitted(), checkSample(learnt()), plan.parameters));
  return {
    sample: () => formed().artefact,
    explore: once(() => exploreSample(formed().sample, onProgress)),
    preprocess: once(async () => preprocessingOf(formed(), split(), await binned())),
    screen: once(async () => screeningOf(await fitted())),
    fit: once(async () => fitOf(await fitted(), plan)),
    fitValues: once(() => regressValues(learnt(), plan.parameters.regression, plan.evaluation.confidence)),
    card,
    segments: once(async () => {
      if (formed().segment === null) return null;
      const given = { binned: await binned(), rules: plan.rules };
      return developSegments({ formed: formed(), split: split(), learnt: learnt(), given, plan });
    }),
    evaluate: once(async () =>
      evaluateDevelopment({
        plan,
        formed: formed(),
        split: split(),
        learnt: learnt(),
        card: await card(),
        oldPoints: oldPointsOf(formed(), options),
        challenger: options.challenger ?? null,
        onProgress,
      }),
    ),
  };
}

function once<T>(compute: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: compute() }).value;
}

function preprocessingOf(
  { sample }: FormedSample,
  { development, heldOut, heldOutKind }: Split,
  indicators: readonly BinnedIndicator[],
): PreprocessingArtefact {
  return {
    development: outcomesOf(sample, development),
    heldOut: heldOut.length === 0 ? null : { kind: heldOutKind, ...outcomesOf(sample, heldOut) },
    indicators,
  };
}

function screeningOf({ screening }: FittedCard): ScreeningArtefact {
  const { figures, candidates, screened } = screening;
  return { figures, candidates: candidates.map(({ id }) => id), screened };
}

function fitOf(fitted: FittedCard, plan: DevelopmentPlan): FitArtefact {
  const { regression: parameters } = plan.parameters;
  return {
    regression: reportRegression(fitted, parameters, plan.evaluation.confidence),
    screened: fitted.screened,
  };
}

function outcomesOf({ bad }: Sample, rows: Int32Array): Outcomes {
  let bads = 0;
  for (const row of rows) bads += bad[row] as number;
  return { rows: rows.length, bads, badRate: bads / rows.length };
}

function oldPointsOf({ rows }: FormedSample, { oldPoints }: DevelopmentOptions): Float64Array | null {
  return oldPoints === undefined ? null : Float64Array.from(rows, (row) => oldPoints[row] as number);
}
