import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRandom } from "#kernel";
import { developmentSteps } from "#scorecard";
import { bodyOf, openWholeServer, type Person, type WholeServer } from "./open-whole-server.ts";

interface Step {
  step: string;
  state: string;
  artefact: { sha256: string; dataSha256: string } | null;
  content?: unknown;
}

interface Project {
  id: string;
  revision: number;
  plan: { sample: { target: string; badValue: string }; parameters: { scaling: { basePoints: number } } };
  steps: Step[];
  mine: { mayPublish: boolean };
  command: string;
}

interface Version {
  id: string;
  version: number;
  state: string;
  sha256: string;
  card: { indicators: { id: string }[] };
  transitions: { state: string; by: { name: string }; sealed: { origin: string; entry: number } | null }[];
  mine: { mayValidate: boolean; mayApprove: boolean };
}

let server: WholeServer;
let developer: Person;
let validator: Person;
let risk: Person;
let officer: Person;
let project: Project;
let version: Version;

beforeAll(async () => {
  server = await openWholeServer();
  const { bank, signIn } = server;
  developer = await signIn(bank, "modelDeveloper", "Dev");
  validator = await signIn(bank, "modelValidator", "Val");
  risk = await signIn(bank, "riskOfficer", "Risk");
  officer = await signIn(bank, "creditOfficer", "Officer");
}, 120_000);

afterAll(async () => await server.close());

/** Two telling numbers, one of noise, one of categories, a month; bad more often where `income` is low. */
function loansCsv(rows: number): string {
  const random = createRandom("studio test");
  const lines = ["income,age,noise,region,month,bad"];
  for (let row = 0; row < rows; row++) {
    const income = Math.round(random.next() * 1_000);
    const age = 20 + Math.floor(random.next() * 50);
    const odds = 0.45 - income / 2_500 - (age > 45 ? 0.08 : 0);
    const isBad = random.next() < Math.max(0.02, odds) ? 1 : 0;
    const region = ["east", "west", "north"][row % 3];
    const month = `2025-0${1 + (row % 6)}`;
    lines.push(
      `${row % 50 === 0 ? "" : income},${age},${Math.round(random.next() * 100)},${region},${month},${isBad}`,
    );
  }
  return `${lines.join("\n")}\n`;
}

