import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Party } from "#access";
import { cookieOf } from "../../src/http/testing/open-test-server.ts";
import { bodyOf, callerOf, openWholeServer, type Person, type WholeServer } from "./open-whole-server.ts";

let server: WholeServer;
let manager: Person;
let checker: Person;
let otherBank: Party;
let platform: Party;

const list = [
  "企业代码,企业名称,统一社会信用代码,地区,行业代码,年份,从业人员,营业收入（万元）,企业主",
  "E1,甲机械厂,91350100M000100Y43,福州,C34,2025,120,4500,王一",
  "E2,乙五金厂,91350211M0000XUF46,福州,C33,2025,12,200,李二",
  "E3,丙塑料厂,,厦门,C29,2025,80,900,",
].join("\r\n");

interface Onboarding {
  registered: number;
  problems: { row: number; code: string }[];
  warnings: { row: number; code: string }[];
  invitations: { enterpriseId: string; name: string; ownerName: string; token: string }[];
}
interface Consent {
  id: string;
  state: string;
  enterpriseId: string;
  mayGrant: boolean;
  mayRevoke: boolean;
}
let onboarding: Onboarding;
let owner: ReturnType<typeof callerOf>;
let enterpriseId: string;

const everyClass = [
  "invoice",
  "statement",
  "businessDocument",
  "energy",
  "machine",
  "registry",
  "evaluation",
];
const today = () => new Date(server.clock.read() + 8 * 3_600_000).toISOString().slice(0, 10);
const inMonths = (months: number) => {
  const day = new Date(`${today()}T00:00:00Z`);
  day.setUTCMonth(day.getUTCMonth() + months);
  return day.toISOString().slice(0, 10);
};
const termsFor = (grantee: Party, purpose: string, dataClasses = everyClass) => ({
  granteePartyId: grantee.id,
  purpose,
  dataClasses,
  fromOn: today(),
  untilOn: inMonths(12),
});

beforeAll(async () => {
  server = await openWholeServer();
  otherBank = await server.addParty("bank", { name: "另一银行" });
  platform = await server.addParty("platform", { name: "工业平台" });
  manager = await server.signIn(server.bank, "accountManager");
  checker = await server.signIn(server.bank, "riskOfficer");
});
afterAll(async () => await server.close());

const register = async (person: Person, text: string): Promise<Onboarding> => {
  const contentBase64 = Buffer.from(text).toString("base64");
  const answer = await person("POST", "/v1/enterprises", {
    json: { dataset: "pilot", fileName: "list.csv", contentBase64 },
  });
  expect(answer.status, await answer.clone().text()).toBe(200);
  return await bodyOf<Onboarding>(answer);
};

describe("registering a list", () => {
  it("registers nothing while a row has a problem, and names the row", async () => {
    const refused = await register(manager, `${list}\r\n,丁厂,,,,,,,`);
    expect(refused.registered).toBe(0);
    expect(refused.problems).toMatchObject([{ row: 5, code: "LIST_CODE_MISSING" }]);
    expect((await bodyOf<{ items: unknown[] }>(manager("GET", "/v1/enterprises"))).items).toHaveLength(0);
  });

  it("registers all in one action, with sizes and one-time links for the owners", async () => {
    onboarding = await register(manager, list);
    expect(onboarding).toMatchObject({ registered: 3, problems: [] });
    expect(onboarding.warnings).toMatchObject([{ row: 3, code: "LIST_USCC_CHECK_DIGIT" }]);
    expect(onboarding.invitations.map(({ ownerName }) => ownerName)).toEqual(["王一", "李二", "owner"]);
    const { items } = await bodyOf<{ items: { code: string; sizeClass: string }[] }>(
      manager("GET", "/v1/enterprises"),
    );
    expect(items.map(({ code, sizeClass }) => `${code} ${sizeClass}`)).toEqual([
      "E1 small",
      "E2 micro",
      "E3 small",
    ]);
    enterpriseId = onboarding.invitations[0]?.enterpriseId ?? "";
    expect(await register(manager, list)).toMatchObject({ registered: 0, known: 3, invitations: [] });
  });

  it("lets the owner in by the link, once", async () => {
    const token = onboarding.invitations[0]?.token ?? "";
    const answer = await callerOf(server.address)("POST", "/v1/session", { json: { token } });
    expect(answer.status).toBe(200);
    owner = callerOf(server.address, cookieOf(answer));
    expect(await bodyOf(owner("GET", "/v1/my/data"))).toMatchObject({
      enterprises: [{ enterprise: { code: "E1", name: "甲机械厂", sizeClass: "small" } }],
    });
    expect((await callerOf(server.address)("POST", "/v1/session", { json: { token } })).status).toBe(401);
  });

  it("shows another bank no name, and counts only of groups that hide each", async () => {
    const stranger = await server.signIn(otherBank, "accountManager");
    expect(await bodyOf(stranger("GET", "/v1/enterprises"))).toMatchObject({ items: [], others: [] });
    const many = Array.from({ length: 6 }, (_, i) => `M${i},厂${i},,泉州,C17,,,,`).join("\r\n");
    await register(manager, `${list.split("\r\n")[0]}\r\n${many}`);
    expect(await bodyOf(stranger("GET", "/v1/enterprises"))).toMatchObject({
      items: [],
      others: [{ region: "泉州", industry: "C17", enterprises: 6 }],
    });
  });
});

