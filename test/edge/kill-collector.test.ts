import { setTimeout as wait } from "node:timers/promises";
import { afterEach, expect, it } from "vitest";
import { createRandom } from "#kernel";
import { type CollectorProcess, createCollectorProcess, until } from "./collector-process.ts";
import { type CutProxy, openCutProxy } from "./cut-proxy.ts";
import { type HttpPlatform, openHttpPlatform } from "./http-platform.ts";

const open: { collector?: CollectorProcess; platform?: HttpPlatform; proxy?: CutProxy } = {};

afterEach(async () => {
  await open.collector?.kill();
  open.collector?.remove();
  await open.proxy?.close();
  await open.platform?.close();
});

function valuesOf({ platform }: HttpPlatform): number[] {
  return platform
    .readings()
    .map(({ value }) => value)
    .sort((a, b) => a - b);
}

async function untilAll(server: HttpPlatform, collector: CollectorProcess, count: number): Promise<void> {
  await until(
    () => valuesOf(server).length >= count,
    () => `${valuesOf(server).length} of ${count} readings arrived\n${collector.errors()}`,
  );
  expect(valuesOf(server)).toEqual(Array.from({ length: count }, (_, i) => i));
  expect(server.platform.wrongs).toEqual([]);
}

it("loses nothing and sends nothing twice when it is killed again and again", {
  timeout: 120_000,
}, async () => {
  const seed = `kill ${Date.now()}`;
  console.info(`seed: ${seed}`);
  const random = createRandom(seed);
  const server = (open.platform = await openHttpPlatform());
  const collector = (open.collector = await createCollectorProcess({
    server: server.address,
    platform: server.platform,
  }));
  let next = 0;
  for (let round = 0; round < 12; round++) {
    collector.start();
    const endMs = performance.now() + 200 + random.integer(1500);
    while (performance.now() < endMs) {
      collector.write(next, next + 50);
      next += 50;
      await wait(15);
    }
    await collector.kill();
  }
  collector.start();
  await untilAll(server, collector, next);
  expect(await collector.stop()).toBe(0);
});

it("keeps what it collects while the network is cut, and drains it beside the live data", {
  timeout: 120_000,
}, async () => {
  const server = (open.platform = await openHttpPlatform());
  const proxy = (open.proxy = await openCutProxy(server.port));
  const collector = (open.collector = await createCollectorProcess({
    server: proxy.address,
    platform: server.platform,
  }));
  collector.start();
  let next = 0;
  for (let round = 0; round < 6; round++) {
    if (round % 2 === 1) proxy.cut();
    for (let i = 0; i < 40; i++) {
      collector.write(next, next + 250);
      next += 250;
      await wait(20);
    }
    proxy.mend();
  }
  await untilAll(server, collector, next);
  const status = await collector.command(["status", "--json"]);
  expect(JSON.parse(status.text)).toMatchObject({ isRunning: true, troubles: [] });
  expect(status.code).toBe(0);
});

it("is held by one process at a time", { timeout: 60_000 }, async () => {
  const server = (open.platform = await openHttpPlatform());
  const collector = (open.collector = await createCollectorProcess({
    server: server.address,
    platform: server.platform,
  }));
  collector.start();
  await until(() => collector.errors().includes("connected"), collector.errors);
  const second = await collector.command(["run"]);
  expect(second.text).toContain("EDGE_STATE_IN_USE");
  expect(second.code).toBe(2);
});
