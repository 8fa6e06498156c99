import { addMonths, createRandom, dayNumberOf, firstDayOf } from "#kernel";
import { emptyRows, type OperatingRows, type Sighted } from "#operations";
import type { RegionEnterprise } from "../../region-enterprise.ts";
import type { MisconductCandidate } from "../misconduct.ts";

export const firstMonth = "2024-01";
export const months = 24;
export const firstDay = dayNumberOf("2024-01-01");
export const lastDay = dayNumberOf("2025-12-31");

/** A steady plant of three machines behind a meter, with some trade and one loan, for tests. */
export function smallEnterprise(code: string, defaultMonth: string | null = null): RegionEnterprise {
  const rows = { ...emptyRows(), ...plantOf(code), ...tradeOf(code) };
  const truth: RegionEnterprise["truth"] = {
    id: `id-${code}`,
    code,
    default_month: defaultMonth,
    path: null,
    fraud: null,
    fraud_from: null,
    fault: null,
    fault_from: null,
    life_stage: "maturity",
    balance: [],
  };
  return { rows, truth };
}

/** Candidates like the small enterprise; every fifth defaults, every tenth by fraud at entry. */
export function candidatesOf(count: number): MisconductCandidate[] {
  return Array.from({ length: count }, (_, i) => ({
    code: `E${String(i).padStart(5, "0")}`,
    name: `模拟企业${i}`,
    path: i % 50 === 0 ? "entryFraud" : i % 10 === 0 ? "orderCollapse" : null,
    defaultMonth: i % 10 === 0 ? addMonths(firstMonth, 10 + (i % 12)) : null,
    firstLoanMonth: i % 2 === 0 ? addMonths(firstMonth, 6 + (i % 5)) : null,
    lifeStage: "maturity",
    division: i % 3 === 0 ? "C33" : "C17",
    monthlySalesFen: BigInt(50_000_000 + i * 1_000),
  }));
}

const machines = ["M-1", "M-2", "M-3"];

function delivery(day: number): number {
  const date = new Date(day * 86_400_000);
  return (date.getUTCFullYear() - 2024) * 12 + date.getUTCMonth();
}

function plantOf(code: string): Pick<OperatingRows, "machineDays" | "meterDays" | "collectorDays" | "twins"> {
  const random = createRandom(`${code}/plant`);
  const machineDays: Sighted<OperatingRows["machineDays"][number]>[] = [];
  const meterDays: Sighted<OperatingRows["meterDays"][number]>[] = [];
  const collectorDays: Sighted<OperatingRows["collectorDays"][number]>[] = [];
  for (let day = firstDay; day <= lastDay; day++) {
    const platformIndex = delivery(day);
    const isOpen = day % 7 !== 3;
    let drawnWh = 20_000;
    for (const asset of machines) {
      const runMinutes = isOpen ? 400 + random.integer(120) : 0;
      const energyWh = runMinutes * 150 + random.integer(500);
      drawnWh += energyWh;
      machineDays.push({
        asset,
        day,
        runMinutes,
        energyWh,
        platformIndex,
        alarmMinutes: 0,
        knownMinutes: 1440,
        idleMinutes: isOpen ? 60 : 0,
        goodCount: runMinutes * 2,
        rejectCount: 3,
        scrapCount: 1,
        evidence: "gateway",
      });
    }
    meterDays.push({
      asset: "EM-1",
      day,
      medium: "electricity",
      quantity: drawnWh,
      knownMinutes: 1440,
      platformIndex,
      nightQuantity: 5_000,
      peakWatt: 40_000,
      evidence: "device",
    });
    collectorDays.push({
      collector: "C-1",
      day,
      readings: 5_760,
      late: 10,
      repeated: 4,
      clockJumps: 0,
      gapMinutes: 5,
      mostSkewSeconds: 2,
      evidence: "device",
      platformIndex,
    });
  }
  return { machineDays, meterDays, collectorDays, twins: [] };
}

function tradeOf(code: string): Partial<OperatingRows> {
  const random = createRandom(`${code}/trade`);
  const orders: Sighted<OperatingRows["orders"][number]>[] = [];
  const invoices: Sighted<OperatingRows["invoices"][number]>[] = [];
  const movements: Sighted<OperatingRows["movements"][number]>[] = [];
  const payments: Sighted<OperatingRows["payments"][number]>[] = [];
  let balanceFen = 100_000_000n;
  for (let i = 0, day = firstDay + 3; day <= lastDay; i++, day += 5) {
    const platformIndex = delivery(day);
    const direction = i % 3 === 2 ? "purchase" : "sale";
    const counterparty = `${direction}-${random.integer(4)}`;
    const number = `SO-${String(i).padStart(6, "0")}`;
    const worth = worthOf(5_000_000 + random.integer(5_000_000));
    const common = { onDay: day, direction, counterparty, platformIndex } as const;
    orders.push({
      ...common,
      number,
      item: "件",
      action: "created",
      dueDay: day + 20,
      quantityMilli: 10_000,
      amountFen: worth.grossFen,
    });
    invoices.push({
      ...common,
      number: `26${String(i).padStart(18, "0")}`,
      orderNumber: number,
      ...worth,
      isVoid: false,
      redOf: "",
    });
    movements.push({
      onDay: day,
      number: `P-${i}`,
      orderNumber: number,
      counterparty,
      item: "件",
      place: "",
      kind: i % 2 === 0 ? "productionReceipt" : "delivery",
      quantityMilli: 10_000,
      amountFen: null,
      platformIndex,
    });
    const amountFen = direction === "sale" ? worth.grossFen : -worth.grossFen;
    balanceFen += amountFen;
    payments.push({
      onDay: day,
      account: "A",
      amountFen,
      balanceFen,
      counterparty,
      platformIndex,
      purpose: "货款",
      reference: number,
    });
  }
  return { orders, invoices, movements, payments, loans: loansOf() };
}

function loansOf(): OperatingRows["loans"] {
  const onDay = dayNumberOf(firstDayOf("2024-08"));
  const loan = {
    loan: "L-1",
    bank: "模拟银行",
    amountFen: 200_000_000n,
    daysPastDue: 0,
    orderNumber: "",
    payee: "purchase-1",
    platformIndex: delivery(onDay),
  };
  return [
    { ...loan, onDay, kind: "granted" },
    { ...loan, onDay: onDay + 1, kind: "paidOut" },
  ];
}

function worthOf(fen: number) {
  const netFen = BigInt(fen);
  const grossFen = (netFen * 113n) / 100n;
  return { netFen, taxFen: grossFen - netFen, grossFen };
}
