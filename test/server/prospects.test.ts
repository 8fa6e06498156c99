import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addDays, businessDayOf } from "#kernel";
import {
  bodyOf,
  type Caller,
  callerOf,
  cookieOf,
  openWholeServer,
  type Person,
  type WholeServer,
} from "./open-whole-server.ts";

interface Items<T> {
  readonly items: readonly T[];
}
interface Listed {
  readonly customer: { readonly name: string };
}
interface Prospects extends Items<Listed> {
  readonly counts: readonly {
    readonly region: string;
    readonly industry: string;
    readonly enterprises: number;
  }[];
}

let server: WholeServer;
let manager: Person;
let stranger: Person;
let operator: Person;
const today = (): string => businessDayOf(server.clock.read());
const json = (body: object) => ({ json: body });

const head = "企业代码,企业名称,统一社会信用代码,地区,行业代码,年份,从业人员,营业收入（万元）,企业主";

/** Registers a list as somebody; gives the owners' one-time tokens by code. */
async function register(
  person: Person,
  dataset: string,
  lines: readonly string[],
): Promise<ReadonlyMap<string, { readonly enterpriseId: string; readonly token: string }>> {
  const contentBase64 = Buffer.from([head, ...lines].join("\n")).toString("base64");
  const answer = await person(
    "POST",
    "/v1/enterprises",
    json({ dataset, fileName: "list.csv", contentBase64 }),
  );
  expect(answer.status, await answer.clone().text()).toBeLessThan(300);
  const { invitations } = await bodyOf<{
    invitations: { code: string; enterpriseId: string; token: string }[];
  }>(answer);
  return new Map(invitations.map((one) => [one.code, one]));
}

const park = (count: number, region = "泉州", industry = "C17", from = 1): string[] =>
  Array.from({ length: count }, (_, index) => {
    const number = from + index;
    return `${region}${industry}${number},园区${region}${industry}${number}厂,,${region},${industry},2025,30,800,王${number}`;
  });

async function logIn(token: string): Promise<Caller> {
  const answer = await callerOf(server.address)("POST", "/v1/session", json({ token }));
  return callerOf(server.address, cookieOf(answer));
}

/** The owner lets the bank see the enterprise. @returns the consent's id */
async function letBeSeen(owner: Caller, enterpriseId: string): Promise<string> {
  const body = {
    enterpriseId,
    granteePartyId: server.bank.id,
    purpose: "prospecting",
    dataClasses: ["invoice", "registry"],
    fromOn: today(),
    untilOn: addDays(today(), 300),
  };
  const answer = await owner("POST", "/v1/consents", json(body));
  expect(answer.status, await answer.clone().text()).toBeLessThan(300);
  return (await bodyOf<{ id: string }>(answer)).id;
}

const prospectsOf = async (person: Person): Promise<Prospects> =>
  await bodyOf<Prospects>(person("GET", "/v1/prospects"));

beforeAll(async () => {
  server = await openWholeServer();
  manager = await server.signIn(server.bank, "accountManager");
  stranger = await server.signIn(await server.addParty("bank"), "accountManager");
  operator = await server.signIn(await server.addParty("platform"), "platformOperator");
}, 120_000);
afterAll(async () => await server.close());

