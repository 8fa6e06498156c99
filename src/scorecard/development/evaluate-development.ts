import type { ReportProgress } from "#kernel";
import { labelOfBin } from "../bin-label.ts";
import { crossValidate } from "../validation/cross-validate.ts";
import { evaluateModel } from "../validation/evaluate-model.ts";
import type { EvaluationInput } from "../validation/evaluation-input.ts";
import { defaultEvaluationParameters } from "../evaluation/parameters.ts";
import type { BinnedColumn, GroupColumn, Population, PopulationKind } from "../evaluation/population.ts";
import { refitWithRejects } from "../rejects/refit-with-rejects.ts";
import { scoreOfLogOdds } from "../scaling/points-line.ts";
import type { Sample } from "../sample.ts";
import type { Scorecard } from "../scorecard.ts";
import { type ScoredSample, scoreSample } from "../scoring/score-sample.ts";
import type { EvaluationArtefact } from "./artefacts.ts";
import type { TrainChallenger } from "./challenger.ts";
import { type ChallengeGround, compareWithChallenger } from "./compare-with-challenger.ts";
import { foldRounds } from "./fold-rounds.ts";
import type { FormedSample } from "./form-sample.ts";
import type { DevelopmentPlan } from "./plan.ts";
import type { Split } from "./split-sample.ts";
import { takeGroups, takeSample } from "./take-sample.ts";

/** A finished card with everything it is judged on. */
export interface JudgedDevelopment {
  readonly plan: DevelopmentPlan;
  readonly formed: FormedSample;
  readonly split: Split;
  /** The development rows of the formed sample. */
  readonly learnt: Sample;
  readonly card: Scorecard;
  /** Score of the model in use so far, one for each row of the formed sample. */
  readonly oldPoints: Float64Array | null;
  readonly challenger: { readonly model: string; readonly train: TrainChallenger } | null;
  readonly onProgress?: ReportProgress | undefined;
}

/**
 * Step 6: the card on the rows it learnt from and on those held out; with folds each row by the cards that had not seen it.
 * @throws SCORECARD_FOLDS_TOO_MANY, the challenger's faults
 */
export async function evaluateDevelopment(judged: JudgedDevelopment): Promise<EvaluationArtefact> {
  const { plan, formed, split, learnt, card } = judged;
  const crossValidation = plan.split.kind === "folds" ? validate(judged, plan.split) : undefined;
  const development = populationOf(judged, "development", split.development, learnt);
  const unseen =
    crossValidation === undefined
      ? populationOf(judged, split.heldOutKind, split.heldOut, takeSample(formed.sample, split.heldOut))
      : outOfFold(development, card, crossValidation.outOfFoldLogOdds);
  const evaluation = evaluateModel({
    populations: [development, unseen],
    plan: plan.evaluation,
    seed: plan.seed,
    ...(formed.rejectRows === 0 ? {} : judgeRejects(judged)),
    ...(crossValidation === undefined ? {} : { crossValidation }),
  });
  if (judged.challenger === null) return { evaluation, challenger: null };
  judged.onProgress?.({ step: "challenger", done: 0, unit: "fits", subject: judged.challenger.model });
  const ground: ChallengeGround = {
    sample: formed.sample,
    population: unseen,
    rounds: roundsOf(judged),
    confidence: plan.evaluation.confidence,
  };
  return { evaluation, challenger: await compareWithChallenger(ground, judged.challenger) };
}

/** The rejects' scores, and the card developed again with them when the plan infers their outcome. */
function judgeRejects({
  plan,
  formed,
  learnt,
  card,
  onProgress,
}: JudgedDevelopment): Pick<EvaluationInput, "rejects"> {
  const { points, rawPd } = scoreSample(card, formed.rejects);
  const { rejectInference, rejectBadFactor } = plan.evaluation;
  if (rejectInference === "none") return { rejects: { points, pd: rawPd } };
  onProgress?.({ step: "rejects", done: 0, unit: "fits" });
  const refits = refitWithRejects({
    sample: learnt,
    card,
    rejects: formed.rejects,
    parameters: plan.parameters,
    rules: plan.rules,
    choice: { badFactor: rejectBadFactor, parcels: defaultEvaluationParameters.parcels.value },
    seed: plan.seed,
  });
  return { rejects: { points, pd: rawPd, refits } };
}

function validate(
  { plan, formed, onProgress }: JudgedDevelopment,
  { folds, repeats }: { readonly folds: number; readonly repeats: number },
) {
  const { parameters, rules, seed } = plan;
  return crossValidate(formed.sample, parameters, {
    folds,
    repeats,
    seed,
    rules,
    ...(onProgress === undefined ? {} : { onProgress }),
  });
}

function roundsOf({ plan, formed, split }: JudgedDevelopment): ChallengeGround["rounds"] {
  if (plan.split.kind === "folds") return foldRounds(formed.sample.bad, plan.split.folds, plan.seed);
  return [{ development: split.development, wanted: split.heldOut }];
}

function populationOf(
  { formed, card, oldPoints }: JudgedDevelopment,
  kind: PopulationKind,
  rows: Int32Array,
  sample: Sample,
): Population {
  const scored = scoreSample(card, sample.indicators);
  return {
    kind,
    points: scored.points,
    pd: scored.rawPd,
    ...outcomesOf(sample),
    groups: groupsOf(formed.groups, rows, formed.sample.bad.length),
    indicators: binnedColumns(card, scored),
    ...(oldPoints === null ? {} : { oldPoints: Float64Array.from(rows, (row) => oldPoints[row] as number) }),
  };
}

/** The same rows, each with the score of the cards that had not seen it. */
function outOfFold(development: Population, card: Scorecard, logOdds: Float64Array): Population {
  return {
    ...development,
    kind: "crossValidated",
    points: logOdds.map((odds) => scoreOfLogOdds(card, odds)),
    pd: logOdds.map((odds) => 1 / (1 + Math.exp(-odds))),
  };
}

function outcomesOf({ bad, weights, vintages }: Sample): Pick<Population, "bad" | "weights" | "vintages"> {
  return {
    bad,
    ...(weights === undefined ? {} : { weights }),
    ...(vintages === undefined ? {} : { vintages }),
  };
}

function groupsOf(groups: readonly GroupColumn[], rows: Int32Array, all: number): readonly GroupColumn[] {
  return rows.length === all ? groups : takeGroups(groups, rows);
}

function binnedColumns(card: Scorecard, { perIndicator }: ScoredSample): readonly BinnedColumn[] {
  return card.indicators.map(({ id, bins }, index) => ({
    id,
    codes: (perIndicator[index] as ScoredSample["perIndicator"][number]).bins,
    labels: bins.map((bin) => labelOfBin(bin, "en")),
    points: bins.map(({ points }) => points),
  }));
}
