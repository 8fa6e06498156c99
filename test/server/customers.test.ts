import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addDays, businessDayOf } from "#kernel";
import { bodyOf, openWholeServer, type Person, type WholeServer } from "./open-whole-server.ts";

interface Listed {
  readonly customer: {
    readonly id: string;
    readonly name: string;
    readonly enterpriseIds: readonly string[];
  };
  readonly portrait: { readonly quality: { readonly isListed: boolean } } | null;
}
interface Items<T> {
  readonly items: readonly T[];
}
let server: WholeServer;
let manager: Person;
let risk: Person;
let stranger: Person;
const today = (): string => businessDayOf(server.clock.read());
const json = (body: object) => ({ json: body });

const head = "企业代码,企业名称,统一社会信用代码,地区,行业代码,年份,从业人员,营业收入（万元）,企业主";

/** Registers a list as somebody. */
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

const customersOf = async (person: Person): Promise<readonly Listed[]> =>
  (await bodyOf<Items<Listed>>(person("GET", "/v1/customers?limit=200"))).items;
async function makeEdition(asOf: string): Promise<string> {
  const job = await bodyOf<{ id: string }>(manager("POST", "/v1/customer-editions", json({ asOf })));
  await server.services.jobs.runner.find(server.bank.id, job.id);
  for (;;) {
    const { state } = await bodyOf<{ state: string }>(manager("GET", `/v1/jobs/${job.id}`));
    if (state === "succeeded") break;
    if (state === "failed") throw new Error(server.errors());
    await new Promise((resolve) => {
      const stop = server.services.jobs.runner.watch(job.id, ({ state: now }) => {
        if (now === "succeeded" || now === "failed") {
          stop();
          resolve(null);
        }
      });
      setTimeout(resolve, 50);
    });
  }
  const { items } = await bodyOf<Items<{ id: string }>>(manager("GET", "/v1/customer-editions"));
  return items[0]?.id ?? "";
}

beforeAll(async () => {
  server = await openWholeServer();
  manager = await server.signIn(server.bank, "accountManager");
  risk = await server.signIn(server.bank, "riskOfficer");
  stranger = await server.signIn(await server.addParty("bank"), "accountManager");
}, 120_000);
afterAll(async () => await server.close());

describe("one record a customer", () => {
  it("joins what two data sets bring under one unified social credit code", async () => {
    const uscc = "91350100M000100Y43";
    await register(manager, "first", [
      `A1,甲机械厂,${uscc},福州,C34,2025,120,4500,王一`,
      "A2,乙纺织厂,,泉州,C17,2025,20,500,李二",
    ]);
    // The same enterprise by another data set's code.
    const found = await customersOf(manager);
    expect(found.map(({ customer }) => customer.name).toSorted()).toEqual(["乙纺织厂", "甲机械厂"]);
    await register(manager, "second", [`Z9,甲机械厂,${uscc},福州,C34,2025,120,4500,王一`]);
    const after = await customersOf(manager);
    expect(after).toHaveLength(2);
    const joined = after.find(({ customer }) => customer.name === "甲机械厂");
    expect(joined?.customer.enterpriseIds).toHaveLength(2);
    expect(joined?.customer.id).toBe(found.find(({ customer }) => customer.name === "甲机械厂")?.customer.id);
  });

  it("keeps contacts, plans, tickets and feedback with their history, and refuses steps that cannot follow", async () => {
    const [first] = await customersOf(manager);
    const at = `/v1/customers/${first?.customer.id}`;
    const add = async (kind: string, content: object) =>
      await manager("POST", `${at}/entries`, json({ kind, onDay: today(), content }));
    await add("contact", {
      name: "王一",
      position: "厂长",
      phone: "1",
      email: "",
      isPrimary: true,
      endedOn: null,
    });
    await add("activity", { form: "feedback", text: "放款快", rating: 5, need: null });
    const ownerId = manager.account.id;
    const task = await bodyOf<{ id: string }>(add("task", { title: "回访", dueOn: today(), ownerId }));
    const moves = `/v1/customer-entries/${task.id}/moves`;
    expect((await manager("POST", moves, json({ state: "done", note: "已访" }))).status).toBe(200);
    expect((await manager("POST", moves, json({ state: "open", note: "" }))).status).toBe(409);
    const record = await bodyOf<{ timeline: { area: string; kind: string }[]; entries: { kind: string }[] }>(
      manager("GET", at),
    );
    expect(record.entries.map(({ kind }) => kind).toSorted()).toEqual(["activity", "contact", "task"]);
    expect(record.timeline.map(({ area, kind }) => `${area} ${kind}`)).toContain("task done");
    const nobody = await add("task", { title: "回访", dueOn: today(), ownerId: stranger.account.id });
    expect(await bodyOf(nobody)).toMatchObject({ code: "CUSTOMERS_PERSON_UNKNOWN" });
  });

  it("offers no product of which the stage is unknown", async () => {
    const [first] = await customersOf(manager);
    const content = { product: "orderLoan", origin: "need", need: null, subject: "", amountFen: "100" };
    const answer = await manager(
      "POST",
      `/v1/customers/${first?.customer.id}/entries`,
      json({ kind: "offer", onDay: today(), content }),
    );
    expect(await bodyOf(answer)).toMatchObject({ status: 409, code: "CUSTOMERS_PRODUCT_BARRED" });
  });

  it("gives every standard report as a workbook", async () => {
    await makeEdition(addDays(today(), -40));
    for (const report of [
      "customers",
      "quality",
      "segments",
      "funnel",
      "weak-steps",
      "idle-assets",
      "value",
    ]) {
      const answer = await manager("GET", `/v1/customer-reports/${report}.xlsx`);
      expect(answer.status, report).toBe(200);
      expect(
        Buffer.from(await answer.arrayBuffer())
          .subarray(0, 2)
          .toString(),
        report,
      ).toBe("PK");
    }
  });
});

