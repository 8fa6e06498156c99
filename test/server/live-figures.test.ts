import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dayFiguresOf } from "#indicators";
import { businessDayOf, dayNumberOf, startOfDayMs } from "#kernel";
import type { OperatingFacts } from "#operations";
import { batchesToJson, type SignedBatch } from "#telemetry";
import { createTestCollector, type TestCollector } from "../../src/telemetry/testing/test-collector.ts";
import { enrolCollector } from "./enrol-collector.ts";
import {
  bodyOf,
  type Caller,
  callerOf,
  openWholeServer,
  type Person,
  type WholeServer,
} from "./open-whole-server.ts";
import { registerFactory } from "./register-factory.ts";
import { giveConsent } from "./seed-own-bank.ts";

// The running server: what a device signs is seconds later in the figures of its factory, equal to those of a batch.

const minuteMs = 60_000;
let server: WholeServer;
let manager: Person;
let owner: Caller;
let enterpriseId: string;
let device: TestCollector;

beforeAll(async () => {
  server = await openWholeServer();
  manager = await server.signIn(server.bank, "accountManager");
  ({ owner, enterpriseId } = await registerFactory(server, manager, {
    dataset: "set-live",
    code: "L1",
    name: "实时厂",
  }));
  device = await enrolDevice();
}, 120_000);
afterAll(async () => await server.close());

async function enrolDevice(): Promise<TestCollector> {
  const elements = [
    { kind: "machine", code: "CNC-01", data: { name: "车床" } },
    { kind: "meter", code: "EM-01", data: { name: "总表", medium: "electricity" } },
  ].map((one) => ({ ...one, enterpriseId, validFrom: "2026-01-01" }));
  await bodyOf(manager("POST", "/v1/devices/elements", { json: { elements } }));
  const known = await bodyOf<{ items: { id: string }[] }>(manager("GET", "/v1/devices/elements"));
  const made = await bodyOf<{ collector: { id: string }; code: { text: string } }>(
    manager("POST", "/v1/collectors", {
      json: { enterpriseId, name: "一号采集器", elementIds: known.items.map(({ id }) => id) },
    }),
  );
  const found = createTestCollector("live-figures", {
    id: made.collector.id,
    channels: [
      { element: "CNC-01", channel: "state", scale: 0 },
      { element: "CNC-01", channel: "good_count", scale: 0 },
      { element: "CNC-01", channel: "power_w", scale: 0 },
      { element: "EM-01", channel: "energy_wh", scale: 0 },
    ],
    epoch: server.clock.read() - 4 * 86_400_000,
  });
  await enrolCollector(server, found, made.code.text);
  return found;
}

/** Minutes that end a while ago: running, five parts and 400 watt-hours in each. */
function minutesOf(firstMs: number, count: number): SignedBatch {
  const rows = Array.from({ length: count }, (_, i) => {
    const at = { fromMs: firstMs + i * minuteMs, toMs: firstMs + (i + 1) * minuteMs };
    return [
      { ...at, channel: 0, value: i % 7 === 3 ? 0 : 2 },
      { ...at, channel: 1, value: 5 },
      { channel: 2, fromMs: at.fromMs, value: 6000 + i },
      { ...at, channel: 3, value: 400 },
    ];
  }).flat();
  return device.readings(rows, { createdAtMs: server.clock.read() });
}

async function send(batch: SignedBatch): Promise<void> {
  const answer = await fetch(`${server.address}/v1/batches`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: batchesToJson([batch]),
  });
  const told = await answer.text();
  expect(answer.status, told).toBe(200);
}

interface Today {
  readonly asOf: string;
  readonly knownAt: number;
  readonly withheld: readonly string[];
  readonly figures: Record<string, unknown> & { readonly goodCount: number; readonly runMinutes: number };
  readonly lastObservedMs: number;
  readonly lastReceivedMs: number;
}

const at = (path: string): string => `/v1/enterprises/${enterpriseId}/${path}`;
const today = async (): Promise<Today> => await bodyOf<Today>(owner("GET", at("today")));

async function batchOf(knownAt: number): Promise<OperatingFacts> {
  const asOf = businessDayOf(server.clock.read());
  const query = { asOf, knownAt, enterpriseIds: [enterpriseId] };
  for await (const [, facts] of server.operations.loadOperations(query)) return facts;
  throw new Error("nothing is stored");
}

/** Asks until the good parts are as many as were sent. */
async function whenMade(goodCount: number): Promise<Today> {
  await expect
    .poll(async () => (await today()).figures?.goodCount, { timeout: 20_000, interval: 200 })
    .toBe(goodCount);
  return await today();
}

