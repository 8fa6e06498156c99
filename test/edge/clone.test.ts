import { cpSync } from "node:fs";
import path from "node:path";
import { afterEach, expect, it } from "vitest";
import { bodyOf, openWholeServer, type Person, type WholeServer } from "../server/open-whole-server.ts";
import { type CollectorProcess, createCollectorProcess, until } from "./collector-process.ts";

// The whole state directory of a collector, its key and all, copied to a second machine; both run.

const open: { honest?: CollectorProcess; clone?: CollectorProcess; server?: WholeServer } = {};
afterEach(async () => {
  for (const collector of [open.honest, open.clone]) {
    await collector?.kill();
    collector?.remove();
  }
  await open.server?.close();
});

async function register(person: Person): Promise<{ readonly id: string; readonly code: string }> {
  const sheets = {
    enterprises: [{ code: "E-1", name: "Factory", owner: "boss" }],
    elements: [{ enterprise: "E-1", code: "CNC-01", name: "Lathe", kind: "machine" }],
  };
  await (await person("POST", "/v1/devices/imports", { json: { dataset: "clone", sheets } })).text();
  const elements = await bodyOf<{ items: { id: string; enterpriseId: string }[] }>(
    person("GET", "/v1/devices/elements"),
  );
  const made = await person("POST", "/v1/collectors", {
    json: {
      enterpriseId: elements.items[0]?.enterpriseId,
      name: "box",
      elementIds: elements.items.map(({ id }) => id),
    },
  });
  const { collector, code } = await bodyOf<{ collector: { id: string }; code: { text: string } }>(made);
  return { id: collector.id, code: code.text };
}

it("a copied collector is noticed, both are kept apart, another person releases it, and the device enrols again", {
  timeout: 240_000,
}, async () => {
  const server = (open.server = await openWholeServer());
  const platform = await server.addParty("platform");
  const operator = await server.signIn(platform, "platformOperator");
  const { id, code } = await register(operator);
  const startMs = Date.now() - 3_600_000;
  const honest = (open.honest = await createCollectorProcess({ server: server.address, startMs }));
  const clone = (open.clone = await createCollectorProcess({
    server: server.address,
    startMs: startMs + 60_000,
  }));
  expect(await honest.command(["enrol", "--code", code])).toMatchObject({ code: 0 });
  const { devices, intake } = server.services.areas;
  const stateOf = () => devices.directory.find(id)?.state;
  const items = () =>
    intake.live.find(id)?.items ?? { received: 0, stored: 0, duplicates: 0, quarantined: 0 };
  const say = () => `${JSON.stringify(items())} ${stateOf()}\n${honest.errors()}\n${clone.errors()}`;
  honest.start();
  honest.write(0, 500);
  await until(() => items().stored > 0 && stateOf() === "active", say);
  expect(await honest.stop()).toBe(0);

  cpSync(honest.stateDirectory, clone.stateDirectory, { recursive: true });
  honest.start();
  clone.start();
  let row = 500;
  await until(() => {
    honest.write(row, row + 20);
    clone.write(row, row + 20);
    row += 20;
    return stateOf() === "quarantined" && items().quarantined >= 4;
  }, say);
  const { received, stored, duplicates, quarantined } = items();
  expect(received).toBe(stored + duplicates + quarantined);
  await server.services.areas.devices.directory.refresh(id);
  const page = await bodyOf<{ collector: { quarantine: { reason: string; isByPerson: boolean } | null } }>(
    operator("GET", `/v1/collectors/${id}`),
  );
  expect(page.collector.quarantine?.isByPerson).toBe(false);
  expect(page.collector.quarantine?.reason).toMatch(/chainFork|twoLiveEpochs|sequenceConflict/);
  await until(async () => {
    const alarms = await (await operator("GET", "/v1/intake/alarms")).text();
    return alarms.includes('"clone"') && alarms.includes(id);
  }, say);
  // Both devices' rows come into the log, whoever of the two is the honest one: who is behind shows a batch a minute.
  await until(async () => (await starts(server)).size === 2, say, 150_000);

  await clone.kill();
  await honest.kill();
  const released = await operator("POST", `/v1/collectors/${id}/release`, {
    json: { reason: "looked at it" },
  });
  expect(released.status, await released.clone().text()).toBe(200);
  const again = await bodyOf<{ code: { text: string } }>(
    operator("POST", `/v1/collectors/${id}/codes`, { json: {} }),
  );
  // What was copied is worth nothing any more: the device begins with an empty state.
  const fresh = { stateDirectory: path.join(honest.directory, "state-2"), startMs: startMs + 1_800_000 };
  const renewed = await createCollectorProcess({ server: server.address, ...fresh });
  try {
    expect(await renewed.command(["enrol", "--code", again.code.text])).toMatchObject({ code: 0 });
    const before = items();
    renewed.start();
    renewed.write(0, 300);
    await until(
      () => items().stored > before.stored,
      () => `${say()}\n${renewed.errors()}`,
    );
    clone.start();
    clone.write(row, row + 200);
    await until(() => (intake.live.find(id)?.refused.wrongKey ?? 0) > 0, say);
    renewed.write(300, 600);
    const middle = items().stored;
    await until(
      () => items().stored > middle,
      () => `${say()}\n${renewed.errors()}`,
    );
    expect(stateOf()).toBe("active");
    expect(items().quarantined).toBe(before.quarantined);
  } finally {
    await renewed.kill();
    renewed.remove();
  }
});

/** Which of the two devices has rows in the log: the clone's readings are of a minute later. */
async function starts({ ledger }: WholeServer): Promise<Set<string>> {
  await ledger.anchor();
  const seen = new Set<string>();
  let firstMs = Number.POSITIVE_INFINITY;
  const times: number[] = [];
  for await (const { header, payload } of ledger.readEntries(0)) {
    if (header["@type"] !== "signed-batch@1") continue;
    for (const line of Buffer.from(payload.bytes).toString().trim().split("\n")) {
      const atMs = Number(line.split(",")[1]);
      if (line === "" || !Number.isFinite(atMs)) continue;
      firstMs = Math.min(firstMs, atMs);
      times.push(atMs);
    }
  }
  for (const atMs of times) seen.add(atMs - firstMs >= 60_000 ? "clone" : "honest");
  return seen;
}
