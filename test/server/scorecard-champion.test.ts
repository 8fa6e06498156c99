import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { developmentPlanSchema } from "#models";
import { evaluateSample } from "./evaluate-sample.ts";
import { bodyOf, openWholeServer, type Person, type WholeServer } from "./open-whole-server.ts";

const dataset = "champion-sample";

interface Model {
  champion?: { version: number; isUsed: boolean };
  shadows?: { version: number; enterprises: number; rankAgreement: number }[];
  scorecard: { indicators: { id: string }[] };
}

let server: WholeServer;
let developer: Person;
let risk: Person;
let validator: Person;
let projectId: string;

beforeAll(async () => {
  server = await openWholeServer();
  developer = await server.signIn(server.bank, "modelDeveloper");
  risk = await server.signIn(server.bank, "riskOfficer");
  validator = await server.signIn(server.bank, "modelValidator");
  await evaluateSample(server, dataset);
}, 180_000);
afterAll(async () => await server.close());

const post = async (who: Person, url: string, json: unknown = {}) => await who("POST", url, { json });

async function jobEnd(jobId: string): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    const { state, problem } = await bodyOf<{ state: string; problem: unknown }>(
      risk("GET", `/v1/jobs/${jobId}`),
    );
    if (state === "succeeded") return;
    if (state !== "queued" && state !== "running") {
      throw new Error(`${state} ${JSON.stringify(problem)} ${server.errors()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error("the job does not end");
}

/** Runs and signs all steps, and takes the version that comes of them to the state. */
async function developTo(state: "shadow" | "champion"): Promise<void> {
  const url = `/v1/scorecard-projects/${projectId}`;
  const { id: jobId } = await bodyOf<{ id: string }>(post(developer, `${url}/steps/deploy/run`));
  await jobEnd(jobId);
  const { steps } = await bodyOf<{ steps: { step: string; state: string; artefact: { sha256: string } }[] }>(
    developer("GET", url),
  );
  for (const { step, artefact } of steps.filter((one) => one.state !== "signed")) {
    await post(developer, `${url}/steps/${step}/sign-off`, { sha256: artefact.sha256, comment: "" });
  }
  const version = await bodyOf<{ id: string; sha256: string }>(
    post(developer, `${url}/versions`, { name: `to ${state}` }),
  );
  const walk = ["validate", "approve", "shadow", ...(state === "champion" ? ["champion"] : [])];
  for (const step of walk) {
    const signed = { sha256: version.sha256, text: "checked" };
    const who = step === "validate" ? validator : risk;
    expect((await post(who, `/v1/scorecards/${version.id}/${step}`, signed)).status, step).toBe(200);
  }
}

async function evaluateAgain(): Promise<Model> {
  const { jobId } = await bodyOf<{ jobId: string }>(post(risk, "/v1/evaluations", { dataset }));
  await jobEnd(jobId);
  const { document } = await bodyOf<{ document: { model: Model } }>(risk("GET", "/v1/evaluations/latest"));
  return document.model;
}

describe("a version developed on the enterprises of an evaluation", { timeout: 240_000 }, () => {
  it("starts from those whose outcome is known, with what experts expect of each indicator", async () => {
    const { id: evaluationId } = await bodyOf<{ id: string }>(developer("GET", "/v1/evaluations/latest"));
    const source = { kind: "evaluation", evaluationId };
    const answer = await post(developer, "/v1/scorecard-projects", { name: "企业评分卡", source });
    const project = await bodyOf<{ id: string; isSimulated: boolean; plan: unknown }>(answer);
    expect(answer.status, JSON.stringify(project)).toBe(201);
    expect(project.isSimulated).toBe(true);
    const plan = developmentPlanSchema.parse(project.plan);
    expect(plan.sample).toMatchObject({ target: "outcome", badValue: "default" });
    expect(Object.keys(plan.rules).length).toBeGreaterThan(5);
    projectId = project.id;
    const columns = await bodyOf<{ rows: number }>(
      developer("GET", `/v1/scorecard-projects/${projectId}/columns`),
    );
    expect(columns.rows).toBe(40);
  });

  it("scores the next evaluation once it is in force", async () => {
    await developTo("champion");
    const model = await evaluateAgain();
    const [inForce] = (await bodyOf<{ items: { sha256: string }[] }>(risk("GET", "/v1/scorecards"))).items;
    expect(model.champion).toMatchObject({ version: 1, sha256: inForce?.sha256, isUsed: true });
    expect(model.shadows).toBeUndefined();
    const card = await bodyOf<{ items: { id: string }[] }>(risk("GET", "/v1/scorecards"));
    const champion = await bodyOf<{ card: { indicators: { id: string }[] } }>(
      risk("GET", `/v1/scorecards/${card.items[0]?.id}`),
    );
    expect(model.scorecard.indicators.map(({ id }) => id)).toEqual(
      champion.card.indicators.map(({ id }) => id),
    );
  });

  it("is shown beside it while it runs in the shadow, and decides nothing", async () => {
    const url = `/v1/scorecard-projects/${projectId}`;
    const project = await bodyOf<{ revision: number; plan: unknown }>(developer("GET", url));
    const plan = developmentPlanSchema.parse(project.plan);
    const selection = { ...plan.parameters.selection, maxIndicators: 1 };
    const changed = { ...plan, parameters: { ...plan.parameters, selection } };
    await developer("PUT", `${url}/plan`, { json: { baseRevision: project.revision, plan: changed } });
    await developTo("shadow");
    const model = await evaluateAgain();
    expect(model.champion?.version).toBe(1);
    expect(model.shadows).toMatchObject([{ version: 2, enterprises: 46 }]);
    const list = await bodyOf<{ items: { id: string; score: number }[] }>(
      risk("GET", "/v1/evaluations/latest/enterprises?limit=5"),
    );
    const one = await bodyOf<{ score: number; shadowScores: { version: number; score: number }[] }>(
      risk("GET", `/v1/evaluations/latest/enterprises/${list.items[0]?.id}`),
    );
    expect(one.shadowScores).toMatchObject([{ version: 2 }]);
    expect(Number.isFinite(one.shadowScores[0]?.score)).toBe(true);
  });

  it("is watched on the evaluations that were made since", async () => {
    const { items } = await bodyOf<{ items: { id: string; version: number }[] }>(
      risk("GET", "/v1/scorecards"),
    );
    const first = items.find(({ version }) => version === 1);
    interface Watched {
      periods: { kind: string; rows: number; psi: { value: number; limit: number }; shares: number[] }[];
    }
    const found = await bodyOf<Watched>(risk("GET", `/v1/scorecards/${first?.id}/monitoring`));
    const since = found.periods.filter(({ kind }) => kind === "evaluation");
    expect(since).toHaveLength(2);
    expect(since[0]?.rows).toBe(46);
    expect(since[0]?.shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    expect(since[0]?.psi.limit).toBeGreaterThan(0);
  });
});