const dataOf = (person: typeof owner, dataClass: string, purpose = "creditEvaluation") =>
  person("GET", `/v1/enterprises/${enterpriseId}/data/${dataClass}?purpose=${purpose}`);

describe("consent", () => {
  let consentId: string;

  it("is asked for by the bank and given by the owner; only then the bank may read", async () => {
    expect((await dataOf(manager, "invoice")).status).toBe(403);
    const asked = await manager("POST", "/v1/consents/requests", {
      json: { enterpriseIds: [enterpriseId], ...termsFor(server.bank, "creditEvaluation") },
    });
    expect(asked.status, await asked.clone().text()).toBe(201);
    consentId = (await bodyOf<{ items: Consent[] }>(asked)).items[0]?.id ?? "";
    expect((await dataOf(manager, "invoice")).status).toBe(403);
    expect((await manager("POST", "/v1/consents/grants", { json: { ids: [consentId] } })).status).toBe(403);
    const own = await bodyOf<{ items: Consent[] }>(owner("GET", "/v1/consents"));
    expect(own.items).toMatchObject([{ id: consentId, state: "draft", mayGrant: true, mayRevoke: true }]);
    const given = await owner("POST", "/v1/consents/grants", { json: { ids: [consentId] } });
    expect(given.status, await given.clone().text()).toBe(200);
    const read = await dataOf(manager, "invoice");
    expect(read.status).toBe(200);
    expect(await bodyOf(read)).toMatchObject({ basis: { kind: "consent", reference: consentId }, total: 0 });
    expect(read.headers.get("touchstone-basis")).toContain(consentId);
  });

  it("holds for its purpose, classes and grantee only", async () => {
    expect((await dataOf(manager, "invoice", "platformService")).status).toBe(403);
    expect((await dataOf(manager, "loan")).status).toBe(403);
    const stranger = await server.signIn(otherBank, "accountManager");
    expect((await dataOf(stranger, "invoice")).status).toBe(403);
    const operator = await server.signIn(platform, "platformOperator");
    expect((await dataOf(operator, "invoice")).status).toBe(403);
    expect((await dataOf(owner, "invoice")).status).toBe(200);
  });

  it("is refused at the next read after the owner revoked it, and every read is in the owner's log", async () => {
    const revoked = await owner("POST", `/v1/consents/${consentId}/revocation`, {
      json: { reason: "不再合作" },
    });
    expect(revoked.status, await revoked.clone().text()).toBe(200);
    expect((await dataOf(manager, "invoice")).status).toBe(403);
    const log = await bodyOf<{ items: { isAllowed: boolean; party: { id: string }; bases: unknown[] }[] }>(
      owner("GET", `/v1/access-reads?enterpriseId=${enterpriseId}`),
    );
    const ofBank = log.items.filter(({ party }) => party.id === server.bank.id);
    expect(ofBank.map(({ isAllowed }) => isAllowed)).toEqual([false, false, false, true, false, false]);
    expect(ofBank[3]?.bases).toEqual([
      { dataClass: "invoice", basis: { kind: "consent", reference: consentId } },
    ]);
    expect(log.items.some(({ party }) => party.id === otherBank.id)).toBe(true);
  });

  it("cannot be given back, nor revoked by a party it does not concern", async () => {
    expect((await owner("POST", "/v1/consents/grants", { json: { ids: [consentId] } })).status).toBe(409);
    const stranger = await server.signIn(otherBank, "accountManager");
    const answer = await stranger("POST", `/v1/consents/${consentId}/revocation`, { json: {} });
    expect(answer.status).toBe(404);
  });

  it("is sealed in the enterprise's log, grant and revocation", async () => {
    expect(server.errors()).toBe("");
    const log = await bodyOf<{ entries: number }>(manager("GET", "/v1/log"));
    expect(log.entries).toBe(2);
  });

  it("prints as a Chinese form", async () => {
    const pdf = await owner("GET", `/v1/consents/${consentId}/form.pdf`);
    expect(pdf.status).toBe(200);
    expect(pdf.headers.get("content-type")).toBe("application/pdf");
    expect(
      Buffer.from(await pdf.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe("%PDF-");
    expect((await manager("GET", `/v1/consents/form.pdf?enterpriseId=${enterpriseId}`)).status).toBe(200);
  });
});

describe("consents on paper", () => {
  const scanSha256 = "ab".repeat(32);
  let ids: readonly string[];

  it("are recorded in bulk and hold once another person has confirmed them", async () => {
    const papers = onboarding.invitations.map((one, index) => ({
      enterpriseId: one.enterpriseId,
      reference: `SQ-2026-${index}`,
      scanSha256,
    }));
    const recorded = await manager("POST", "/v1/consents/papers", {
      json: { papers, ...termsFor(server.bank, "creditEvaluation") },
    });
    expect(recorded.status, await recorded.clone().text()).toBe(201);
    const { items } = await bodyOf<{ items: Consent[] }>(recorded);
    expect(items.map(({ state, mayGrant }) => `${state} ${mayGrant}`)).toEqual(
      papers.map(() => "draft false"),
    );
    ids = items.map(({ id }) => id);
    const own = await manager("POST", "/v1/consents/grants", { json: { ids } });
    expect((await bodyOf(own)).code).toBe("ACCESS_MAKER_IS_CHECKER");
    expect((await dataOf(manager, "machine")).status).toBe(403);
    const tasks = await bodyOf<{ items: { kind: string; parameters: { count: string } }[] }>(
      checker("GET", "/v1/tasks"),
    );
    expect(tasks.items).toContainEqual(
      expect.objectContaining({ kind: "consent.confirmPapers", parameters: { count: "3" } }),
    );
    expect((await checker("POST", "/v1/consents/grants", { json: { ids } })).status).toBe(200);
    expect((await dataOf(manager, "machine")).status).toBe(200);
  });

  it("are refused a second time under the same number", async () => {
    const again = await manager("POST", "/v1/consents/papers", {
      json: {
        papers: [{ enterpriseId, reference: "SQ-2026-0", scanSha256 }],
        ...termsFor(server.bank, "creditEvaluation"),
      },
    });
    expect(again.status).toBe(409);
  });

  it("are recorded by nobody for a third party", async () => {
    const papers = [{ enterpriseId, reference: "SQ-2026-X", scanSha256 }];
    const json = { papers, ...termsFor(otherBank, "creditEvaluation") };
    const answer = await manager("POST", "/v1/consents/papers", { json });
    expect(await bodyOf(answer)).toMatchObject({ status: 403, code: "CONSENT_PAPER_OF_OTHERS" });
    const given = await manager("POST", "/v1/consents/papers", {
      json: { ...json, providerPartyId: server.bank.id },
    });
    expect(given.status).toBe(201);
  });

  it("are refused by the database itself when maker and checker are one", async () => {
    const draft = await server.record.inParty(server.bank.id, async (transaction) =>
      transaction
        .selectFrom("consent")
        .selectAll()
        .where("consent_id", "=", ids[0] ?? "")
        .executeTakeFirstOrThrow(),
    );
    const same = { granted_by: draft.made_by, state: "granted", granted_at_ms: 1 };
    const insert = server.record.inParty(server.bank.id, async (transaction) =>
      transaction
        .insertInto("consent")
        .values({
          ...draft,
          ...same,
          consent_id: crypto.randomUUID(),
          paper_reference: "X",
          state: "granted",
        })
        .execute(),
    );
    await expect(insert).rejects.toThrow(/consent_maker_checker|row-level security/);
    const rewrite = server.record.inParty(server.bank.id, async (transaction) =>
      transaction
        .updateTable("consent")
        .set({ until_on: "2030-01-01" })
        .where("consent_id", "=", draft.consent_id)
        .execute(),
    );
    await expect(rewrite).rejects.toThrow(/never rewritten/);
  });

  it("end with their term", async () => {
    server.clock.advance(400 * 86_400_000);
    manager = await server.signIn(server.bank, "accountManager");
    expect((await dataOf(manager, "machine")).status).toBe(403);
  });
});

describe("objections", () => {
  it("are filed by the owner and answered by the bank within 20 days", async () => {
    const consents = await bodyOf<{ items: { enterprisePartyId: string; enterpriseId: string }[] }>(
      manager("GET", `/v1/consents?enterpriseId=${enterpriseId}`),
    );
    const id = consents.items[0]?.enterprisePartyId ?? "";
    const party: Party = { id, kind: "enterprise", code: "", name: "甲机械厂", isSimulated: false };
    const boss = await server.signIn(party, "owner");
    const filed = await boss("POST", "/v1/objections", {
      json: {
        enterpriseId,
        addresseePartyId: server.bank.id,
        dataClass: "invoice",
        text: "2025-03 有一张发票重复",
      },
    });
    expect(filed.status, await filed.clone().text()).toBe(201);
    const objection = await bodyOf<{ id: string; state: string }>(filed);
    expect(objection.state).toBe("filed");
    expect(
      (
        await boss("POST", `/v1/objections/${objection.id}/answer`, {
          json: { outcome: "upheld", text: "x" },
        })
      ).status,
    ).toBe(403);
    const answer = await manager("POST", `/v1/objections/${objection.id}/answer`, {
      json: { outcome: "corrected", text: "已核查，剔除重复" },
    });
    expect(answer.status, await answer.clone().text()).toBe(200);
    const { items } = await bodyOf<{ items: unknown[] }>(boss("GET", "/v1/objections"));
    expect(items).toMatchObject([{ state: "answered", outcome: "corrected", answer: "已核查，剔除重复" }]);
    expect((await boss("POST", `/v1/objections/${objection.id}/withdrawal`)).status).toBe(409);
  });
});
