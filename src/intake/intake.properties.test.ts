import fc from "fast-check";
import { expect, it } from "vitest";
import type { SignedBatch } from "#telemetry";
import { createTestCollector } from "../telemetry/testing/test-collector.ts";
import type { IntakeCounts } from "./live-intake.ts";
import { createMemoryStore, openIntakeHouse } from "./testing/intake-house.ts";
import { knownOf } from "./testing/test-directory.ts";

const startMs = 1_750_000_000_000;

/** What may happen to the batches of a device, its clone and a gateway. */
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant("send" as const),
      at: fc.nat(11),
      count: fc.integer({ min: 1, max: 4 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("clone" as const), at: fc.nat(3) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("garble" as const), at: fc.nat(11) }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant("message" as const), sequence: fc.nat(9), value: fc.nat(1) }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: "restart" as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: "save" as const }) },
);

const isBalanced = ({ received, stored, duplicates, quarantined }: IntakeCounts): boolean =>
  received === stored + duplicates + quarantined;

it("received is stored, duplicates and quarantined at every moment, and the log has exactly those two", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 25 }), async (steps) => {
      const house = await openIntakeHouse(createMemoryStore());
      try {
        const device = createTestCollector("p", { epoch: startMs });
        const cloned = device.fork();
        const own = device.run(12, 3, startMs);
        const others = cloned.run(4, 2, startMs + 500);
        house.directory.add(knownOf(device));
        house.directory.add(knownOf({ id: "gw" }, { kind: "gateway" }));
        const answered = { received: 0, kept: 0 };
        const look = (): void => {
          for (const { items, rows } of house.intake.live.list()) {
            expect(isBalanced(items) && isBalanced(rows)).toBe(true);
          }
        };
        const accept = async (batches: readonly SignedBatch[]): Promise<void> => {
          const under = house.intake.accept(batches, house.arrival);
          look();
          for (const { kind } of await under) {
            if (kind !== "refused") answered.received += 1;
            if (kind === "stored" || kind === "quarantined") answered.kept += 1;
          }
        };
        for (const one of steps) {
          if (one.kind === "send") await accept(own.slice(one.at, one.at + one.count));
          else if (one.kind === "clone") await accept(others.slice(one.at, one.at + 1));
          else if (one.kind === "garble") {
            await accept(
              own.slice(one.at, one.at + 1).map((batch) => ({ ...batch, signature: new Uint8Array(64) })),
            );
          } else if (one.kind === "restart") await house.restart();
          else if (one.kind === "save") await house.intake.save();
          else {
            const reading = { element: "CNC-01", channel: "power_w", at: house.nowMs, value: one.value };
            const payload = Buffer.from(
              JSON.stringify({ epoch: 1, sequence: one.sequence, readings: [reading] }),
            );
            const topic = "touchstone/v1/gw/messages";
            const { kind } = await house.intake.acceptMessage({
              collector: "gw",
              topic,
              payload,
              receivedAtMs: house.nowMs,
            });
            if (kind !== "refused") answered.received += 1;
            if (kind === "stored" || kind === "quarantined") answered.kept += 1;
          }
          look();
        }
        const { items } = house.intake.live.totals();
        expect(items.received).toBe(answered.received);
        expect(items.stored + items.quarantined).toBe(answered.kept);
        await house.ledger.anchor();
        let logged = 0;
        for await (const { payload, header } of house.ledger.readEntries(0)) {
          logged += header["@type"] === "gateway-batch@1" ? payload.ends.length : 1;
        }
        expect(logged).toBe(answered.kept);
      } finally {
        await house.close();
      }
    }),
    { numRuns: 8, seed: 20261122 },
  );
}, 180_000);
