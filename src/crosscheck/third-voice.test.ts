import { describe, expect, it } from "vitest";
import type { ContradictionType } from "./contradiction.ts";
import { crossCheck } from "./cross-check.ts";
import { steadySince } from "./steady-fleet.ts";
import {
  editMachines,
  factsOf,
  lastDay,
  liveOtherwise,
  type MadeEnterprise,
  makeEnterprise,
} from "./testing/made-enterprise.ts";
import { changeOf } from "./third-voice.ts";

const from = lastDay - 150;

function typesOf(made: MadeEnterprise): ContradictionType[] {
  return crossCheck(factsOf(made), null).contradictions.map(({ type }) => type);
}

/** Orders come and goods go by a factor; what the machines and the people do is for each test. */
function trade(made: MadeEnterprise, factor: (day: number) => number): void {
  made.rows.movements = made.rows.movements.map((row) => ({
    ...row,
    quantityMilli: Math.round(row.quantityMilli * factor(row.onDay)),
  }));
}

function runMachines(made: MadeEnterprise, factor: number): void {
  liveOtherwise(made, (row) =>
    row.day < from
      ? null
      : {
          runMinutes: Math.min(1380, Math.round(row.runMinutes * factor)),
          goodCount: Math.round(row.goodCount * factor),
          energyWh: Math.round((row.energyWh ?? 0) * factor),
        },
  );
}

describe("people against machines, with goods for a third voice", () => {
  it("believes a lull in which hands are kept, and a plant that fills up with those it has", () => {
    for (const factor of [0.4, 2.2]) {
      const made = makeEnterprise({ seed: `lull-${factor}` });
      runMachines(made, factor);
      trade(made, (day) => (day < from ? 1 : factor));
      expect(typesOf(made)).not.toContain("headcountOutput");
    }
  });

  it("does not believe hands that double while machines and goods go on as before", () => {
    const made = makeEnterprise({ seed: "hands" });
    made.rows.workforce = made.rows.workforce.map((row) =>
      row.day < from ? row : { ...row, headcount: 46, present: 44, workMinutes: row.workMinutes * 2.3 },
    );
    const found = crossCheck(factsOf(made), null).contradictions;
    expect(found.map(({ type }) => type)).toEqual(["headcountOutput"]);
    expect(found[0]?.rows.map(({ stream }) => stream)).toContain("movements");
  });

  it("does not believe machines that run far longer while hands and goods go on as before", () => {
    const found = Array.from({ length: 6 }, (_, index) => {
      const made = makeEnterprise({ seed: `hours-${index}` });
      made.rows.meterDays = [];
      editMachines(made, ({ day, runMinutes }) =>
        day < from ? { energyWh: null } : { energyWh: null, runMinutes: Math.min(1400, runMinutes * 2.5) },
      );
      return typesOf(made).includes("headcountOutput");
    });
    // A demand that wanders may hide the day on which they began.
    expect(found.filter(Boolean).length).toBeGreaterThanOrEqual(4);
  });

  it("compares nothing across a machine that came to the others", () => {
    const made = makeEnterprise({ seed: "newcomer", machines: 4 });
    const [newcomer] = made.rows.machineDays
      .map(({ asset }) => asset)
      .filter((asset) => asset.endsWith("M4"));
    made.rows.machineDays = made.rows.machineDays.filter(
      ({ asset, day }) => asset !== newcomer || day >= from,
    );
    const days = (asset: string | undefined): typeof made.rows.machineDays =>
      made.rows.machineDays.filter((row) => row.asset === asset);
    const machines = [...new Set(made.rows.machineDays.map(({ asset }) => asset))].map((asset) => ({
      asset,
      days: days(asset),
      twin: null,
    }));
    expect(steadySince({ machines, lastDay })).toBe(from + 30);
    expect(typesOf(made)).toEqual([]);
  });
});

describe("a plant's meter, with goods for a third voice", () => {
  const gain = (day: number): number => 1 + (0.5 * Math.max(0, day - from)) / 150;
  const drift = (made: MadeEnterprise): void => {
    made.rows.meterDays = made.rows.meterDays.map((row) => ({
      ...row,
      quantity: Math.round(row.quantity * gain(row.day)),
    }));
  };

  it("drifts where goods go on as before, and does not where others make more of them out of sight", () => {
    const sensor = makeEnterprise({ seed: "meter" });
    drift(sensor);
    expect(typesOf(sensor)).toEqual(["sensorDrift"]);
    const grown = makeEnterprise({ seed: "meter" });
    drift(grown);
    trade(grown, gain);
    expect(typesOf(grown)).not.toContain("sensorDrift");
  });
});

describe("changeOf", () => {
  it("does not take days before the first row for days of nothing", () => {
    const rows = Array.from({ length: 200 }, (_, index) => ({ day: lastDay - 199 + index, value: 5 }));
    const stretches = { before: [lastDay - 400, lastDay - 101], after: [lastDay - 100, lastDay] } as const;
    expect(changeOf(rows, stretches)).toBe(0);
    expect(changeOf(rows.slice(150), stretches)).toBeNull();
  });
});
