import { describe, expect, it } from "vitest";
import { dayNumberOf, dayOfNumber, lunarNewYearOf, monthOf } from "#kernel";
import type { PlannedEnterprise } from "./enterprise-outline.ts";
import { liveThrough } from "./economy/live-through.ts";
import type { RegionEnterprise } from "./region-enterprise.ts";
import { population, rhythm } from "./region-parameters.ts";
import { planRegion } from "./region-plan.ts";

const months = 18;
const plan = planRegion({ seed: "books", enterprises: 40, months, endDay: "2026-06-30" });
const lived = plan.enterprises.map((planned) => ({
  planned,
  ...liveThrough(planned, plan.climate, "books"),
}));
/** Rows of the last two months may come after the last delivery. */
const settled = plan.climate.months[plan.climate.months.length - 3] ?? "";
const isSettled = (day: number): boolean => monthOf(dayOfNumber(day)) <= settled;

function sum<Row>(rows: readonly Row[], amountOf: (row: Row) => bigint): bigint {
  return rows.reduce((total, row) => total + amountOf(row), 0n);
}

describe("an honest enterprise's books", () => {
  it("carry the balance of the account from line to line", () => {
    let lines = 0;
    for (const { rows } of lived) {
      const payments = rows.payments.filter(({ onDay }) => isSettled(onDay));
      for (const [index, line] of payments.entries()) {
        const before = payments[index - 1]?.balanceFen;
        if (before === undefined || before === null) continue;
        expect(line.balanceFen).toBe(before + line.amountFen);
        lines++;
      }
    }
    expect(lines).toBeGreaterThan(5_000);
  });

  it("roll finished goods and raw material forward from count to count", () => {
    let counts = 0;
    for (const { rows } of lived) {
      for (const stage of ["raw", "finished"] as const) {
        const [into, from] =
          stage === "raw"
            ? (["goodsReceipt", "materialIssue"] as const)
            : (["productionReceipt", "delivery"] as const);
        const items = new Set(rows.stock.filter((row) => row.stage === stage).map(({ item }) => item));
        for (const item of items) {
          const counted = rows.stock.filter(
            (row) => row.stage === stage && row.item === item && isSettled(row.onDay),
          );
          for (const [index, count] of counted.entries()) {
            const before = counted[index - 1];
            // A count that came late leaves a gap of two months, which the movements bridge as well.
            if (before === undefined) continue;
            const moved = rows.movements
              .filter((row) => row.item === item && row.onDay > before.onDay && row.onDay <= count.onDay)
              .reduce((total, { kind, quantityMilli }) => {
                if (kind === into || (stage === "finished" && kind === "return"))
                  return total + quantityMilli;
                return kind === from ? total - quantityMilli : total;
              }, 0);
            expect(count.quantityMilli).toBe(before.quantityMilli + moved);
            expect(count.quantityMilli).toBeGreaterThanOrEqual(0);
            counts++;
          }
        }
      }
    }
    expect(counts).toBeGreaterThan(500);
  });

  it("roll receivables and payables forward by invoices and payments", () => {
    let ends = 0;
    for (const { planned, rows, balance } of lived) {
      if (planned.customers.some(({ failsIn }) => failsIn !== null)) continue;
      for (const [index, end] of balance.entries()) {
        const before = balance[index - 1];
        if (before === undefined || end.month > settled) continue;
        const ofMonth = (day: number): boolean => monthOf(dayOfNumber(day)) === end.month;
        const invoiced = (direction: "sale" | "purchase"): bigint =>
          sum(
            rows.invoices.filter((row) => row.direction === direction && !row.isVoid && ofMonth(row.onDay)),
            ({ grossFen }) => grossFen,
          );
        const paid = rows.payments.filter(
          ({ onDay, purpose }) => ofMonth(onDay) && purpose.startsWith("货款"),
        );
        const receipts = sum(
          paid.filter(({ amountFen }) => amountFen > 0n),
          ({ amountFen }) => amountFen,
        );
        const bills = sum(
          paid.filter(({ amountFen }) => amountFen < 0n),
          ({ amountFen }) => -amountFen,
        );
        expect(BigInt(end.receivablesFen)).toBe(BigInt(before.receivablesFen) + invoiced("sale") - receipts);
        expect(BigInt(end.payablesFen)).toBe(BigInt(before.payablesFen) + invoiced("purchase") - bills);
        ends++;
      }
    }
    expect(ends).toBeGreaterThan(200);
  });

  it("never let a machine's day have more minutes than are known, nor a day more than 1,440", () => {
    for (const { rows } of lived) {
      for (const day of rows.machineDays) {
        const told = day.runMinutes + day.idleMinutes + day.alarmMinutes;
        expect(Math.min(day.runMinutes, day.idleMinutes, day.alarmMinutes)).toBeGreaterThanOrEqual(0);
        if (told > day.knownMinutes || day.knownMinutes > 1440) expect(day).toBe("within its minutes");
      }
    }
  });

  it("deliver no more than was made, and invoice no more than was delivered", () => {
    for (const { rows } of lived) {
      const delivered = sum(
        rows.movements.filter(({ kind }) => kind === "delivery"),
        ({ amountFen }) => amountFen ?? 0n,
      );
      const invoiced = sum(
        rows.invoices.filter(
          ({ direction, isVoid, redOf }) => direction === "sale" && !isVoid && redOf === "",
        ),
        ({ netFen }) => netFen,
      );
      if (delivered === 0n) continue;
      expect(Number(invoiced) / Number(delivered)).toBeGreaterThan(0.75);
      expect(Number(invoiced) / Number(delivered)).toBeLessThan(1.25);
    }
  });
});

