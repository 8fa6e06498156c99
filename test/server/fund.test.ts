import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import yauzl from "yauzl";
import type { Party } from "#access";
import { defaultTerms, termsToWire } from "#compensation";
import { parseYuan } from "#kernel";
import { nodeCrypto } from "#ledger";
import { readTrustFile, parseCanonicalFile, verifyBundle } from "#seal";
import { addLoan, confirmClass } from "../../src/adapters/postgres/testing/fund-house.ts";
import { bodyOf, openWholeServer, type Person, type WholeServer } from "./open-whole-server.ts";

let server: WholeServer;
let fund: Party;
let otherFund: Party;
let platform: Party;
let zhang: Person;
let li: Person;
let wang: Person;
let zhao: Person;
let auditor: Person;
let stranger: Person;
let otherOfficer: Person;

beforeAll(async () => {
  server = await openWholeServer();
  fund = await server.addParty("fund", { name: "省风险补偿资金" });
  otherFund = await server.addParty("fund");
  platform = await server.addParty("platform", { name: "工业互联网平台甲" });
  const otherBank = await server.addParty("bank");
  zhang = await server.signIn(fund, "fundOfficer", "张经办");
  li = await server.signIn(fund, "fundOfficer", "李复核");
  wang = await server.signIn(server.bank, "accountManager", "王客户经理");
  zhao = await server.signIn(server.bank, "creditOfficer", "赵审批");
  auditor = await server.signIn(fund, "auditor");
  stranger = await server.signIn(otherBank, "riskOfficer");
  otherOfficer = await server.signIn(otherFund, "fundOfficer");
});
afterAll(async () => await server.close());

let keys = 0;

/** A write with a fresh key; answers with its status and body. */
async function post(person: Person, url: string, json: unknown = {}) {
  const key = { "idempotency-key": `fund-test-${keys++}` };
  const answer = await person("POST", url, { json, headers: key });
  return { status: answer.status, body: (await bodyOf(answer)) as Record<string, unknown> };
}

async function get(person: Person, url: string) {
  const answer = await person("GET", url);
  return { status: answer.status, body: (await bodyOf(answer)) as Record<string, unknown> };
}

async function created(person: Person, url: string, json: unknown): Promise<string> {
  const { status, body } = await post(person, url, json);
  expect({ status, body }).toMatchObject({ status: 201 });
  return String(body["id"]);
}

const declaration = (lossYuan: string) => ({
  lossFen: parseYuan(lossYuan).toString(),
  otherPolicyFen: "0",
  otherFen: "0",
  isDeclared: true,
  isUndertaken: true,
  collection: "2026-02-10 上门催收，承诺分期；2026-02-20 发律师函",
});

let programmeId = "";
let loanId = "";
let enrolmentId = "";
let claimId = "";

/** What the loan's helper functions need of a house. */
function houseOf() {
  const { desk } = server.services.areas.fund;
  const parties = { bank: server.bank.id, platform: platform.id };
  return { record: server.record, desk, parties } as unknown as Parameters<typeof addLoan>[0];
}

