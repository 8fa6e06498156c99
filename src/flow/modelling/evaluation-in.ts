import type { EvaluationArtefact, ModelEvaluation } from "#scorecard";

/** The evaluation in the text of the artefact of step 6. */
export function evaluationIn(text: string): ModelEvaluation {
  return (JSON.parse(text) as EvaluationArtefact).evaluation;
}
