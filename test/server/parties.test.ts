import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hashPassword } from "#access";
import { bodyOf, callerOf, openWholeServer, type WholeServer } from "./open-whole-server.ts";

const password = "correct horse battery";

let server: WholeServer;

beforeAll(async () => {
  server = await openWholeServer();
}, 60_000);

afterAll(async () => await server.close());

describe("logging in with a party's code", () => {
  it("finds the person of that party, whatever the case of the code", async () => {
    const fund = await server.addParty("fund", { code: "Fund-01", name: "风险补偿资金" });
    await addPerson(fund.id, "li", "fundOfficer");
    await addPerson(server.bank.id, "li", "creditOfficer");
    const own = await logIn({ user: "li", password });
    expect(await bodyOf(own)).toMatchObject({
      user: { role: "creditOfficer" },
      party: { kind: "bank", code: "bank", name: "试点银行" },
    });
    const other = await logIn({ party: "fund-01", user: "li", password });
    expect(await bodyOf(other)).toMatchObject({
      user: { role: "fundOfficer" },
      party: { kind: "fund", code: "Fund-01" },
    });
  });

  it("answers an unknown code like a wrong password", async () => {
    const unknown = await logIn({ party: "nobody", user: "li", password });
    expect(unknown.status).toBe(401);
    expect(await bodyOf(unknown)).toMatchObject({ code: "ACCESS_WRONG_CREDENTIALS" });
  });
});

async function logIn(credentials: object): Promise<Response> {
  return await callerOf(server.address)("POST", "/v1/session", { json: credentials });
}

async function addPerson(
  partyId: string,
  name: string,
  role: "fundOfficer" | "creditOfficer",
): Promise<void> {
  const passwordHash = await hashPassword(password);
  await server.services.access.accounts.save({ partyId, name, role, passwordHash }, server.clock.read());
}
