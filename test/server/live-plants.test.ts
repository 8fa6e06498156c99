import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { enterpriseIdOf } from "#registry";
import { regionDatasetOf } from "#simulate";
import {
  chooseRegionPlants,
  type RegionPlant,
  runRegionPlants,
  setUpRegionPlants,
} from "../../src/cli/plants/live-region.ts";
import { bodyOf, openWholeServer, type Person, type WholeServer } from "./open-whole-server.ts";

// Plants of a simulated region beside a running server: enrolled with codes, signed by their own keys, over MQTT alone.

let server: WholeServer;
let operator: Person;
let folder: string;
beforeAll(async () => {
  server = await openWholeServer();
  operator = await server.signIn(await server.addParty("platform"), "platformOperator");
  folder = await mkdtemp(path.join(tmpdir(), "touchstone-live-"));
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

interface Stored {
  readonly readings: number;
  readonly orphanReadings: number;
}

it("brings the minutes and orders of a day in seconds, and stops without a trace", async () => {
  const pastHours = 30;
  const region = { seed: "live", enterprises: 20, months: 6, endDay: "2026-10-31" };
  const plants = chooseRegionPlants(region, { plants: 2, pastHours }).map((plant): RegionPlant => {
    // So much is ordered that something is delivered on any day of the week.
    const trade = { ...plant.trade, ordersPerDay: 10, leadDays: 1 };
    return { ...plant, trade };
  });
  const stop = new AbortController();
  const { plain } = server.services.mqttPorts() ?? {};
  const request = {
    dataset: regionDatasetOf(region),
    directory: folder,
    address: { http: server.address, mqtt: `mqtt://127.0.0.1:${plain}` },
    speed: 36_000,
    pastHours,
    clock: server.clock.read,
    signal: stop.signal,
  };
  const desk = {
    platformPartyId: operator.party.id,
    get: async (url: string) => await bodyOf<unknown>(operator("GET", url)),
    post: async (url: string, json: object) => await bodyOf<unknown>(operator("POST", url, { json })),
  };
  await setUpRegionPlants(desk, plants, request);
  const failures: unknown[] = [];
  // From here on HTTP leads nowhere: what arrives came over MQTT.
  const overMqtt = { ...request, address: { ...request.address, http: "http://127.0.0.1:9" } };
  const running = runRegionPlants(plants, overMqtt, (_, cause) => failures.push(cause));
  const minutes = plants.reduce((sum, { plant }) => sum + plant.elements.length, 0) * pastHours * 60;
  let stored: Stored;
  do {
    await wait(300);
    stored = await bodyOf<Stored>(operator("GET", "/v1/devices/coverage"));
  } while (stored.readings < minutes * 2);
  for (const { code } of plants) {
    while ((await documentsOf(request.dataset, code)).length === 0) await wait(300);
  }
  stop.abort();
  await running;
  expect(failures).toEqual([]);
  expect(stored.orphanReadings).toBe(0);
}, 120_000);

/** What its business system told of an enterprise; nobody at the platform may read it without a consent. */
async function documentsOf(dataset: string, code: string): Promise<readonly unknown[]> {
  const id = enterpriseIdOf({ scheme: `dataset:${dataset}`, value: code });
  const page = { offset: 0, limit: 10, receivedUntilMs: null };
  return (await server.services.areas.consent.readData(id, "businessDocument", page)).items;
}
