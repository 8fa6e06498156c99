import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bodyOf, openWholeServer, type Person, type WholeServer } from "./open-whole-server.ts";

interface Card {
  id: string;
  version: number;
  state: string;
  sha256: string | null;
  committee: { weights: { id: string; weight: number }[]; concordance: number | null } | null;
  mine: { isMember: boolean; mayWeigh: boolean; maySign: boolean; mayActivate: boolean };
}

let server: WholeServer;
let risk: Person;
let officer: Person;
let manager: Person;
beforeAll(async () => {
  server = await openWholeServer();
  risk = await server.signIn(server.bank, "riskOfficer");
  officer = await server.signIn(server.bank, "creditOfficer");
  manager = await server.signIn(server.bank, "accountManager");
}, 60_000);
afterAll(async () => await server.close());

const draft = () => ({
  name: "试点专家评分卡",
  indicators: [
    { id: "sales-trend-lunar", cuts: [-0.1, 0.1], worth: [20, 60, 90], missingWorth: 40 },
    { id: "sales-void-rate", cuts: [0.05], worth: [90, 30], missingWorth: 40 },
  ],
  scale: { neutralPd: 0.037, neutralWorth: 50, worthToHalveOdds: 20 },
  memberIds: [risk.account.id, officer.account.id],
});
const post = async (person: Person, url: string, json: unknown) => await person("POST", url, { json });

describe("an expert card", () => {
  let card: Card;

  it("is drafted by risk, and a draft that cannot score is refused with its reason", async () => {
    const wrong = { ...draft(), indicators: [{ id: "x", cuts: [1, 0], worth: [1, 2, 3], missingWorth: 0 }] };
    const refused = await post(risk, "/v1/expert-cards", wrong);
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain("x: cuts must rise");
    expect((await post(manager, "/v1/expert-cards", draft())).status).toBe(403);
    card = await bodyOf<Card>(post(risk, "/v1/expert-cards", draft()));
    expect(card).toMatchObject({ version: 1, state: "weighing", sha256: null, committee: null });
  });

  it("takes weights of its members only, and asks for signatures when all have weighed", async () => {
    const url = `/v1/expert-cards/${card.id}/weights`;
    const weights = { "sales-trend-lunar": 3, "sales-void-rate": 1 };
    expect((await post(manager, url, { weights })).status).toBe(403);
    expect((await bodyOf<Card>(post(risk, url, { weights }))).state).toBe("weighing");
    card = await bodyOf<Card>(post(officer, url, { weights: { ...weights, "sales-void-rate": 3 } }));
    expect(card.state).toBe("signing");
    expect(card.committee?.weights[0]?.weight).toBeCloseTo((0.75 + 0.5) / 2, 12);
    const tasks = await bodyOf<{ items: { kind: string }[] }>(risk("GET", "/v1/tasks"));
    expect(tasks.items.map(({ kind }) => kind)).toContain("expertCard.sign");
  });

  it("is signed by hash: what changed since it was looked at is not signed", async () => {
    const url = `/v1/expert-cards/${card.id}/signature`;
    const other = await post(risk, url, { sha256: "0".repeat(64) });
    expect(other.status).toBe(409);
    expect((await bodyOf<Card>(post(risk, url, { sha256: card.sha256 }))).state).toBe("signing");
    const late = await post(officer, `/v1/expert-cards/${card.id}/weights`, {
      weights: { "sales-trend-lunar": 1 },
    });
    expect(late.status).toBe(409);
    expect((await bodyOf<Card>(post(officer, url, { sha256: card.sha256 }))).state).toBe("signed");
  });

  it("is sealed in the log with what was signed", async () => {
    const { ledger } = server;
    await ledger.checkpoint();
    const origin = ledger.originOf("import", `models/${server.bank.id}`);
    const bundle = await ledger.bundle(origin, { disclose: [{ index: 0, ordinals: [0] }] });
    expect(JSON.stringify(bundle)).toContain(card.sha256);
  });

  it("is put into force by another person than its drafter, and one card is in force", async () => {
    const url = `/v1/expert-cards/${card.id}/activation`;
    const own = await post(risk, url, {});
    expect(own.status).toBe(403);
    expect(await own.text()).toContain("ACCESS_MAKER_IS_CHECKER");
    expect((await bodyOf<Card>(post(officer, url, {}))).state).toBe("active");
    expect((await post(officer, url, {})).status).toBe(409);
  });

  it("is unknown to another bank", async () => {
    const stranger = await server.signIn(await server.addParty("bank"), "riskOfficer");
    expect((await stranger("GET", `/v1/expert-cards/${card.id}`)).status).toBe(404);
    const list = await bodyOf<{ items: unknown[] }>(stranger("GET", "/v1/expert-cards"));
    expect(list.items).toEqual([]);
  });
});
