import { describe, expect, it } from "vitest";
import { type DataClass, dataClasses } from "#consent";
import { operatingFactsOf, streamClasses, streamNames } from "#operations";
// The rows lie beside their room, which its door does not export because they are for tests only.
import { randomOf, randomRows } from "../../operations/testing/random-rows.ts";
import { keepPermittedOperations } from "./permitted-operations.ts";

const facts = operatingFactsOf(randomRows(randomOf(7), 3, 12), "2024-12-31", 3);

describe("operating facts that may be read", () => {
  it("are all of them with every class, and none without any", () => {
    expect(keepPermittedOperations(facts, new Set(dataClasses))).toEqual(facts);
    const none = keepPermittedOperations(facts, new Set());
    for (const stream of streamNames) expect(none[stream]).toEqual([]);
  });

  it("have no row of a class that is missing, and every other row as it was", () => {
    for (const missing of dataClasses) {
      const classes = new Set<DataClass>(dataClasses.filter((one) => one !== missing));
      const kept = keepPermittedOperations(facts, classes);
      for (const stream of streamNames) {
        if (stream === "twins" || (stream === "machineDays" && missing === "energy")) continue;
        expect(kept[stream]).toEqual(streamClasses[stream] === missing ? [] : facts[stream]);
      }
    }
  });

  it("tell machines from meters, and a machine's hours from what its meter counted", () => {
    const machines = keepPermittedOperations(facts, new Set(["machine"]));
    expect(machines.twins.map(({ kind }) => kind)).toEqual(
      facts.twins.flatMap(({ kind }) => (kind === "machine" ? [kind] : [])),
    );
    expect(machines.machineDays.map(({ runMinutes }) => runMinutes)).toEqual(
      facts.machineDays.map(({ runMinutes }) => runMinutes),
    );
    expect(machines.machineDays.every(({ energyWh }) => energyWh === null)).toBe(true);
    const energy = keepPermittedOperations(facts, new Set(["energy"]));
    expect(energy.twins.length + machines.twins.length).toBe(facts.twins.length);
    expect(energy.machineDays).toEqual([]);
    expect(energy.meterDays).toEqual(facts.meterDays);
  });
});
