import { once } from "node:events";
import { setImmediate } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mqttParameters } from "./parameters.ts";
import { gatewayOf, type MqttTestHouse, openMqttTestHouse, tokenOf } from "./testing/mqtt-house.ts";
import { dial, logInByHand, type RawClient } from "./testing/raw-client.ts";

// A client that knows the protocol and keeps to none of its promises.

let test: MqttTestHouse;
beforeAll(async () => {
  test = await openMqttTestHouse();
});
afterAll(async () => await test.close());

async function speak(username: string): Promise<RawClient> {
  const client = await logInByHand(Number(test.broker.port), username, String(tokenOf(username).password));
  expect((await client.hear("connack", 1))[0]?.[1]).toBe(0);
  return client;
}

/** Bytes outside the heap that are still reachable: what a collection finds dead is freed beside us, by the next one. */
async function heldBytes(): Promise<number> {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  for (let turn = 0; turn < 3; turn++) {
    collect();
    await setImmediate();
  }
  return process.memoryUsage().arrayBuffers;
}

describe("a client that never says PUBREL", () => {
  it("makes us keep numbers, and none of what it sent", async () => {
    test.house.directory.add(gatewayOf("halfway"));
    const client = await speak("halfway");
    const count = 200;
    const filler = "x".repeat(250_000);
    const beforeBytes = await heldBytes();
    for (let i = 0; i < count; i++) {
      const reading = { element: "CNC-01", channel: "power_w", at: test.house.nowMs, value: i };
      const payload = JSON.stringify({ epoch: 1, sequence: i, readings: [reading], filler });
      client.publish("touchstone/v1/halfway/messages", payload, 2, i + 1);
    }
    expect(await client.hear("pubrec", count)).toHaveLength(count);
    expect(test.house.intake.live.find("halfway")?.items.stored).toBe(count);
    await test.house.ledger.anchor();
    expect((await heldBytes()) - beforeBytes).toBeLessThan((count * filler.length) / 3);
    client.socket.destroy();
  });
});

describe("a client with very many subscriptions", () => {
  it("is given a hundred of its own, and no name that is a book", async () => {
    test.house.directory.add(gatewayOf("greedy"));
    const client = await speak("greedy");
    const most = mqttParameters.subscriptionsOfOne.value;
    const filterOf = (device: string): string => `spBv1.0/group-greedy/DCMD/edge/${device}`;
    const filters = [
      filterOf("d".repeat(10_000)),
      ...Array.from({ length: 2 * most }, (_, i) => filterOf(`d${i}`)),
    ];
    filters.forEach((filter, i) => client.subscribe(filter, i + 1));
    const granted = await client.hear("suback", filters.length);
    const refused = granted.filter((body) => body[2] === 128);
    expect(refused).toHaveLength(filters.length - most);
    client.socket.destroy();
  });
});

describe("a device name beyond all measure", () => {
  it("is not its topic", async () => {
    test.house.directory.add(gatewayOf("namer"));
    const client = await speak("namer");
    const closed = once(client.socket, "close");
    client.publish(`spBv1.0/group-namer/DBIRTH/edge/${"d".repeat(60_000)}`, "", 0);
    await closed;
  });
});

describe("strangers that connect and say nothing", () => {
  it("take a bounded number of places, and who comes after them is let in from elsewhere or later", async () => {
    const most = mqttParameters.strangersOfOne.value;
    const port = Number(test.broker.port);
    const silent = await Promise.all(Array.from({ length: most }, async () => await dial(port)));
    const late = await dial(port);
    await once(late, "close");
    const gone = silent.map((socket) => once(socket, "close"));
    for (const socket of silent) socket.destroy();
    await Promise.all(gone);
    test.house.directory.add(gatewayOf("after"));
    await expect
      .poll(
        async () =>
          await test.connect(tokenOf("after")).then(
            (client) => client.connected,
            () => false,
          ),
        {
          timeout: 20_000,
        },
      )
      .toBe(true);
  });
});