/** What is shown is, figure by figure, what a batch over everything stored gives. */
async function expectEqualToBatch(shown: Today): Promise<void> {
  const facts = await batchOf(shown.knownAt);
  const expected = dayFiguresOf(facts, dayNumberOf(shown.asOf));
  const { goodCount, runMinutes, idleMinutes, energyWh, peakWatt } = expected;
  expect(shown.figures).toMatchObject({
    goodCount,
    runMinutes,
    idleMinutes,
    energyWh,
    peakWatt,
    energyPerUnit: { value: expected.energyPerUnit.value },
    availability: { value: expected.availability.value },
    quality: { value: expected.quality.value },
    oee: { value: expected.oee.value },
  });
}

// Well within one business day, and before anything of it may count as too old.
const noonMs = startOfDayMs(businessDayOf(Date.now() - 86_400_000)) + 9 * 3_600_000;

describe("figures of a factory that goes on", { timeout: 120_000 }, () => {
  it("are told to nobody without a basis", async () => {
    const stranger = await registerFactory(server, manager, {
      dataset: "set-live",
      code: "L2",
      name: "邻厂",
    });
    const other = await server.signIn(await server.addParty("bank"), "accountManager");
    for (const caller of [manager, other, stranger.owner]) {
      expect((await caller("GET", at("today"))).status).toBe(403);
      expect((await caller("GET", at("today/events"))).status).toBe(403);
    }
    expect((await callerOf(server.address)("GET", at("today"))).status).toBe(401);
  });

  it("are there seconds after a batch came, and grow with the next", async () => {
    expect(await today()).toMatchObject({ figures: null });
    await send(minutesOf(noonMs, 30));
    const first = await whenMade(150);
    expect(first).toMatchObject({
      asOf: businessDayOf(noonMs),
      lastObservedMs: noonMs + 30 * minuteMs,
      figures: { runMinutes: 26, idleMinutes: 4, energyWh: 12_000, machinesRun: 1 },
    });
    await expectEqualToBatch(first);
    await send(minutesOf(noonMs + 30 * minuteMs, 10));
    const second = await whenMade(200);
    expect(second.figures).toMatchObject({ energyWh: 16_000 });
    expect(second.knownAt).toBeGreaterThan(first.knownAt);
    await expectEqualToBatch(second);
  });

  it("are corrected on the day to which late data belong, and what was known before stays", async () => {
    const before = await today();
    await send(minutesOf(noonMs - 40 * minuteMs, 20));
    const after = await whenMade(before.figures.goodCount + 100);
    expect(after.asOf).toBe(before.asOf);
    await expectEqualToBatch(after);
    const dayBefore = noonMs - 2 * 86_400_000;
    await send(minutesOf(dayBefore, 5));
    const streams = async () =>
      await bodyOf<{ machines: { days: { day: string; goodCount: number }[] }[] }>(
        owner("GET", at("streams?days=30")),
      );
    await expect
      .poll(
        async () => (await streams()).machines[0]?.days.find(({ day }) => day === businessDayOf(dayBefore)),
        {
          timeout: 20_000,
        },
      )
      .toMatchObject({ goodCount: 25 });
    const pinned = at(`streams?days=30&knownAt=${before.knownAt}`);
    const known = await bodyOf<Awaited<ReturnType<typeof streams>>>(owner("GET", pinned));
    expect(known.machines[0]?.days).toMatchObject([{ goodCount: before.figures.goodCount }]);
  });

  it("are those from which every indicator and page is worked out, to the bit", async () => {
    await send(minutesOf(noonMs + 60 * minuteMs, 15));
    const { knownAt } = await whenMade(375);
    const facts = await batchOf(knownAt);
    interface Streams {
      readonly machines: readonly { readonly days: readonly { readonly runMinutes: number }[] }[];
      readonly load: { readonly days: readonly { readonly wattHours: number }[] };
    }
    const shown = await bodyOf<Streams>(owner("GET", at("streams?days=30")));
    expect(shown.machines.flatMap(({ days }) => days.map(({ runMinutes }) => runMinutes))).toEqual(
      facts.machineDays.map(({ runMinutes }) => runMinutes),
    );
    expect(shown.load.days.map(({ wattHours }) => wattHours)).toEqual(
      facts.meterDays.map(({ quantity }) => quantity),
    );
  });

  it("leave out what a bank's consent leaves out, and come as a stream of events", async () => {
    await giveConsent(server, owner, enterpriseId);
    expect(await bodyOf<Today>(manager("GET", at("today")))).toMatchObject({ withheld: ["loan"] });
    const leaving = new AbortController();
    const answer = await fetch(`${server.address}${at("today/events")}`, {
      headers: { cookie: manager.cookie },
      signal: leaving.signal,
    });
    expect(answer.headers.get("content-type")).toMatch(/^text\/event-stream/);
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    const until = async (part: string): Promise<void> => {
      while (!text.includes(part)) text += (await reader?.read())?.value ?? "";
    };
    await until('"goodCount":375');
    await send(minutesOf(noonMs + 90 * minuteMs, 5));
    await until('"goodCount":400');
    leaving.abort();
  });
});
