import { afterEach, describe, expect, it } from "vitest";
import { createRegionBook } from "#crosscheck";
import { lastDayOf } from "#kernel";
import { operatingFactsOf } from "#operations";
import { coupledRows } from "../../association/testing/coupled-facts.ts";
import type { RegionFrame } from "./look-at-enterprise.ts";
import { openRegionThreads, type RegionThreads } from "./region-threads.ts";

const frame: RegionFrame = {
  asOf: "2026-08-31",
  knownAt: 1,
  days: [{ day: "2025-03-31", knownAt: 1, part: "development" }],
  deliveryEnds: [lastDayOf("2026-08")],
  deliveriesKnownAt: [1],
};
const rowsOf = (seed: string) =>
  coupledRows({ seed, ordersADay: 3, mood: 0.005, productionDays: 45, paymentDays: 45 });
const region = ["E0", "E1", "E2", "E3", "E4"].map((id) => [id, rowsOf(id)] as const);

describe("threads that work on a region", () => {
  let threads: RegionThreads | null = null;
  afterEach(async () => await threads?.close());

  async function workWith(enterprises: number) {
    threads = openRegionThreads(frame, { enterprises, signal: new AbortController().signal });
    const book = createRegionBook();
    const looks = [];
    const known = [];
    for (const [id, rows] of region) {
      looks.push(threads.look(id, rows));
      book.add(id, operatingFactsOf(rows, frame.asOf, frame.knownAt));
      await threads.room();
    }
    for (const [id, rows] of region) {
      const facts = operatingFactsOf(rows, frame.asOf, frame.knownAt);
      known.push(threads.know(facts, book.neighboursOf(id), []));
      await threads.room();
    }
    return { looks: await Promise.all(looks), known: await Promise.all(known) };
  }

  it("say the same as one thread does, in the order asked", async () => {
    const alone = await workWith(region.length);
    await threads?.close();
    expect(await workWith(10_000)).toEqual(alone);
    expect(alone.looks.map(({ enterprise }) => enterprise.id)).toEqual(region.map(([id]) => id));
    expect(alone.known.every(({ authenticity }) => authenticity.grade !== undefined)).toBe(true);
  });

  it("end with the reason of their signal", async () => {
    const stop = new AbortController();
    threads = openRegionThreads(frame, { enterprises: 10_000, signal: stop.signal });
    const look = threads.look("E0", rowsOf("E0"));
    stop.abort(new Error("no longer wanted"));
    await expect(look).rejects.toThrow("no longer wanted");
    await expect(threads.look("E1", rowsOf("E1"))).rejects.toThrow("no longer wanted");
  });
});
