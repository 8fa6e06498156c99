import { createRandom, dayNumberOf, dayOfNumber, isWorkingDay, lunarNewYearOffsetOf } from "#kernel";
import {
  type DayNumber,
  emptyRows,
  type OperatingFacts,
  operatingFactsOf,
  type OperatingRows,
} from "#operations";

export interface CoupledFactory {
  readonly seed: string;
  /** Orders a working day; below one they come now and then, above it they are as much smaller. */
  readonly ordersADay: number;
  /** Days from an order to its production, to delivery and invoice, and from there to payment. */
  readonly productionDays: number;
  readonly paymentDays: number;
  /** How far demand wanders from day to day; 0.02 where left out. */
  readonly mood?: number;
  /** From this day on, fewer orders come. */
  readonly collapse?: { readonly from: DayNumber; readonly factor: number };
  /** From this day on, customers pay only a part, or invoices are written that nothing was delivered for. */
  readonly broken?: {
    readonly from: DayNumber;
    readonly stream: "receipts" | "invoices";
    readonly factor: number;
  };
}

const first = dayNumberOf("2023-09-01");
const last = dayNumberOf("2026-08-31");

/** A factory whose streams follow one another by known delays, with demand that wanders and a new-year standstill. */
export function coupledFacts(factory: CoupledFactory): OperatingFacts {
  return operatingFactsOf(coupledRows(factory), dayOfNumber(last), 1);
}

export function coupledRows(factory: CoupledFactory): OperatingRows {
  const random = createRandom(`coupled/${factory.seed}`);
  const rows = emptyRows() as { -readonly [Name in keyof OperatingRows]: OperatingRows[Name][number][] };
  const work = new Map<DayNumber, number>();
  let mood = 0;
  for (let day = first - 90; day <= last; day++) {
    mood = 0.985 * mood + (factory.mood ?? 0.02) * random.normal();
    if (!isOpen(day)) continue;
    for (let chance = chanceOn(factory, day); random.next() < chance; chance--) {
      const amount = (3_000_000 * Math.exp(mood + 0.3 * random.normal())) / Math.max(1, factory.ordersADay);
      addOrder(rows, factory, { day, amount, random, work });
    }
  }
  const noise = createRandom(`noise/${factory.seed}`);
  for (let day = first; day <= last; day++)
    addMachineDay(rows, day, (work.get(day) ?? 0) * activityOf(day), noise);
  return rows;
}

function chanceOn({ ordersADay, collapse }: CoupledFactory, day: DayNumber): number {
  const factor = collapse !== undefined && day >= collapse.from ? collapse.factor : 1;
  return ordersADay * factor;
}

type Building = { -readonly [Name in keyof OperatingRows]: OperatingRows[Name][number][] };

function addOrder(
  rows: Building,
  { productionDays, paymentDays, broken }: CoupledFactory,
  {
    day,
    amount,
    random,
    work,
  }: {
    readonly day: DayNumber;
    readonly amount: number;
    readonly random: ReturnType<typeof createRandom>;
    readonly work: Map<DayNumber, number>;
  },
): void {
  const fen = BigInt(Math.round(amount));
  const made = day + Math.round(productionDays * (0.8 + 0.4 * random.next()));
  const paid = made + Math.round(paymentDays * (0.9 + 0.2 * random.next()));
  for (let at = made - 6; at <= made; at++) work.set(at, (work.get(at) ?? 0) + amount / 7);
  const order = {
    number: `O${rows.orders.length}`,
    counterparty: "C",
    item: "I",
    quantityMilli: 1000,
    platformIndex: 0,
  };
  const factorOf = (stream: "receipts" | "invoices", on: DayNumber): number =>
    broken?.stream === stream && on >= broken.from ? broken.factor : 1;
  if (day >= first)
    rows.orders.push({
      ...order,
      onDay: day,
      direction: "sale",
      action: "created",
      dueDay: made,
      amountFen: fen,
    });
  if (made >= first) {
    const goods = { ...order, orderNumber: order.number, place: "", amountFen: fen };
    rows.movements.push({ ...goods, onDay: made, kind: "delivery" });
    const grossFen = BigInt(Math.round(amount * factorOf("invoices", made)));
    const invoice = {
      number: `V${made}`,
      orderNumber: order.number,
      counterparty: "C",
      isVoid: false,
      redOf: "",
    };
    rows.invoices.push({
      ...invoice,
      onDay: made,
      direction: "sale",
      netFen: grossFen,
      taxFen: 0n,
      grossFen,
      platformIndex: 0,
    });
  }
  addPayment(rows, { paid, reference: order.number, fen: amount * factorOf("receipts", paid) });
}

function addPayment(
  rows: Building,
  { paid, reference, fen }: { readonly paid: DayNumber; readonly reference: string; readonly fen: number },
): void {
  if (paid < first) return;
  rows.payments.push({
    onDay: paid,
    account: "A",
    amountFen: BigInt(Math.round(fen)),
    balanceFen: null,
    counterparty: "C",
    purpose: "货款",
    reference,
    platformIndex: 0,
  });
}

/** Customers order on working days, but not in the weeks in which everybody has gone home. */
function isOpen(day: DayNumber): boolean {
  return isWorkingDay(dayOfNumber(day)) && activityOf(day) > 0;
}

function activityOf(day: DayNumber): number {
  const offset = lunarNewYearOffsetOf(dayOfNumber(day));
  return offset >= -6 && offset <= 12 ? 0 : 1;
}

function addMachineDay(
  rows: Building,
  day: DayNumber,
  work: number,
  random: ReturnType<typeof createRandom>,
): void {
  const runMinutes = Math.min(1440, Math.round((work / 3_000_000) * 500 * Math.exp(0.08 * random.normal())));
  const evidence = "device" as const;
  const known = { asset: "M1", day, knownMinutes: 1440, evidence, platformIndex: 0 };
  const counts = { goodCount: runMinutes, rejectCount: 0, scrapCount: 0, energyWh: null };
  rows.machineDays.push({ ...known, ...counts, runMinutes, idleMinutes: 0, alarmMinutes: 0 });
  rows.meterDays.push({
    ...known,
    asset: "E1",
    medium: "electricity",
    quantity: Math.round((20_000 + 60 * runMinutes) * Math.exp(0.05 * random.normal())),
    nightQuantity: null,
    peakWatt: null,
  });
}
