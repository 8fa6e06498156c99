import { describe, expect, it } from "vitest";
import { firstKnownDay, type MachineSeries, sumMachines } from "./machine-days.ts";

describe("machines added up", () => {
  it("are added day by day, over the days of any of them", () => {
    const sum = sumMachines(
      [
        machine("A", ["2026-03-01", "2026-03-02"], [60, 120]),
        machine("B", ["2026-03-02", "2026-03-03"], [5, 7]),
      ],
      "all",
    );
    expect(sum.days).toEqual(["2026-03-01", "2026-03-02", "2026-03-03"]);
    expect(sum.minutes?.run).toEqual([60, 125, 7]);
    expect(sum.energyWh).toBeNull();
  });

  it("keep a day unknown of which none has an electricity reading", () => {
    const days = ["2026-03-01", "2026-03-02"];
    const meter = { ...machine("A", days, [0, 0]), minutes: null, energyWh: [5, null] };
    const sum = sumMachines([meter, machine("B", days, [1, 1])], "all");
    expect(sum.energyWh).toEqual([5, null]);
    expect(sum.minutes?.run).toEqual([1, 1]);
  });

  it("take the electricity of meters alone where there are any", () => {
    const days = ["2026-03-01"];
    const meter = { ...machine("meter", days, [0]), minutes: null, energyWh: [500] };
    const lathe = { ...machine("A", days, [60]), energyWh: [200] };
    expect(sumMachines([meter, lathe], "all").energyWh).toEqual([500]);
    expect(sumMachines([lathe, lathe], "all").energyWh).toEqual([400]);
  });

  it("begin with the first day known, and keep a stop at the end", () => {
    expect(firstKnownDay([[0, null, 3, 0, 0]])).toBe(2);
    expect(
      firstKnownDay([
        [0, 0, 3],
        [0, 1, 0],
      ]),
    ).toBe(1);
    expect(firstKnownDay([[0, null]])).toBe(0);
  });

  it("are cut to the last 365 days, over a leap day too", () => {
    const sum = sumMachines([machine("A", ["2024-01-01"], [1]), machine("B", ["2025-06-30"], [2])], "all");
    expect(sum.days).toHaveLength(365);
    expect(sum.days[0]).toBe("2024-07-01");
    expect(sum.minutes?.run.reduce((total, value) => total + value, 0)).toBe(2);
  });
});

function machine(asset: string, days: string[], run: number[]): MachineSeries {
  const none = run.map(() => 0);
  return {
    asset,
    days,
    holidays: [],
    minutes: { run, manual: none, idle: none, alarm: none },
    energyWh: null,
    producedCount: null,
  };
}
