import { describe, expect, test } from "vitest";
import { dayNumberOf } from "#kernel";
import { type OperatingRows, type StreamName, streamNames } from "#operations";
import { type Fraud, frauds, type RegionEnterprise, sensorFaults } from "../region-enterprise.ts";
import { applyMisconduct } from "./apply-misconduct.ts";
import type { FraudPlan, Misconduct } from "./misconduct.ts";
import { lastDay, smallEnterprise } from "./testing/small-enterprise.ts";

const from = "2024-08";
const fromDay = dayNumberOf("2024-08-01");
const seeds = ["a", "b", "c", "d", "e", "f", "g", "h"];

/** What each fraud may touch; everything else is written down by somebody else. */
const touched: Readonly<Record<Fraud, readonly StreamName[]>> = {
  idleRunning: ["machineDays", "meterDays"],
  replay: ["machineDays", "meterDays", "collectorDays"],
  clone: ["machineDays", "meterDays"],
  clampMoved: ["machineDays"],
  clockRollback: ["machineDays", "meterDays", "collectorDays"],
  editedImport: ["machineDays", "collectorDays", "movements"],
  circularOrders: ["orders", "invoices", "payments", "movements"],
  reversedInvoices: ["invoices"],
  doublePledge: ["registers"],
  payeeSwap: ["loans", "payments"],
  multiBankBorrowing: ["loans", "payments"],
};

describe.each(frauds)("%s", (fraud) => {
  test.each(seeds)("seed %s: labelled, seeded, nothing before its beginning, no other stream", (seed) => {
    const clean = smallEnterprise("E1");
    const after = apply(fraudOf(fraud, seed), clean);
    expect(after.truth).toEqual({ ...clean.truth, fraud, fraud_from: from });
    expect(apply(fraudOf(fraud, seed), smallEnterprise("E1"))).toEqual(after);
    const changed = streamNames.filter((name) => after.rows[name] !== clean.rows[name]);
    expect(touched[fraud]).toEqual(expect.arrayContaining(changed));
    expect(changed.length).toBeGreaterThan(0);
    // Re-dated days are the one thing that reaches back.
    if (fraud !== "clockRollback") expect(before(after.rows)).toEqual(before(clean.rows));
    for (const name of streamNames) expect(latestOf(after.rows, name)).toBeLessThanOrEqual(lastDay);
  });
});

