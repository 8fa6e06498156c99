import type { DayNumber, InvoiceItem, Sighted } from "#operations";
import { invoiceNumberOf, monthStarts, roundFen, shareOf, splitGross, usualSalesFen } from "../added-rows.ts";
import type { Change, Scene } from "../scene.ts";

/**
 * Sales are invoiced in the last days of a period and taken back by red invoices (红冲) in the first weeks of the next,
 * then issued again at its end. The tax bureau has all of it; nothing is delivered and nothing is paid.
 */
export function reverseInvoices(scene: Scene): Change {
  const { rows, random, intensity, lastDay } = scene;
  const customers = customersOf(rows.invoices);
  const usualFen = usualSalesFen(scene);
  if (customers.length === 0 || usualFen === 0n) return null;
  const everyMonths = random.next() < 0.3 + 0.5 * intensity ? 1 : 3;
  const most = 4 + Math.round(8 * random.next());
  const friends = customers.slice(0, 1 + random.integer(3));
  const added: Sighted<InvoiceItem>[] = [];
  for (const [month, day] of monthStarts(scene, most * everyMonths).entries()) {
    if (month % everyMonths !== 0) continue;
    const totalFen = shareOf(usualFen, (0.12 + 0.7 * intensity) * (0.7 + 0.6 * random.next()));
    const count = 1 + random.integer(3 + Math.round(3 * intensity));
    for (let i = 0; i < count; i++) {
      const issuedOn = endOfMonth(day) - random.integer(6);
      const partFen = shareOf(totalFen, (0.6 + 0.8 * random.next()) / count);
      const grossFen = random.next() < 0.5 ? roundFen(partFen) : partFen;
      const number = invoiceNumberOf(scene.truth.code, `${scene.seed}/${month}/${i}`);
      const counterparty = friends[random.integer(friends.length)] ?? "";
      const issued = invoiceOf(scene, { onDay: issuedOn, number, counterparty, grossFen });
      const takenBackOn = endOfMonth(day) + 1 + random.integer(18);
      if (issuedOn <= lastDay) added.push(issued);
      if (takenBackOn > lastDay || random.next() < 0.05) continue;
      added.push({
        ...invoiceOf(scene, {
          onDay: takenBackOn,
          number: invoiceNumberOf(scene.truth.code, `${scene.seed}/${month}/${i}/red`),
          counterparty,
          grossFen: -grossFen,
        }),
        redOf: number,
      });
    }
  }
  return added.length === 0 ? null : { invoices: [...rows.invoices, ...added] };
}

/** The best customers first: with them it is least conspicuous. */
export function customersOf(invoices: readonly InvoiceItem[]): string[] {
  const sums = new Map<string, bigint>();
  for (const { direction, counterparty, grossFen } of invoices) {
    if (direction === "sale") sums.set(counterparty, (sums.get(counterparty) ?? 0n) + grossFen);
  }
  return [...sums]
    .sort(([, left], [, right]) => (left < right ? 1 : left > right ? -1 : 0))
    .map(([name]) => name);
}

export function invoiceOf(
  { deliveryOf }: Scene,
  {
    grossFen,
    ...head
  }: {
    readonly onDay: DayNumber;
    readonly number: string;
    readonly counterparty: string;
    readonly grossFen: bigint;
  },
): Sighted<InvoiceItem> {
  return {
    ...head,
    direction: "sale",
    orderNumber: "",
    ...splitGross(grossFen),
    isVoid: false,
    redOf: "",
    platformIndex: deliveryOf(head.onDay),
  };
}

function endOfMonth(day: DayNumber): DayNumber {
  const date = new Date(day * 86_400_000);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0) / 86_400_000;
}