describe("a programme", () => {
  it("is written by one officer, published by another, and fed by two", async () => {
    const terms = {
      ...termsToWire(defaultTerms),
      platforms: [{ partyId: platform.id, name: platform.name }],
    };
    const wanted = { code: "P-2025", name: "专项贷款风险补偿", effectiveFrom: "2025-01-01", terms };
    expect((await post(auditor, "/v1/fund/programmes", wanted)).status).toBe(403);
    expect((await post(wang, "/v1/fund/programmes", wanted)).status).toBe(403);
    const wrong = { ...wanted, terms: { ...terms, ratioPpm: { ...terms.ratioPpm, medium: 900_000 } } };
    expect((await post(zhang, "/v1/fund/programmes", wrong)).body["code"]).toBe("FUND_TERMS_INVALID");
    programmeId = await created(zhang, "/v1/fund/programmes", wanted);
    const publish = `/v1/fund/programmes/${programmeId}/versions/1/publish`;
    expect((await post(zhang, publish)).body["code"]).toBe("FUND_SAME_PERSON");
    expect((await post(otherOfficer, publish)).status).toBe(404);
    expect((await post(li, publish)).status).toBe(200);
    const movement = { kind: "injection", onDay: "2026-01-05", amountFen: "500000000", source: "省财政" };
    const id = await created(zhang, `/v1/fund/programmes/${programmeId}/movements`, movement);
    expect((await post(zhang, `/v1/fund/movements/${id}/confirm`)).status).toBe(403);
    expect((await post(li, `/v1/fund/movements/${id}/confirm`)).status).toBe(200);
    const { body } = await get(auditor, `/v1/fund/programmes/${programmeId}/standing`);
    expect(body).toMatchObject({ balanceFen: "500000000", roomFen: "0" });
    expect((await get(otherOfficer, `/v1/fund/programmes/${programmeId}/standing`)).status).toBe(404);
    const { body: list } = await get(wang, "/v1/fund/programmes");
    expect(list["items"]).toMatchObject([{ code: "P-2025", inForce: 1 }]);
  });
});

describe("a claim", () => {
  it("is enrolled, filed, checked, reserved, approved and paid, each by the right person", async () => {
    loanId = await addLoan(houseOf(), { principalFen: parseYuan("1000000") });
    enrolmentId = await created(wang, "/v1/fund/enrolments", { programmeId, loanId });
    expect((await post(wang, `/v1/fund/enrolments/${enrolmentId}/approve`)).status).toBe(403);
    expect((await post(zhao, `/v1/fund/enrolments/${enrolmentId}/approve`)).body["id"]).toBe("filed");
    const decide = `/v1/fund/enrolments/${enrolmentId}/decide`;
    expect((await post(zhao, decide, { confirms: true, note: "" })).status).toBe(403);
    expect((await post(zhang, decide, { confirms: true, note: "" })).body["id"]).toBe("confirmed");
    await confirmClass(houseOf(), { loanId, class: "specialMention" });
    claimId = await created(wang, "/v1/fund/claims", { enrolmentId, ...declaration("1000000") });
    const at = `/v1/fund/claims/${claimId}`;
    expect((await post(zhao, `${at}/submit`)).status).toBe(200);
    expect((await post(zhang, `${at}/check`)).status).toBe(200);
    expect((await post(zhang, `${at}/reserve`)).body).toEqual({ amountFen: "10000000" });
    expect((await post(zhang, `${at}/approve`)).status).toBe(403);
    expect((await post(auditor, `${at}/approve`)).status).toBe(403);
    expect((await post(stranger, `${at}/submit`)).status).toBe(404);
    expect((await post(li, `${at}/approve`)).status).toBe(200);
    expect((await post(zhang, `${at}/pay`)).body).toEqual({ amountFen: "10000000" });
    expect((await get(stranger, at)).status).toBe(404);
    expect((await get(otherOfficer, at)).status).toBe(404);
    const { status, body } = await get(zhang, at);
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { state: "paid", paidFen: "10000000", evidence: { verdict: "verified", findings: [] } },
    });
    const events = body["events"] as { action: string; entryIndex: number | null }[];
    expect(events.map(({ action }) => action)).toEqual([
      "claim.opened",
      "claim.submitted",
      "claim.checked",
      "claim.reserved",
      "claim.approved",
      "claim.paid",
    ]);
    expect(events.every(({ entryIndex }) => entryIndex !== null)).toBe(true);
    expect(server.errors()).toBe("");
  });

  it("cannot be submitted before it is complete, and says what is missing", async () => {
    const second = await addLoan(houseOf(), { principalFen: parseYuan("200000") });
    const enrolment = await created(wang, "/v1/fund/enrolments", { programmeId, loanId: second });
    await post(zhao, `/v1/fund/enrolments/${enrolment}/approve`);
    await post(zhang, `/v1/fund/enrolments/${enrolment}/decide`, { confirms: true, note: "" });
    await confirmClass(houseOf(), { loanId: second, class: "specialMention" });
    const incomplete = { ...declaration("200000"), isUndertaken: false, collection: "" };
    const id = await created(wang, "/v1/fund/claims", { enrolmentId: enrolment, ...incomplete });
    const { status, body } = await post(zhao, `/v1/fund/claims/${id}/submit`);
    expect(status).toBe(409);
    expect(String(body["titleZh"])).toMatch(/催收与诉讼记录.*追偿承诺/);
  });

  it("tells each person what waits", async () => {
    const { tasks } = server.services.areas.fund;
    await confirmClass(houseOf(), { loanId, class: "substandard" });
    await created(wang, `/v1/fund/claims/${claimId}/rounds`, declaration("1000000"));
    const visitor = { account: zhao.account, party: zhao.party, session: {} as never };
    const found = await tasks.listTasks(visitor);
    expect(found.map(({ kind }) => kind)).toEqual(["fund.submitClaim", "fund.submitClaim"]);
  });
});

