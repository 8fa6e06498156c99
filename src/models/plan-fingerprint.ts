import { createHash } from "node:crypto";
import { canonicalJson, type Json } from "#seal";
import { type DevelopmentPlan, type DevelopmentStep, developmentSteps } from "#scorecard";

/** What of a plan decides each step beside what decides the steps before it. */
const partsOfStep: Readonly<Record<DevelopmentStep, (plan: DevelopmentPlan) => unknown>> = {
  sample: ({ version, sample }) => ({ version, sample }),
  explore: () => null,
  preprocess: ({ split, rules, parameters, seed }) => ({ split, rules, binning: parameters.binning, seed }),
  screen: ({ parameters }) => parameters.screening,
  fit: ({ parameters }) => ({ selection: parameters.selection, regression: parameters.regression }),
  // The evaluation speaks of points, so the scale decides it as well.
  evaluate: ({ evaluation, parameters }) => ({ evaluation, scaling: parameters.scaling }),
  card: () => null,
  deploy: () => null,
};

/** SHA-256, hex, for each step over everything of the plan that decides it. */
export function fingerprintsOfPlan(plan: DevelopmentPlan): Readonly<Record<DevelopmentStep, string>> {
  let before = "";
  const fingerprints = {} as Record<DevelopmentStep, string>;
  for (const step of developmentSteps) {
    before = sha256OfText(`${before}\n${step}\n${canonicalJson(partsOfStep[step](plan) as Json)}`);
    fingerprints[step] = before;
  }
  return fingerprints;
}

/** SHA-256, hex, of the whole plan, whatever the order of its fields. */
export function sha256OfPlan(plan: DevelopmentPlan): string {
  return sha256OfText(canonicalJson(plan as unknown as Json));
}

/** SHA-256, hex, of a text's UTF-8. */
export function sha256OfText(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
