import { finance, paperParameters } from "../region-parameters.ts";
import type { TradePartner } from "../enterprise-outline.ts";
import { pickWeighted } from "../../industry.ts";
import { monthOfBooks } from "./books.ts";
import { dayNumber, type Firm, later } from "./firm.ts";
import { activityOf } from "./activity.ts";
import { book } from "./treasury.ts";

/** A customer's order while it is open. */
export interface OpenOrder {
  readonly number: string;
  readonly customer: TradePartner;
  readonly product: number;
  readonly pieces: number;
  readonly priceFen: number;
  readonly dueDay: number;
  readonly namesOrder: boolean;
  left: number;
}

export interface SalesDesk {
  readonly open: OpenOrder[];
  /** Pieces ordered and not delivered, by product. */
  readonly backlog: number[];
  /** Customers' habits: days late, day of the month on which they pay, whether invoices wait for the month's end. */
  readonly habits: ReadonlyMap<TradePartner, CustomerHabit>;
  lastOrder: string;
  count: number;
}

interface CustomerHabit {
  readonly delayDays: number;
  readonly termDays: number;
  readonly isMonthly: boolean;
  readonly usesCarrier: boolean;
}

export function openSalesDesk(firm: Firm): SalesDesk {
  const random = firm.chance.sales;
  const [shortest, longest] = firm.plan.industry.termDays;
  return {
    open: [],
    backlog: firm.products.map(() => 0),
    lastOrder: "",
    count: 0,
    habits: new Map(
      firm.plan.customers.map((customer) => [
        customer,
        {
          delayDays: firm.plan.habits.customerDelayDays * Math.exp(0.5 * random.normal()),
          termDays: customer.isAbroad ? 45 : shortest + random.next() * (longest - shortest),
          isMonthly: random.next() < 0.35,
          usesCarrier: random.next() < 0.75,
        },
      ]),
    ),
  };
}

/** Orders that come in today: customers order on working days, less around the new year. */
export function takeOrders(firm: Firm, desk: SalesDesk): void {
  const random = firm.chance.sales;
  const isWorked = (firm.climate.dayKind[firm.day] ?? 0) >= 0.8;
  const usual = (firm.ordersAYear / 290) * (firm.demand[firm.month] ?? 1);
  let expected = usual * (isWorked ? 0.25 + 0.75 * activityOf(firm, firm.day, 0) : 0.08);
  while (expected > 0 && random.next() < Math.min(1, expected)) {
    takeOrder(firm, desk);
    expected -= 1;
  }
}

function takeOrder(firm: Firm, desk: SalesDesk): void {
  const random = firm.chance.sales;
  const { strain, plan } = firm;
  const customer = pickWeighted(random, plan.customers, (candidate) => weightOf(firm, candidate));
  // An order that the lost share of a customer would have brought is not given to another.
  if (customer === plan.customers[0] && random.next() > strain.topCustomer) return;
  const product = random.integer(firm.products.length);
  const made = firm.products[product] ?? firm.products[0];
  if (made === undefined) return;
  const usual = (firm.dailyPieces * 290) / firm.ordersAYear;
  const pieces = Math.max(1, Math.round(usual * Math.exp(0.5 * random.normal() - 0.125)));
  const [soonest, latest] = firm.leadDays;
  const order: OpenOrder = {
    number: `SO${plan.code}-${String(++desk.count).padStart(5, "0")}`,
    customer,
    product,
    pieces,
    priceFen: made.priceFen * strain.price * Math.exp(0.02 * random.normal()),
    dueDay: firm.day + Math.round(soonest + random.next() * (latest - soonest)),
    namesOrder: random.next() > paperParameters.missingOrderNumber.value,
    left: pieces,
  };
  desk.open.push(order);
  desk.backlog[product] = (desk.backlog[product] ?? 0) + pieces;
  if (!customer.isAbroad) desk.lastOrder = order.number;
  tellOrder(firm, order, "created");
  if (random.next() < plan.habits.cancelRate + strain.cancelRate) {
    later(firm, firm.day + 2 + random.integer(Math.max(2, Math.round(soonest * 0.8))), () =>
      cancel(firm, desk, order),
    );
  } else if (random.next() < 0.04) {
    later(firm, firm.day + 1 + random.integer(5), () => tellOrder(firm, order, "changed"));
  }
}

function weightOf(firm: Firm, { share, isAbroad, failsIn }: TradePartner): number {
  if (failsIn !== null && firm.month >= failsIn + 2) return 0.02 * share;
  return isAbroad ? share * (firm.climate.exportDemand[firm.month] ?? 1) : share;
}

function tellOrder(
  firm: Firm,
  order: OpenOrder,
  action: "created" | "changed" | "cancelled" | "completed",
): void {
  firm.sink.add("orders", firm.day, {
    onDay: dayNumber(firm, firm.day),
    direction: "sale",
    number: order.number,
    counterparty: order.customer.name,
    item: firm.products[order.product]?.name ?? "",
    action,
    dueDay: dayNumber(firm, order.dueDay),
    quantityMilli: order.pieces * 1000,
    amountFen: BigInt(Math.round(order.pieces * order.priceFen)),
  });
}

