import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRandom } from "#kernel";
import { nodeCrypto } from "#ledger";
import { verifyBundle } from "#seal";
import { openAsSuperuser } from "./open-as-superuser.ts";
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
let owner: Awaited<ReturnType<typeof openAsSuperuser>>;

beforeAll(async () => {
  server = await openWholeServer();
  const { bank, signIn } = server;
  risk = await signIn(bank, "riskOfficer", "Risk");
  developer = await signIn(bank, "modelDeveloper", "Dev");
  otherRisk = await signIn(bank, "riskOfficer", "Other risk");
  officer = await signIn(bank, "creditOfficer", "Officer");
  projectId = await developedBy(risk);
  owner = await openAsSuperuser(server.directory);
}, 120_000);
afterAll(async () => {
  await owner.end();
  await server.close();
});

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

describe("what was signed", { timeout: 60_000 }, () => {
  let version: Version;

  beforeAll(async () => {
    version = await publish();
    await sign(otherRisk, version, "validate");
    await sign(officer, version, "approve");
  });

  const check = async (isReplayed = false) =>
    await server.services.areas.studio.verify(
      { party: risk.party, account: risk.account },
      { versionId: version.id, isReplayed },
    );
  const brokenLinks = async (): Promise<string[]> =>
    (await check()).links.filter(({ expected, found }) => expected !== found).map(({ link }) => link);

  it("recomputes link by link, and the steps leave the same when they are run again", async () => {
    const { links, bundle } = await check(true);
    expect(links.filter(({ expected, found }) => expected !== found)).toEqual([]);
    const names = links.map(({ link }) => link);
    for (const name of ["data", "plan", "step fit", "bins", "certificates", "points", "evaluation"]) {
      expect(names).toContain(name);
    }
    for (const name of [
      "export pmml",
      "seal developed",
      "seal approved",
      "replay preprocess",
      "replay deploy",
    ]) {
      expect(names).toContain(name);
    }
    const file = new TextEncoder().encode(bundle ?? "");
    expect(verifyBundle(file, nodeCrypto, server.ledger.trust()).verdict).toBe("verified");
    expect(bundle).toContain("scorecard-transition@1");
  });

  it("shows what the owner of the database changed of it, and goes back when that does", async () => {
    const ofVersion = `version_id = '${version.id}'`;
    const changes: readonly [
      table: string,
      column: string,
      value: string,
      where: string,
      broken: string[],
    ][] = [
      ["scorecard_version", "evaluation", "evaluation || ' '", ofVersion, ["evaluation"]],
      ["scorecard_version", "plan", `plan || '{"seed":"other"}'`, ofVersion, ["plan"]],
      [
        "scorecard_version",
        "card",
        "replace(card, '\"basePoints\":', '\"basePoints\":1')",
        ofVersion,
        ["card"],
      ],
      [
        "scorecard_export",
        "content",
        "content || ' '::bytea",
        `${ofVersion} and format = 'pmml'`,
        ["export pmml"],
      ],
      [
        "scorecard_transition",
        "done_by_name",
        "'nobody'",
        `${ofVersion} and state = 'validated'`,
        ["seal validated"],
      ],
      ["scorecard_artefact", "artefact", "artefact || ' '", "step = 'fit'", ["step fit"]],
    ];
    for (const [table, column, value, where, broken] of changes) {
      const key = `select ctid, ${column} as kept from touchstone.${table} where ${where}`;
      const { rows } = await owner.query<{ kept: unknown }>(key);
      await owner.query(`update touchstone.${table} set ${column} = ${value} where ${where}`);
      expect(await brokenLinks(), `${table}.${column}`).toEqual(broken);
      const kept = column === "plan" ? JSON.stringify(rows[0]?.kept) : rows[0]?.kept;
      await owner.query(`update touchstone.${table} set ${column} = $1 where ${where}`, [kept]);
    }
    expect(await brokenLinks()).toEqual([]);
  });

  it("is not used once it was changed: neither scored with, handed out, nor signed", async () => {
    const where = `where version_id = '${version.id}'`;
    const set = async (from: string, to: string) =>
      await owner.query(
        `update touchstone.scorecard_version set card = replace(card, '"${from}":', '"${to}":') ${where}`,
      );
    await set("pointsToDoubleOdds", "pointsToTripleOdds");
    const url = `/v1/scorecards/${version.id}`;
    for (const answer of [
      await post(officer, `${url}/score`, { values: {}, immutable: [] }),
      await sign(otherRisk, version, "shadow"),
    ]) {
      expect(await answer.text()).toContain("MODELS_VERSION_ALTERED");
    }
    await set("pointsToTripleOdds", "pointsToDoubleOdds");
    await owner.query(`update touchstone.scorecard_export set content = content || ' '::bytea ${where}`);
    const file = await officer("GET", `${url}/exports/postgresql`);
    expect(file.status).toBe(409);
    expect(await file.text()).toContain("MODELS_VERSION_ALTERED");
    await owner.query(
      `update touchstone.scorecard_export set content = substr(content, 1, length(content) - 1) ${where}`,
    );
  });

  it("is sealed later when the process died before it was", async () => {
    await owner.query(`set session_replication_role = replica;
      update touchstone.scorecard_transition set sealed_origin = null, sealed_entry = null
      where version_id = '${version.id}' and state = 'approved'; set session_replication_role = origin`);
    expect(await brokenLinks()).toEqual(["seal approved"]);
    await server.services.areas.studio.sealLeftOver(server.bank.id);
    expect(await brokenLinks()).toEqual([]);
  });

  it("is made of artefacts as their steps left them", async () => {
    await owner.query(
      "update touchstone.scorecard_artefact set artefact = artefact || ' ' where step = 'card'",
    );
    const url = `/v1/scorecard-projects/${projectId}`;
    const answer = await post(developer, `${url}/versions`, { name: "B 卡" });
    expect(await answer.text()).toContain("MODELS_STEP_ALTERED");
    expect(await (await developer("GET", `${url}/steps/card`)).text()).toContain("MODELS_STEP_ALTERED");
    await owner.query(
      "update touchstone.scorecard_artefact set artefact = rtrim(artefact) where step = 'card'",
    );
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
