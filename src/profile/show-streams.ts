import { addDays, type BusinessDay, dayNumberOf, dayOfNumber, type Fen, lunarNewYearOf } from "#kernel";
import type { DayNumber, OperatingFacts, PaymentRow } from "#operations";
import { between } from "./facts-until.ts";
import { newestTwins } from "./proxy/fixed-assets.ts";
import { knownOrders } from "./proxy/trade-year.ts";
import type {
  CashDay,
  LoadDay,
  MachineTimeline,
  OperatingStreams,
  OrderDay,
  TimelineDay,
} from "./streams.ts";

const minutesOfDay = 1440;

/** The last days of machines, electricity, cash and orders, as pages draw them. @param days  at least one */
export function operatingStreamsOf(facts: OperatingFacts, days: number): OperatingStreams {
  const toDay = dayNumberOf(facts.asOf);
  const window = { after: toDay - days, last: toDay };
  return {
    fromDay: window.after + 1,
    toDay,
    machines: timelinesOf(facts, window),
    load: loadOf(facts, window),
    cash: cashOfDays(facts.payments, window),
    orders: ordersOf(facts, window),
  };
}

interface Window {
  readonly after: DayNumber;
  readonly last: DayNumber;
}

function timelinesOf(facts: OperatingFacts, window: Window): readonly MachineTimeline[] {
  const days = new Map<string, TimelineDay[]>();
  for (const row of between(facts.machineDays, window, ({ day }) => day)) {
    const { asset, day, runMinutes, idleMinutes, alarmMinutes, knownMinutes } = row;
    const list = days.get(asset) ?? [];
    list.push({
      day,
      runMinutes,
      idleMinutes,
      alarmMinutes,
      offMinutes: Math.max(0, knownMinutes - runMinutes - idleMinutes - alarmMinutes),
      unknownMinutes: Math.max(0, minutesOfDay - knownMinutes),
      goodCount: row.goodCount,
      scrapCount: row.scrapCount,
      evidence: row.evidence,
    });
    days.set(asset, list);
  }
  const twins = new Map(newestTwins(facts.twins).map((twin) => [twin.asset, twin]));
  return [...days]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([asset, list]) => ({
      asset,
      name: twins.get(asset)?.name ?? asset,
      workCentre: twins.get(asset)?.workCentre ?? "",
      days: list,
    }));
}

function loadOf({ meterDays }: OperatingFacts, { after, last }: Window): readonly LoadDay[] {
  const days = new Map<
    DayNumber,
    { wattHours: number; nightWattHours: number | null; peakWatt: number | null }
  >();
  for (const { medium, day, quantity, nightQuantity, peakWatt } of meterDays) {
    if (medium !== "electricity") continue;
    const sum = days.get(day) ?? { wattHours: 0, nightWattHours: null, peakWatt: null };
    sum.wattHours += quantity;
    if (nightQuantity !== null) sum.nightWattHours = (sum.nightWattHours ?? 0) + nightQuantity;
    if (peakWatt !== null) sum.peakWatt = (sum.peakWatt ?? 0) + peakWatt;
    days.set(day, sum);
  }
  return [...days]
    .filter(([day]) => day > after && day <= last)
    .sort(([left], [right]) => left - right)
    .map(([day, sum]) => ({
      day,
      ...sum,
      lastYearWattHours: days.get(lunarYearBefore(day))?.wattHours ?? null,
    }));
}

/** The day as far from the new year before as this one is from its own: within forty days of it by the moon, else by weeks. */
export function lunarYearBefore(day: DayNumber): DayNumber {
  const today: BusinessDay = dayOfNumber(day);
  const year = Number(today.slice(0, 4));
  const offset = day - dayNumberOf(lunarNewYearOf(year));
  if (Math.abs(offset) > 40) return day - 364;
  return dayNumberOf(addDays(lunarNewYearOf(year - 1), offset));
}

function cashOfDays(payments: readonly PaymentRow[], { after, last }: Window): readonly CashDay[] {
  const balances = new Map<string, Fen>();
  const days = new Map<DayNumber, CashDay>();
  for (const { onDay, account, amountFen, balanceFen } of payments) {
    if (onDay > last) break;
    if (balanceFen !== null) balances.set(account, balanceFen);
    if (onDay <= after) continue;
    const sum = days.get(onDay) ?? { day: onDay, inFen: 0n, outFen: 0n, balanceFen: null };
    days.set(onDay, {
      day: onDay,
      inFen: amountFen > 0n ? sum.inFen + amountFen : sum.inFen,
      outFen: amountFen < 0n ? sum.outFen - amountFen : sum.outFen,
      balanceFen: balances.size === 0 ? null : [...balances.values()].reduce((total, fen) => total + fen, 0n),
    });
  }
  return [...days.values()];
}

/** What customers ordered, what was due to them, what was delivered and invoiced. */
function ordersOf(facts: OperatingFacts, { after, last }: Window): readonly OrderDay[] {
  const days = new Map<DayNumber, { -readonly [Key in keyof OrderDay]: OrderDay[Key] }>();
  const at = (day: DayNumber) => {
    const row = days.get(day) ?? {
      day,
      placed: 0,
      placedFen: 0n,
      due: 0,
      dueFen: 0n,
      delivered: 0,
      invoicedFen: 0n,
    };
    days.set(day, row);
    return row;
  };
  const isIn = (day: DayNumber | null): day is DayNumber => day !== null && day > after && day <= last;
  for (const { direction, isCancelled, placedOn, dueDay, amountFen } of knownOrders(facts.orders).values()) {
    if (direction !== "sale" || isCancelled) continue;
    if (isIn(placedOn)) {
      at(placedOn).placed += 1;
      at(placedOn).placedFen += amountFen;
    }
    if (isIn(dueDay)) {
      at(dueDay).due += 1;
      at(dueDay).dueFen += amountFen;
    }
  }
  for (const { kind, onDay } of between(facts.movements, { after, last }, (row) => row.onDay)) {
    if (kind === "delivery") at(onDay).delivered += 1;
  }
  for (const { direction, isVoid, onDay, netFen } of between(
    facts.invoices,
    { after, last },
    (row) => row.onDay,
  )) {
    if (direction === "sale" && !isVoid) at(onDay).invoicedFen += netFen;
  }
  return [...days.values()].sort((left, right) => left.day - right.day);
}
