import { setImmediate } from "node:timers/promises";
import { expect, it } from "vitest";
import { openIndices } from "#flow";
import { operatingFactsOf, type OperatingSource } from "#operations";
// The rows lie beside their room, whose door does not export them because they are for tests only.
import { randomOf, randomRows } from "../operations/testing/random-rows.ts";
import { openRegionClock } from "./region-clock.ts";

const clock = (): number => Date.UTC(2024, 6, 1);
const random = randomOf(3);

/** Enterprises in memory, and which of them a clock asked for. */
function open(count: number, isFailing = false) {
  const rows = Array.from({ length: count }, (_, i) => [`ent_${i}`, randomRows(random, 6, 5)] as const);
  let passes = 0;
  const operations: OperatingSource = {
    loadOperations: async function* ({ asOf, knownAt }) {
      passes += 1;
      for (const [id, own] of rows) yield [id, await Promise.resolve(operatingFactsOf(own, asOf, knownAt))];
    },
    loadRows: async function* () {
      yield* await Promise.resolve(rows);
    },
  };
  const asked: string[] = [];
  const told: unknown[] = [];
  const indices = openIndices({ operations, observations: { position: async () => 6 }, clock });
  const profile = {
    peers: async ({ enterpriseId }: { readonly enterpriseId: string }) => {
      asked.push(enterpriseId);
      if (isFailing) return await Promise.reject(new Error("gone"));
      const frame = { enterpriseId, asOf: "2024-06-30", knownAt: 6, withheld: [] };
      return { ...frame, division: null, size: null, figures: [] };
    },
  };
  const region = openRegionClock({ operations, areas: { profile, indices }, clock }, (cause) =>
    told.push(cause),
  );
  return { region, indices, asked, told, passes: () => passes };
}

it("asks for what surrounds a few enterprises, and makes the indices of the day before anybody reads them", async () => {
  const { region, indices, asked, told, passes } = open(12);
  region.begin();
  await setImmediate();
  expect(asked).toEqual(Array.from({ length: 8 }, (_, i) => `ent_${i}`));
  expect(passes()).toBe(2);
  expect((await indices.readIndices()).enterprises).toBe(12);
  expect(passes()).toBe(2);
  expect(told).toEqual([]);
  region.stop();
});

it("leaves a store without enterprises alone, whose day has no indices yet", async () => {
  const { region, asked, told, passes } = open(0);
  region.begin();
  await setImmediate();
  expect({ asked, told, passes: passes() }).toEqual({ asked: [], told: [], passes: 1 });
  region.stop();
});

it("tells what failed, once, and nothing after it was stopped", async () => {
  const { region, asked, told } = open(3, true);
  region.begin();
  region.begin();
  await setImmediate();
  expect(asked).toEqual(["ent_0"]);
  expect(told).toEqual([new Error("gone")]);
  region.stop();
  const late = open(3, true);
  late.region.begin();
  late.region.stop();
  await setImmediate();
  expect(late.told).toEqual([]);
});
