import { describe, expect, it } from "vitest";
import { createRandom } from "#kernel";
import type { Contradiction, ContradictionType } from "./contradiction.ts";
import { crossCheck } from "./cross-check.ts";
import { createRegionBook } from "./region-book.ts";
import {
  editMachines,
  factsOf,
  known,
  lastDay,
  liveOtherwise,
  type MadeEnterprise,
  makeEnterprise,
} from "./testing/made-enterprise.ts";

const from = lastDay - 100;

function typesOf(made: MadeEnterprise): ContradictionType[] {
  return crossCheck(factsOf(made), null).contradictions.map(({ type }) => type);
}

/** Nine invoices of month ends, each taken back eight days later. */
function reverseMonthEnds(made: MadeEnterprise, orderOf: (place: number) => string): void {
  for (const [place, end] of [90, 91, 92, 60, 61, 62, 30, 31, 32].entries()) {
    const amounts = { netFen: 20_000_000n, taxFen: 2_600_000n, grossFen: 22_600_000n };
    const back = { netFen: -20_000_000n, taxFen: -2_600_000n, grossFen: -22_600_000n };
    const invoice = {
      direction: "sale",
      orderNumber: orderOf(place),
      counterparty: "客户1",
      isVoid: false,
    } as const;
    const onDay = lastDay - end;
    const number = `blue-${end}`;
    made.rows.invoices.push(known({ ...invoice, ...amounts, onDay, number, redOf: "" }));
    const red = { onDay: onDay + 8, number: `red-${end}`, redOf: number };
    made.rows.invoices.push(known({ ...invoice, ...back, ...red }));
  }
}