describe("another bank", () => {
  it("sees no customer, entry or edition, and changes none", async () => {
    const [first] = await customersOf(manager);
    const id = first?.customer.id ?? "";
    const record = await bodyOf<{ entries: { id: string; kind: string }[] }>(
      manager("GET", `/v1/customers/${id}`),
    );
    const { items } = await bodyOf<Items<{ id: string }>>(manager("GET", "/v1/customer-editions"));
    expect(items).not.toHaveLength(0);
    expect(await customersOf(stranger)).toEqual([]);
    expect(await bodyOf(stranger("GET", "/v1/customer-editions"))).toEqual({ items: [] });
    const others = await server.signIn(stranger.party, "riskOfficer");
    const content = { form: "visit", text: "x", rating: null, need: null };
    const asked = await Promise.all([
      others("GET", `/v1/customers/${id}`),
      others("GET", `/v1/customer-editions/${items[0]?.id}`),
      others("POST", `/v1/customer-editions/${items[0]?.id}/reproductions`, json({})),
      others("POST", `/v1/customers/${id}/entries`, json({ kind: "activity", onDay: today(), content })),
      others(
        "POST",
        `/v1/customer-entries/${record.entries[0]?.id}/moves`,
        json({ state: "done", note: "" }),
      ),
    ]);
    expect(asked.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
  });
});

describe("the quality list", () => {
  it("goes forward only, and an edition can be made again from what was known then", async () => {
    const id = await makeEdition(addDays(today(), -10));
    const again = await manager("POST", `/v1/customer-editions/${id}/reproductions`, json({}));
    expect(await bodyOf(again)).toMatchObject({ isEqual: true, differing: [] });
    // Rules and outlooks of later days change nothing of it.
    const rules = {
      enterAfter: 1,
      exitAfter: 1,
      rules: [{ code: "noArrears", entry: 0, exit: 0, isImmediate: true }],
    };
    const made = await risk(
      "POST",
      "/v1/customer-rules",
      json({ kind: "qualityRules", onDay: today(), content: rules }),
    );
    expect(made.status, await made.clone().text()).toBe(201);
    const after = await manager("POST", `/v1/customer-editions/${id}/reproductions`, json({}));
    expect(await bodyOf(after)).toMatchObject({ isEqual: true });
    const back = await risk(
      "POST",
      "/v1/customer-rules",
      json({ kind: "qualityRules", onDay: addDays(today(), -1), content: rules }),
    );
    expect(await bodyOf(back)).toMatchObject({ code: "CUSTOMERS_RULES_BACKWARDS" });
  });
});

describe("the funnel", () => {
  it("has as many applications as own lending, whether a lead brought them or not", async () => {
    const customers = await customersOf(manager);
    const ids = customers.flatMap(({ customer }) => customer.enterpriseIds);
    const add = async (kind: string, content: object) =>
      await bodyOf<{ id: string }>(
        manager("POST", "/v1/acquisition/entries", json({ kind, onDay: today(), content })),
      );
    const campaign = await add("campaign", {
      name: "平台",
      channel: "platform",
      fromOn: today(),
      toOn: null,
    });
    await add("cost", { campaignId: campaign.id, amountFen: "500000", note: "" });
    await add("lead", { campaignId: campaign.id, enterpriseId: ids[0] });
    await add("lead", { campaignId: campaign.id, enterpriseId: null });
    for (const enterpriseId of [ids[0], ids[0], ids[1]]) {
      const answer = await manager(
        "POST",
        "/v1/lending/applications",
        json({
          enterpriseId,
          channel: { kind: "direct" },
          request: {
            amountFen: "10000000",
            months: 12,
            method: "interestOnlyBullet",
            purpose: "采购",
            payment: "self",
            payee: null,
          },
          isSubmitted: true,
        }),
      );
      expect(answer.status, await answer.clone().text()).toBeLessThan(300);
    }
    const { items } = await bodyOf<Items<unknown>>(manager("GET", "/v1/lending/applications"));
    const found = await bodyOf<{
      applications: number;
      funnels: {
        channel: string;
        applications: number;
        costFen: string;
        steps: { step: string; count: number }[];
      }[];
    }>(manager("GET", "/v1/acquisition"));
    expect(found.applications).toBe(items.length);
    expect(found.funnels.reduce((sum, { applications }) => sum + applications, 0)).toBe(items.length);
    expect(found.funnels.map(({ channel, applications }) => [channel, applications])).toEqual([
      ["platform", 2],
      ["unattributed", 1],
    ]);
    expect(found.funnels[0]?.steps.find(({ step }) => step === "lead")?.count).toBe(2);
  });
});
