import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openCutProxy } from "../../../../test/edge/cut-proxy.ts";
import type { SourcePlace } from "../../source-kind.ts";
import { CollectingSink } from "../testing/collecting-sink.ts";
import { type OpcuaConfig, opcuaSchema } from "./opcua-config.ts";
import { opcuaSource } from "./opcua-source.ts";
import { freePort, MachineServer } from "./testing/machine-server.ts";

const folder = mkdtempSync(join(tmpdir(), "opcua-"));
const place: SourcePlace = { stateDirectory: join(folder, "state"), configurationDirectory: folder };
const source = opcuaSource(place);
const { signal } = new AbortController();
let server: MachineServer;
const ends: (() => Promise<void>)[] = [];

beforeAll(async () => {
  server = new MachineServer(folder, await freePort());
  await server.start();
}, 60_000);
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
}, 30_000);

function configWith(rest: Record<string, unknown> = {}): OpcuaConfig {
  const fast = { samplingMs: 50 };
  return opcuaSchema.parse({
    id: "cnc",
    kind: "opcua",
    endpoint: server.endpoint,
    publishingMs: 100,
    readAgainMs: 0,
    channels: [
      { element: "CNC-01", channel: "power_w", unit: "kW", node: "ns=1;s=CNC-01.Power", ...fast },
      { element: "CNC-01", channel: "item_register_count", node: "ns=1;s=CNC-01.Parts", ...fast },
      { element: "CNC-01", channel: "state", states: { AUTO: 2 }, node: "ns=1;s=CNC-01.Mode", ...fast },
    ],
    ...rest,
  });
}

function start(config: OpcuaConfig): CollectingSink {
  const sink = new CollectingSink();
  const stop = new AbortController();
  const done = source.open(config, sink, stop.signal);
  ends.push(async () => {
    stop.abort();
    await done;
  });
  return sink;
}

