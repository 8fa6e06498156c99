import { type BusinessDay, dayNumberOf } from "#kernel";
import {
  emptyRows,
  type InvoiceItem,
  type OperatingFacts,
  operatingFactsOf,
  type OrderEvent,
  type PaymentRow,
  type Sighted,
  type StreamName,
  type StreamRows,
} from "#operations";

type SomeRows = { readonly [Name in StreamName]?: readonly StreamRows[Name][] };

/** Facts as of a day from rows that were all known from the beginning. */
export function factsOf(asOf: BusinessDay, rows: SomeRows): OperatingFacts {
  const sighted = Object.fromEntries(
    Object.entries(rows).map(([name, list]) => [
      name,
      (list as readonly object[]).map((row) => ({ ...row, platformIndex: 0 })),
    ]),
  ) as Partial<{ [Name in StreamName]: readonly Sighted<StreamRows[Name]>[] }>;
  return operatingFactsOf({ ...emptyRows(), ...sighted }, asOf, 1);
}

/** A sales invoice of so many yuan. */
export function saleOf(day: BusinessDay, yuan: number, more: Partial<InvoiceItem> = {}): InvoiceItem {
  const netFen = BigInt(yuan) * 100n;
  return {
    onDay: dayNumberOf(day),
    direction: "sale",
    number: `S-${day}-${yuan}`,
    orderNumber: "",
    counterparty: "甲",
    netFen,
    taxFen: 0n,
    grossFen: netFen,
    isVoid: false,
    redOf: "",
    ...more,
  };
}

/** A line of a statement: money in of so many yuan. */
export function receiptOf(day: BusinessDay, yuan: number, more: Partial<PaymentRow> = {}): PaymentRow {
  return {
    onDay: dayNumberOf(day),
    account: "A",
    amountFen: BigInt(yuan) * 100n,
    balanceFen: null,
    counterparty: "甲",
    purpose: "",
    reference: "",
    ...more,
  };
}

/** A step of a sale order. */
export function orderOf(day: BusinessDay, number: string, more: Partial<OrderEvent> = {}): OrderEvent {
  return {
    onDay: dayNumberOf(day),
    direction: "sale",
    number,
    counterparty: "甲",
    item: "件",
    action: "created",
    dueDay: null,
    quantityMilli: 1000,
    amountFen: 1_000_000n,
    ...more,
  };
}