function cancel(firm: Firm, desk: SalesDesk, order: OpenOrder): void {
  const at = desk.open.indexOf(order);
  if (at < 0 || order.left < order.pieces) return;
  desk.open.splice(at, 1);
  desk.backlog[order.product] = (desk.backlog[order.product] ?? 0) - order.left;
  tellOrder(firm, order, "cancelled");
}

/** Delivers what is finished and due; a late order goes in parts. */
export function deliver(firm: Firm, desk: SalesDesk): void {
  if ((firm.climate.dayKind[firm.day] ?? 0) < 0.8 || activityOf(firm, firm.day, 0) < 0.3) return;
  const early = Math.max(3, Math.round(firm.leadDays[0] * 0.12));
  for (const order of desk.open.filter(({ dueDay }) => dueDay - firm.day <= early)) {
    const stock = firm.books.finishedPieces[order.product] ?? 0;
    const isLate = order.dueDay < firm.day;
    if (stock >= order.left) ship(firm, desk, order, order.left);
    else if (isLate && stock >= 0.4 * order.pieces && order.left > 1) ship(firm, desk, order, stock);
  }
}

function ship(firm: Firm, desk: SalesDesk, order: OpenOrder, pieces: number): void {
  const random = firm.chance.sales;
  const { books } = firm;
  const inStock = books.finishedPieces.reduce((sum, part) => sum + part, 0);
  const costFen = inStock === 0 ? 0 : Math.round((books.finishedFen * pieces) / inStock);
  books.finishedFen -= costFen;
  books.finishedPieces[order.product] = (books.finishedPieces[order.product] ?? 0) - pieces;
  desk.backlog[order.product] = (desk.backlog[order.product] ?? 0) - pieces;
  order.left -= pieces;
  const netFen = Math.round(pieces * order.priceFen);
  const number = `DN${firm.plan.code}-${firm.day}-${order.number.slice(-5)}`;
  firm.sink.add("movements", firm.day, {
    onDay: dayNumber(firm, firm.day),
    kind: "delivery",
    number,
    orderNumber: order.namesOrder ? order.number : "",
    counterparty: order.customer.name,
    item: firm.products[order.product]?.name ?? "",
    quantityMilli: pieces * 1000,
    amountFen: BigInt(netFen),
    place: order.customer.isAbroad ? "港口" : order.customer.name,
  });
  serve(firm, desk, { order, netFen, number });
  if (order.left === 0) {
    desk.open.splice(desk.open.indexOf(order), 1);
    tellOrder(firm, order, "completed");
  }
  const wait = desk.habits.get(order.customer)?.isMonthly === true ? daysToMonthEnd(firm) : random.integer(8);
  later(firm, firm.day + wait, () => invoice(firm, desk, { order, netFen, pieces }));
}

function serve(
  firm: Firm,
  desk: SalesDesk,
  { order, netFen, number }: { readonly order: OpenOrder; readonly netFen: number; readonly number: string },
): void {
  const random = firm.chance.sales;
  const onDay = dayNumber(firm, firm.day);
  if (desk.habits.get(order.customer)?.usesCarrier === true) {
    firm.sink.add("services", firm.day, {
      onDay,
      kind: "carriage",
      number: `YD${number.slice(2)}`,
      orderNumber: order.number,
      provider: `模拟物流${(firm.plan.index % 7) + 1}`,
      amountFen: BigInt(Math.round(netFen * (0.008 + 0.006 * random.next()))),
    });
  }
  if (random.next() < 0.15) {
    firm.sink.add("services", firm.day, {
      onDay,
      kind: "inspection",
      number: `JY${number.slice(2)}`,
      orderNumber: order.number,
      provider: "模拟检测中心",
      amountFen: BigInt(40_000 + random.integer(60_000)),
    });
  }
  if (order.customer.isAbroad) {
    firm.sink.add("customs", firm.day, {
      onDay,
      direction: "export",
      number: `BG${number.slice(2)}`,
      counterparty: order.customer.name,
      amountFen: BigInt(netFen),
    });
  }
}

function daysToMonthEnd(firm: Firm): number {
  return Math.max(0, (firm.climate.monthStarts[firm.month + 1] ?? firm.day + 1) - 1 - firm.day);
}

interface Invoiced {
  readonly order: OpenOrder;
  readonly netFen: number;
  readonly pieces: number;
}

function invoice(firm: Firm, desk: SalesDesk, invoiced: Invoiced): void {
  const random = firm.chance.sales;
  const { habits } = firm.plan;
  const { strain } = firm;
  if (random.next() < habits.voidRate) {
    tellInvoice(firm, invoiced, { isVoid: true, redOf: "", sign: 1, number: invoiceNumber(firm) });
  }
  const number = invoiceNumber(firm);
  tellInvoice(firm, invoiced, { isVoid: false, redOf: "", sign: 1, number });
  const grossFen = account(firm, invoiced, 1);
  if (random.next() < habits.reversalRate + strain.reversalRate) {
    later(firm, firm.day + 8 + random.integer(40), () => reverse(firm, invoiced, number));
    return;
  }
  collect(firm, desk, { ...invoiced, grossFen, number });
}