async function run(step: string): Promise<void> {
  const job = await bodyOf<{ id: string }>(
    developer("POST", `/v1/scorecard-projects/${project.id}/steps/${step}/run`),
  );
  for (let tries = 0; tries < 300; tries++) {
    const found = await bodyOf<{ state: string; problem: unknown }>(developer("GET", `/v1/jobs/${job.id}`));
    if (found.state === "succeeded") return;
    if (found.state === "failed") throw new Error(`${JSON.stringify(found.problem)} ${server.errors()}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("the run does not end");
}

const read = async (): Promise<Project> =>
  await bodyOf<Project>(developer("GET", `/v1/scorecard-projects/${project.id}`));

const post = async (who: Person, url: string, json: unknown = {}) => await who("POST", url, { json });

describe("a modelling project", () => {
  it("is made from an uploaded file, with a plan to start from", async () => {
    const upload = await bodyOf<{ id: string }>(post(developer, "/v1/uploads"));
    await developer("PUT", `/v1/uploads/${upload.id}/files/loans.csv`, { body: loansCsv(1_200) });
    const source = { kind: "upload", uploadId: upload.id, file: "loans.csv" };
    const answer = await post(developer, "/v1/scorecard-projects", { name: "小额经营贷", source });
    project = await bodyOf<Project>(answer);
    expect(answer.status, JSON.stringify(project)).toBe(201);
    expect(project.plan.sample).toMatchObject({ target: "bad", badValue: "1" });
    expect(project.command).toContain("touchstone scorecard build --data loans.csv");
    const columns = await bodyOf<{ rows: number; items: { id: string }[] }>(
      developer("GET", `/v1/scorecard-projects/${project.id}/columns`),
    );
    expect(columns.rows).toBe(1_200);
    expect(columns.items.map(({ id }) => id)).toContain("income");
  });

  it("takes a file once", async () => {
    const { source } = await bodyOf<{ source: { uploadId: string } }>(
      developer("GET", `/v1/scorecard-projects/${project.id}`),
    );
    const again = { kind: "upload", uploadId: source.uploadId, file: "loans.csv" };
    expect((await post(developer, "/v1/scorecard-projects", { name: "x", source: again })).status).toBe(409);
  });

  it("is not made by who does not develop models", async () => {
    const source = { kind: "evaluation", evaluationId: project.id };
    const answer = await post(validator, "/v1/scorecard-projects", { name: "x", source });
    expect(answer.status).toBe(403);
  });

  it("runs a step with everything before it, each leaving an artefact", { timeout: 120_000 }, async () => {
    const plan = { ...project.plan, sample: { ...project.plan.sample, observation: "month" } };
    const change = { baseRevision: 1, plan };
    project = await bodyOf<Project>(
      developer("PUT", `/v1/scorecard-projects/${project.id}/plan`, { json: change }),
    );
    expect(project.revision).toBe(2);
    await run("deploy");
    project = await read();
    expect(project.steps.map(({ state }) => state)).toEqual(developmentSteps.map(() => "done"));
    const sample = await bodyOf<Step>(validator("GET", `/v1/scorecard-projects/${project.id}/steps/sample`));
    expect(sample.content).toMatchObject({ tableRows: 1_200, sample: { rows: 1_200 } });
  });

  it("refuses a change that starts from another revision", async () => {
    const change = { baseRevision: 1, plan: project.plan };
    const answer = await developer("PUT", `/v1/scorecard-projects/${project.id}/plan`, { json: change });
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain("MODELS_PLAN_CHANGED");
  });

  it("signs a step by the fingerprint of what was looked at, once", async () => {
    const url = `/v1/scorecard-projects/${project.id}/steps/sample/sign-off`;
    const other = await post(developer, url, { sha256: "0".repeat(64), comment: "" });
    expect(other.status).toBe(409);
    const sha256 = project.steps[0]?.artefact?.sha256;
    expect((await post(developer, url, { sha256, comment: "样本口径无误" })).status).toBe(200);
    expect((await post(developer, url, { sha256, comment: "" })).status).toBe(409);
    expect((await read()).steps[0]?.state).toBe("signed");
  });

  it("takes later artefacts out of force when an earlier step's plan changes, and undo puts them back", async () => {
    const url = `/v1/scorecard-projects/${project.id}`;
    const plan = {
      ...project.plan,
      parameters: {
        ...project.plan.parameters,
        scaling: { ...project.plan.parameters.scaling, basePoints: 650 },
      },
    };
    const changed = await bodyOf<Project>(
      developer("PUT", `${url}/plan`, { json: { baseRevision: 2, plan } }),
    );
    const states = changed.steps.map(({ step, state }) => `${step} ${state}`);
    expect(states).toEqual([
      "sample signed",
      "explore done",
      "preprocess done",
      "screen done",
      "fit done",
      "evaluate outdated",
      "card outdated",
      "deploy outdated",
    ]);
    const undone = await bodyOf<Project>(post(developer, `${url}/revisions/2/restore`));
    expect(undone.steps.map(({ state }) => state)).toEqual(["signed", ...Array(7).fill("done")]);
    expect((await post(developer, `${url}/revisions/99/restore`)).status).toBe(404);
  });

  it("gives counts by fine values for the editor, which add up to the sample", async () => {
    interface Counts {
      ranges: unknown[];
      vintages: string[];
      cells: { goods: number[]; bads: number[] }[];
    }
    const counts = await bodyOf<Counts>(
      developer("GET", `/v1/scorecard-projects/${project.id}/indicators/income/counts`),
    );
    expect(counts.vintages).toHaveLength(6);
    expect(counts.cells[0]?.goods).toHaveLength(counts.ranges.length + 1);
    const rows = counts.cells.flatMap(({ goods, bads }) => [...goods, ...bads]);
    expect(rows.reduce((sum, one) => sum + one, 0)).toBe(1_200);
    const absent = await developer("GET", `/v1/scorecard-projects/${project.id}/indicators/none/counts`);
    expect(absent.status).toBe(400);
  });

  it("is talked about by developers and validators", async () => {
    const url = `/v1/scorecard-projects/${project.id}/comments`;
    expect((await post(validator, url, { step: "sample", text: "表现期为何是六个月？" })).status).toBe(201);
    const { items } = await bodyOf<{ items: { text: string }[] }>(developer("GET", url));
    expect(items).toHaveLength(1);
  });

  it("is unknown to another bank", async () => {
    const stranger = await server.signIn(await server.addParty("bank"), "modelDeveloper");
    expect((await stranger("GET", `/v1/scorecard-projects/${project.id}`)).status).toBe(404);
  });
});

describe("a version of a scorecard", () => {
  it("needs all eight steps signed", async () => {
    const url = `/v1/scorecard-projects/${project.id}`;
    const early = await post(developer, `${url}/versions`, { name: "v1" });
    expect(early.status).toBe(409);
    for (const { step, artefact } of (await read()).steps.slice(1)) {
      const json = { sha256: artefact?.sha256, comment: "" };
      expect((await post(developer, `${url}/steps/${step}/sign-off`, json)).status, step).toBe(200);
    }
    const answer = await post(developer, `${url}/versions`, { name: "小额经营贷 A 卡" });
    version = await bodyOf<Version>(answer);
    expect(answer.status, JSON.stringify(version)).toBe(201);
    expect(version).toMatchObject({ version: 1, state: "developed" });
    expect(version.transitions[0]?.sealed).not.toBeNull();
  });

  it("is validated by another person than its developer, with findings", async () => {
    const adminDeveloper = await server.signIn(server.bank, "riskOfficer", "Other");
    const url = `/v1/scorecards/${version.id}/validate`;
    expect((await post(developer, url, { sha256: version.sha256, text: "ok" })).status).toBe(403);
    const wrong = await post(validator, url, { sha256: "0".repeat(64), text: "ok" });
    expect(await wrong.text()).toContain("MODELS_CARD_CHANGED");
    const wordless = await post(validator, url, { sha256: version.sha256, text: " " });
    expect(wordless.status).toBe(400);
    const early = await post(adminDeveloper, `/v1/scorecards/${version.id}/champion`, {
      sha256: version.sha256,
      text: "",
    });
    expect(early.status).toBe(409);
    const text = "复算一致；AUC 区间可接受。";
    version = await bodyOf<Version>(post(validator, url, { sha256: version.sha256, text }));
    expect(version.state).toBe("validated");
  });

  it("is approved, set beside and put into force step by step, each sealed", async () => {
    const step = async (who: Person, name: string) =>
      await bodyOf<Version>(
        post(who, `/v1/scorecards/${version.id}/${name}`, { sha256: version.sha256, text: "" }),
      );
    expect((await step(officer, "approve")).state).toBe("approved");
    expect((await step(risk, "shadow")).state).toBe("shadow");
    version = await step(risk, "champion");
    expect(version.state).toBe("champion");
    expect(version.transitions.map(({ state }) => state)).toEqual([
      "developed",
      "validated",
      "approved",
      "shadow",
      "champion",
    ]);
    expect(version.transitions.every(({ sealed }) => sealed !== null)).toBe(true);
    const { ledger } = server;
    await ledger.checkpoint();
    const place = version.transitions[1]?.sealed;
    const bundle = await ledger.bundle(place?.origin ?? "", {
      disclose: [{ index: place?.entry ?? 0, ordinals: [0] }],
    });
    expect(JSON.stringify(bundle)).toContain(version.sha256);
  });

  it("hands out its files as they were sealed, and a model card that names them", async () => {
    interface Card {
      content: { exports: { format: string; sha256: string; bytes: number }[]; data: { rows: number } };
      signatures: unknown[];
    }
    const card = await bodyOf<Card>(validator("GET", `/v1/scorecards/${version.id}/model-card`));
    expect(card.signatures).toHaveLength(5);
    expect(card.content.data.rows).toBe(1_200);
    for (const { format, bytes } of card.content.exports) {
      const answer = await validator("GET", `/v1/scorecards/${version.id}/exports/${format}`);
      expect(answer.status, format).toBe(200);
      expect((await answer.arrayBuffer()).byteLength).toBe(bytes);
    }
    const pdf = await validator("GET", `/v1/scorecards/${version.id}/model-card.pdf`);
    expect(new TextDecoder().decode((await pdf.arrayBuffer()).slice(0, 4))).toBe("%PDF");
  });

  it("scores a record with reasons and the nearest change", async () => {
    interface Scored {
      points: number;
      indicators: { id: string }[];
      nearestChange: { points: number } | null;
    }
    const values = Object.fromEntries(version.card.indicators.map(({ id }) => [id, null]));
    const scored = await bodyOf<Scored>(
      post(officer, `/v1/scorecards/${version.id}/score`, { values: { ...values, income: 10 } }),
    );
    expect(scored.indicators.map(({ id }) => id)).toEqual(version.card.indicators.map(({ id }) => id));
    expect(Number.isFinite(scored.points)).toBe(true);
  });

  it("is unknown to another bank, whatever is asked of it", async () => {
    const stranger = await server.signIn(await server.addParty("bank"), "administrator");
    const url = `/v1/scorecards/${version.id}`;
    for (const part of [
      "",
      "/exports/json",
      "/model-card",
      "/model-card.pdf",
      "/monitoring",
      `/compare/${version.id}`,
    ]) {
      expect((await stranger("GET", `${url}${part}`)).status, part).toBe(404);
    }
    const signed = { sha256: version.sha256, text: "mine" };
    for (const step of ["validate", "approve", "shadow", "champion", "retire"]) {
      expect((await post(stranger, `${url}/${step}`, signed)).status, step).toBe(404);
    }
    expect((await post(stranger, `${url}/score`, { values: {} })).status).toBe(404);
    expect(await bodyOf(stranger("GET", "/v1/scorecards"))).toEqual({ items: [] });
  });

  it("is compared with another on the same rows", async () => {
    interface Comparison {
      onData: { rows: number; leftAuc: number; swap: Record<string, { rows: number }> };
    }
    const found = await bodyOf<Comparison>(
      validator("GET", `/v1/scorecards/${version.id}/compare/${version.id}`),
    );
    expect(found.onData.rows).toBe(1_200);
    expect(found.onData.swap["onlyLeft"]?.rows).toBe(0);
  });

  it("is watched from its development on", async () => {
    const found = await bodyOf<{ bands: unknown[]; periods: { shares: number[] }[] }>(
      validator("GET", `/v1/scorecards/${version.id}/monitoring`),
    );
    expect(found.bands.length).toBeGreaterThan(1);
    for (const { shares } of found.periods) {
      expect(shares).toHaveLength(found.bands.length);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
    }
  });

  it("gives way to the next champion, and there is one", { timeout: 60_000 }, async () => {
    const answer = await post(developer, `/v1/scorecard-projects/${project.id}/versions`, { name: "B 卡" });
    const next = await bodyOf<Version>(answer);
    const sign = async (who: Person, name: string) =>
      await bodyOf<Version>(
        post(who, `/v1/scorecards/${next.id}/${name}`, { sha256: next.sha256, text: "同意" }),
      );
    await sign(validator, "validate");
    await sign(officer, "approve");
    await sign(risk, "shadow");
    await sign(risk, "champion");
    const { items } = await bodyOf<{ items: Version[] }>(validator("GET", "/v1/scorecards"));
    expect(items.map(({ version: number, state }) => `${number} ${state}`)).toEqual([
      "2 champion",
      "1 retired",
    ]);
    expect(items[1]?.transitions.at(-1)?.sealed).not.toBeNull();
  });
});
