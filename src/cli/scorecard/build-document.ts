import type {
  EvaluationArtefact,
  Exploration,
  FitArtefact,
  PreprocessingArtefact,
  SampleArtefact,
  Scorecard,
  ScreeningArtefact,
  SegmentArtefact,
} from "#scorecard";
import type { ArtefactFolder } from "./artefact-folder.ts";
import type { Run } from "./open-run.ts";
import { variableOf } from "./variable-document.ts";

/** What the steps left. */
export interface BuildResult {
  readonly sample: SampleArtefact;
  readonly exploration: Exploration;
  readonly preprocessing: PreprocessingArtefact;
  readonly screening: ScreeningArtefact;
  readonly fit: FitArtefact;
  readonly card: Scorecard;
  readonly evaluation: EvaluationArtefact;
  /** Null when the plan names no segment. */
  readonly segmented: SegmentArtefact | null;
}

/** What `build --json` prints. The words `variables`, `model.coefficients` and `evaluation` are stable: scripts use them. */
export function buildDocument(result: BuildResult, { read, plan }: Run, folder: ArtefactFolder) {
  const { card, preprocessing, screening, fit, evaluation } = result;
  const onCard = new Map(card.indicators.map((indicator) => [indicator.id, indicator]));
  const reasons = new Map([...screening.screened, ...fit.screened].map(({ id, reason }) => [id, reason]));
  const { of, ...headline } = evaluation.evaluation.headline;
  return {
    version: "scorecard-build@1",
    data: { file: read.name, sha256: read.sha256 },
    outcome: { target: plan.sample.target, bad: plan.sample.badValue },
    sample: result.sample,
    variables: preprocessing.indicators.map((binned) => ({
      ...variableOf(binned, preprocessing.development.rows),
      onCard: onCard.has(binned.id),
      reason: onCard.has(binned.id) ? null : (reasons.get(binned.id) ?? null),
      points: onCard.get(binned.id)?.bins.map(({ points }) => points) ?? null,
    })),
    model: {
      ...fit.regression,
      coefficients: fit.regression.coefficients.map(({ id, ...rest }) => ({ name: id, ...rest })),
      scaling: card.scaling,
    },
    evaluation: { ...headline, rows: of, alarms: evaluation.evaluation.alarms },
    challenger: evaluation.challenger,
    segments: result.segmented?.segments ?? null,
    out: folder.path,
    files: Object.fromEntries(folder.files.map(({ name, sha256 }) => [name, sha256])),
  };
}
