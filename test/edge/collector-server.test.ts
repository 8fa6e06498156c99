import path from "node:path";
import { afterEach, expect, it } from "vitest";
import type { Receipt } from "#seal";
import { openWholeServer, type Person, type WholeServer } from "../server/open-whole-server.ts";
import { readDeviceKey } from "../../src/edge/device/device-key.ts";
import { openHttpUplink } from "../../src/edge/uplink/http-uplink.ts";
import { type CollectorProcess, createCollectorProcess, until } from "./collector-process.ts";

const open: { collector?: CollectorProcess; server?: WholeServer } = {};

afterEach(async () => {
  await open.collector?.kill();
  open.collector?.remove();
  await open.server?.close();
});

const table =
  "code,name,sector,city,industry,staff,registered_capital\nE-1,东莞测试五金有限公司,electronics_electrical,东莞,C33,30,500\n";

/** Registers an enterprise with one machine and a collector; the answer is the collector's one-time code. */
async function registerCollector(person: Person): Promise<string> {
  const enterprises = await person("POST", "/v1/enterprises", {
    json: {
      dataset: "edge-test",
      fileName: "enterprises.csv",
      contentBase64: Buffer.from(table).toString("base64"),
    },
  });
  if (!enterprises.ok) throw new Error(await enterprises.text());
  const found = (await (await person("GET", "/v1/enterprises")).json()) as { items: { id: string }[] };
  const enterpriseId = found.items[0]?.id;
  const saved = await person("POST", "/v1/devices/elements", {
    json: {
      elements: [
        {
          enterpriseId,
          kind: "machine",
          code: "CNC-01",
          validFrom: "2026-01-01",
          data: { name: "加工中心" },
        },
      ],
    },
  });
  if (!saved.ok) throw new Error(await saved.text());
  const elements = (await (await person("GET", "/v1/devices/elements")).json()) as {
    items: { id: string }[];
  };
  const made = await person("POST", "/v1/collectors", {
    json: { enterpriseId, name: "一号采集器", elementIds: elements.items.map(({ id }) => id) },
  });
  if (!made.ok) throw new Error(await made.text());
  return ((await made.json()) as { code: { text: string } }).code.text;
}

it("carries every row of a folder into the log of a whole server, enrolled by its code", {
  timeout: 360_000,
}, async () => {
  const server = (open.server = await openWholeServer());
  const platform = await server.addParty("platform");
  const operator = await server.signIn(platform, "platformOperator");
  const code = await registerCollector(operator);
  const collector = (open.collector = await createCollectorProcess({ server: server.address }));
  const enrolled = await collector.command(["enrol", "--code", code, "--json"]);
  expect(enrolled.text).toContain('"collector"');
  expect(enrolled.code).toBe(0);
  expect(await collector.command(["check"])).toMatchObject({ code: 0 });
  const again = await collector.command(["enrol", "--code", code]);
  expect(again).toMatchObject({ code: 2 });
  expect(again.text).toContain("EDGE_ALREADY_ENROLLED");

  const { collector: id } = JSON.parse(enrolled.text) as { collector: string };
  collector.start();
  for (let round = 0; round < 3; round++) {
    collector.write(round * 1000, round * 1000 + 1000);
    await until(
      () => (server.services.areas.intake.progress(id)?.acknowledged?.epoch ?? 0) > 0,
      () => `${collector.errors()}\n${server.errors()}`,
    );
    await collector.kill();
    collector.start();
  }
  collector.write(3000, 4000);
  let sealed: number[] = [];
  await until(
    async () => (sealed = await sealedValues(server)).length >= 4000,
    () => `${sealed.length} of 4000\n${collector.errors()}`,
  );
  expect(sealed.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 4000 }, (_, i) => i));
  await until(() => collector.errors().includes('"connected"'), collector.errors);
  const status = await collector.command(["status", "--json"]);
  expect(JSON.parse(status.text)).toMatchObject({ isRunning: true });
  const busy = await collector.command(["rotate-key"]);
  expect(busy).toMatchObject({ code: 2 });
  expect(busy.text).toContain("EDGE_STATE_IN_USE");
  expect(await collector.stop()).toBe(0);

  const rotated = await collector.command(["rotate-key", "--json"]);
  expect(rotated, rotated.text).toMatchObject({ code: 0 });
  collector.write(4000, 4100);
  collector.start();
  await until(
    async () => (sealed = await sealedValues(server)).length >= 4100,
    () => `${sealed.length} of 4100\n${collector.errors()}`,
  );
  expect(sealed).toHaveLength(4100);

  const kept = await collector.command(["receipts", "--json"]);
  expect(kept, kept.text).toMatchObject({ code: 0 });
  const receipts = kept.text
    .trim()
    .split("\n")
    .map((line) => (JSON.parse(line) as { receipt: Receipt }).receipt);
  const newest = receipts.reduce((a, b) => (a.index > b.index ? a : b));
  await server.ledger.checkpoint();
  const disclose = [{ index: newest.index, ordinals: [0] }];
  expect((await server.ledger.bundle(newest.origin, { disclose })).receipts).toContainEqual(newest);

  // A device whose clock is an hour ahead is let in all the same, and learns how far it is off.
  const uplink = openHttpUplink(server.address, {
    collector: id,
    key: readDeviceKey(path.join(collector.stateDirectory, "device.key")),
    clock: { wall: () => Date.now() + 3_600_000, monotonicMs: () => performance.now() },
    format: "protobuf",
    timeoutMs: 5000,
  });
  const progress = await uplink.progress();
  await uplink.close();
  expect(Math.abs((progress?.offsetMs ?? 0) + 3_600_000)).toBeLessThan(60_000);
  expect(progress?.progress.acknowledged?.epoch).toBeGreaterThan(0);
  expect(await collector.stop()).toBe(0);
});

/** Values of all readings of signed batches in the private logs. */
async function sealedValues({ ledger }: WholeServer): Promise<number[]> {
  await ledger.anchor();
  const values: number[] = [];
  for await (const { header, payload } of ledger.readEntries(0)) {
    if (header["@type"] !== "signed-batch@1") continue;
    const lines = Buffer.from(payload.bytes).toString().trim().split("\n");
    for (const line of lines) if (line !== "") values.push(Number(line.split(",")[3]));
  }
  return values;
}