describe("the rhythm of work", () => {
  it("stands still at the lunar new year, micro enterprises longest, and kilns hold", () => {
    const newYear = dayNumberOf(lunarNewYearOf(2026));
    const stoodStill = (rows: RegionEnterprise["rows"]): number => {
      const minutes = new Map<number, number>();
      for (const { day, runMinutes } of rows.machineDays)
        minutes.set(day, (minutes.get(day) ?? 0) + runMinutes);
      let days = 0;
      for (let day = newYear - 20; day < newYear + 30; day++) if ((minutes.get(day) ?? 0) === 0) days++;
      return days;
    };
    const working = lived.filter(({ planned }) => isUneventful(planned) && planned.industry.code !== "C30");
    const mean = (size: PlannedEnterprise["size"]): number => {
      const found = working
        .filter(({ planned }) => planned.size === size)
        .map(({ rows }) => stoodStill(rows));
      expect(found.length).toBeGreaterThan(0);
      return found.reduce((total, days) => total + days, 0) / found.length;
    };
    // Stops of the size, and the Sundays of the fifty days around.
    expect(mean("micro")).toBeGreaterThan(rhythm.newYearStopDays.value.micro[0]);
    expect(mean("micro")).toBeGreaterThan(mean("small"));
    for (const { planned, rows } of lived) {
      if (planned.industry.code !== "C30" || !isUneventful(planned)) continue;
      expect(stoodStill(rows)).toBeLessThan(10);
    }
  });
});

function isUneventful({ trials, ageMonths }: PlannedEnterprise): boolean {
  return trials.length === 0 && ageMonths > 40;
}

describe("the mix of a region", () => {
  it("has sizes, paths and flows of its parameters", () => {
    const large = planRegion({ seed: "mix", enterprises: 12_000, months: 36, endDay: "2026-10-31" });
    const share = (test: (planned: PlannedEnterprise) => boolean): number =>
      large.enterprises.filter(test).length / large.enterprises.length;
    expect(share(({ size }) => size === "micro")).toBeCloseTo(population.sizeShare.value.micro, 2);
    const ended = large.enterprises.filter(({ defaultMonth }) => defaultMonth !== null);
    const ofPath = (path: string): number =>
      ended.filter((planned) => planned.path === path).length / ended.length;
    expect(ofPath("orderCollapse")).toBeCloseTo(0.28, 1);
    expect(ofPath("diversion")).toBeCloseTo(0.12, 1);
    expect(ofPath("entryFraud")).toBeCloseTo(0.05, 1);
    // Four years at 5.2 % for micro enterprises: the three of the data, and the one whose shadow falls on them.
    const micro = large.enterprises.filter(({ size }) => size === "micro");
    const lost = micro.filter(({ defaultMonth }) => defaultMonth !== null).length / micro.length;
    expect(lost).toBeCloseTo(1 - (1 - 0.052) ** 4, 2);
    const shocked = large.enterprises.filter(({ path }) => path === "recoveredShock").length;
    expect(shocked / ended.length).toBeGreaterThan(2);
    expect(shocked / ended.length).toBeLessThan(3.2);
  });

  it("lets a failing core buyer of the region bring a trial upon its suppliers", () => {
    const large = planRegion({ seed: "core", enterprises: 3_000, months: 36, endDay: "2026-10-31" });
    const failing = new Map(
      large.enterprises.flatMap((planned) =>
        planned.defaultMonth === null ? [] : [[planned.name, planned.defaultMonth]],
      ),
    );
    const hit = large.enterprises.filter(
      ({ customers, trials }) =>
        trials.some(({ kind }) => kind === "customerDefault") &&
        customers.some(({ name }) => failing.has(name)),
    );
    expect(hit.length).toBeGreaterThan(20);
  });
});
