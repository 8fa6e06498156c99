import type { ReportProgress } from "#kernel";
import {
  type DataTable,
  type DevelopmentPlan,
  developScorecard,
  evaluateModel,
  exploreSample,
  formSample,
  scoreSample,
} from "#scorecard";

/** Stands in until the steps of the library are here. */
export function openProvisional(table: DataTable, plan: DevelopmentPlan, onProgress: ReportProgress) {
  const formed = formSample(table, plan.sample);
  const card = developScorecard(formed.sample, plan.parameters);
  return {
    sample: async () => formed.artefact,
    explore: async () => exploreSample(formed.sample, onProgress),
    preprocess: async () => ({}),
    screen: async () => ({}),
    fit: async () => ({ fit: card.fit }),
    evaluate: async () => {
      const { points, rawPd } = scoreSample(card, formed.sample.indicators);
      const population = { kind: "development" as const, points, pd: rawPd, bad: formed.sample.bad };
      return {
        evaluation: evaluateModel({ populations: [population], plan: plan.evaluation, seed: plan.seed }),
        challenger: null,
      };
    },
    card: async () => card,
  };
}
