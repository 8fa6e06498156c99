import { type BusinessDay, dayNumberOf } from "#kernel";
import {
  emptyRows,
  type OperatingFacts,
  operatingFactsOf,
  type OperatingRows,
  type Sighted,
} from "#operations";

/** How the made-up factory differs from the plain one. */
export interface FactoryWish {
  readonly from?: BusinessDay;
  readonly to?: BusinessDay;
  /** Yearly change of sales, as a ratio. */
  readonly growth?: number;
  readonly foundedOn?: BusinessDay;
  /** Each week's order is of the next of so many customers. */
  readonly customers?: number;
  /** Days after which an invoice is paid. */
  readonly termDays?: number;
  /** Watt-hours for a good part, before and after half of the time. */
  readonly wattHours?: readonly [before: number, after: number];
}

type Written = { [Name in keyof OperatingRows]: OperatingRows[Name][number][] };

const priceFen = 10_000n;
const weekDays = 7;

/**
 * A factory with two machines, one meter, an order a week that is delivered a week later, invoiced on that day and paid
 * after its term; material of six tenths of the price comes with each order. Every figure of it is known by heart:
 * 100 parts an order at 100 yuan, tax 13 %.
 */
export function smallFactoryRows(wish: FactoryWish = {}): OperatingRows {
  const { from = "2023-07-03", to = "2026-06-30", growth = 0, customers = 4, termDays = 60 } = wish;
  const rows = emptyRows() as Written;
  const first = dayNumberOf(from);
  const last = dayNumberOf(to);
  rows.masters.push(sighted(masterOf(first, dayNumberOf(wish.foundedOn ?? "2010-01-01"))));
  for (const twin of twinsOf(first)) rows.twins.push(sighted(twin));
  for (let day = first; day <= last; day += 1) {
    const grown = (1 + growth) ** ((day - first) / 365);
    addPlant(rows, day, { first, last, grown, wattHours: wish.wattHours ?? [500, 500] });
    if ((day - first) % weekDays !== 0) continue;
    const week = (day - first) / weekDays;
    const customer = `客户${week % customers}`;
    addSale(rows, { day, last, week, customer, parts: Math.round(100 * grown), termDays });
    addPurchase(rows, { day, last, week, parts: Math.round(100 * grown), termDays: 30 });
  }
  for (let day = first + 29; day <= last; day += 30) {
    rows.stock.push(
      sighted({
        onDay: day,
        stage: "raw",
        item: "钢材",
        quantityMilli: 50_000,
        amountFen: 300_000n,
        place: "原料库",
      }),
    );
    rows.stock.push(
      sighted({
        onDay: day,
        stage: "finished",
        item: "法兰",
        quantityMilli: 40_000,
        amountFen: 320_000n,
        place: "成品库",
      }),
    );
  }
  return rows;
}

export function smallFactory(wish: FactoryWish = {}): OperatingFacts {
  return operatingFactsOf(smallFactoryRows(wish), wish.to ?? "2026-06-30", 1);
}

function sighted<Row>(row: Row): Sighted<Row> {
  return { ...row, platformIndex: 0 };
}

function masterOf(onDay: number, foundedOn: number) {
  return {
    onDay,
    code: "F1",
    name: "小厂",
    uscc: "",
    division: "C33",
    size: "small" as const,
    region: "东区",
    foundedOn,
    registeredCapitalFen: 100_000_000n,
    employees: 20,
  };
}

function twinsOf(onDay: number) {
  const machine = {
    onDay,
    kind: "machine" as const,
    workCentre: "机加",
    ratedWatt: 10_000,
    idealCycleMs: 60_000,
    purchaseFen: 12_000_000n,
    inServiceOn: onDay - 732,
    lifeMonths: 120,
    residualPpm: 50_000,
    encumbrance: "",
  };
  const none = {
    ratedWatt: null,
    idealCycleMs: null,
    purchaseFen: null,
    inServiceOn: null,
    lifeMonths: null,
    residualPpm: null,
  };
  return [
    { ...machine, asset: "M1", name: "车床一" },
    { ...machine, asset: "M2", name: "车床二", encumbrance: "lease" },
    { ...machine, ...none, asset: "E1", kind: "electricityMeter" as const, name: "总表", workCentre: "" },
  ];
}

