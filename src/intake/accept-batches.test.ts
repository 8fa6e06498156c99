import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { BatchAnswer } from "#telemetry";
import { createTestCollector, type TestCollector } from "../telemetry/testing/test-collector.ts";
import type { IntakeEvent } from "./intake-event.ts";
import { createMemoryStore, type IntakeHouse, openIntakeHouse } from "./testing/intake-house.ts";
import { knownOf } from "./testing/test-directory.ts";

const startMs = 1_750_000_000_000;
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

const kinds = (answers: readonly BatchAnswer[]): string[] =>
  answers.map((answer) =>
    "reason" in answer && answer.reason ? `${answer.kind}:${answer.reason}` : answer.kind,
  );

describe("signed batches", () => {
  it("are sealed as they came, with a receipt that a copy gets again, also after a restart", async () => {
    const batches = device.run(5, 40, startMs);
    const first = await house.intake.accept(batches, house.arrival);
    expect(kinds(first)).toEqual(Array(5).fill("stored"));
    const again = await house.intake.accept(batches, house.arrival);
    expect(kinds(again)).toEqual(Array(5).fill("duplicate"));
    const receipts = (answers: readonly BatchAnswer[]) =>
      answers.map((a) => (a.kind === "refused" ? null : a.receipt));
    expect(receipts(again)).toEqual(receipts(first));
    await house.restart();
    const later = await house.intake.accept(batches, house.arrival);
    expect(kinds(later)).toEqual(Array(5).fill("duplicate"));
    expect(receipts(later)).toEqual(receipts(first));
    const origin = house.ledger.originOf("enterprise", "ent_0123456789abcdef0123");
    expect(await house.ledger.size(origin)).toBe(5);
    const entry = await house.ledger.readEntry(origin, 3);
    expect(entry.header["pointsRoot"]).toBe(batches[3]?.head.pointsRoot);
    expect(Buffer.from(entry.payload.bytes)).toEqual(Buffer.from(batches[3]?.rows ?? []));
  });

  it("in one request and at once are stored once", async () => {
    const [batch] = device.run(1, 3, startMs);
    if (batch === undefined) throw new Error("no batch");
    const [one, two] = await Promise.all([
      house.intake.accept([batch, batch], house.arrival),
      house.intake.accept([batch], house.arrival),
    ]);
    expect(kinds([...one, ...two])).toEqual(["stored", "duplicate", "duplicate"]);
    const live = house.intake.live.find(device.id);
    expect(live?.items).toEqual({ received: 3, stored: 1, duplicates: 2, quarantined: 0 });
    expect(live?.rows).toEqual({ received: 9, stored: 3, duplicates: 6, quarantined: 0 });
  });

  it("by another key, with another row or of an unknown collector keep nothing", async () => {
    const [batch] = device.run(1, 3, startMs);
    if (batch === undefined) throw new Error("no batch");
    const stranger = createTestCollector("stranger", { id: device.id }).run(1, 3, startMs);
    const unknown = createTestCollector("unknown").run(1, 3, startMs);
    const rows = Uint8Array.from(batch.rows);
    rows[rows.length - 2] = 0x39;
    const signature = Uint8Array.from(batch.signature);
    signature[0] = (signature[0] ?? 0) ^ 1;
    const answers = await house.intake.accept(
      [
        ...stranger,
        ...unknown,
        { ...batch, rows },
        { ...batch, signature },
        { ...batch, saltSeed: batch.saltSeed.map((byte) => byte ^ 1) },
      ],
      house.arrival,
    );
    expect(kinds(answers)).toEqual([
      "refused:wrongKey",
      "refused:unknownCollector",
      "refused:badRoot",
      "refused:badSignature",
      "refused:badRoot",
    ]);
    expect(house.ledger.status().entries).toBe(0);
    expect(house.intake.progress(device.id)?.acknowledged).toBeNull();
  });

  it("out of order open a gap and close it", async () => {
    const [a, b, c, d] = device.run(4, 2, startMs);
    if (!a || !b || !c || !d) throw new Error("no batches");
    expect(kinds(await house.intake.accept([a, d], house.arrival))).toEqual(["stored", "stored"]);
    expect(house.intake.live.find(device.id)?.gaps).toMatchObject([{ fromSequence: 1, toSequence: 2 }]);
    expect(house.intake.progress(device.id)?.acknowledged?.sequence).toBe(0);
    await house.restart();
    expect(house.intake.live.find(device.id)).toMatchObject({ missing: 2, gaps: [{ sinceMs: house.nowMs }] });
    expect(kinds(await house.intake.accept([c, b], house.arrival))).toEqual(["stored", "stored"]);
    expect(house.intake.live.find(device.id)).toMatchObject({ gaps: [], missing: 0 });
    expect(house.intake.progress(device.id)?.acknowledged?.sequence).toBe(3);
  });

  it("of a clone put the collector into quarantine, and both are kept", async () => {
    const common = device.run(2, 2, startMs);
    const clone = device.fork();
    await house.intake.accept(common, house.arrival);
    clone.restart();
    expect(kinds(await house.intake.accept(device.run(1, 2, startMs + 2000), house.arrival))).toEqual([
      "stored",
    ]);
    expect(kinds(await house.intake.accept(clone.run(1, 2, startMs + 9000), house.arrival))).toEqual([
      "quarantined:chainFork",
    ]);
    expect(house.directory.quarantined).toEqual([{ id: device.id, reason: "chainFork" }]);
    expect(kinds(await house.intake.accept(device.run(1, 2, startMs + 3000), house.arrival))[0]).toMatch(
      /^quarantined/,
    );
    expect(events.filter(({ kind }) => kind === "clone")).toMatchObject([{ reason: "chainFork" }]);
    expect(house.ledger.status().entries).toBe(5);
  });

  it("under one number are a conflict, and each is kept once", async () => {
    const clone = device.fork();
    const [mine] = device.run(1, 2, startMs);
    const [other] = clone.run(1, 3, startMs + 500);
    if (!mine || !other) throw new Error("no batches");
    expect(kinds(await house.intake.accept([mine, other, other], house.arrival))).toEqual([
      "stored",
      "quarantined:sequenceConflict",
      "duplicate",
    ]);
    expect(events.find(({ kind }) => kind === "clone")).toMatchObject({
      evidence: [{ index: 0 }, { index: 1 }],
    });
    await house.restart();
    expect(kinds(await house.intake.accept([other, mine], house.arrival))).toEqual([
      "duplicate",
      "duplicate",
    ]);
    expect(house.ledger.status().entries).toBe(2);
  });

  it("have rows in quarantine whose element, channel, value or time cannot be", async () => {
    const odd = createTestCollector("odd", {
      channels: [
        { element: "CNC-01", channel: "power_w", scale: 0 },
        { element: "NOBODY", channel: "power_w", scale: 0 },
        { element: "CNC-01", channel: "newer_channel", scale: 0 },
        { element: "CNC-01", channel: "temperature_mk", scale: 3 },
      ],
    });
    house.directory.add({ ...knownOf(odd), elements: knownOf(device).elements });
    const batch = odd.readings([
      { channel: 0, fromMs: startMs, value: 100 },
      { channel: 1, fromMs: startMs, value: 100 },
      { channel: 0, fromMs: startMs, value: 999_999_999 },
      { channel: 2, fromMs: startMs, value: 1 },
      { channel: 3, fromMs: startMs, value: -1 },
      { channel: 0, fromMs: startMs + 3_600_000_000, value: 1 },
    ]);
    expect(kinds(await house.intake.accept([batch], house.arrival))).toEqual(["stored"]);
    const live = house.intake.live.find(odd.id);
    expect(live?.rows).toEqual({ received: 6, stored: 1, duplicates: 0, quarantined: 5 });
    const { header } = await house.ledger.readEntry(
      house.ledger.originOf("enterprise", "ent_0123456789abcdef0123"),
      0,
    );
    expect(header["flags"]).toMatchObject({
      quarantinedChannels: { unknownElement: [1], unknownChannel: [2] },
      quarantinedRows: {
        impossible: [
          [2, 1],
          [4, 1],
        ],
        future: [[5, 1]],
      },
    });
  });
});