function invoiceNumber(firm: Firm): string {
  return `26${String(firm.plan.index).padStart(5, "0")}${String(firm.chance.sales.integer(1e8)).padStart(8, "0")}`;
}

/** Takes an invoice back: goods returned, or a price that was agreed anew. */
function reverse(firm: Firm, invoiced: Invoiced, redOf: string): void {
  tellInvoice(firm, invoiced, { isVoid: false, redOf, sign: -1, number: invoiceNumber(firm) });
  account(firm, invoiced, -1);
  const { order, pieces } = invoiced;
  const { books } = firm;
  books.finishedPieces[order.product] = (books.finishedPieces[order.product] ?? 0) + pieces;
  books.finishedFen += Math.round(pieces * (firm.materialFen + firm.conversionFen));
  firm.sink.add("movements", firm.day, {
    onDay: dayNumber(firm, firm.day),
    kind: "return",
    number: `RT${redOf}`,
    orderNumber: order.namesOrder ? order.number : "",
    counterparty: order.customer.name,
    item: firm.products[order.product]?.name ?? "",
    quantityMilli: pieces * 1000,
    amountFen: BigInt(invoiced.netFen),
    place: "成品库",
  });
}

function taxOf(invoiced: Invoiced): number {
  return invoiced.order.customer.isAbroad ? 0 : Math.round(invoiced.netFen * finance.valueAddedTax.value);
}

function account(firm: Firm, invoiced: Invoiced, sign: 1 | -1): number {
  const taxFen = taxOf(invoiced);
  const month = monthOfBooks(firm.books, firm.month);
  month.revenueFen += sign * invoiced.netFen;
  month.outputTaxFen += sign * taxFen;
  month.materialFen +=
    sign *
    Math.round(
      invoiced.pieces *
        firm.materialFen *
        (firm.climate.materialPrice.get(firm.plan.industry.code)?.[firm.month] ?? 1) *
        firm.strain.materialPrice,
    );
  firm.books.receivablesFen += sign * (invoiced.netFen + taxFen);
  return invoiced.netFen + taxFen;
}

function tellInvoice(
  firm: Firm,
  invoiced: Invoiced,
  note: { readonly isVoid: boolean; readonly redOf: string; readonly sign: 1 | -1; readonly number: string },
): void {
  const netFen = note.sign * invoiced.netFen;
  const taxFen = note.sign * taxOf(invoiced);
  firm.sink.add("invoices", firm.day, {
    onDay: dayNumber(firm, firm.day),
    direction: "sale",
    number: note.number,
    orderNumber: invoiced.order.namesOrder ? invoiced.order.number : "",
    counterparty: invoiced.order.customer.name,
    netFen: BigInt(netFen),
    taxFen: BigInt(taxFen),
    grossFen: BigInt(netFen + taxFen),
    isVoid: note.isVoid,
    redOf: note.redOf,
  });
}

/** Money comes after the customer's terms and habits; from one that has failed it does not come, and a year later it is given up. */
function collect(
  firm: Firm,
  desk: SalesDesk,
  bill: Invoiced & { readonly grossFen: number; readonly number: string },
): void {
  const random = firm.chance.sales;
  const { customer } = bill.order;
  const habit = desk.habits.get(customer);
  const isTop = customer === firm.plan.customers[0];
  const delay =
    (habit?.delayDays ?? 0) * -Math.log(1 - random.next()) +
    (isTop ? 2 : 0.5) * firm.strain.customerDelayDays * (0.7 + 0.6 * random.next());
  const parts = random.next() < 0.1 ? 2 : 1;
  const reference =
    random.next() < paperParameters.missingReference.value
      ? ""
      : random.next() < 0.7
        ? bill.number
        : bill.order.number;
  const first = Math.round(bill.grossFen / parts);
  for (let part = 0; part < parts; part++) {
    const amountFen = part === 0 ? first : bill.grossFen - first;
    const on = firm.day + (habit?.termDays ?? 60) + delay + part * (15 + random.integer(20));
    later(firm, on, () => receive(firm, { customer, amountFen, reference }));
  }
}

function receive(
  firm: Firm,
  paid: { readonly customer: TradePartner; readonly amountFen: number; readonly reference: string },
): void {
  const { failsIn } = paid.customer;
  if (failsIn !== null && firm.month >= failsIn) {
    later(firm, firm.day + 365, () => {
      firm.books.receivablesFen -= paid.amountFen;
    });
    return;
  }
  firm.books.receivablesFen -= paid.amountFen;
  book(firm, {
    amountFen: paid.amountFen,
    counterparty: paid.customer.name,
    purpose: "货款",
    reference: paid.reference,
  });
}
