import { lendingParameters } from "../../region-parameters.ts";
import type { InvoiceItem, RegisterRow, Sighted } from "#operations";
import type { Change, Scene } from "../scene.ts";

/** Who takes receivables as security. */
export const creditors = [
  ...lendingParameters.banks.value,
  "模拟商业保理有限公司",
  "模拟融资租赁有限公司",
  "模拟小额贷款有限公司",
] as const;

/** One receivable is pledged to a second creditor while the first one's pledge stands. */
export function pledgeTwice(scene: Scene): Change {
  const { rows, random, intensity, lastDay } = scene;
  const receivables = receivablesOf(scene);
  if (receivables.length === 0) return null;
  const wanted = 1 + Math.floor(intensity * 4 * random.next());
  const added = random
    .shuffle(receivables.slice(0, 40))
    .slice(0, wanted)
    .flatMap((invoice) => {
      const [first = "", second = ""] = random.shuffle([...creditors]);
      const firstOn = invoice.onDay + 1 + random.integer(15);
      const secondOn = firstOn + 2 + random.integer(40);
      return [
        pledgeOf(scene, { invoice, creditor: first, onDay: firstOn }),
        pledgeOf(scene, { invoice, creditor: second, onDay: secondOn }),
      ];
    })
    .filter(({ onDay }) => onDay <= lastDay);
  const subjects = Map.groupBy(added, ({ subject }) => subject);
  const isDouble = [...subjects.values()].some((rowsOfOne) => rowsOfOne.length > 1);
  return isDouble ? { registers: [...rows.registers, ...added] } : null;
}

/** Invoices of real sales that are open and early enough for two pledges to be seen. */
export function receivablesOf({ rows, fromDay, lastDay }: Scene): InvoiceItem[] {
  return rows.invoices
    .filter(
      ({ direction, isVoid, redOf, grossFen, onDay }) =>
        direction === "sale" &&
        !isVoid &&
        redOf === "" &&
        grossFen > 0n &&
        onDay >= fromDay &&
        onDay <= lastDay - 60,
    )
    .sort((left, right) => left.onDay - right.onDay || (left.number < right.number ? -1 : 1));
}

export function pledgeOf(
  { deliveryOf, random }: Scene,
  pledge: { readonly invoice: InvoiceItem; readonly creditor: string; readonly onDay: number },
): Sighted<RegisterRow> {
  return {
    onDay: pledge.onDay,
    kind: "pledge",
    number: `ZD${String(random.integer(1_000_000_000)).padStart(9, "0")}`,
    counterparty: pledge.creditor,
    subject: pledge.invoice.number,
    amountFen: pledge.invoice.grossFen,
    text: "应收账款质押",
    platformIndex: deliveryOf(pledge.onDay),
  };
}