describe("the claim file", () => {
  it("is a zip, the same each time, with an index, a checksum for every part, and evidence that verifies", async () => {
    const bytes = await fileOf(zhang);
    expect(Buffer.compare(bytes, await fileOf(zhang))).toBe(0);
    const parts = await unzip(bytes);
    expect([...parts.keys()]).toEqual([
      "00-index.pdf",
      "01-application.json",
      "02-contract.json",
      "03-overdue.json",
      "04-recognition.json",
      "05-size.json",
      "06-platform.json",
      "07-collection.json",
      "08-loss.json",
      "09-other-compensation.json",
      "10-undertaking.json",
      "evidence.json",
      "trust.json",
      "checksums.sha256",
    ]);
    expect(parts.get("00-index.pdf")?.subarray(0, 5).toString()).toBe("%PDF-");
    for (const line of String(parts.get("checksums.sha256")).trim().split("\n")) {
      const [sum = "", name = ""] = line.split("  ");
      const part = parts.get(name) ?? Buffer.alloc(0);
      expect(createHash("sha256").update(part).digest("hex"), name).toBe(sum);
    }
    const trust = readTrustFile(parseCanonicalFile(String(parts.get("trust.json"))));
    const bundle = parts.get("evidence.json") ?? Buffer.alloc(0);
    expect(verifyBundle(bundle, nodeCrypto, trust)).toMatchObject({ verdict: "verified", findings: [] });
    expect((await zhao("GET", `/v1/fund/claims/${claimId}/file`)).status).toBe(200);
    expect((await stranger("GET", `/v1/fund/claims/${claimId}/file`)).status).toBe(404);
  });
});

async function fileOf(person: Person): Promise<Buffer> {
  const answer = await person("GET", `/v1/fund/claims/${claimId}/file`);
  const bytes = Buffer.from(await answer.arrayBuffer());
  expect(answer.status, bytes.subarray(0, 500).toString()).toBe(200);
  return bytes;
}

/** The parts of a zip by a reader of others' making. */
async function unzip(bytes: Buffer): Promise<ReadonlyMap<string, Buffer>> {
  const archive = await new Promise<yauzl.ZipFile>((resolve, reject) => {
    yauzl.fromBuffer(bytes, { lazyEntries: true }, (cause, zip) => (cause ? reject(cause) : resolve(zip)));
  });
  const parts = new Map<string, Buffer>();
  return await new Promise((resolve, reject) => {
    archive.on("error", reject);
    archive.on("end", () => resolve(parts));
    archive.on("entry", (entry: yauzl.Entry) => {
      archive.openReadStream(entry, (cause, stream) => {
        if (cause) return reject(cause);
        const chunks: Buffer[] = [];
        stream.on("data", (chunk: Buffer) => chunks.push(chunk));
        stream.on("end", () => {
          parts.set(entry.fileName, Buffer.concat(chunks));
          archive.readEntry();
        });
      });
    });
    archive.readEntry();
  });
}