describe("what a fraud leaves behind", () => {
  test("idle running: more hours, energy far below that of work, invoices as they were", () => {
    for (const seed of seeds) {
      const clean = smallEnterprise("E1");
      const { rows } = apply(fraudOf("idleRunning", seed), clean);
      const hours = (all: OperatingRows): number => sum(all.machineDays, ({ runMinutes }) => runMinutes);
      const energy = (all: OperatingRows): number => sum(all.machineDays, ({ energyWh }) => energyWh ?? 0);
      const moreHours = hours(rows) / hours(clean.rows) - 1;
      expect(moreHours).toBeGreaterThan(0.03);
      expect(energy(rows) / energy(clean.rows) - 1).toBeLessThan(moreHours * 0.4);
      for (const { runMinutes, idleMinutes, alarmMinutes, knownMinutes } of rows.machineDays) {
        expect(runMinutes + idleMinutes + alarmMinutes).toBeLessThanOrEqual(knownMinutes);
      }
    }
  });

  test("replay: a day tells what it told four to five weeks before", () => {
    const { rows } = apply(fraudOf("replay", "a"), smallEnterprise("E1"));
    const told = new Map(rows.machineDays.map((row) => [`${row.asset}/${row.day}`, row.runMinutes]));
    const same = [28, 29, 30, 31, 32, 33, 34, 35].map(
      (shift) =>
        rows.machineDays.filter(
          ({ asset, day, runMinutes }) =>
            day >= fromDay && runMinutes > 0 && told.get(`${asset}/${day - shift}`) === runMinutes,
        ).length,
    );
    expect(Math.max(...same)).toBeGreaterThan(20);
  });

  test("clone: the second of the pair tells the first one's series, the first one its own", () => {
    for (const seed of seeds) {
      const plan = fraudOf("clone", seed);
      const source = smallEnterprise("E2");
      const copy = apply(plan, smallEnterprise("E1"));
      expect(apply(plan, source).rows).toEqual(source.rows);
      expect(apply(plan, source).truth.fraud).toBe("clone");
      const quantities = (all: OperatingRows): string =>
        all.meterDays.map(({ day, quantity }) => `${day}/${quantity}`).join();
      const minutes = (all: OperatingRows): string =>
        all.machineDays.map(({ asset, day, runMinutes }) => `${asset}/${day}/${runMinutes}`).join();
      const stretch = (all: OperatingRows) => within(all, fromDay, fromDay + 30);
      const isShared =
        quantities(stretch(copy.rows)) === quantities(stretch(source.rows)) ||
        minutes(stretch(copy.rows)) === minutes(stretch(source.rows));
      expect(isShared).toBe(true);
    }
  });

  test("ring: every member books what its neighbours book, and money comes round", () => {
    const codes = ["E1", "E2", "E3"];
    const rowsOf = codes.map((code, i) => {
      const order = [...codes.slice(i), ...codes.slice(0, i)];
      const plan: FraudPlan = {
        ...fraudOf("circularOrders", "a"),
        members: order.map((one) => ({ code: one, name: `name ${one}` })),
      };
      return apply(plan, smallEnterprise(code)).rows;
    });
    for (const [i, own] of rowsOf.entries()) {
      const next = rowsOf[(i + 1) % 3];
      const sold = own.invoices.filter(({ counterparty }) => counterparty === `name ${codes[(i + 1) % 3]}`);
      const bought = next?.invoices.filter(({ counterparty }) => counterparty === `name ${codes[i]}`);
      expect(sold.length).toBeGreaterThan(2);
      expect(bought?.map(({ number, grossFen, onDay }) => ({ number, grossFen, onDay }))).toEqual(
        sold.map(({ number, grossFen, onDay }) => ({ number, grossFen, onDay })),
      );
      const paidIn = own.payments.filter(({ counterparty }) => counterparty.startsWith("name "));
      const net = paidIn.reduce((total, { amountFen }) => total + amountFen, 0n);
      const gross = paidIn.reduce((total, { amountFen }) => total + (amountFen > 0n ? amountFen : 0n), 0n);
      expect(Number(net < 0n ? -net : net)).toBeLessThan(Number(gross) * 0.5);
    }
  });

  test("reversed invoices: issued at a month's end, taken back soon after its end, neither delivered nor paid", () => {
    const { rows } = apply(fraudOf("reversedInvoices", "a"), smallEnterprise("E1"));
    const reds = rows.invoices.filter(({ redOf }) => redOf !== "");
    expect(reds.length).toBeGreaterThan(0);
    for (const red of reds) {
      const original = rows.invoices.find(({ number }) => number === red.redOf);
      expect(original?.grossFen).toBe(-red.grossFen);
      expect(red.netFen + red.taxFen).toBe(red.grossFen);
      expect(red.onDay - (original?.onDay ?? 0)).toBeLessThan(30);
      expect(new Date(red.onDay * 86_400_000).getUTCDate()).toBeLessThan(20);
    }
    expect(new Set(rows.invoices.map(({ number }) => number)).size).toBe(rows.invoices.length);
  });

  test("double pledge: two creditors have one invoice at a time", () => {
    const { rows } = apply(fraudOf("doublePledge", "a"), smallEnterprise("E1"));
    const bySubject = Map.groupBy(rows.registers, ({ subject }) => subject);
    for (const pledges of bySubject.values()) {
      expect(new Set(pledges.map(({ counterparty }) => counterparty)).size).toBe(2);
    }
  });

  test("payee swap: paid to another than agreed, and most of it comes back", () => {
    const { rows } = apply(fraudOf("payeeSwap", "a"), smallEnterprise("E1"));
    const granted = rows.loans.find(({ kind }) => kind === "granted");
    const paid = rows.loans.find(({ kind }) => kind === "paidOut");
    expect(paid?.payee).not.toBe(granted?.payee);
    const back = rows.payments.filter(({ purpose }) => purpose === "往来款");
    const total = back.reduce((total, { amountFen }) => total + amountFen, 0n);
    expect(total > (paid?.amountFen ?? 0n) / 2n).toBe(true);
  });

  test("multi-bank borrowing: one order, several banks", () => {
    const { rows } = apply(fraudOf("multiBankBorrowing", "a"), smallEnterprise("E1"));
    const granted = rows.loans.filter(({ kind, orderNumber }) => kind === "granted" && orderNumber !== "");
    expect(new Set(granted.map(({ orderNumber }) => orderNumber)).size).toBe(1);
    expect(new Set(granted.map(({ bank }) => bank)).size).toBeGreaterThan(1);
  });

  test("edited import: by hand, upward, and the meter disagrees", () => {
    const clean = smallEnterprise("E1");
    const { rows } = apply(fraudOf("editedImport", "a"), clean);
    const later = rows.machineDays.filter(({ day }) => day >= fromDay);
    expect(later.every(({ evidence }) => evidence === "manual")).toBe(true);
    expect(sum(rows.machineDays, ({ goodCount }) => goodCount)).toBeGreaterThan(
      sum(clean.rows.machineDays, ({ goodCount }) => goodCount) * 1.05,
    );
    expect(rows.meterDays).toBe(clean.rows.meterDays);
  });

  test("clock rollback: the clock jumps and its days stand elsewhere", () => {
    for (const seed of seeds) {
      const { rows } = apply(fraudOf("clockRollback", seed), smallEnterprise("E1"));
      expect(sum(rows.collectorDays, ({ clockJumps }) => clockJumps)).toBeGreaterThanOrEqual(2);
      expect(Math.max(...rows.collectorDays.map((row) => row.mostSkewSeconds))).toBeGreaterThan(3_600);
    }
  });

  test("statements add up after every fraud that moves money", () => {
    for (const fraud of ["circularOrders", "payeeSwap", "multiBankBorrowing"] as const) {
      const { rows } = apply(fraudOf(fraud, "a"), smallEnterprise("E1"));
      let balance: bigint | null = null;
      for (const { amountFen, balanceFen } of rows.payments) {
        if (balance !== null) expect(balanceFen).toBe(balance + amountFen);
        balance = balanceFen;
      }
    }
  });
});

