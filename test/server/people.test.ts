import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  bodyOf,
  type Caller,
  callerOf,
  openWholeServer,
  type Person,
  type WholeServer,
} from "./open-whole-server.ts";

const password = "correct horse battery";

interface Invitation {
  readonly accountId: string;
  readonly token: string;
}

let server: WholeServer;
let administrator: Person;

beforeAll(async () => {
  server = await openWholeServer();
  administrator = await server.signIn(server.bank, "administrator");
}, 60_000);

afterAll(async () => await server.close());

describe("an invitation", () => {
  it("lets a person in once, who then comes again by password", async () => {
    const invitation = await invite("王芳", "accountManager");
    const first = await logIn({ token: invitation.token });
    expect(await bodyOf(first.answer)).toMatchObject({
      user: { name: "王芳", role: "accountManager", hasPassword: false },
    });
    expect((await first.call("PUT", "/v1/session/password", { json: { next: "short" } })).status).toBe(400);
    expect((await first.call("PUT", "/v1/session/password", { json: { next: password } })).status).toBe(204);
    expect((await logIn({ token: invitation.token })).answer.status).toBe(401);
    const again = await logIn({ user: "王芳", password });
    expect(again.answer.status).toBe(200);
    const wrong = await again.call("PUT", "/v1/session/password", {
      json: { current: "not it", next: "another long one" },
    });
    expect(wrong.status).toBe(401);
  });

  it("of a week ago is void, as is one that a later one replaced", async () => {
    const first = await invite("赵敏", "riskOfficer");
    const reset = await administrator("POST", `/v1/people/${first.accountId}/reset`);
    const second = await bodyOf<Invitation>(reset);
    expect((await logIn({ token: first.token })).answer.status).toBe(401);
    server.clock.advance(7 * 86_400_000);
    expect((await logIn({ token: second.token })).answer.status).toBe(401);
    administrator = await server.signIn(server.bank, "administrator");
  });

  it("is refused for a name that is taken and for a role of another kind of party", async () => {
    await invite("孙丽", "auditor");
    const taken = await administrator("POST", "/v1/people", { json: { name: "孙丽", role: "auditor" } });
    expect(await bodyOf(taken)).toMatchObject({ status: 409, code: "ACCESS_NAME_TAKEN" });
    const foreign = await administrator("POST", "/v1/people", { json: { name: "周", role: "fundOfficer" } });
    expect(await bodyOf(foreign)).toMatchObject({ status: 400, code: "ACCESS_ROLE_OF_KIND" });
  });
});

describe("an administrator", () => {
  it("suspends a person, who is out at once and stays out", async () => {
    const officer = await server.signIn(server.bank, "creditOfficer", "钱进");
    const suspended = await administrator("PATCH", `/v1/people/${officer.account.id}`, {
      json: { isSuspended: true },
    });
    expect(await bodyOf(suspended)).toMatchObject({ isSuspended: true });
    expect((await officer("GET", "/v1/session")).status).toBe(401);
    const { tokens } = server.services.access;
    const token = tokens.issue({ partyId: server.bank.id, accountId: officer.account.id });
    expect((await logIn({ token })).answer.status).toBe(401);
  });

  it("gives another role, which holds from the next log-in on", async () => {
    const person = await server.signIn(server.bank, "auditor", "李想");
    expect((await person("POST", "/v1/uploads")).status).toBe(403);
    await administrator("PATCH", `/v1/people/${person.account.id}`, { json: { role: "creditOfficer" } });
    expect((await person("POST", "/v1/uploads")).status).toBe(401);
  });

  it("cannot change the own account, nor anybody of another party", async () => {
    const own = await administrator("PATCH", `/v1/people/${administrator.account.id}`, {
      json: { role: "auditor" },
    });
    expect(await bodyOf(own)).toMatchObject({ status: 409, code: "ACCESS_OWN_ACCOUNT" });
    const fund = await server.addParty("fund");
    const stranger = await server.signIn(fund, "fundOfficer");
    const foreign = await administrator("POST", `/v1/people/${stranger.account.id}/reset`);
    expect(foreign.status).toBe(404);
    expect((await stranger("GET", "/v1/session")).status).toBe(200);
    const listed = await bodyOf<{ items: { id: string }[] }>(administrator("GET", "/v1/people"));
    expect(listed.items.map(({ id }) => id)).not.toContain(stranger.account.id);
  });

  it("of the installation makes any party; of another bank, enterprises only", async () => {
    const made = await createParty(administrator, "regulator", "regulator-01", "auditor");
    expect(made.status).toBe(201);
    expect((await createParty(administrator, "platform", "Regulator-01", "auditor")).status).toBe(409);
    const bank = await server.addParty("bank");
    const other = await server.signIn(bank, "administrator");
    const enterprise = await createParty(other, "enterprise", "91310000MA1FL0001X", "owner");
    expect(enterprise.status).toBe(201);
    const refused = await createParty(other, "fund", "fund-of-other", "fundOfficer");
    expect(await bodyOf(refused)).toMatchObject({ status: 403, code: "ACCESS_PARTY_KIND_NOT_ALLOWED" });
  });

  it("of another bank does not learn which enterprises there are", async () => {
    await server.addParty("enterprise", { code: "hidden-enterprise" });
    const other = await server.signIn(await server.addParty("bank"), "administrator");
    const own = await codesOf(administrator);
    expect(own).toContain("hidden-enterprise");
    const seen = await codesOf(other);
    expect(seen).toContain("bank");
    expect(seen).not.toContain("hidden-enterprise");
  });
});

async function codesOf(call: Caller): Promise<readonly string[]> {
  const { items } = await bodyOf<{ items: { code: string }[] }>(call("GET", "/v1/parties"));
  return items.map(({ code }) => code);
}

async function createParty(call: Caller, kind: string, code: string, role: string): Promise<Response> {
  const firstPerson = { name: "第一位", role };
  return await call("POST", "/v1/parties", { json: { kind, code, name: code, firstPerson } });
}

async function invite(name: string, role: string): Promise<Invitation> {
  const answer = await administrator("POST", "/v1/people", { json: { name, role } });
  expect(answer.status).toBe(201);
  return await bodyOf<Invitation>(answer);
}

async function logIn(credentials: object): Promise<{ readonly answer: Response; readonly call: Caller }> {
  const answer = await callerOf(server.address)("POST", "/v1/session", { json: credentials });
  const cookie = (answer.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
  return { answer, call: callerOf(server.address, cookie) };
}
