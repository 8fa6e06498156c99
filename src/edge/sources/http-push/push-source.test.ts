import { connect } from "node:net";
import { tmpdir } from "node:os";
import { afterEach, describe, expect, it } from "vitest";
import type { Json } from "#seal";
import type { Sample } from "../../source.ts";
import { freePort } from "../opcua/testing/machine-server.ts";
import { CollectingSink } from "../testing/collecting-sink.ts";
import { type PushConfig, pushSchema } from "./push-config.ts";
import { pushSource } from "./push-source.ts";

const place = { stateDirectory: tmpdir(), configurationDirectory: tmpdir() };
const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

function configWith(rest: Record<string, unknown> = {}): PushConfig {
  return pushSchema.parse({
    id: "push",
    kind: "httpPush",
    port: 0,
    token: "secret-token",
    channels: [
      { element: "M-1", channel: "power_w", name: "power" },
      { element: "M-1", channel: "state", states: { RUN: 2 } },
    ],
    ...rest,
  });
}

/** A disk that is ready only when the test says so. */
class SlowSink extends CollectingSink {
  readonly disk = Promise.withResolvers<void>();
  override async samples(samples: readonly Sample[], position?: Json): Promise<void> {
    const kept = super.samples(samples, position);
    await this.disk.promise;
    await kept;
  }
}

async function start<T extends CollectingSink>(sink: T, config = configWith()) {
  const listening = Promise.withResolvers<number>();
  const controller = new AbortController();
  const done = pushSource(place, listening.resolve).open(config, sink, controller.signal);
  ends.push(async () => {
    controller.abort();
    await done;
  });
  const port = await listening.promise;
  const post = (body: unknown, token = "secret-token") =>
    fetch(`http://127.0.0.1:${port}/v1/readings`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, connection: "close" },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
  return { post, port };
}

describe("machines that push", () => {
  it("are answered when their message is on the disk, and not before", async () => {
    const sink = new SlowSink();
    const { post } = await start(sink);
    let isAnswered = false;
    const answer = post({
      readings: [
        { name: "power", value: 12.5, at: "2026-01-05T08:00:00+08:00" },
        { name: "M-1/state", value: "RUN", at: 1_767_571_200_000, from: 1_767_571_100_000 },
      ],
    }).finally(() => {
      isAnswered = true;
    });
    await sink.until(({ received }) => received.length === 2);
    expect(isAnswered).toBe(false);
    sink.disk.resolve();
    expect(await (await answer).json()).toEqual({ kept: { readings: 2, events: 0 } });
    expect(sink.received).toMatchObject([
      { channel: "power_w", value: 12.5, toMs: Date.parse("2026-01-05T00:00:00Z") },
      { channel: "state", value: 2, fromMs: 1_767_571_100_000 },
    ]);
  });

  it("may repeat a message with an id, also after a restart, and it counts once", async () => {
    const sink = new CollectingSink();
    const { post } = await start(sink);
    const message = { id: "m-1", readings: [{ name: "power", value: 1 }] };
    await post(message);
    expect(await (await post(message)).json()).toMatchObject({ repeated: true });
    const later = new CollectingSink(sink.position);
    const again = await start(later);
    expect(await (await again.post(message)).json()).toMatchObject({ repeated: true });
    expect([sink.received.length, later.received.length]).toEqual([1, 0]);
  });

  it("are refused whole, with the place of each mistake", async () => {
    const sink = new CollectingSink();
    const { post } = await start(sink, configWith({ maxBodyBytes: 2000 }));
    expect((await post({}, "guess")).status).toBe(401);
    expect((await post("{")).status).toBe(400);
    expect((await post({ readings: [{ name: "power", value: 1, when: 2 }] })).status).toBe(400);
    const mistakes = await post({
      readings: [
        { name: "power", value: 1 },
        { name: "powr", value: 1 },
        { name: "power", value: "high" },
        { name: "power", value: 1, at: "soon" },
      ],
    });
    expect(mistakes.status).toBe(400);
    expect(await mistakes.json()).toEqual({
      refused: [
        { path: "readings.1.name", expected: "a name of the configuration", found: "powr" },
        { path: "readings.2.value", expected: "a number", found: "high" },
        { path: "readings.3.at", expected: "a time", found: "soon" },
      ],
    });
    expect((await post({ id: "x".repeat(3000) })).status).toBe(413);
    expect(sink.received).toEqual([]);
  });

  it("are told to come again when too many wait for the disk", async () => {
    const sink = new SlowSink();
    const { post } = await start(sink, configWith({ maxWaiting: 2 }));
    const message = { readings: [{ name: "power", value: 1 }] };
    const first = [post(message), post(message)];
    await sink.until(({ received }) => received.length === 2);
    const third = await post(message);
    expect([third.status, third.headers.get("retry-after")]).toEqual([503, "1"]);
    sink.disk.resolve();
    expect((await Promise.all(first)).map(({ status }) => status)).toEqual([200, 200]);
  });

  it("bring events of a business system as well", async () => {
    const sink = new CollectingSink();
    const { post } = await start(sink);
    const event = { type: "delivery", action: "created", document: "D-1", atMs: 1_767_571_200_000 };
    expect(await (await post({ events: [event] })).json()).toEqual({ kept: { readings: 0, events: 1 } });
    expect(sink.happened).toEqual([{ atMs: event.atMs, row: event }]);
  });

  it("do not keep the listener from stopping by half a request", async () => {
    const { port } = await start(new CollectingSink());
    const socket = connect(port, "127.0.0.1");
    socket.on("error", () => undefined).resume();
    socket.write("POST /v1/readings HTTP/1.1\r\nhost: x\r\nauthorization: Bearer secret-token\r\n");
    const closed = new Promise((resolve) => socket.once("close", resolve));
    await ends.shift()?.();
    await closed;
  });

  it("are checked for: a port that is taken, a token that is not there", async () => {
    const { port } = await start(new CollectingSink());
    const { signal } = new AbortController();
    expect((await pushSource(place).check(configWith({ port }), signal))[0]).toMatchObject({
      path: ["port"],
      found: expect.stringContaining("EADDRINUSE"),
    });
    const noToken = configWith({ port: await freePort(), token: { environment: "NO_SUCH_TOKEN" } });
    expect((await pushSource(place).check(noToken, signal))[0]).toMatchObject({ path: ["token"] });
  });
});
