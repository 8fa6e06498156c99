import type { IClientOptions, MqttClient } from "mqtt";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { batchToJson, encodeSparkplug, sparkplugTypes } from "#telemetry";
import { knownOf } from "../../intake/testing/test-directory.ts";
import { createTestCollector } from "../../telemetry/testing/test-collector.ts";
import { connectMessage } from "./log-in.ts";
import {
  gatewayOf,
  messageOf,
  type MqttTestHouse,
  openMqttTestHouse,
  testHostId,
  tokenOf,
} from "./testing/mqtt-house.ts";

const attackerEnterprise = "ent_attacker0000000000000";
const victimDevice = createTestCollector("victim-device");
const attackerDevice = createTestCollector("attacker-device");

let test: MqttTestHouse;
let victim: MqttClient;
const heardByVictim: string[] = [];
const heardByAttacker: string[] = [];

beforeAll(async () => {
  test = await openMqttTestHouse();
  const { directory } = test.house;
  directory.add(gatewayOf("victim"));
  directory.add(gatewayOf("attacker", { enterpriseId: attackerEnterprise, elements: new Map() }));
  directory.add(knownOf(victimDevice));
  directory.add(knownOf(attackerDevice, { enterpriseId: attackerEnterprise }));
  victim = await test.connect({ ...tokenOf("victim"), clientId: "victims-client" });
  await victim.subscribeAsync(["touchstone/v1/victim/receipts", "spBv1.0/group-victim/NCMD/edge/#"]);
  victim.on("message", (topic) => heardByVictim.push(topic));
});
afterAll(async () => await test.close());

/** Every credential that the attacker holds. */
const credentials: readonly (readonly [string, () => IClientOptions])[] = [
  ["a gateway's token", () => tokenOf("attacker")],
  ["a device's signature", () => ({ username: attackerDevice.id, password: signedPassword() })],
];

const reading = encodeSparkplug({
  timestampMs: 1,
  seq: 0,
  metrics: [{ name: "power_w", datatype: sparkplugTypes.double, value: 1 }],
});

const foreignTopics: readonly (readonly [string, string | Buffer])[] = [
  ["touchstone/v1/victim/messages", messageOf(0, 1_750_000_000_000)],
  [
    "touchstone/v1/victim/batches",
    batchToJson(createTestCollector("victim-device").run(1, 1, 1_750_000_000_000)[0] as never),
  ],
  ["touchstone/v1/victim/receipts", "{}"],
  [`touchstone/v1/${victimDevice.id}/batches`, "{}"],
  ["spBv1.0/group-victim/NBIRTH/edge", Buffer.from(reading)],
  ["spBv1.0/group-victim/NDEATH/edge", Buffer.from(reading)],
  ["spBv1.0/group-victim/DDATA/edge/CNC-01", Buffer.from(reading)],
  ["spBv1.0/group-victim/NCMD/edge", Buffer.from(reading)],
  ["spBv1.0/group-attacker/NCMD/edge", Buffer.from(reading)],
  ["spBv1.0/group-attacker/NDATA/other", Buffer.from(reading)],
  [`spBv1.0/STATE/${testHostId}`, '{"online":false,"timestamp":1}'],
  ["touchstone/v1/attacker/receipts", "{}"],
  ["$SYS/anything", "x"],
  ["anything", "x"],
];

const foreignFilters = [
  "touchstone/v1/victim/receipts",
  "touchstone/v1/+/receipts",
  "touchstone/#",
  "touchstone/v1/victim/messages",
  `touchstone/v1/${victimDevice.id}/receipts`,
  "spBv1.0/group-victim/NCMD/edge",
  "spBv1.0/group-victim/#",
  "spBv1.0/+/NCMD/edge",
  "spBv1.0/group-attacker/NCMD/+",
  "spBv1.0/#",
  "spBv1.0/STATE/+",
  "#",
  "+/+/+/+",
  "$SYS/#",
];

describe.each(credentials)("another enterprise with %s", (_, credential) => {
  it.each(foreignTopics)("cannot publish on %s, and is sent away", async (topic, payload) => {
    for (const qos of [0, 1, 2] as const) {
      const client = await test.connect(credential());
      const closed = closedOf(client);
      let isAcknowledged = false;
      client.publishAsync(topic, payload, { qos }).then(
        () => (isAcknowledged = qos > 0),
        () => undefined,
      );
      await closed;
      expect(isAcknowledged).toBe(false);
    }
  });

  it("cannot leave a will there", async () => {
    const refused = foreignTopics.map(async ([topic, payload]) => {
      const will = { topic, payload: Buffer.from(payload), qos: 1 as const, retain: false };
      await expect(test.connect({ ...credential(), will })).rejects.toThrow(/Bad username|Not authorized/);
    });
    await Promise.all(refused);
  });

  it("cannot subscribe to anything but its own", async () => {
    const client = await test.connect(credential());
    client.on("message", (topic) => heardByAttacker.push(topic));
    for (const filter of foreignFilters) {
      await expect(client.subscribeAsync(filter), filter).rejects.toThrow("Unspecified error");
    }
  });

  it("cannot push the victim out by its client id", async () => {
    await test.connect({ ...credential(), clientId: "victims-client" });
    expect(victim.connected).toBe(true);
  });

  it("cannot have its message kept for later listeners", async () => {
    const client = await test.connect(credential());
    const closed = closedOf(client);
    client.publish(`touchstone/v1/${String(credential().username)}/messages`, messageOf(0, 1), {
      qos: 0,
      retain: true,
    });
    await closed;
  });
});

describe("another enterprise's batches and elements", () => {
  it("a stolen batch on its own topic is not taken", async () => {
    const client = await test.connect({ username: attackerDevice.id, password: signedPassword() });
    const [stolen] = createTestCollector("victim-device").run(1, 3, 1_750_000_000_000);
    if (stolen === undefined) throw new Error("no batch");
    const closed = closedOf(client);
    client
      .publishAsync(`touchstone/v1/${attackerDevice.id}/batches`, batchToJson(stolen), { qos: 1 })
      .catch(() => undefined);
    await closed;
    expect(test.house.intake.live.find(victimDevice.id)?.items.received ?? 0).toBe(0);
  });

  it("a message that names the victim's element goes into the sender's own log, in quarantine", async () => {
    const client = await test.connect(tokenOf("attacker"));
    await client.publishAsync("touchstone/v1/attacker/messages", messageOf(7, test.house.nowMs, "CNC-01"), {
      qos: 1,
    });
    expect(test.house.intake.live.find("attacker")?.quarantine).toEqual({ unknownElement: 1 });
  });

  it("nobody has heard anything of the other, and the victim works as before", async () => {
    const answered = new Promise<string>((resolve) => victim.once("message", (topic) => resolve(topic)));
    await victim.publishAsync("touchstone/v1/victim/messages", messageOf(1, test.house.nowMs), { qos: 1 });
    expect(await answered).toBe("touchstone/v1/victim/receipts");
    expect(heardByVictim).toEqual(["touchstone/v1/victim/receipts"]);
    expect(heardByAttacker).toEqual([]);
    expect(test.house.intake.live.find("victim")?.items.received).toBe(1);
  });
});

function signedPassword(): string {
  const atMs = test.house.nowMs;
  return `${atMs}.${Buffer.from(attackerDevice.sign(connectMessage(attackerDevice.id, atMs))).toString("base64")}`;
}

function closedOf(client: MqttClient): Promise<void> {
  return new Promise((resolve) => client.once("close", () => resolve()));
}
