import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createTestCollector, type TestCollector } from "../telemetry/testing/test-collector.ts";
import { intakeParameters } from "./parameters.ts";
import type { IntakeEvent } from "./intake-event.ts";
import { createMemoryStore, type IntakeHouse, openIntakeHouse } from "./testing/intake-house.ts";
import { knownOf } from "./testing/test-directory.ts";

const startMs = 1_750_000_000_000;
const hourMs = 3_600_000;
let house: IntakeHouse;
let device: TestCollector;
let events: IntakeEvent[];

beforeEach(async () => {
  house = await openIntakeHouse(createMemoryStore());
  device = createTestCollector("one", { channels: [{ element: "CNC-01", channel: "power_w", scale: 0 }] });
  house.directory.add(knownOf(device));
  events = [];
  house.intake.onEvent((event) => events.push(event));
});
afterEach(async () => await house.close());

/** Sends batches and says what is sealed beside them. */
async function accept(...batches: Parameters<IntakeHouse["intake"]["accept"]>[0]) {
  const answers = await house.intake.accept(batches, house.arrival);
  return await Promise.all(
    answers.map(async (answer) => {
      if (answer.kind === "refused") return { kind: answer.kind, reason: answer.reason, flags: {} };
      const { origin, index } = answer.receipt;
      const { header } = await house.ledger.readEntry(origin, index);
      return { kind: answer.kind, flags: header["flags"] };
    }),
  );
}

const live = () => house.intake.live.find(device.id);

describe("clocks", () => {
  it("ahead, jumping and late are flagged, told and counted, and every value counts", async () => {
    house.nowMs = startMs + 1000;
    const ahead = device.readings([{ fromMs: startMs + 200_000, value: 1 }], { uptimeMs: 1000 });
    expect(await accept(ahead)).toEqual([{ kind: "stored", flags: { batch: ["skewed"], skewMs: 199_000 } }]);
    expect(events).toMatchObject([{ kind: "skewed", skewMs: 199_000 }]);
    house.nowMs += 10_000;
    const back = device.readings([{ fromMs: startMs + 11_000, value: 2 }], { uptimeMs: 11_000 });
    expect(await accept(back)).toEqual([
      { kind: "stored", flags: { batch: ["clockJump"], clockJumpMs: -199_000 } },
    ]);
    expect(events.at(-1)).toMatchObject({ kind: "skewCleared", skewMs: 0 });
    house.nowMs += hourMs;
    const late = device.readings([{ fromMs: startMs + 12_000, value: 3 }], { uptimeMs: 12_000 });
    expect(await accept(late)).toEqual([{ kind: "stored", flags: { batch: ["late"] } }]);
    expect(live()).toMatchObject({
      late: 1,
      flags: { skewed: 1, clockJump: 1, late: 1 },
      rows: { received: 3, stored: 3, duplicates: 0, quarantined: 0 },
    });
    await house.restart();
    expect(live()?.flags).toEqual({ skewed: 1, clockJump: 1, late: 1 });
  });

  it("behind at a steady pace are skewed and not late", async () => {
    const behindMs = hourMs;
    const run = [0, 10_000].map((sinceMs) =>
      device.readings([{ fromMs: startMs + sinceMs, value: sinceMs }], { uptimeMs: sinceMs }),
    );
    house.nowMs = startMs + behindMs;
    const [first, second] = run;
    if (first === undefined || second === undefined) throw new Error("no batches");
    // One alone may as well be a delay.
    expect(await accept(first)).toEqual([{ kind: "stored", flags: { batch: ["late"] } }]);
    house.nowMs += 10_000;
    expect(await accept(second)).toEqual([
      { kind: "stored", flags: { batch: ["skewed"], skewMs: -behindMs } },
    ]);
  });
});