describe("an enterprise that did not let the bank see it", () => {
  const others = "/v1/prospects";
  let enterpriseIds: ReadonlyMap<string, string> = new Map();

  it("is counted only, in groups of at least five, and named once its owner wants it", async () => {
    const owners = await register(operator, "park", [...park(8), ...park(4, "厦门")]);
    const before = await prospectsOf(manager);
    expect(before.counts).toEqual([{ region: "泉州", industry: "C17", enterprises: 5 }]);
    expect(JSON.stringify(before)).not.toContain("园区");
    enterpriseIds = new Map([...owners].map(([code, { enterpriseId }]) => [code, enterpriseId]));
    const one = owners.get("泉州C171");
    const owner = await logIn(one?.token ?? "");
    const consent = await letBeSeen(owner, one?.enterpriseId ?? "");
    const named = (await prospectsOf(manager)).items.map(({ customer }) => customer.name);
    expect(named).toContain("园区泉州C171厂");
    // Not by another bank: the consent names one.
    expect(await (await stranger("GET", others)).text()).not.toContain("园区泉州C171厂");
    const revoked = await owner("POST", `/v1/consents/${consent}/revocation`, json({ reason: null }));
    expect(revoked.status).toBe(200);
    expect(await (await manager("GET", others)).text()).not.toContain("园区泉州C171厂");
    expect(await (await manager("GET", "/v1/customers?limit=200")).text()).not.toContain("园区泉州C171厂");
  });

  it("is not found by registering guesses and looking at what the counts lose, now or next month", async () => {
    const seen = (await prospectsOf(stranger)).counts;
    expect(seen).toEqual([{ region: "泉州", industry: "C17", enterprises: 5 }]);
    // The other bank guesses three members of the group under codes of its own, and asks again at once and months later.
    await register(stranger, "guesses", [
      "G1,园区泉州C172厂,,泉州,C17,2025,30,800,王2",
      "G2,园区泉州C173厂,,泉州,C17,2025,30,800,王3",
      "G3,不存在的厂,,泉州,C17,2025,30,800,王4",
      "G4,另一家不存在的厂,,厦门,C17,2025,30,800,王5",
    ]);
    expect((await prospectsOf(stranger)).counts).toEqual(seen);
    server.clock.advance(40 * 86_400_000);
    const later = await server.signIn(stranger.party, "accountManager");
    expect((await prospectsOf(later)).counts).toEqual(seen);
  });

  it("is not found by guesses that are right: answers, papers and counts are those of wrong ones", async () => {
    const other = await server.signIn(stranger.party, "accountManager");
    const before = await prospectsOf(other);
    // One is there under just this code of just this data set, the other is not.
    const guess = async (line: string): Promise<unknown> => {
      const contentBase64 = Buffer.from(`${head}\n${line}`).toString("base64");
      const list = { dataset: "park", fileName: "list.csv", contentBase64 };
      const answer = await bodyOf<{ problems: { code: string }[]; registered: number; known: number }>(
        other("POST", "/v1/enterprises", json(list)),
      );
      return { ...answer, problems: answer.problems.map(({ code }) => code) };
    };
    const [right, wrong] = [park(1, "泉州", "C17", 4), park(1, "泉州", "C17", 9999)];
    expect(await guess(right[0] ?? "")).toEqual(await guess(wrong[0] ?? ""));
    const papersFor = async (enterpriseId: string): Promise<string> => {
      const paper = { enterpriseId, reference: "R1", scanSha256: "a".repeat(64) };
      const term = { fromOn: today(), untilOn: addDays(today(), 100) };
      const terms = { purpose: "prospecting", dataClasses: ["invoice"], ...term };
      const body = { papers: [paper], granteePartyId: stranger.party.id, ...terms };
      const answer = await bodyOf<{ code: string }>(other("POST", "/v1/consents/papers", json(body)));
      return answer.code;
    };
    const there = enterpriseIds.get("泉州C175") ?? "";
    expect(there).not.toBe("");
    expect(await papersFor(there)).toBe(await papersFor("ent_00000000000000000000"));
    expect(await prospectsOf(other)).toEqual(before);
  });

  it("is no prospect by name where only the bank itself registered it, whatever paper its people record", async () => {
    const bankManager = await server.signIn(server.bank, "accountManager");
    const checker = await server.signIn(server.bank, "creditOfficer");
    const own = await register(bankManager, "own-leads", ["L1,自登线索厂,,福州,C34,2025,20,500,赵一"]);
    const one = own.get("L1");
    const drafted = await bankManager(
      "POST",
      "/v1/consents/papers",
      json({
        papers: [{ enterpriseId: one?.enterpriseId, reference: "R2", scanSha256: "b".repeat(64) }],
        granteePartyId: server.bank.id,
        purpose: "prospecting",
        dataClasses: ["invoice"],
        fromOn: today(),
        untilOn: addDays(today(), 100),
      }),
    );
    const { items: papers } = await bodyOf<Items<{ id: string }>>(drafted);
    const granted = await checker("POST", "/v1/consents/grants", json({ ids: papers.map(({ id }) => id) }));
    expect(granted.status, await granted.clone().text()).toBeLessThan(300);
    const namesOf = async () => (await prospectsOf(bankManager)).items.map(({ customer }) => customer.name);
    const { ownRegistered } = await bodyOf<{ ownRegistered: number }>(bankManager("GET", "/v1/prospects"));
    expect(await namesOf()).not.toContain("自登线索厂");
    expect(ownRegistered).toBeGreaterThanOrEqual(1);
    await letBeSeen(await logIn(one?.token ?? ""), one?.enterpriseId ?? "");
    expect(await namesOf()).toContain("自登线索厂");
  });

  it("does not show in a month's counts by joining: they are fixed when first asked for, and multiples of five", async () => {
    const later = await server.signIn(stranger.party, "accountManager");
    const before = (await prospectsOf(later)).counts;
    const platform = await server.signIn(operator.party, "platformOperator");
    await register(platform, "park", park(3, "泉州", "C17", 100));
    expect((await prospectsOf(later)).counts).toEqual(before);
    server.clock.advance(40 * 86_400_000);
    const next = await server.signIn(stranger.party, "accountManager");
    const counts = (await prospectsOf(next)).counts;
    expect(counts.every(({ enterprises }) => enterprises >= 5 && enterprises % 5 === 0)).toBe(true);
    expect(counts.find(({ region }) => region === "泉州")?.enterprises).toBe(10);
  });
});
