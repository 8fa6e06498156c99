import { existsSync, symlinkSync, unlinkSync } from "node:fs";
import path from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { createTestCollector } from "../telemetry/testing/test-collector.ts";
import type { MessageAnswer } from "./intake.ts";
import { intakeParameters } from "./parameters.ts";
import { type IntakeHouse, openIntakeHouse } from "./testing/intake-house.ts";
import { knownOf } from "./testing/test-directory.ts";

let house: IntakeHouse;
afterEach(async () => await house.close());

const startMs = 1_750_000_000_000;

describe("a flood", () => {
  it("far beyond what the disk takes is refused beyond a bound, in bounded memory, and none of it is half kept", async () => {
    house = await openIntakeHouse();
    house.directory.add(knownOf({ id: "gw" }, { kind: "gateway" }));
    const filler = "x".repeat(60_000);
    const send = async (sequence: number): Promise<MessageAnswer> => {
      const reading = { element: "CNC-01", channel: "power_w", at: house.nowMs, value: sequence };
      const payload = Buffer.from(JSON.stringify({ epoch: 1, sequence, readings: [reading], filler }));
      return await house.intake.acceptMessage({
        collector: "gw",
        topic: "t/v1",
        payload,
        receivedAtMs: house.nowMs,
      });
    };
    let relieved = 0;
    house.intake.onRelief(() => (relieved += 1));
    const floods = Math.ceil((16 * intakeParameters.refusedBytes.value) / filler.length);
    const beforeBytes = process.memoryUsage().rss;
    const answers: Promise<MessageAnswer>[] = [];
    let mostWaiting = 0;
    let peakBytes = 0;
    for (let i = 0; i < floods; i++) {
      answers.push(send(i));
      mostWaiting = Math.max(mostWaiting, house.intake.live.totals().waitingBytes);
      if (i % 500 !== 499) continue;
      peakBytes = Math.max(peakBytes, process.memoryUsage.rss() - beforeBytes);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(mostWaiting).toBeGreaterThan(intakeParameters.saturatedBytes.value);
    const all = await Promise.all(answers);
    const busy = all.filter((answer) => answer.kind === "refused");
    expect(busy.length).toBeGreaterThan(0);
    expect(busy.every((answer) => answer.kind === "refused" && answer.reason === "busy")).toBe(true);
    expect(mostWaiting).toBeLessThan(intakeParameters.refusedBytes.value + 2 ** 22);
    // A gigabyte was sent: what waits, its copies on the way to the writer and garbage take less than half of it.
    expect(peakBytes).toBeLessThan(8 * intakeParameters.refusedBytes.value);
    expect(relieved).toBeGreaterThan(0);
    expect(house.intake.isSaturated).toBe(false);
    expect(house.intake.live.totals().waitingBytes).toBe(0);
    const stored = all.length - busy.length;
    expect(house.intake.live.find("gw")?.items).toMatchObject({ received: stored, stored });
    const again = await send(floods - 1);
    expect(again.kind).toBe("stored");
  });

  it("of one collector is held to its quota, the others are not", async () => {
    house = await openIntakeHouse();
    const [loud, quiet] = [createTestCollector("loud"), createTestCollector("quiet")];
    house.directory.add(knownOf(loud, { messagesPerSecond: 1 }));
    house.directory.add(knownOf(quiet));
    const answers = await house.intake.accept(loud.run(15, 1, startMs), house.arrival);
    const refused = answers.flatMap((answer) => (answer.kind === "refused" ? [answer] : []));
    expect(refused).toHaveLength(5);
    for (const { reason, retryAfterMs } of refused)
      expect({ reason, retryAfterMs }).toEqual({ reason: "busy", retryAfterMs: 1000 });
    expect((await house.intake.accept(quiet.run(1, 1, startMs), house.arrival))[0]?.kind).toBe("stored");
  });
});

describe.skipIf(!existsSync("/dev/full"))("a full disk", () => {
  it("acknowledges nothing; when there is space again the same batch is stored, once", async () => {
    house = await openIntakeHouse();
    const device = createTestCollector("full");
    house.directory.add(knownOf(device));
    const batches = device.run(4, 5, startMs);
    expect((await house.intake.accept(batches.slice(0, 1), house.arrival))[0]?.kind).toBe("stored");
    const file = path.join(house.folder, "log", "checkpoint.tmp");
    symlinkSync("/dev/full", file);
    await expect(house.ledger.checkpoint()).rejects.toMatchObject({ code: "LEDGER_READ_ONLY" });
    const refused = await house.intake.accept(batches, house.arrival);
    expect(refused.map((answer) => answer.kind === "refused" && answer.reason)).toEqual(
      Array(4).fill("readOnly"),
    );
    expect(house.intake.live.totals().isReadOnly).toBe(true);
    expect(house.intake.live.find(device.id)).toMatchObject({
      items: { received: 1 },
      refused: { readOnly: 4 },
    });
    unlinkSync(file);
    await expect
      .poll(async () => (await house.intake.accept(batches.slice(0, 1), house.arrival))[0]?.kind, {
        timeout: 30_000,
      })
      .toMatch(/stored|duplicate/);
    const later = await house.intake.accept(batches, house.arrival);
    expect(later.map(({ kind }) => kind)).toEqual(["duplicate", "stored", "stored", "stored"]);
    expect(house.ledger.status().entries).toBe(4);
  });
});