describe("crossCheck", () => {
  it("finds nothing in forty honest plants, new-year weeks included", () => {
    const found = Array.from({ length: 40 }, (_, index) =>
      typesOf(makeEnterprise({ seed: `honest-${index}` })),
    );
    expect(found.flat()).toEqual([]);
  });

  it("calls added hours that draw as little as idling idle running", () => {
    const made = makeEnterprise({ seed: "idle" });
    liveOtherwise(made, ({ day, runMinutes, energyWh }) =>
      day < from
        ? null
        : {
            runMinutes: Math.round(runMinutes * 1.4),
            energyWh: Math.round((energyWh ?? 0) + runMinutes * 0.4 * 30),
          },
    );
    expect(typesOf(made)).toContain("idleRunning");
    expect(typesOf(made)).not.toContain("clampMoved");
  });

  it("does not call a second shift idle running", () => {
    const made = makeEnterprise({ seed: "shift" });
    liveOtherwise(made, (day) =>
      day.day < from
        ? null
        : {
            runMinutes: Math.min(1380, Math.round(day.runMinutes * 1.5)),
            goodCount: Math.round(day.goodCount * 1.5),
            energyWh: Math.round((day.energyWh ?? 0) * 1.5),
          },
    );
    expect(typesOf(made)).not.toContain("idleRunning");
  });

  it("finds a clamp on another load, and a sensor that drifts, and tells them apart", () => {
    const moved = makeEnterprise({ seed: "clamp" });
    editMachines(moved, ({ day, asset, energyWh }) =>
      day < from || !asset.endsWith("M1") ? null : { energyWh: Math.round((energyWh ?? 0) * 1.5) },
    );
    expect(typesOf(moved)).toContain("clampMoved");
    const drift = makeEnterprise({ seed: "drift" });
    editMachines(drift, ({ day, asset, energyWh }) =>
      day < from || !asset.endsWith("M1")
        ? null
        : { energyWh: Math.round((energyWh ?? 0) * (1 + (0.25 * (day - from)) / 100)) },
    );
    expect(typesOf(drift)).toContain("sensorDrift");
    expect(typesOf(drift)).not.toContain("clampMoved");
  });

  it("finds a flat line and a stuck counter and accuses nobody", () => {
    const flat = makeEnterprise({ seed: "flat" });
    editMachines(flat, ({ day, asset }) =>
      day < from || !asset.endsWith("M1") ? null : { energyWh: 81_234 },
    );
    expect(typesOf(flat)).toEqual(["flatLine"]);
    const stuck = makeEnterprise({ seed: "stuck" });
    editMachines(stuck, ({ day, asset }) =>
      day < from || !asset.endsWith("M1") ? null : { goodCount: 0, rejectCount: 0, scrapCount: 0 },
    );
    expect(typesOf(stuck)).toEqual(["stuckCounter"]);
  });

  it.each([
    ["whole days", 1, 0],
    ["two days in three", 0.66, 0],
    ["days changed by half a percent", 1, 0.005],
  ])("finds a replay of last month's %s", (_, share, noise) => {
    const made = makeEnterprise({ seed: `replay-${share}-${noise}` });
    const random = createRandom("edit");
    const old = new Map(made.rows.machineDays.map((day) => [`${day.asset}/${day.day}`, day]));
    editMachines(made, ({ day, asset }) => {
      const source = old.get(`${asset}/${day - 28}`);
      if (day < lastDay - 27 || source === undefined || random.next() > share) return null;
      const jitter = (value: number): number => Math.round(value * (1 + noise * random.normal()));
      return {
        ...source,
        day,
        runMinutes: jitter(source.runMinutes),
        energyWh: jitter(source.energyWh ?? 0),
        goodCount: jitter(source.goodCount),
      };
    });
    expect(typesOf(made)).toContain("replay");
  });

  it("names both when two plants send the same days, the copy more strongly than its source", () => {
    const source = makeEnterprise({ seed: "source" });
    const copy = makeEnterprise({ seed: "copy" });
    const days = new Map(source.rows.machineDays.map((day) => [`${day.asset.slice(-2)}/${day.day}`, day]));
    editMachines(copy, ({ day, asset }) =>
      day < from ? null : { ...days.get(`${asset.slice(-2)}/${day}`), asset },
    );
    const book = createRegionBook();
    const facts = { source: factsOf(source), copy: factsOf(copy) };
    for (const [name, one] of Object.entries(facts)) book.add(name, one);
    const found = (name: "source" | "copy"): readonly Contradiction[] =>
      crossCheck(facts[name], book.neighboursOf(name)).contradictions;
    for (const { type, strength } of found("copy")) {
      expect(type).toBe("clone");
      expect(strength).toBeGreaterThan(0.98);
    }
    for (const { type, strength } of found("source")) {
      expect(type).toBe("clone");
      expect(strength).toBeLessThan(0.95);
    }
  });

  it("finds a clock that was set back, and lets small corrections be", () => {
    const made = makeEnterprise({ seed: "clock" });
    made.rows.collectorDays = made.rows.collectorDays.map((day) =>
      day.day > lastDay - 40 && day.day % 5 === 0 ? { ...day, clockJumps: 2, mostSkewSeconds: 86_400 } : day,
    );
    expect(typesOf(made)).toEqual(["clockRollback"]);
  });

  it("finds numbers that a person made up, and believes a meter read by hand", () => {
    const made = makeEnterprise({ seed: "edited" });
    editMachines(made, ({ day, runMinutes, goodCount }) =>
      day < from
        ? null
        : {
            evidence: "manual",
            runMinutes: Math.round((runMinutes * 1.2) / 10) * 10,
            goodCount: Math.round((goodCount * 1.2) / 50) * 50,
          },
    );
    expect(typesOf(made)).toContain("editedImport");
    const honest = makeEnterprise({ seed: "by-hand" });
    editMachines(honest, ({ day }) => (day < from ? null : { evidence: "manual" }));
    expect(typesOf(honest)).toEqual([]);
  });

  it("finds invoices of month ends that are taken back, and not goods that came back", () => {
    const made = makeEnterprise({ seed: "reversed" });
    reverseMonthEnds(made, () => "");
    expect(typesOf(made)).toContain("reversedInvoices");
    const returned = makeEnterprise({ seed: "reversed" });
    const delivered = returned.rows.movements.filter(
      ({ kind, orderNumber }) => kind === "delivery" && orderNumber !== "",
    );
    expect(delivered.length).toBeGreaterThan(20);
    reverseMonthEnds(returned, (place) => delivered[place]?.orderNumber ?? "");
    expect(typesOf(returned)).not.toContain("reversedInvoices");
  });

  it("takes a small step of energy with the same parts an hour for a sensor's scale", () => {
    const made = makeEnterprise({ seed: "clamp" });
    editMachines(made, ({ day, asset, energyWh }) =>
      day < from || !asset.endsWith("M1") ? null : { energyWh: Math.round((energyWh ?? 0) * 1.2) },
    );
    expect(typesOf(made)).toContain("sensorDrift");
    expect(typesOf(made)).not.toContain("clampMoved");
  });

  it("finds a receivable pledged twice, and not one pledged again after its release", () => {
    const pledge = { subject: "INV-1", amountFen: 1n, text: "" };
    const twice = makeEnterprise({ seed: "pledge" });
    twice.rows.registers.push(
      known({ ...pledge, onDay: from, kind: "pledge", number: "P1", counterparty: "甲银行" }),
      known({ ...pledge, onDay: from + 9, kind: "pledge", number: "P2", counterparty: "乙银行" }),
    );
    expect(typesOf(twice)).toEqual(["doublePledge"]);
    const again = makeEnterprise({ seed: "pledge" });
    again.rows.registers.push(
      known({ ...pledge, onDay: from, kind: "pledge", number: "P1", counterparty: "甲银行" }),
      known({ ...pledge, onDay: from + 8, kind: "pledgeReleased", number: "P1", counterparty: "甲银行" }),
      known({ ...pledge, onDay: from + 9, kind: "pledge", number: "P2", counterparty: "乙银行" }),
    );
    expect(typesOf(again)).toEqual([]);
  });

  it("finds a swapped payee and an order that several banks lent on beyond its amount", () => {
    const loan = { daysPastDue: 0, orderNumber: "", payee: "" };
    const swapped = makeEnterprise({ seed: "loan" });
    swapped.rows.loans.push(
      known({
        ...loan,
        onDay: from,
        loan: "L1",
        bank: "甲银行",
        kind: "granted",
        amountFen: 5n,
        payee: "钢材公司",
      }),
      known({
        ...loan,
        onDay: from,
        loan: "L1",
        bank: "甲银行",
        kind: "paidOut",
        amountFen: 5n,
        payee: "投资公司",
      }),
    );
    expect(typesOf(swapped)).toEqual(["payeeSwap"]);
    const several = makeEnterprise({ seed: "loan" });
    const [order] = several.rows.orders.slice(-20);
    const amountFen = order?.amountFen ?? 0n;
    const orderNumber = order?.number ?? "";
    several.rows.loans.push(
      known({ ...loan, onDay: from, loan: "L1", bank: "甲银行", kind: "granted", amountFen, orderNumber }),
      known({
        ...loan,
        onDay: from + 5,
        loan: "L2",
        bank: "乙银行",
        kind: "granted",
        amountFen,
        orderNumber,
      }),
    );
    expect(typesOf(several)).toEqual(["multiBankBorrowing"]);
  });

  it("finds a ring of three under every member, and not a chain with goods behind it", () => {
    const members = ["ring-a", "ring-b", "ring-c"].map((seed) => makeEnterprise({ seed }));
    for (const [index, member] of members.entries()) {
      const buyer = members[(index + 1) % 3] as MadeEnterprise;
      for (const round of [0, 1, 2, 3]) {
        const grossFen = BigInt(30_000_000 + 7_000_000 * round + 100_000 * index);
        member.rows.invoices.push(
          known({
            onDay: from + 20 * round + 2 * index,
            direction: "sale",
            number: `${member.code}-ring-${round}`,
            orderNumber: `ring-${index}-${round}`,
            counterparty: buyer.rows.masters[0]?.name ?? "",
            netFen: (grossFen * 100n) / 113n,
            taxFen: grossFen - (grossFen * 100n) / 113n,
            grossFen,
            isVoid: false,
            redOf: "",
          }),
        );
      }
    }
    const book = createRegionBook();
    for (const member of members) book.add(member.code, factsOf(member));
    for (const member of members) {
      const { contradictions } = crossCheck(factsOf(member), book.neighboursOf(member.code));
      expect(contradictions.map(({ type }) => type)).toEqual(["circularOrders"]);
    }
  });
});
