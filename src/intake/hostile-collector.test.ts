import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { BatchAnswer, SignedBatch } from "#telemetry";
import { createTestCollector, type TestCollector } from "../telemetry/testing/test-collector.ts";
import { intakeParameters } from "./parameters.ts";
import {
  addSequence,
  createSequenceState,
  epochOf,
  findPlace,
  forgetBefore,
  placeSequence,
} from "./sequence-state.ts";
import { judgeSequence } from "./judge-sequence.ts";
import { createMemoryStore, type IntakeHouse, openIntakeHouse } from "./testing/intake-house.ts";
import { knownOf } from "./testing/test-directory.ts";

// Whoever holds a key, or held one once, and means harm.

const startMs = 1_750_000_000_000;
let house: IntakeHouse;
let device: TestCollector;
let thief: TestCollector;

const kinds = (answers: readonly BatchAnswer[]): string[] =>
  answers.map((answer) =>
    "reason" in answer && answer.reason ? `${answer.kind}:${answer.reason}` : answer.kind,
  );
const send = async (...batches: readonly (SignedBatch | undefined)[]): Promise<string[]> =>
  kinds(
    await house.intake.accept(
      batches.flatMap((batch) => batch ?? []),
      house.arrival,
    ),
  );

describe("a key that has ended", () => {
  beforeEach(async () => {
    house = await openIntakeHouse(createMemoryStore());
    device = createTestCollector("old", { channels: [{ element: "CNC-01", channel: "power_w", scale: 0 }] });
    house.directory.add(knownOf(device));
  });
  afterEach(async () => await house.close());

  const endKey = (validToMs: number): void => {
    const known = knownOf(device);
    house.directory.add({ ...known, keys: known.keys.map((key) => ({ ...key, validToMs })) });
  };

  it("writes no history afterwards, whatever time its heads name, and brings nobody into quarantine", async () => {
    const [first] = device.run(1, 2, startMs);
    thief = device.fork();
    expect(await send(first)).toEqual(["stored"]);
    const [next] = device.run(1, 2, startMs + 1000);
    expect(await send(next)).toEqual(["stored"]);
    endKey(house.nowMs);
    const [conflict] = thief.run(1, 3, startMs + 2000);
    thief.restart();
    const [other] = thief.run(1, 3, startMs + 3000);
    for (const batch of [conflict, other]) {
      expect(batch?.head.createdAtMs).toBeLessThan(house.nowMs);
      expect(await send(batch)).toEqual(["refused:wrongKey"]);
    }
    expect(house.directory.quarantined).toEqual([]);
    expect(house.intake.live.find(device.id)?.items.received).toBe(2);
  });

  it("still learns the receipts of what came in its time, also after a restart", async () => {
    const batches = device.run(3, 2, startMs);
    await send(...batches);
    endKey(house.nowMs);
    expect(await send(...batches)).toEqual(["duplicate", "duplicate", "duplicate"]);
    await house.restart();
    expect(await send(...batches)).toEqual(["duplicate", "duplicate", "duplicate"]);
  });

  it("is taken until it ends", async () => {
    endKey(house.nowMs + 1);
    expect(await send(...device.run(1, 2, startMs))).toEqual(["stored"]);
  });
});

describe("what one collector can make us remember", () => {
  const place = { origin: "o", index: 1, ordinal: 0, receivedAtMs: startMs };
  const numbered = (epoch: number, sequence: number) => ({
    epoch,
    sequence,
    previous: null,
    hash: null,
    createdAtMs: startMs,
  });

  it("is bounded for a device that begins an epoch with every batch; what is forgotten is a replay", () => {
    const state = createSequenceState();
    const most = intakeParameters.epochsKept.value;
    for (let epoch = 1; epoch <= 3 * most; epoch++) {
      expect(judgeSequence(state, numbered(epoch, 0), startMs).kind).toBe("new");
      placeSequence(state, epochOf(state, epoch, startMs), 0, place);
    }
    expect(state.epochs).toHaveLength(most);
    expect(state.chunkCount).toBe(most);
    expect(judgeSequence(state, numbered(1, 0), startMs).kind).toBe("replayed");
    expect(judgeSequence(state, numbered(2 * most, 7), startMs).kind).toBe("replayed");
    expect(judgeSequence(state, numbered(3 * most, 0), startMs).kind).toBe("known");
    expect(forgetBefore(state, 0)).toHaveLength(2 * most);
    expect(forgetBefore(state, 0)).toEqual([]);
  });

  it("is bounded for one that scatters its numbers; the newest are still found", () => {
    const state = createSequenceState();
    const epoch = epochOf(state, 1, startMs);
    const most = intakeParameters.chunksKept.value;
    for (let i = 0; i < most + 500; i++) {
      addSequence(epoch, i * 256, { previous: null, hash: null });
      placeSequence(state, epoch, i * 256, place);
    }
    expect(state.chunkCount).toBe(most);
    expect(epoch.chunks.size).toBe(most);
    expect(findPlace(state, epoch, (most + 499) * 256)).toMatchObject({ index: 1 });
    expect(findPlace(state, epoch, 0)).toBeUndefined();
    expect(judgeSequence(state, numbered(1, 0), startMs).kind).toBe("replayed");
    expect(judgeSequence(state, numbered(1, (most + 499) * 256), startMs).kind).toBe("known");
  });

  it("is the same after a restart", async () => {
    house = await openIntakeHouse(createMemoryStore());
    house.directory.add(knownOf({ id: "gw" }, { kind: "gateway" }));
    const message = (epoch: number) => ({
      collector: "gw",
      topic: "touchstone/v1/gw/messages",
      receivedAtMs: house.nowMs,
      payload: Buffer.from(
        JSON.stringify({
          epoch,
          sequence: 0,
          readings: [{ element: "CNC-01", channel: "power_w", at: house.nowMs, value: epoch }],
        }),
      ),
    });
    const most = intakeParameters.epochsKept.value;
    const all = Array.from({ length: most + 20 }, (_, i) => house.intake.acceptMessage(message(i + 1)));
    expect(new Set((await Promise.all(all)).map(({ kind }) => kind))).toEqual(new Set(["stored"]));
    for (let round = 0; round < 2; round++) {
      expect(await house.intake.acceptMessage(message(3))).toMatchObject({
        kind: "quarantined",
        reason: "replayed",
      });
      expect((await house.intake.acceptMessage(message(most + 20))).kind).toBe("duplicate");
      await house.restart();
    }
    const { items } = house.intake.live.find("gw") ?? {};
    expect(items).toEqual({ received: most + 24, stored: most + 20, duplicates: 2, quarantined: 2 });
    await house.close();
  });
});