function addPlant(
  rows: Written,
  day: number,
  {
    first,
    last,
    grown,
    wattHours,
  }: { first: number; last: number; grown: number; wattHours: readonly [number, number] },
): void {
  const isSunday = (day + 4) % 7 === 0;
  const good = isSunday ? 0 : Math.round(50 * grown);
  const energyWh = good * (day < (first + last) / 2 ? wattHours[0] : wattHours[1]);
  for (const asset of ["M1", "M2"]) {
    const runMinutes = isSunday ? 0 : 400;
    rows.machineDays.push(
      sighted({
        asset,
        day,
        runMinutes,
        idleMinutes: isSunday ? 0 : 60,
        alarmMinutes: isSunday ? 0 : 20,
        knownMinutes: 1440,
        goodCount: good,
        rejectCount: 0,
        scrapCount: isSunday ? 0 : 1,
        energyWh,
        evidence: "device" as const,
      }),
    );
  }
  rows.meterDays.push(
    sighted({
      asset: "E1",
      day,
      medium: "electricity" as const,
      quantity: Math.round(energyWh * 2.2727) + 1000,
      nightQuantity: 500,
      peakWatt: 15_000,
      knownMinutes: 1440,
      evidence: "device" as const,
    }),
  );
  rows.workforce.push(
    sighted({ day, headcount: Math.round(20 * grown), present: 18, shifts: 1, workMinutes: 8640 }),
  );
}

interface Trade {
  readonly day: number;
  readonly last: number;
  readonly week: number;
  readonly parts: number;
  readonly termDays: number;
}

function addSale(
  rows: Written,
  { day, last, week, customer, parts, termDays }: Trade & { readonly customer: string },
): void {
  const number = `S${week}`;
  const netFen = BigInt(parts) * priceFen;
  const quantityMilli = parts * 1000;
  const order = {
    direction: "sale" as const,
    number,
    counterparty: customer,
    item: "法兰",
    quantityMilli,
    amountFen: netFen,
  };
  rows.orders.push(sighted({ ...order, onDay: day, action: "created" as const, dueDay: day + 10 }));
  if (day + 7 > last) return;
  const moved = {
    number: `D${week}`,
    orderNumber: number,
    counterparty: customer,
    item: "法兰",
    quantityMilli,
    amountFen: null,
  };
  rows.movements.push(
    sighted({ ...moved, onDay: day + 6, kind: "productionReceipt" as const, place: "成品库" }),
  );
  rows.movements.push(sighted({ ...moved, onDay: day + 7, kind: "delivery" as const, place: "成品库" }));
  addInvoice(rows, {
    onDay: day + 7,
    last,
    direction: "sale",
    number: `I${week}`,
    orderNumber: number,
    counterparty: customer,
    netFen,
    termDays,
  });
}

function addPurchase(rows: Written, { day, last, week, parts, termDays }: Trade): void {
  const number = `P${week}`;
  const netFen = (BigInt(parts) * priceFen * 6n) / 10n;
  const order = {
    direction: "purchase" as const,
    number,
    counterparty: "钢厂",
    item: "钢材",
    quantityMilli: parts * 1000,
    amountFen: netFen,
  };
  rows.orders.push(sighted({ ...order, onDay: day, action: "created" as const, dueDay: day + 3 }));
  if (day + 2 > last) return;
  rows.movements.push(
    sighted({
      onDay: day + 2,
      kind: "goodsReceipt" as const,
      number: `R${week}`,
      orderNumber: number,
      counterparty: "钢厂",
      item: "钢材",
      quantityMilli: parts * 1000,
      amountFen: netFen,
      place: "原料库",
    }),
  );
  addInvoice(rows, {
    onDay: day + 2,
    last,
    direction: "purchase",
    number: `J${week}`,
    orderNumber: number,
    counterparty: "钢厂",
    netFen,
    termDays,
  });
}

function addInvoice(
  rows: Written,
  invoice: {
    readonly onDay: number;
    readonly last: number;
    readonly direction: "sale" | "purchase";
    readonly number: string;
    readonly orderNumber: string;
    readonly counterparty: string;
    readonly netFen: bigint;
    readonly termDays: number;
  },
): void {
  const { last, termDays, ...own } = invoice;
  const taxFen = (own.netFen * 13n) / 100n;
  const grossFen = own.netFen + taxFen;
  rows.invoices.push(sighted({ ...own, taxFen, grossFen, isVoid: false, redOf: "" }));
  const paidOn = own.onDay + termDays;
  if (paidOn > last) return;
  const amountFen = own.direction === "sale" ? grossFen : -grossFen;
  rows.payments.push(
    sighted({
      onDay: paidOn,
      account: "A1",
      amountFen,
      balanceFen: null,
      counterparty: own.counterparty,
      purpose: "货款",
      reference: own.number,
    }),
  );
}
