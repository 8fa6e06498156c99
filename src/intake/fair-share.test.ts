import { afterEach, expect, it } from "vitest";
import { createTestCollector } from "../telemetry/testing/test-collector.ts";
import { intakeParameters } from "./parameters.ts";
import { createMemoryStore, type IntakeHouse, openIntakeHouse } from "./testing/intake-house.ts";
import { knownOf } from "./testing/test-directory.ts";

let house: IntakeHouse;
afterEach(async () => await house.close());

it("who floods is held up by himself: a neighbour's batches and messages are taken all the while", async () => {
  house = await openIntakeHouse(createMemoryStore());
  const other = "ent_ffffffffffffffffffff";
  house.directory.add(knownOf({ id: "flood" }, { kind: "gateway", enterpriseId: other }));
  house.directory.add(knownOf({ id: "calm" }, { kind: "gateway" }));
  const device = createTestCollector("calm-device", {
    channels: [{ element: "CNC-01", channel: "power_w", scale: 0 }],
  });
  house.directory.add(knownOf(device));
  const filler = "x".repeat(60_000);
  const send = async (collector: string, sequence: number, beside = "") => {
    const reading = { element: "CNC-01", channel: "power_w", at: house.nowMs, value: sequence };
    const payload = Buffer.from(JSON.stringify({ epoch: 1, sequence, readings: [reading], filler: beside }));
    const topic = `touchstone/v1/${collector}/messages`;
    return await house.intake.acceptMessage({ collector, topic, payload, receivedAtMs: house.nowMs });
  };
  const floods = Math.ceil((4 * intakeParameters.refusedBytes.value) / filler.length);
  const flooded = Array.from({ length: floods }, (_, i) => send("flood", i, filler));
  expect(house.intake.isSaturated).toBe(true);
  expect(house.intake.isSaturatedFor("flood")).toBe(true);
  expect(house.intake.isSaturatedFor("calm")).toBe(false);
  const calm = [send("calm", 0), send("calm", 1, filler)];
  const batches = house.intake.accept(device.run(3, 100, house.nowMs - 5000), house.arrival);
  expect(house.intake.live.totals().waitingBytes).toBeLessThan(intakeParameters.refusedBytes.value);
  expect((await Promise.all(calm)).map(({ kind }) => kind)).toEqual(["stored", "stored"]);
  expect((await batches).map(({ kind }) => kind)).toEqual(["stored", "stored", "stored"]);
  const answers = await Promise.all(flooded);
  const refused = answers.flatMap((answer) => (answer.kind === "refused" ? [answer.reason] : []));
  expect(refused.length).toBeGreaterThan(floods / 2);
  expect(new Set(refused)).toEqual(new Set(["busy"]));
  expect(house.intake.isSaturated).toBe(false);
  expect((await send("flood", floods)).kind).toBe("stored");
  const stored = floods - refused.length + 1;
  expect(house.intake.live.find("flood")).toMatchObject({
    items: { received: stored, stored, duplicates: 0, quarantined: 0 },
    refused: { busy: refused.length },
    pending: 0,
  });
});
