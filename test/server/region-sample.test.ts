import { existsSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { playRegionCustomers } from "../../src/cli/sample/region-customers.ts";
import { evaluatedRegion, startRegionSample } from "../../src/cli/sample/region-sample.ts";
import { catalogue } from "#indicators";
import { bodyOf, openWholeServer, type Person, type WholeServer } from "./open-whole-server.ts";

// A small region on a running server, by the way of the first start: written, imported by deliveries, evaluated.

let server: WholeServer;
let manager: Person;
beforeAll(async () => {
  server = await openWholeServer();
  manager = await server.signIn(server.bank, "accountManager");
});
afterAll(async () => await server.close());

interface Listed {
  items: { id: string; dataset: string; simulated: boolean; state: string }[];
}

const region = { seed: "first-start", enterprises: 24, months: 30, endDay: "2026-10-31" };

it("is the newest evaluation of the installation's bank, and leaves no files behind", async () => {
  const { jobs } = server.services;
  const options = { party: server.bank, folder: server.directory, logger: { info: () => undefined }, region };
  await startRegionSample(jobs, options);
  const listed = async () => (await bodyOf<Listed>(manager("GET", "/v1/evaluations"))).items;
  let [evaluation] = await listed();
  while (evaluation?.state === "queued" || evaluation?.state === "running") {
    await wait(300);
    [evaluation] = await listed();
  }
  expect(evaluation, server.errors()).toMatchObject({ simulated: true, state: "succeeded" });
  const found = await bodyOf<{ simulated: boolean; enterprises?: unknown[] }>(
    manager("GET", "/v1/evaluations/latest"),
  );
  expect(found.simulated).toBe(true);
  expect(existsSync(path.join(server.directory, "sample-region"))).toBe(false);
  await expectOperatingIndicators(String(evaluation?.id));
  await startRegionSample(jobs, options);
  expect(await listed()).toHaveLength(1);
}, 300_000);

it("becomes the bank's customers, of whom it sees by their own consent only", async () => {
  await playCustomers();
  const page = await bodyOf<CustomerPage>(manager("GET", "/v1/customers?limit=200"));
  expect(page.total).toBe(24);
  const seen = page.items.filter(({ portrait }) => portrait !== null);
  expect(seen).toHaveLength(16);
  expect(seen.every(({ portrait }) => portrait?.lifeStage !== null)).toBe(true);
  const listed = await bodyOf<{ total: number; withheld: number; items: { id: string }[] }>(
    manager("GET", "/v1/evaluations/latest/enterprises?limit=200"),
  );
  expect(listed).toMatchObject({ total: 16, withheld: 8 });
  for (const { id } of listed.items) {
    expect((await manager("GET", `/v1/evaluations/latest/enterprises/${id}`)).status).toBe(200);
    expect(await bodyOf<object>(manager("GET", `/v1/enterprises/${id}/profile`))).toMatchObject({
      withheld: [],
    });
  }
  const prospects = await bodyOf<{ items: unknown[]; ownRegistered: number }>(
    manager("GET", "/v1/prospects"),
  );
  expect(prospects).toMatchObject({ ownRegistered: 8 });
  expect(prospects.items).toHaveLength(16);
  const { items: editions } = await bodyOf<{ items: { asOf: string; listed: number }[] }>(
    manager("GET", "/v1/customer-editions"),
  );
  expect(editions.map(({ asOf }) => asOf)).toEqual(["2026-10-31", "2026-09-30", "2026-08-31"]);
  expect(editions[0]?.listed).toBeGreaterThan(0);
  const { funnels, leads } = await bodyOf<{
    funnels: { channel: string; steps: { step: string; count: number }[] }[];
    leads: number;
  }>(manager("GET", "/v1/acquisition"));
  for (const { steps } of funnels) {
    const countOf = (wanted: string) => steps.find(({ step }) => step === wanted)?.count ?? Number.NaN;
    expect(countOf("consent")).toBeLessThanOrEqual(countOf("lead"));
    expect(countOf("evaluation")).toBeLessThanOrEqual(countOf("consent"));
  }
  expect({ leads, channels: funnels.length }).toEqual({ leads: 12, channels: 3 });
  await expectNoPriceWithoutGrade(seen.map(({ customer }) => customer));
  await playCustomers();
  expect((await bodyOf<{ leads: number }>(manager("GET", "/v1/acquisition"))).leads).toBe(12);
}, 300_000);

it("gives way to the first real enterprise, so that no invented one stands beside it", async () => {
  const list = "企业代码,企业名称\nR1,甲厂";
  const onboarded = await server.services.areas.consent.registry.onboard(
    { party: server.bank, accountId: null },
    { dataset: "real", fileName: "list.csv", bytes: Buffer.from(list), platformPartyId: null },
  );
  expect(onboarded.problems).toEqual([]);
  const page = await bodyOf<CustomerPage>(manager("GET", "/v1/customers?limit=200"));
  expect(page.items.map(({ customer }) => customer.name)).toEqual(["甲厂"]);
  await playCustomers();
  expect(await bodyOf<CustomerPage>(manager("GET", "/v1/customers?limit=200"))).toMatchObject({ total: 1 });
});

/** So small a region has no card: nobody is graded, and nothing is made up in place of a price. */
async function expectNoPriceWithoutGrade(customers: readonly { id: string }[]): Promise<void> {
  for (const { id } of customers) {
    expect(await bodyOf<object>(manager("GET", `/v1/customers/${id}`))).toMatchObject({ price: null });
  }
}

interface CustomerPage {
  total: number;
  items: {
    customer: { id: string; name: string };
    portrait: { lifeStage: unknown } | null;
  }[];
}

async function playCustomers(): Promise<void> {
  const { services, bank: party, operations } = server;
  const evaluated = await evaluatedRegion(services.jobs, party, region);
  if (evaluated === null) throw new Error("the region was not evaluated");
  const stage = { ...services, party, operations, runner: services.jobs.runner };
  await playRegionCustomers(stage, evaluated, new AbortController().signal);
}

/** What orders, statements and registers say is the bank's own import, and shown as such beside invoices and readings. */
async function expectOperatingIndicators(evaluationId: string): Promise<void> {
  const page = `/v1/evaluations/${evaluationId}/enterprises`;
  const [first] = (await bodyOf<{ items: { id: string }[] }>(manager("GET", page))).items;
  const { indicators } = await bodyOf<{
    indicators: { id: string; value: number | null; missingReason: string | null }[];
  }>(manager("GET", `${page}/${first?.id}`));
  expect(indicators.filter(({ missingReason }) => missingReason === "notPermitted")).toEqual([]);
  const known = new Set(indicators.filter(({ value }) => value !== null).map(({ id }) => id));
  for (const group of ["orders", "cash", "workforce"] as const) {
    const own = catalogue.filter((definition) => definition.group === group);
    expect(
      own.some(({ id }) => known.has(id)),
      group,
    ).toBe(true);
  }
}
