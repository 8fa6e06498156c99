import { describe, expect, it } from "vitest";
import { dayNumberOf } from "#kernel";
import { operatingFactsOf } from "#operations";
import { factsUntil } from "./facts-until.ts";
import { twinAt } from "./index.ts";
import { smallFactory, smallFactoryRows } from "./testing/small-factory.ts";

describe("digital twin", () => {
  const facts = smallFactory();

  it("shows each machine's day, hours, value and what binds it", () => {
    const { machines, encumberedFen, machineNetFen } = twinAt(facts);
    const [meter, first, second] = machines;
    expect(meter).toMatchObject({
      asset: "E1",
      kind: "electricityMeter",
      lastSeenOn: dayNumberOf("2026-06-30"),
    });
    expect(first).toMatchObject({ asset: "M1", state: "running", runMinutes: 400, encumbrance: "" });
    expect(encumberedFen).toBe(second?.netFen);
    expect(machineNetFen).toBe((first?.netFen ?? 0n) + (second?.netFen ?? 0n));
    expect(first?.netFen).toBeLessThan(first?.grossFen ?? 0n);
  });

  it("is off on a Sunday and unknown before the first day", () => {
    expect(twinAt(facts, "2026-06-28").machines[1]?.state).toBe("off");
    expect(twinAt(facts, "2023-07-01").machines).toEqual([]);
  });

  it("is the same for a past day whatever came later", () => {
    const then = operatingFactsOf(smallFactoryRows({ to: "2026-06-30" }), "2025-03-31", 1);
    expect(twinAt(facts, "2025-03-31")).toEqual(twinAt(then));
  });

  it("holds the goods as counted and carries them on by what moves", () => {
    const counted = facts.stock.at(-1)?.onDay ?? 0;
    const after = twinAt(facts).goods.find(({ form }) => form === "finished");
    const moved = facts.movements.filter(({ onDay }) => onDay > counted);
    const change = moved.reduce(
      (sum, { kind, quantityMilli }) =>
        kind === "productionReceipt" ? sum + quantityMilli : kind === "delivery" ? sum - quantityMilli : sum,
      0,
    );
    expect(after).toMatchObject({ item: "法兰", place: "成品库", quantityMilli: 40_000 + change });
    // 40 pieces were worth 3,200 yuan: the value follows the quantity.
    expect(after?.valueFen).toBe((320_000n * BigInt(40_000 + change)) / 40_000n);
  });

  it("names pledged machines by the registry of movables, until released", () => {
    const pledge = {
      onDay: 20_000,
      kind: "pledge",
      number: "Z1",
      counterparty: "某银行",
      subject: "M1",
      amountFen: null,
      text: "",
    } as const;
    const released = { ...pledge, onDay: 20_300, kind: "pledgeReleased" } as const;
    const pledged = { ...facts, registers: [pledge, released] };
    expect(twinAt(factsUntil(pledged, "2025-06-30")).machines[1]?.pledgedTo).toEqual(["某银行"]);
    expect(twinAt(pledged).machines[1]?.pledgedTo).toEqual([]);
  });

  it("tells conversions of form newest first", () => {
    const { conversions } = twinAt(facts);
    expect(new Set(conversions.map(({ kind }) => kind))).toEqual(
      new Set(["received", "produced", "delivered"]),
    );
    expect(conversions.map(({ day }) => day)).toEqual(
      conversions.map(({ day }) => day).toSorted((a, b) => b - a),
    );
  });
});
