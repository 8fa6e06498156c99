import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { nodeCrypto } from "#ledger";
import { verifyBundle } from "#seal";
import { batchesToJson } from "#telemetry";
import { createTestCollector, type TestCollector } from "../../src/telemetry/testing/test-collector.ts";
import { enrolCollector } from "./enrol-collector.ts";
import { bodyOf, type Caller, openWholeServer, type Person, type WholeServer } from "./open-whole-server.ts";
import { registerFactory } from "./register-factory.ts";
import { giveConsent } from "./seed-own-bank.ts";

// The running server: from a device's batch over the pages that say where a number comes from, to the proof of one row.

let server: WholeServer;
let manager: Person;
let owner: Caller;
let enterpriseId: string;
let device: TestCollector;

beforeAll(async () => {
  server = await openWholeServer();
  manager = await server.signIn(server.bank, "accountManager");
  ({ owner, enterpriseId } = await registerFactory(server, manager, {
    dataset: "set-P1",
    code: "P1",
    name: "溯源厂",
  }));
  device = await enrolDevice();
}, 120_000);
afterAll(async () => await server.close());

async function enrolDevice(): Promise<TestCollector> {
  const data = { name: "车床" };
  const element = { enterpriseId, kind: "machine", code: "CNC-01", validFrom: "2026-01-01", data };
  await bodyOf(manager("POST", "/v1/devices/elements", { json: { elements: [element] } }));
  const elements = await bodyOf<{ items: { id: string }[] }>(manager("GET", "/v1/devices/elements"));
  const made = await bodyOf<{ collector: { id: string }; code: { text: string } }>(
    manager("POST", "/v1/collectors", {
      json: { enterpriseId, name: "一号采集器", elementIds: elements.items.map(({ id }) => id) },
    }),
  );
  const found = createTestCollector("provenance", {
    id: made.collector.id,
    channels: [
      { element: "CNC-01", channel: "power_w", scale: 0 },
      { element: "NOBODY", channel: "power_w", scale: 0 },
    ],
    epoch: server.clock.read() - 60_000,
  });
  await enrolCollector(server, found, made.code.text);
  return found;
}

const at = (path: string): string => `/v1/enterprises/${enterpriseId}/${path}`;

describe("where a number comes from", () => {
  it("is told to nobody without a basis", async () => {
    expect((await manager("GET", at("provenance?chart=energy&day=2026-06-01"))).status).toBe(403);
    expect((await manager("GET", at("evidence"))).status).toBe(403);
  });

  it("leads from a day of a chart to the device, its key, its batch, and a proof that verifies", async () => {
    await giveConsent(server, owner, enterpriseId);
    const atMs = server.clock.read() - 20_000;
    const batch = device.readings(
      [
        { fromMs: atMs, value: 5000 },
        { fromMs: atMs + 1000, value: 5100 },
        { channel: 1, fromMs: atMs, value: 1 },
      ],
      { createdAtMs: server.clock.read() },
    );
    const sent = await fetch(`${server.address}/v1/batches`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: batchesToJson([batch]),
    });
    expect(sent.status, await sent.clone().text()).toBe(200);
    const day = new Date(atMs + 28_800_000).toISOString().slice(0, 10);
    interface Behind {
      rows: number;
      counts: { evidence: string; collectorName: string; rows: number }[];
      sample: {
        origin: string;
        index: number;
        ordinal: number;
        key: string;
        sequence: string;
        value: string;
      }[];
    }
    const behind = await expect
      .poll(async () => await bodyOf<Behind>(manager("GET", at(`provenance?chart=energy&day=${day}`))), {
        timeout: 20_000,
      })
      .toMatchObject({ rows: 2 })
      .then(async () => await bodyOf<Behind>(manager("GET", at(`provenance?chart=energy&day=${day}`))));
    expect(behind.counts).toMatchObject([{ evidence: "device", collectorName: "一号采集器", rows: 2 }]);
    const [row] = behind.sample;
    expect(row).toMatchObject({ key: device.keyId, sequence: "0", value: "5100" });
    const place = `origin=${encodeURIComponent(row?.origin ?? "")}&index=${row?.index}&ordinal=${row?.ordinal}`;
    const proof = await manager("GET", at(`row-proof?${place}`));
    expect(proof.status).toBe(200);
    const trust = server.services.areas.log.verifierKey;
    const bundle = Buffer.from(await proof.arrayBuffer());
    expect(bundle.toString()).toContain(trust);
    expect(verifyBundle(bundle, nodeCrypto).verdict).toBe("selfConsistent");
    const others = await manager("GET", at(`row-proof?origin=somebody/e/else&index=0&ordinal=0`));
    expect(others.status).toBe(404);
  });

  it("says what the data rest on, and what is in quarantine on which day", async () => {
    const evidence = await bodyOf<{
      mix: { devicePpm: number };
      freshness: { stream: string; isStale: boolean }[];
    }>(manager("GET", at("evidence")));
    expect(evidence.mix.devicePpm).toBe(1_000_000);
    expect(evidence.freshness).toMatchObject([{ stream: "energy", isStale: false }]);
    const today = new Date(server.clock.read() + 28_800_000).toISOString().slice(0, 10);
    const calendar = await bodyOf<{ collectors: { days: { readings: number; quarantined: number }[] }[] }>(
      manager("GET", at(`data-calendar?from=${today}&to=${today}`)),
    );
    expect(calendar.collectors[0]?.days[0]).toMatchObject({ readings: 2, quarantined: 1 });
  });

  it("gives the party the alarms of its own pipe", async () => {
    expect(await bodyOf(manager("GET", "/v1/intake/alarms?open=true"))).toMatchObject({
      total: 0,
      items: [],
    });
  });
});