describe("a real OPC UA server, signed and encrypted", { timeout: 60_000 }, () => {
  it("is refused until a person trusts its certificate", async () => {
    const [finding] = await source.check(configWith(), signal);
    expect(finding).toMatchObject({
      path: ["endpoint"],
      expected: "a server certificate that was trusted",
      found: expect.stringMatching(/not trusted: .+SHA-256 [0-9a-f]{64}/),
    });
    const [trusted] = (await source.trust?.(configWith(), signal)) ?? [];
    expect(finding?.found).toContain(trusted?.fingerprint);
    expect(await source.check(configWith(), signal)).toEqual([]);
    const key = statSync(join(place.stateDirectory, "sources/opcua/own/private-key.pem"));
    expect(key.mode & 0o777).toBe(0o600);
  });

  it("tells by the check which user, security, node and value are wrong", async () => {
    const wrongUser = configWith({ user: { name: "plc", password: "eight" } });
    expect((await source.check(wrongUser, signal))[0]).toMatchObject({
      path: ["user"],
      found: expect.stringMatching(/Bad(Identity|UserAccess)/),
    });
    const wrongPolicy = configWith({ security: { policy: "None", mode: "None" } });
    expect((await source.check(wrongPolicy, signal))[0]).toMatchObject({ path: ["security"] });
    const away = configWith({ endpoint: "opc.tcp://127.0.0.1:1" });
    expect((await source.check(away, signal))[0]).toMatchObject({
      path: ["endpoint"],
      found: expect.stringContaining("ECONNREFUSED"),
    });
    const wrongNodes = configWith({
      user: { name: "plc", password: "seven" },
      channels: [
        { element: "CNC-01", channel: "power_w", node: "ns=1;s=CNC-01.Powr" },
        { element: "CNC-01", channel: "state", node: "ns=1;s=CNC-01.Mode" },
        { element: "CNC-01", channel: "state", states: { MANUAL: 1 }, node: "ns=1;s=CNC-01.Mode" },
      ],
    });
    expect(await source.check(wrongNodes, signal)).toEqual([
      {
        path: ["channels", 0, "node"],
        expected: "a readable variable ns=1;s=CNC-01.Powr",
        found: "BadNodeIdUnknown",
      },
      { path: ["channels", 1, "node"], expected: "a number", found: "string AUTO" },
      { path: ["channels", 2, "states"], expected: "one of MANUAL", found: "string AUTO" },
    ]);
  });

  it("lists the variables below a node with their types", async () => {
    const nodes = [];
    for await (const node of source.browse?.(configWith(), null, signal) ?? []) nodes.push(node);
    expect(nodes.filter(({ address }) => address.includes("CNC-01"))).toEqual([
      { address: "ns=1;s=CNC-01.Power", name: "CNC-01/Power", dataType: "Double", unit: null, depth: 1 },
      { address: "ns=1;s=CNC-01.Parts", name: "CNC-01/Parts", dataType: "UInt64", unit: null, depth: 1 },
      { address: "ns=1;s=CNC-01.Mode", name: "CNC-01/Mode", dataType: "String", unit: null, depth: 1 },
    ]);
  });

  it("tells changes with the time of the source, 64-bit counters, codes and bad quality", async () => {
    const sink = start(configWith());
    await sink.until(({ received }) => received.length >= 3);
    expect(sink.received.find(({ channel }) => channel === "state")?.value).toBe(2);
    const at = new Date(Date.now() - 7_000);
    server.setPower(7.25, at);
    server.setCounter(5_000_000_000);
    await sink.until(({ received }) => received.some(({ value }) => value === 5_000_000_000));
    await sink.until(({ received }) => received.some(({ value }) => value === 7.25));
    expect(sink.received.find(({ value }) => value === 7.25)).toMatchObject({
      element: "CNC-01",
      channel: "power_w",
      toMs: at.getTime(),
      quality: "good",
    });
    server.breakPower();
    await sink.until(({ received }) => received.some(({ quality }) => quality === "bad"));
    expect(sink.healths).toEqual([{ kind: "up" }]);
  });

  it("says a constant again, as true at the time of asking", async () => {
    const sink = start(configWith({ readAgainMs: 200 }));
    await sink.until(({ received }) => received.filter(({ channel }) => channel === "state").length >= 3);
    const times = sink.received.filter(({ channel }) => channel === "state").map(({ toMs }) => toMs);
    expect(times[2]).toBeGreaterThan(times[1] ?? 0);
  });

  it("gives after a cut cable what it kept meanwhile", async () => {
    const proxy = await openCutProxy(server.port);
    ends.push(() => proxy.close());
    const sink = start(configWith({ endpoint: `opc.tcp://127.0.0.1:${new URL(proxy.address).port}` }));
    await sink.until(({ received }) => received.length >= 3);
    server.setCounter(100);
    await sink.until(({ received }) => received.some(({ value }) => value === 100));
    proxy.cut();
    await sink.until(({ healths }) => healths.at(-1)?.kind === "down");
    for (let count = 101; count <= 110; count += 1) {
      server.setCounter(count);
      await server.hasSampled();
    }
    proxy.mend();
    await sink.until(({ received }) => received.some(({ value }) => value === 110));
    const counts = sink.received.map(({ value }) => value).filter((value) => value >= 100 && value <= 110);
    expect([...new Set(counts)].sort((a, b) => a - b)).toEqual(Array.from({ length: 11 }, (_, i) => 100 + i));
    await sink.until(({ healths }) => healths.at(-1)?.kind === "up");
  });

  it("is followed again after a restart in the middle, and the gap is told", async () => {
    const sink = start(configWith());
    await sink.until(({ received }) => received.length >= 3);
    await server.stop();
    await sink.until(({ healths }) => healths.at(-1)?.kind === "down");
    await server.start();
    await sink.until(({ healths }) => healths.at(-1)?.kind === "up");
    server.setPower(9.75);
    await sink.until(({ received }) => received.some(({ value }) => value === 9.75));
    expect(sink.healths.map(({ kind }) => kind)).toContain("down");
  });
});
