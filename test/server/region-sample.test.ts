import { existsSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startRegionSample } from "../../src/cli/sample/region-sample.ts";
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

it("is the newest evaluation of the installation's bank, and leaves no files behind", async () => {
  const region = { seed: "first-start", enterprises: 24, months: 30, endDay: "2026-10-31" };
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
