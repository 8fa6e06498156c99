import { describe, expect, it } from "vitest";
import { defaultPlan, type DevelopmentPlan, type DevelopmentStep, developmentSteps } from "#scorecard";
import { fingerprintsOfPlan, sha256OfPlan } from "./plan-fingerprint.ts";
import { developmentPlanSchema } from "./plan-schema.ts";
import {
  type ArtefactRecord,
  countedArtefact,
  type ScorecardProject,
  standingOf,
} from "./scorecard-project.ts";

const plan = defaultPlan({ target: "bad", badValue: "1" });
const person = { id: "p", name: "Developer" };

/** A project whose steps were all run and signed under the plan. */
function projectOf(current: DevelopmentPlan, ran: DevelopmentPlan = plan, data = "d"): ScorecardProject {
  const fingerprints = fingerprintsOfPlan(ran);
  const artefacts = developmentSteps.map(
    (step, place): ArtefactRecord => ({
      id: `artefact ${place}`,
      step,
      sha256: `sha256 of ${step}`,
      planSha256: fingerprints[step],
      dataSha256: data,
      revision: 1,
      ranBy: person,
      ranAtMs: place,
      durationMs: 1,
      signOff: { by: person, atMs: place, comment: "" },
    }),
  );
  return {
    id: "project",
    name: "project",
    source: { kind: "evaluation", evaluationId: "e", dataset: "d" },
    isSimulated: true,
    createdBy: person,
    createdAtMs: 0,
    revision: 1,
    plan: current,
    artefacts,
  };
}

const statesOf = (project: ScorecardProject) =>
  Object.fromEntries(standingOf(project).map(({ step, state }) => [step, state]));

/** The first step that a change of the plan takes out of force. */
function firstOutdated(changed: DevelopmentPlan): DevelopmentStep | undefined {
  return standingOf(projectOf(changed)).find(({ state }) => state === "outdated")?.step;
}

describe("a project's steps", () => {
  it("count while the plan says what it said when they ran", () => {
    expect(new Set(Object.values(statesOf(projectOf(plan))))).toEqual(new Set(["signed"]));
    expect(countedArtefact(projectOf(plan), "fit")?.id).toBe("artefact 4");
  });

  it("are outdated from the first one that a change decides", () => {
    const { parameters } = plan;
    const cases: readonly [DevelopmentStep, DevelopmentPlan][] = [
      ["sample", { ...plan, sample: { ...plan.sample, badValue: "2" } }],
      ["preprocess", { ...plan, rules: { income: { cuts: [10, 20] } } }],
      ["preprocess", { ...plan, seed: "another" }],
      ["preprocess", { ...plan, split: { kind: "random", heldOutShare: 0.3 } }],
      [
        "screen",
        { ...plan, parameters: { ...parameters, screening: { ...parameters.screening, minIv: 0.1 } } },
      ],
      [
        "fit",
        { ...plan, parameters: { ...parameters, regression: { ...parameters.regression, firth: true } } },
      ],
      ["evaluate", { ...plan, evaluation: { ...plan.evaluation, grades: 5 } }],
      [
        "evaluate",
        { ...plan, parameters: { ...parameters, scaling: { ...parameters.scaling, basePoints: 1 } } },
      ],
    ];
    for (const [step, changed] of cases) expect(firstOutdated(changed)).toBe(step);
  });

  it("are outdated after one that was run on other rows", () => {
    const project = projectOf(plan);
    const [first, ...rest] = project.artefacts;
    const other = { ...project, artefacts: [{ ...(first as ArtefactRecord), dataSha256: "e" }, ...rest] };
    expect(standingOf(other).map(({ state }) => state)).toEqual(["signed", ...Array(7).fill("outdated")]);
  });

  it("count again when the plan goes back", () => {
    const changed = { ...plan, seed: "another" };
    const project = projectOf(plan);
    expect(statesOf({ ...project, plan: changed }).preprocess).toBe("outdated");
    expect(statesOf({ ...project, plan }).preprocess).toBe("signed");
  });

  it("have not run where nothing was left", () => {
    expect(new Set(Object.values(statesOf({ ...projectOf(plan), artefacts: [] })))).toEqual(
      new Set(["notRun"]),
    );
  });
});

describe("a plan", () => {
  it("has one fingerprint whatever the order of its fields", () => {
    const turned = Object.fromEntries(Object.entries(plan).toReversed()) as unknown as DevelopmentPlan;
    expect(sha256OfPlan(turned)).toBe(sha256OfPlan(plan));
    expect(fingerprintsOfPlan(turned)).toEqual(fingerprintsOfPlan(plan));
  });

  it("comes through JSON and its schema as it was", () => {
    const ruled: DevelopmentPlan = {
      ...plan,
      rules: { a: { cuts: [1, 2], specialCodes: [-9], forbiddenCuts: [{ from: 0, to: 1 }] }, b: {} },
      split: { kind: "time", heldOutFrom: "2026-01" },
    };
    expect(developmentPlanSchema.parse(JSON.parse(JSON.stringify(ruled)))).toEqual(ruled);
    expect(() => developmentPlanSchema.parse({ ...plan, split: { kind: "none" } })).toThrow();
  });
});