describe("an older boot epoch", () => {
  it("that goes on after a newer one began lives in a second device", async () => {
    const clone = device.fork();
    clone.restart();
    const other = clone.readings([{ fromMs: startMs + 2 * hourMs, value: 1 }], {
      previous: Buffer.alloc(32, 7).toString("base64"),
    });
    house.nowMs = startMs + 3 * hourMs;
    const old = device.readings([{ fromMs: startMs + hourMs, value: 1 }]);
    const goesOn = device.readings([{ fromMs: startMs + 2.5 * hourMs, value: 2 }]);
    expect((await accept(old, other)).map(({ kind }) => kind)).toEqual(["stored", "stored"]);
    expect(await accept(goesOn)).toMatchObject([
      { kind: "quarantined", flags: { quarantine: "twoLiveEpochs" } },
    ]);
    expect(house.directory.quarantined).toEqual([{ id: device.id, reason: "twoLiveEpochs" }]);
    expect(events.find(({ kind }) => kind === "clone")).toMatchObject({ reason: "twoLiveEpochs" });
    // A person looked and let it go on.
    house.directory.setState(device.id, "active");
    clone.restart();
    const after = clone.readings([{ fromMs: startMs + 2.9 * hourMs, value: 3 }]);
    expect(await accept(after)).toMatchObject([{ kind: "stored" }]);
  });
});

describe("values", () => {
  it("that never change are flagged, except zero, and count", async () => {
    const hours = (from: number, value: number) =>
      device.readings(
        Array.from({ length: 5 }, (_, hour) => ({ fromMs: startMs + (from + hour) * hourMs, value })),
      );
    house.nowMs = startMs + 14 * hourMs;
    const [first, flat] = [hours(0, 700), hours(5, 700)];
    expect(await accept(first, flat)).toEqual([
      { kind: "stored", flags: { batch: ["late"] } },
      { kind: "stored", flags: { batch: ["late"], flatLine: [0] } },
    ]);
    expect(live()?.flags).toMatchObject({ flatLine: 1 });
    const resting = createTestCollector("two", { channels: device.channels });
    house.directory.add(knownOf(resting));
    const zeros = Array.from({ length: 14 }, (_, hour) => ({ fromMs: startMs + hour * hourMs, value: 0 }));
    expect(await accept(resting.readings(zeros))).toEqual([{ kind: "stored", flags: { batch: ["late"] } }]);
  });

  it("older than a month are sealed, and count in nothing", async () => {
    house.nowMs = startMs + intakeParameters.tooOldAfterMs.value + 1;
    expect(await accept(device.readings([{ fromMs: startMs, value: 1 }]))).toMatchObject([
      { kind: "quarantined", flags: { quarantine: "tooOld" } },
    ]);
    expect(live()?.rows).toEqual({ received: 1, stored: 0, duplicates: 0, quarantined: 1 });
  });
});

describe("a gap that nothing closes", () => {
  it("ends by its rule, is told, and the collector resumes behind it", async () => {
    const [a, , , d] = device.run(4, 1, startMs);
    if (a === undefined || d === undefined) throw new Error("no batches");
    await accept(a, d);
    expect(house.intake.progress(device.id)?.acknowledged?.sequence).toBe(0);
    house.nowMs += intakeParameters.gapLostMs.value - 1;
    await house.intake.save();
    expect(live()).toMatchObject({ missing: 2, lost: 0 });
    house.nowMs += 1;
    await house.intake.save();
    expect(live()).toMatchObject({ missing: 0, lost: 2, gaps: [] });
    expect(events.at(-1)).toMatchObject({ kind: "gapLost", gap: { fromSequence: 1, toSequence: 2 } });
    expect(house.intake.progress(device.id)?.acknowledged?.sequence).toBe(3);
    await house.restart();
    expect(live()).toMatchObject({ missing: 0, lost: 2 });
    expect(house.intake.progress(device.id)?.acknowledged?.sequence).toBe(3);
  });
});

describe("what must wait", () => {
  it("takes what stands behind it with it, and leaves other collectors alone", async () => {
    const quick = createTestCollector("quick", { channels: device.channels });
    house.directory.add(knownOf(quick));
    house.directory.add(knownOf(device, { messagesPerSecond: 1 }));
    const atOnce = intakeParameters.burstSeconds.value;
    const mine = device.run(atOnce + 3, 1, startMs);
    const theirs = quick.run(2, 1, startMs);
    const answers = await accept(...mine, ...theirs);
    const kinds = answers.map(({ kind }) => kind);
    const firstWaiting = kinds.indexOf("refused");
    expect(firstWaiting).toBeGreaterThan(0);
    expect(kinds.slice(firstWaiting, mine.length).every((kind) => kind === "refused")).toBe(true);
    expect(kinds.slice(mine.length)).toEqual(["stored", "stored"]);
    expect(live()?.gaps).toEqual([]);
  });
});