describe.each(sensorFaults)("%s", (fault) => {
  test.each(seeds)("seed %s: one sensor, labelled as a fault", (seed) => {
    const clean = smallEnterprise("E1");
    const after = apply({ what: "fault", fault, from, intensity: 0.5, seed }, clean);
    expect(after.truth).toMatchObject({ fraud: null, fault, fault_from: from });
    expect(before(after.rows)).toEqual(before(clean.rows));
    const assets = new Set(
      (["machineDays", "meterDays"] as const)
        .flatMap((name) =>
          after.rows[name].filter((row, i) => row !== clean.rows[name][i] && !same(row, clean.rows[name][i])),
        )
        .map(({ asset }) => asset),
    );
    expect(assets.size).toBe(1);
  });
});

test.each(frauds)("an honest enterprise that looks like %s has no label", (fraud) => {
  const clean = smallEnterprise("E1");
  const after = apply({ what: "lookAlike", fraud, from, intensity: 0.5, seed: "a" }, clean);
  expect(after.truth).toEqual(clean.truth);
});

test("an enterprise with nothing to do it with stays as it is", () => {
  const { rows, truth } = smallEnterprise("E1");
  const bare = { rows: { ...rows, machineDays: [], meterDays: [], collectorDays: [] }, truth };
  for (const fraud of ["idleRunning", "replay", "clampMoved", "clockRollback", "editedImport"] as const) {
    expect(apply(fraudOf(fraud, "a"), bare)).toBe(bare);
  }
});

function fraudOf(fraud: Fraud, seed: string): FraudPlan {
  const pair = [
    { code: "E2", name: "name E2" },
    { code: "E1", name: "name E1" },
  ];
  const ring = [...pair.toReversed(), { code: "E3", name: "name E3" }];
  const members = fraud === "clone" ? pair : fraud === "circularOrders" ? ring : [];
  return { what: "fraud", fraud, from, intensity: 0.5, seed, members, monthlyFen: 20_000_000n };
}

function apply(misconduct: Misconduct, enterprise: RegionEnterprise): RegionEnterprise {
  return applyMisconduct(enterprise, misconduct, (code) => smallEnterprise(code));
}

type Dated = { readonly day?: number; readonly onDay?: number };

function dayOf(row: Dated): number {
  return row.day ?? row.onDay ?? 0;
}

/** Balances aside, what stood before the beginning. */
function before(rows: OperatingRows): Readonly<Record<string, readonly unknown[]>> {
  return Object.fromEntries(
    streamNames.map((name) => [name, (rows[name] as readonly Dated[]).filter((row) => dayOf(row) < fromDay)]),
  );
}

function within(rows: OperatingRows, first: number, last: number): OperatingRows {
  const isIn = ({ day }: { readonly day: number }): boolean => day >= first && day <= last;
  return { ...rows, machineDays: rows.machineDays.filter(isIn), meterDays: rows.meterDays.filter(isIn) };
}

function latestOf(rows: OperatingRows, name: StreamName): number {
  return Math.max(0, ...(rows[name] as readonly Dated[]).map(dayOf));
}

function sum<Row>(rows: readonly Row[], valueOf: (row: Row) => number): number {
  return rows.reduce((total, row) => total + valueOf(row), 0);
}

function same(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
