import {
  addDays,
  businessDayOf,
  createRandom,
  dayNumberOf,
  dayOfNumber,
  type EpochMs,
  isWorkingDay,
  startOfDayMs,
} from "#kernel";
import type { BusinessEvent } from "#telemetry";

/** What a plant's business system goes on with. */
export interface PlantTrade {
  readonly ordersPerDay: number;
  readonly customers: readonly string[];
  readonly item: string;
  readonly usualFen: bigint;
  readonly usualQuantityMilli: number;
  /** Days from an order to its delivery. */
  readonly leadDays: number;
  /** Days from an invoice to its payment. */
  readonly termDays: number;
}

interface LiveOrder {
  readonly document: string;
  readonly customer: string;
  readonly amountFen: bigint;
  readonly quantityMilli: number;
  readonly orderedAtMs: EpochMs;
  readonly producedAtMs: EpochMs;
  readonly deliveredAtMs: EpochMs;
  readonly invoicedAtMs: EpochMs;
  readonly paidAtMs: EpochMs;
  readonly due: string;
}

const hourMs = 3_600_000;
const minuteMs = 60_000;
/** After its lead an order may still be this late. */
const latenessDays = 6;
/** After its term a payment may still be this late. */
const payLatenessDays = 15;
/** From a delivery to its invoice, and from a day off to the next on which banks pay. */
const invoiceDays = 1;
const longestHolidayDays = 12;

/**
 * Orders, production reports, deliveries, invoices and payments within (fromMs, toMs], oldest first. Like a plant's
 * minutes they depend on the seed and their time alone, so that the past and the present are one series.
 */
export function plantEvents(
  seed: string,
  trade: PlantTrade,
  fromMs: EpochMs,
  toMs: EpochMs,
): BusinessEvent[] {
  if (trade.customers.length === 0 || trade.usualFen <= 0n) return [];
  const lastDay = dayNumberOf(businessDayOf(toMs));
  const deliveryDays = trade.leadDays + latenessDays + invoiceDays;
  const paymentDays = trade.termDays + payLatenessDays + longestHolidayDays;
  const firstDay = dayNumberOf(businessDayOf(fromMs)) - deliveryDays - paymentDays;
  const events: BusinessEvent[] = [];
  for (let day = firstDay; day <= lastDay; day++) {
    for (const order of ordersOfDay(seed, trade, dayOfNumber(day))) events.push(...eventsOf(order, trade));
  }
  return events
    .filter(({ atMs }) => atMs > fromMs && atMs <= toMs)
    .sort((left, right) => left.atMs - right.atMs || (left.document < right.document ? -1 : 1));
}

function ordersOfDay(seed: string, trade: PlantTrade, day: string): LiveOrder[] {
  if (!isWorkingDay(day)) return [];
  const random = createRandom(`${seed}/orders/${day}`);
  // A week has five days on which anybody orders.
  const expected = Math.min(20, trade.ordersPerDay * 1.4);
  const count = Math.floor(expected) + Number(random.next() < expected % 1);
  const dayStartMs = startOfDayMs(day);
  return Array.from({ length: count }, (_, i): LiveOrder => {
    const document = `XS${day.replaceAll("-", "")}-${String(i + 1).padStart(2, "0")}`;
    const size = Math.exp(0.5 * random.normal());
    const leadDays = trade.leadDays + random.integer(latenessDays - 1);
    const orderedAtMs = dayStartMs + 9 * hourMs + random.integer(8 * 60) * minuteMs;
    const deliveryDayMs = dayStartMs + leadDays * 24 * hourMs;
    const deliveredAtMs = deliveryDayMs + 10 * hourMs + random.integer(6 * 60) * minuteMs;
    const order = {
      document,
      customer: trade.customers[random.integer(trade.customers.length)] ?? "",
      amountFen: (trade.usualFen * BigInt(Math.round(size * 1_000))) / 1_000n,
      quantityMilli: Math.max(1_000, Math.round((trade.usualQuantityMilli * size) / 1_000) * 1_000),
      orderedAtMs,
      producedAtMs: deliveredAtMs - (4 + random.integer(16)) * hourMs,
      deliveredAtMs,
      invoicedAtMs: deliveredAtMs + (1 + random.integer(20)) * hourMs,
      due: businessDayOf(dayStartMs + trade.leadDays * 24 * hourMs),
    };
    return { ...order, paidAtMs: paidAtOf(seed, order, trade.termDays) };
  });
}

/** After the customer's term and perhaps late, at a bank's hours; drawn apart, so that nothing else depends on it. */
function paidAtOf(
  seed: string,
  { document, invoicedAtMs }: Pick<LiveOrder, "document" | "invoicedAtMs">,
  termDays: number,
): EpochMs {
  const random = createRandom(`${seed}/payments/${document}`);
  const lateDays = random.next() < 0.7 ? random.integer(3) : random.integer(payLatenessDays + 1);
  let day = addDays(businessDayOf(invoicedAtMs), Math.max(1, termDays) + lateDays);
  while (!isWorkingDay(day)) day = addDays(day, 1);
  return startOfDayMs(day) + 9 * hourMs + random.integer(7 * 60) * minuteMs;
}

function eventsOf(order: LiveOrder, { item }: PlantTrade): BusinessEvent[] {
  const { document, customer, quantityMilli } = order;
  const amountFen = String(order.amountFen);
  const goods = {
    action: "created" as const,
    order: document,
    quantityMilli,
    ...(item === "" ? {} : { item }),
  };
  return [
    {
      ...goods,
      type: "salesOrder",
      document,
      atMs: order.orderedAtMs,
      partner: customer,
      amountFen,
      due: order.due,
    },
    { ...goods, type: "productionReport", document: `${document}-SC`, atMs: order.producedAtMs },
    { ...goods, type: "delivery", document: `${document}-FH`, atMs: order.deliveredAtMs, partner: customer },
    {
      ...goods,
      type: "invoice",
      document: `${document}-FP`,
      atMs: order.invoicedAtMs,
      partner: customer,
      amountFen,
    },
    {
      type: "payment",
      action: "created",
      document: `${document}-SK`,
      order: document,
      atMs: order.paidAtMs,
      partner: customer,
      amountFen,
    },
  ];
}
