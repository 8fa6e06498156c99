import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRandom } from "#kernel";
import { bodyOf, openWholeServer, type Person, type WholeServer } from "./open-whole-server.ts";

interface Version {
  id: string;
  version: number;
  state: string;
  sha256: string;
  developers: { name: string }[];
  modelCard: { developers: { name: string }[] };
  mine: { mayValidate: boolean; mayApprove: boolean };
}

let server: WholeServer;
let risk: Person;
let developer: Person;
let otherRisk: Person;
let officer: Person;
let projectId: string;

beforeAll(async () => {
  server = await openWholeServer();
  const { bank, signIn } = server;
  risk = await signIn(bank, "riskOfficer", "Risk");
  developer = await signIn(bank, "modelDeveloper", "Dev");
  otherRisk = await signIn(bank, "riskOfficer", "Other risk");
  officer = await signIn(bank, "creditOfficer", "Officer");
  projectId = await developedBy(risk);
}, 120_000);
afterAll(async () => await server.close());

const post = async (who: Person, url: string, json: unknown = {}) => await who("POST", url, { json });

const sign = async (who: Person, { id, sha256 }: Version, step: string) =>
  await post(who, `/v1/scorecards/${id}/${step}`, { sha256, text: "看过" });

/** Columns that are called what objects of the language have by themselves. */
function applicationsCsv(): string {
  const random = createRandom("governance test");
  const lines = ["__proto__,constructor,=1+1,bad"];
  for (let row = 0; row < 600; row++) {
    const values = [0, 1, 2].map(() => Math.round(random.next() * 1_000));
    const pd = 0.5 - (values[0] ?? 0) / 2_500 - (values[1] ?? 0) / 4_000 - (values[2] ?? 0) / 5_000;
    lines.push(`${values.join(",")},${random.next() < Math.max(0.02, pd) ? 1 : 0}`);
  }
  return `${lines.join("\n")}\n`;
}

/** A project of which one person did and signed everything. */
async function developedBy(person: Person): Promise<string> {
  const upload = await bodyOf<{ id: string }>(post(person, "/v1/uploads"));
  await person("PUT", `/v1/uploads/${upload.id}/files/applications.csv`, { body: applicationsCsv() });
  const source = { kind: "upload", uploadId: upload.id, file: "applications.csv" };
  const { id } = await bodyOf<{ id: string }>(
    post(person, "/v1/scorecard-projects", { name: "一人所做", source }),
  );
  const url = `/v1/scorecard-projects/${id}`;
  const job = await bodyOf<{ id: string }>(post(person, `${url}/steps/deploy/run`));
  for (let state = "queued"; state !== "succeeded"; ) {
    ({ state } = await bodyOf<{ state: string }>(person("GET", `/v1/jobs/${job.id}`)));
    if (state === "failed") throw new Error(server.errors());
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const { steps } = await bodyOf<{ steps: { step: string; artefact: { sha256: string } }[] }>(
    person("GET", url),
  );
  for (const { step, artefact } of steps) {
    await bodyOf(post(person, `${url}/steps/${step}/sign-off`, { sha256: artefact.sha256, comment: "" }));
  }
  return id;
}

const publish = async (): Promise<Version> =>
  await bodyOf<Version>(post(developer, `/v1/scorecard-projects/${projectId}/versions`, { name: "A 卡" }));

describe("who developed a version", () => {
  it("is everybody who had a hand in it, named in what is signed", async () => {
    const { developers, modelCard } = await publish();
    expect(developers.map(({ name }) => name)).toEqual(["Risk", "Dev"]);
    expect(modelCard.developers).toEqual(developers);
  });

  it("does not validate it, though another made it a version", async () => {
    const version = await publish();
    const own = await sign(risk, version, "validate");
    expect(own.status).toBe(403);
    expect(await own.text()).toContain("ACCESS_MAKER_IS_CHECKER");
    const { mine } = await bodyOf<Version>(risk("GET", `/v1/scorecards/${version.id}`));
    expect(mine.mayValidate).toBe(false);
    expect((await sign(otherRisk, version, "validate")).status).toBe(200);
    expect((await sign(risk, version, "approve")).status).toBe(403);
  });
});

describe("who validated a version", () => {
  it("does not approve it", async () => {
    const version = await publish();
    expect((await sign(otherRisk, version, "validate")).status).toBe(200);
    const own = await sign(otherRisk, version, "approve");
    expect(own.status).toBe(403);
    expect(await own.text()).toContain("ACCESS_MAKER_IS_CHECKER");
    const { mine } = await bodyOf<Version>(otherRisk("GET", `/v1/scorecards/${version.id}`));
    expect(mine.mayApprove).toBe(false);
    expect((await sign(officer, version, "approve")).status).toBe(200);
  });
});

describe("trying a record", () => {
  it("takes a column that is not given as missing, whatever its name", async () => {
    const { id } = await publish();
    const answer = await post(officer, `/v1/scorecards/${id}/score`, { values: {}, immutable: [] });
    expect(answer.status, await answer.text()).toBe(200);
  });
});

describe("runs of one project", () => {
  it("are one at a time, also when two people start at once", async () => {
    const url = `/v1/scorecard-projects/${projectId}/steps/sample/run`;
    const people = [risk, developer, risk, developer, risk, developer];
    const answers = await Promise.all(people.map(async (who) => await post(who, url)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([202, 409, 409, 409, 409, 409]);
  });
});
