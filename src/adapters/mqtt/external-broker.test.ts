import { existsSync } from "node:fs";
import mqtt, { type MqttClient } from "mqtt";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type IntakeHouse, openIntakeHouse } from "../../intake/testing/intake-house.ts";
import type { MqttService } from "./mqtt-service.ts";
import { openExternalBroker } from "./open-external-broker.ts";
import { type Mosquitto, startMosquitto } from "./testing/mosquitto.ts";
import { gatewayOf, messageOf, testHostId } from "./testing/mqtt-house.ts";

const hasMosquitto = existsSync("/usr/sbin/mosquitto");
if (!hasMosquitto) console.warn("NOT TESTED with an external broker: mosquitto is not installed");

describe.runIf(hasMosquitto)("an external mosquitto", () => {
  let mosquitto: Mosquitto;
  let house: IntakeHouse;
  let service: MqttService;
  let device: MqttClient;
  beforeAll(async () => {
    mosquitto = await startMosquitto();
    house = await openIntakeHouse();
    house.directory.add(gatewayOf("ext"));
    service = open();
    device = mqtt.connect(mosquitto.url, {
      protocolVersion: 4,
      clientId: "device",
      clean: false,
      reconnectPeriod: 100,
    });
    device.on("error", () => undefined);
    await until(() => service.status().isUp && device.connected);
  });
  afterAll(async () => {
    await device.endAsync(true);
    await service.close();
    await mosquitto.stop("SIGTERM");
    await house.close();
    mosquitto.clean();
  });
  const open = (): MqttService =>
    openExternalBroker(
      { url: mosquitto.url },
      {
        intake: house.intake,
        events: house.intake,
        directory: house.directory,
        clock: () => house.nowMs,
        hostId: testHostId,
        log: () => undefined,
      },
    );
  const stored = (): number => house.intake.live.find("ext")?.items.stored ?? 0;
  const publish = async (from: number, count: number): Promise<void> => {
    const all = Array.from({ length: count }, (_, i) =>
      device.publishAsync("touchstone/v1/ext/messages", messageOf(from + i, house.nowMs), { qos: 1 }),
    );
    await Promise.all(all);
  };

  it("hands on many messages at a time, each once", async () => {
    await publish(0, 500);
    await until(() => stored() === 500);
    expect(house.intake.live.find("ext")?.items).toMatchObject({ stored: 500, quarantined: 0 });
  });

  it("that is killed and started again loses nothing that it acknowledged", async () => {
    const sending = publish(500, 500);
    await until(() => stored() > 550);
    await mosquitto.stop("SIGTERM");
    await mosquitto.start();
    await sending;
    await until(() => stored() === 1000);
    expect(house.intake.live.find("ext")?.missing).toBe(0);
  });

  it("keeps what comes while we are away", async () => {
    await service.close();
    await publish(1000, 100);
    expect(stored()).toBe(1000);
    service = open();
    await until(() => stored() === 1100);
  });

  it("counts what nobody may send and what cannot be taken, and goes on", async () => {
    await device.publishAsync("touchstone/v1/nobody/messages", "{}", { qos: 1 });
    await device.publishAsync("touchstone/v1/ext/batches", "no batch", { qos: 1 });
    await until(() => service.status().unknownTopics === 1 && service.status().refused === 1);
    await publish(1100, 1);
    await until(() => stored() === 1101);
  });

  it("says again that we are there when somebody says that we are not", async () => {
    const states: boolean[] = [];
    const watcher = mqtt.connect(mosquitto.url, { protocolVersion: 4, clientId: "w2", reconnectPeriod: 0 });
    watcher.on("message", (_, payload) =>
      states.push((JSON.parse(payload.toString()) as { online: boolean }).online),
    );
    const topic = `spBv1.0/STATE/${testHostId}`;
    await watcher.subscribeAsync(topic, { qos: 1 });
    await until(() => states.at(-1) === true);
    await device.publishAsync(topic, JSON.stringify({ online: false, timestamp: 1 }), {
      qos: 1,
      retain: true,
    });
    await until(() => states.includes(false) && states.at(-1) === true);
    await watcher.endAsync(true);
  });

  it("holds one collector to its allowance, in its order, while others go on", async () => {
    house.directory.add(gatewayOf("slow", { messagesPerSecond: 1 }));
    const sent = Array.from({ length: 12 }, (_, i) =>
      device.publishAsync("touchstone/v1/slow/messages", messageOf(i, house.nowMs), { qos: 1 }),
    );
    await Promise.all(sent);
    await publish(1101, 50);
    await until(() => stored() === 1151);
    const slow = () => house.intake.live.find("slow");
    expect(slow()?.items.received ?? 0).toBeLessThan(12);
    house.nowMs += 20_000;
    await until(() => slow()?.items.stored === 12);
    expect(slow()).toMatchObject({ missing: 0, flags: {} });
  });

  it("shows whether we are there, also when we are not", async () => {
    const watcher = mqtt.connect(mosquitto.url, {
      protocolVersion: 4,
      clientId: "watcher",
      reconnectPeriod: 0,
    });
    const states: { online: boolean }[] = [];
    watcher.on("message", (_, payload) => states.push(JSON.parse(payload.toString()) as { online: boolean }));
    await watcher.subscribeAsync(`spBv1.0/STATE/${testHostId}`, { qos: 1 });
    await until(() => states.length > 0);
    expect(states[0]?.online).toBe(true);
    await service.close();
    await until(() => states.at(-1)?.online === false);
    service = open();
    await until(() => states.at(-1)?.online === true);
    await watcher.endAsync(true);
  });
});

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 10));
}
