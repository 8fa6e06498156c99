import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sealTrails } from "#access";
import { openAsSuperuser } from "./open-as-superuser.ts";
import { bodyOf, openWholeServer, type Person, type WholeServer } from "./open-whole-server.ts";

let server: WholeServer;
let auditor: Person;

beforeAll(async () => {
  server = await openWholeServer();
  auditor = await server.signIn(server.bank, "auditor", "审计员");
}, 60_000);

afterAll(async () => await server.close());

describe("the audit trail", () => {
  it("chains what is written at the same time without a gap, each party for itself", async () => {
    const fund = await server.addParty("fund");
    await Promise.all(
      Array.from({ length: 40 }, async (_, index) => {
        const partyId = index % 2 === 0 ? server.bank.id : fund.id;
        await append(partyId, "test.event", `subject-${index}`);
      }),
    );
    const verdict = await bodyOf<{ kind: string; events: number }>(
      auditor("GET", "/v1/audit-events/verdict"),
    );
    expect(verdict).toMatchObject({ kind: "whole" });
    const page = await bodyOf<{ total: number; items: { id: number; hash: string }[] }>(
      auditor("GET", "/v1/audit-events?action=test&limit=500"),
    );
    expect(page.total).toBe(20);
    expect(new Set(page.items.map(({ hash }) => hash)).size).toBe(20);
  });

  it("is found by person, action and time, and exported without formulas", async () => {
    await append(server.bank.id, "=cmd", "a line\nbreak");
    const own = await bodyOf<{ items: { accountName: string }[] }>(
      auditor("GET", `/v1/audit-events?accountId=${auditor.account.id}`),
    );
    expect(new Set(own.items.map(({ accountName }) => accountName))).toEqual(new Set(["审计员"]));
    const later = await bodyOf(auditor("GET", `/v1/audit-events?fromMs=${Date.now() + 1_000_000}`));
    expect(later).toMatchObject({ total: 0 });
    const csv = Buffer.from(await (await auditor("GET", "/v1/audit-events.csv")).arrayBuffer());
    expect(csv.toString()).toContain("'=cmd,a line break");
    expect([...csv.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  });

  it("has its newest hash sealed in the log, once for each growth", async () => {
    const sealing = { ...server.services.access, ledger: server.ledger };
    const before = server.ledger.status().entries;
    expect(await sealTrails(sealing)).toBeGreaterThan(0);
    expect(server.ledger.status().entries).toBeGreaterThan(before);
    expect(await sealTrails(sealing)).toBe(0);
    const verdict = await bodyOf<{ events: number; seal: { eventId: number; hash: string } }>(
      auditor("GET", "/v1/audit-events/verdict"),
    );
    expect(verdict.seal.eventId).toBe(verdict.events);
    await server.ledger.anchor();
    const found: unknown[] = [];
    for await (const { header } of server.ledger.readEntries(0)) {
      if (header["@type"] === "audit-trail@1") found.push(header["hash"]);
    }
    expect(found).toContain(verdict.seal.hash);
  });

  it("shows where it was changed or cut, even by the owner of the database", async () => {
    const owner = await openAsSuperuser(server.directory);
    const change = async (statement: string) =>
      await owner.query(`set session_replication_role = replica; ${statement}`);
    await change(`update touchstone.audit_event set subject = 'nobody' where event_id = 3
      and party_id = '${server.bank.id}'`);
    expect(await bodyOf(auditor("GET", "/v1/audit-events/verdict"))).toEqual({ kind: "broken", atId: 3 });
    await change(`delete from touchstone.audit_event where event_id >= 3 and party_id = '${server.bank.id}'`);
    expect(await bodyOf(auditor("GET", "/v1/audit-events/verdict"))).toEqual({ kind: "broken", atId: 3 });
    await owner.end();
  });
});

async function append(partyId: string, action: string, subject: string): Promise<void> {
  const atMs = server.clock.read();
  await server.services.access.audit.append({ partyId, accountId: null, action, subject, atMs });
}
