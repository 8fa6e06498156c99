import { execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { connect as connectTcp } from "node:net";
import { promisify } from "node:util";
import { once } from "node:events";
import type { MqttClient } from "mqtt";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BatchAnswer, answersFromJson, batchesToJson, batchesToProtobuf, batchToJson } from "#telemetry";
import { createTestCollector } from "../../telemetry/testing/test-collector.ts";
import { knownOf } from "../../intake/testing/test-directory.ts";
import { connectMessage } from "./log-in.ts";
import {
  gatewayOf,
  messageOf,
  type MqttTestHouse,
  openMqttTestHouse,
  tokenOf,
} from "./testing/mqtt-house.ts";

const run = promisify(execFile);
const hasMosquitto = existsSync("/usr/bin/mosquitto_pub");
if (!hasMosquitto) console.warn("NOT TESTED with mosquitto's clients: mosquitto-clients is not installed");

let test: MqttTestHouse;
beforeAll(async () => {
  test = await openMqttTestHouse();
});
afterAll(async () => await test.close());

describe("messages of a gateway", () => {
  it("are acknowledged when they are in the log, and told a receipt", async () => {
    const { house, connect } = test;
    house.directory.add(gatewayOf("plain"));
    const client = await connect(tokenOf("plain"));
    await client.subscribeAsync("touchstone/v1/plain/receipts");
    const receipt = new Promise<Buffer>((resolve) =>
      client.once("message", (_, payload) => resolve(payload)),
    );
    await client.publishAsync("touchstone/v1/plain/messages", messageOf(0, house.nowMs), { qos: 1 });
    expect(house.intake.live.find("plain")?.items.stored).toBe(1);
    const told = JSON.parse((await receipt).toString()) as {
      receipt: { origin: string; index: number };
      runs: object[];
    };
    expect(told.runs).toEqual([{ ordinal: 0, count: 1, epoch: 1, sequence: 0 }]);
    const entry = await house.ledger.readEntry(told.receipt.origin, told.receipt.index);
    expect(Buffer.from(entry.payload?.bytes ?? []).toString()).toContain(messageOf(0, house.nowMs));
  });

  it("of every quality of service arrive, each once", async () => {
    const { house, connect } = test;
    house.directory.add(gatewayOf("qos"));
    const client = await connect(tokenOf("qos"));
    for (let i = 0; i < 300; i++) {
      void client.publishAsync("touchstone/v1/qos/messages", messageOf(i, house.nowMs), {
        qos: (i % 3) as 0 | 1 | 2,
      });
    }
    await client.publishAsync("touchstone/v1/qos/messages", messageOf(300, house.nowMs), { qos: 2 });
    await client.publishAsync("touchstone/v1/qos/messages", messageOf(0, house.nowMs), { qos: 1 });
    expect(house.intake.live.find("qos")?.items).toMatchObject({ stored: 301, duplicates: 1 });
  });

  it("that cannot be read are kept in quarantine, and acknowledged", async () => {
    const { house, connect } = test;
    house.directory.add(gatewayOf("bad"));
    const client = await connect(tokenOf("bad"));
    await client.publishAsync("touchstone/v1/bad/messages", "{", { qos: 1 });
    expect(house.intake.live.find("bad")?.quarantine).toEqual({ malformed: 1 });
  });

  it("over the quota are read more slowly, not lost and not refused", async () => {
    const { house, connect } = test;
    house.directory.add(gatewayOf("slow", { messagesPerSecond: 1 }));
    const client = await connect(tokenOf("slow"));
    let acknowledged = 0;
    const all = Array.from({ length: 15 }, async (_, i) => {
      await client.publishAsync("touchstone/v1/slow/messages", messageOf(i, house.nowMs), { qos: 1 });
      acknowledged += 1;
    });
    await Promise.all(all.slice(0, 9));
    expect(acknowledged).toBeLessThan(15);
    expect(test.broker.status().paused).toBe(1);
    house.nowMs += 20_000;
    await Promise.all(all);
    expect(house.intake.live.find("slow")?.items).toMatchObject({ received: 15, stored: 15 });
    expect(house.intake.live.find("slow")?.refused).toEqual({});
  });
});

describe("signed batches", () => {
  it("are answered on the receipts topic, a copy with the same receipt", async () => {
    const { house, connect } = test;
    const device = createTestCollector("mqtt");
    house.directory.add(knownOf(device));
    const password = signedPassword(device, house.nowMs);
    const client = await connect({ username: device.id, password });
    await client.subscribeAsync(`touchstone/v1/${device.id}/receipts`, { qos: 1 });
    const [first, second] = device.run(2, 10, house.nowMs - 5_000);
    if (first === undefined || second === undefined) throw new Error("no batches");
    const topic = `touchstone/v1/${device.id}/batches`;
    const answers = collectAnswers(client);
    await client.publishAsync(topic, batchToJson(first), { qos: 1 });
    await client.publishAsync(topic, Buffer.from(batchesToProtobuf([first, second])), { qos: 1 });
    const [stored, copy, next] = await answers(3);
    expect([stored?.kind, copy?.kind, next?.kind]).toEqual(["stored", "duplicate", "stored"]);
    expect(receiptOf(copy)).toEqual(receiptOf(stored));
  });

  it("with a wrong signature are answered and not acknowledged; the connection ends", async () => {
    const { house, connect } = test;
    const device = createTestCollector("forger");
    house.directory.add(knownOf(device));
    const client = await connect({ username: device.id, password: signedPassword(device, house.nowMs) });
    await client.subscribeAsync(`touchstone/v1/${device.id}/receipts`);
    const [batch] = device.run(1, 2, house.nowMs - 5_000);
    if (batch === undefined) throw new Error("no batch");
    const answers = collectAnswers(client);
    const closed = closedOf(client);
    const sent = client.publishAsync(
      `touchstone/v1/${device.id}/batches`,
      batchesToJson([{ ...batch, signature: new Uint8Array(64) }]),
      { qos: 1 },
    );
    sent.catch(() => undefined);
    expect(await answers(1)).toMatchObject([{ kind: "refused", reason: "badSignature" }]);
    await closed;
    expect(house.intake.live.find(device.id)?.items.received ?? 0).toBe(0);
  });
});

