import { describe, expect, test } from "vitest";
import { frauds, sensorFaults } from "../region-enterprise.ts";
import type { FraudPlan, Misconduct } from "./misconduct.ts";
import { planMisconduct } from "./plan-misconduct.ts";
import { candidatesOf, firstMonth, months } from "./testing/small-enterprise.ts";

const natural = { seed: "s", firstMonth, months, shares: { kind: "natural" } } as const;

describe("the plan of misconduct", () => {
  test("3 % cheat, 6 % have a fault, the same for the same seed", () => {
    const candidates = candidatesOf(2_000);
    const plan = planMisconduct(candidates, natural);
    expect(counted(plan, "fraud")).toBeGreaterThanOrEqual(60);
    expect(counted(plan, "fraud")).toBeLessThanOrEqual(70);
    expect(counted(plan, "fault")).toBe(120);
    expect([...planMisconduct(candidates, natural)]).toEqual([...plan]);
    expect([...planMisconduct(candidates, { ...natural, seed: "t" })]).not.toEqual([...plan]);
  });

  test("everybody who defaults by fraud at entry cheats, and the weak cheat more often than the sound", () => {
    const candidates = candidatesOf(2_000);
    const plan = planMisconduct(candidates, natural);
    const share = (path: string | null): number => {
      const own = candidates.filter((one) => one.path === path);
      return own.filter(({ code }) => plan.get(code)?.what === "fraud").length / own.length;
    };
    expect(share("entryFraud")).toBe(1);
    expect(share("orderCollapse")).toBeGreaterThan(share(null));
  });

  test("stratified: as many of each kind as asked for", () => {
    const plan = planMisconduct(candidatesOf(1_200), {
      ...natural,
      shares: { kind: "stratified", perKind: 50 },
    });
    for (const fraud of frauds) expect(cases(plan, fraud), fraud).toHaveLength(50);
    for (const fault of sensorFaults) {
      expect([...plan.values()].filter((one) => one.what === "fault" && one.fault === fault)).toHaveLength(
        50,
      );
    }
  });

  test("a ring has three to five members who all know it, a pair has two", () => {
    const plan = planMisconduct(candidatesOf(1_200), {
      ...natural,
      shares: { kind: "stratified", perKind: 50 },
    });
    for (const [code, misconduct] of plan) {
      if (misconduct.what !== "fraud" || misconduct.members.length === 0) continue;
      const { fraud, members, seed } = misconduct;
      expect(members.map((member) => member.code)).toContain(code);
      for (const member of members) expect(plan.get(member.code)).toMatchObject({ fraud, seed });
      if (fraud === "clone") expect(members).toHaveLength(2);
      else {
        expect(members[0]?.code).toBe(code);
        expect(members.length).toBeGreaterThanOrEqual(3);
        expect(members.length).toBeLessThanOrEqual(5);
      }
    }
  });

  test("every beginning leaves months before and after it; loans are abused by borrowers alone", () => {
    const candidates = candidatesOf(1_000);
    const borrowers = new Set(
      candidates.filter((one) => one.firstLoanMonth !== null).map(({ code }) => code),
    );
    for (const [code, misconduct] of planMisconduct(candidates, natural)) {
      expect(misconduct.from >= "2024-04" && misconduct.from <= "2025-09").toBe(true);
      if (misconduct.what !== "fraud") continue;
      if (misconduct.fraud === "payeeSwap" || misconduct.fraud === "multiBankBorrowing") {
        expect(borrowers.has(code)).toBe(true);
      }
    }
  });

  test("a region with too few enterprises plans what it can", () => {
    const plan = planMisconduct(candidatesOf(20), {
      ...natural,
      shares: { kind: "stratified", perKind: 50 },
    });
    expect(plan.size).toBe(20);
    for (const misconduct of plan.values()) {
      if (misconduct.what === "fraud" && misconduct.fraud === "circularOrders") {
        expect(misconduct.members.length).toBeGreaterThanOrEqual(3);
      }
    }
  });
});

function counted(plan: ReadonlyMap<string, Misconduct>, what: Misconduct["what"]): number {
  return [...plan.values()].filter((misconduct) => misconduct.what === what).length;
}

function cases(plan: ReadonlyMap<string, Misconduct>, fraud: FraudPlan["fraud"]): Misconduct[] {
  return [...plan.values()].filter((misconduct) => misconduct.what === "fraud" && misconduct.fraud === fraud);
}
