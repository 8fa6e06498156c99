import { once } from "node:events";
import { newClient } from "sparkplug-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { encodeSparkplug, sparkplugTypes, stateTopicOf } from "#telemetry";
import {
  gatewayOf,
  type MqttTestHouse,
  openMqttTestHouse,
  testHostId,
  tokenOf,
} from "./testing/mqtt-house.ts";

let test: MqttTestHouse;
beforeAll(async () => {
  test = await openMqttTestHouse();
});
afterAll(async () => await test.close());

describe("a Sparkplug edge node", () => {
  it("is born, sends data by alias, and everything is in the log", async () => {
    const edge = openEdge("spb-live");
    await once(edge, "connect");
    edge.publishNodeBirth({ timestamp: test.house.nowMs, metrics: [] });
    edge.publishDeviceBirth("CNC-01", { timestamp: test.house.nowMs, metrics: [power(1)] });
    for (let i = 0; i < 600; i++) {
      edge.publishDeviceData("CNC-01", {
        timestamp: test.house.nowMs,
        metrics: [{ alias: 7, timestamp: test.house.nowMs, type: "Double", value: i } as never],
      });
    }
    await until(() => itemsOf("spb-live").stored === 602);
    expect(test.broker.status().rebirthsAsked).toBe(0);
    // The birth of the device holds a reading too.
    expect(test.house.intake.live.find("spb-live")?.rows).toMatchObject({ stored: 601, quarantined: 0 });
    edge.stop();
  });

  it("that begins without a birth, or loses a message, is asked to be born again", async () => {
    const edge = openEdge("spb-late");
    await once(edge, "connect");
    const reborn = once(edge, "ncmd");
    const asked = test.broker.status().rebirthsAsked;
    edge.publishNodeData({ timestamp: test.house.nowMs, metrics: [ofMachine(1)] });
    const [command] = (await reborn) as [{ metrics: { name: string; value: boolean }[] }];
    expect(command.metrics[0]).toMatchObject({ name: "Node Control/Rebirth", value: true });
    expect(test.broker.status().rebirthsAsked).toBe(asked + 1);
    edge.publishNodeBirth({ timestamp: test.house.nowMs, metrics: [] });
    const again = once(edge, "ncmd");
    const lossy = edge as unknown as { seq: number };
    lossy.seq += 3;
    edge.publishNodeData({ timestamp: test.house.nowMs, metrics: [ofMachine(2)] });
    await until(() => itemsOf("spb-late").stored === 3);
    // What is missing is waited for first, by the clock of the house.
    test.house.nowMs += 5_100;
    await again;
    edge.stop();
  });

  it("that is killed leaves its will in the log", async () => {
    const edge = openEdge("spb-dead");
    await once(edge, "connect");
    edge.publishNodeBirth({ timestamp: test.house.nowMs, metrics: [] });
    await until(() => itemsOf("spb-dead").stored === 1);
    const { client } = edge as unknown as {
      client: { stream: { destroy(): void }; end(force: boolean): void };
    };
    client.stream.destroy();
    client.end(true);
    await until(() => itemsOf("spb-dead").stored === 2);
  });

  it("learns whether the host is there", async () => {
    test.house.directory.add(gatewayOf("spb-state"));
    const client = await test.connect(tokenOf("spb-state"));
    const told = new Promise<{ payload: string; isRetained: boolean }>((resolve) =>
      client.once("message", (_, payload, packet) =>
        resolve({ payload: payload.toString(), isRetained: packet.retain }),
      ),
    );
    await client.subscribeAsync(stateTopicOf(testHostId), { qos: 1 });
    const { payload, isRetained } = await told;
    expect(isRetained).toBe(true);
    expect(JSON.parse(payload)).toMatchObject({ online: true });
  });

  it("with a payload that nobody can read is kept in quarantine", async () => {
    test.house.directory.add(gatewayOf("spb-noise"));
    const client = await test.connect(tokenOf("spb-noise"));
    const good = encodeSparkplug({
      timestampMs: test.house.nowMs,
      seq: 0,
      metrics: [{ name: "bdSeq", datatype: sparkplugTypes.uint64, value: 0 }],
    });
    await client.publishAsync(
      "spBv1.0/group-spb-noise/NBIRTH/edge",
      Buffer.from(good.subarray(0, good.length - 3)),
      { qos: 1 },
    );
    expect(itemsOf("spb-noise")).toMatchObject({ received: 1, quarantined: 1 });
    expect(test.house.intake.live.find("spb-noise")?.quarantine).toEqual({ malformed: 1 });
  });

  it("that breaks the rules is sealed with what was seen of it, and shown until it is whole again", async () => {
    test.house.directory.add(gatewayOf("spb-odd"));
    const client = await test.connect(tokenOf("spb-odd"));
    const bdSeq = (value: number) => ({ name: "bdSeq", datatype: sparkplugTypes.uint64, value });
    const byAlias = { name: "power_w", alias: 7, datatype: sparkplugTypes.double, value: 5 };
    const send = async (
      place: string,
      metrics: Parameters<typeof encodeSparkplug>[0]["metrics"],
      seq?: number,
    ) => {
      const payload = encodeSparkplug({
        timestampMs: test.house.nowMs,
        metrics,
        ...(seq === undefined ? {} : { seq }),
      });
      await client.publishAsync(`spBv1.0/group-spb-odd/${place}`, Buffer.from(payload), { qos: 1 });
    };
    const live = () => test.house.intake.live.find("spb-odd");
    await send("DBIRTH/edge/CNC-01", [byAlias], 1);
    await send("NBIRTH/edge", [bdSeq(3)], 0);
    await send("DBIRTH/edge/CNC-01", [byAlias], 1);
    await send("DDATA/edge/CNC-01", [byAlias], 5);
    await send("NDEATH/edge", [bdSeq(2)]);
    expect(live()).toMatchObject({ flags: { noBirth: 1, sequenceGap: 1, staleDeath: 1 }, offline: [] });
    await send("NDEATH/edge", [bdSeq(3)]);
    expect(
      live()
        ?.offline.map(({ device }) => device)
        .toSorted(),
    ).toEqual(["CNC-01", null].toSorted());
    const origin = test.house.ledger.originOf("enterprise", "ent_0123456789abcdef0123");
    const size = await test.house.ledger.size(origin);
    const { header } = await test.house.ledger.readEntry(origin, size - 2);
    expect(header["sources"]).toMatchObject([
      { topic: "spBv1.0/group-spb-odd/NDEATH/edge", flags: ["staleDeath"] },
    ]);
    await send("NBIRTH/edge", [bdSeq(4)], 0);
    await send("DBIRTH/edge/CNC-01", [byAlias], 1);
    expect(live()?.offline).toEqual([]);
  });
});

function openEdge(id: string) {
  test.house.directory.add(gatewayOf(id));
  const edge = newClient({
    serverUrl: test.url,
    username: id,
    password: `token-${id}`,
    groupId: `group-${id}`,
    edgeNode: "edge",
    clientId: id,
    version: "spBv1.0",
    mqttOptions: { protocolVersion: 4, reconnectPeriod: 0 },
  } as never);
  edge.on("error", () => undefined);
  return edge;
}

function power(value: number) {
  return { name: "power_w", alias: 7, timestamp: test.house.nowMs, type: "Double" as const, value };
}

/** Told by the node itself: the metric's name says whose it is. */
function ofMachine(value: number) {
  return { name: "CNC-01/power_w", timestamp: test.house.nowMs, type: "Double" as const, value };
}

function itemsOf(id: string) {
  const nothing = { received: 0, stored: 0, duplicates: 0, quarantined: 0 };
  return test.house.intake.live.find(id)?.items ?? nothing;
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 10));
}