describe("a collector that is taken out", () => {
  it("loses its connection at once, and is not let in again", async () => {
    const { house, connect } = test;
    house.directory.add(gatewayOf("leaver"));
    const client = await connect(tokenOf("leaver"));
    const closed = closedOf(client);
    house.directory.setState("leaver", "quarantined");
    await closed;
    await expect(connect(tokenOf("leaver"))).rejects.toThrow("Not authorized");
  });

  it("loses its connection when its token is replaced", async () => {
    const { house, connect } = test;
    house.directory.add(gatewayOf("changer"));
    const client = await connect(tokenOf("changer"));
    const closed = closedOf(client);
    house.directory.add(gatewayOf("changer", { tokenHash: "00".repeat(32) }));
    await closed;
  });
});

describe("the log-in", () => {
  it("takes a fresh signature only, and neither another's nor an old one", async () => {
    const { house, connect } = test;
    const device = createTestCollector("signer");
    const other = createTestCollector("other");
    house.directory.add(knownOf(device));
    house.directory.add(knownOf(other));
    const refused = [
      { username: device.id, password: signedPassword(device, house.nowMs - 301_000) },
      { username: device.id, password: signedPassword(other, house.nowMs) },
      { username: other.id, password: signedPassword(device, house.nowMs) },
      { username: device.id, password: "x" },
      { username: device.id },
      { username: "nobody", password: "x" },
      {},
    ];
    for (const options of refused)
      await expect(connect(options)).rejects.toThrow(/Bad username|Not authorized/);
    await connect({ username: device.id, password: signedPassword(device, house.nowMs - 299_000) });
  });

  it("gives a stranger neither time nor memory", async () => {
    const socket = connectTcp(Number(test.broker.port), "127.0.0.1");
    socket.on("error", () => undefined);
    await once(socket, "connect");
    const closed = new Promise<void>((resolve) => socket.once("close", () => resolve()));
    // A CONNECT that says it has 200 MB, and begins to send them.
    socket.write(Buffer.from([0x10, 0x80, 0x84, 0xaf, 0x5f]));
    socket.write(Buffer.alloc(200_000));
    await closed;
  });
});

describe("a packet beyond all bounds", () => {
  it("ends the connection before it is in memory", async () => {
    const { house, connect } = test;
    house.directory.add(gatewayOf("huge"));
    const client = await connect(tokenOf("huge"));
    const closed = closedOf(client);
    client.publish("touchstone/v1/huge/messages", Buffer.alloc(40 * 2 ** 20), { qos: 1 });
    await closed;
    expect(house.intake.live.find("huge")?.items.received ?? 0).toBe(0);
  });
});

describe.runIf(hasMosquitto)("mosquitto's clients", () => {
  it("publish and hear their receipts", async () => {
    const { house, broker } = test;
    house.directory.add(gatewayOf("mosq"));
    const common = [
      "-h",
      "127.0.0.1",
      "-p",
      String(broker.port),
      "-u",
      "mosq",
      "-P",
      "token-mosq",
      "-V",
      "311",
    ];
    const listener = spawn("/usr/bin/stdbuf", [
      "-oL",
      "mosquitto_sub",
      ...common,
      "-t",
      "touchstone/v1/mosq/receipts",
      "-C",
      "1",
      "-d",
    ]);
    const heard: string[] = [];
    const subscribed = new Promise<void>((resolve) => {
      listener.stdout.on("data", (text: Buffer) => {
        heard.push(text.toString());
        if (heard.join("").includes("SUBACK")) resolve();
      });
    });
    const ended = once(listener, "close");
    await subscribed;
    const message = messageOf(0, house.nowMs);
    await run("mosquitto_pub", [...common, "-q", "1", "-t", "touchstone/v1/mosq/messages", "-m", message]);
    expect(house.intake.live.find("mosq")?.items.stored).toBe(1);
    await ended;
    expect(heard.join("")).toContain('"receipt"');
  });
});

function signedPassword(device: ReturnType<typeof createTestCollector>, atMs: number): string {
  return `${atMs}.${Buffer.from(device.sign(connectMessage(device.id, atMs))).toString("base64")}`;
}

function closedOf(client: MqttClient): Promise<void> {
  return new Promise((resolve) => client.once("close", () => resolve()));
}

function receiptOf(answer: BatchAnswer | undefined) {
  return answer === undefined || answer.kind === "refused" ? null : answer.receipt;
}

/** Gathers answers as they come; waits for so many. */
function collectAnswers(client: MqttClient): (count: number) => Promise<readonly BatchAnswer[]> {
  const answers: BatchAnswer[] = [];
  let wake = (): void => undefined;
  client.on("message", (_, payload) => {
    answers.push(...answersFromJson(payload.toString()));
    wake();
  });
  return async (count) => {
    while (answers.length < count) await new Promise<void>((resolve) => (wake = resolve));
    return answers;
  };
}
