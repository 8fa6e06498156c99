import type { LoanEvent, PaymentRow } from "#operations";
import { roundFen, shareOf, usualSalesFen, withPayments } from "../added-rows.ts";
import { lendingParameters } from "../../region-parameters.ts";
import type { Change, Scene } from "../scene.ts";
import { type AddedLoan, lifeOf, loanNumbers, moneyOf } from "./loan-rows.ts";

const entrusted = "货款（受托支付）";
const relatedKinds = ["商贸", "建材", "信息咨询"] as const;
const relatedPeople = ["模拟陈某", "模拟林某", "模拟黄某", "模拟周某"] as const;

/**
 * A loan that was to pay a supplier is paid to somebody else, who gives most of it back within days, or passes it on to
 * a person close to the owner. The bank's own record of whom it paid, and the statement, are all there is to see.
 */
export function swapPayee(scene: Scene): Change {
  const { rows, random, intensity, fromDay, lastDay } = scene;
  const kind = relatedKinds[random.integer(relatedKinds.length)] ?? relatedKinds[0];
  const related = `模拟${kind}${random.integer(100_000)}有限公司`;
  const returned = 0.55 + 0.4 * intensity;
  const supplier = supplierOf(scene);
  const target = rows.loans.find(
    ({ kind, onDay }) => kind === "granted" && onDay >= fromDay && onDay <= lastDay - 30,
  );
  if (target === undefined) return borrowForRelated(scene, { related, returned, supplier });
  const own = rows.masters.at(-1)?.name ?? "";
  const isOwn = (payee: string): boolean => payee === "" || payee === own;
  const isEntrusted = rows.loans.some(
    ({ loan, kind, payee }) => loan === target.loan && kind === "paidOut" && !isOwn(payee),
  );
  const paid: LoanEvent[] = [];
  const loans = rows.loans.map((event) => {
    if (event.loan !== target.loan) return event;
    if (event.kind === "granted") return { ...event, payee: isOwn(event.payee) ? supplier : event.payee };
    if (event.kind !== "paidOut" || (isEntrusted && isOwn(event.payee))) return event;
    paid.push(event);
    return { ...event, payee: related };
  });
  if (paid.length === 0) return null;
  const money = paid.flatMap(({ onDay, amountFen, loan }) => [
    // What the statement showed as paid to the supplier is paid to the other instead.
    ...(isEntrusted
      ? []
      : [{ onDay, amountFen: -amountFen, counterparty: related, purpose: entrusted, reference: loan }]),
    ...wayBack(scene, { onDay, amountFen, related, returned }),
  ]);
  const days = new Set(isEntrusted ? paid.map(({ onDay }) => onDay) : []);
  const payments = rows.payments.map((row) =>
    days.has(row.onDay) && row.amountFen < 0n && row.purpose === entrusted
      ? { ...row, counterparty: related }
      : row,
  );
  return { loans, payments: withPayments({ ...scene, rows: { ...rows, payments } }, money) };
}

/** Where no loan is granted in time, one is taken for the purpose. */
function borrowForRelated(
  scene: Scene,
  {
    related,
    returned,
    supplier,
  }: { readonly related: string; readonly returned: number; readonly supplier: string },
): Change {
  const { rows, random, fromDay } = scene;
  const amountFen = roundFen(usualSalesFen(scene) * 2n);
  const onDay = fromDay + random.integer(25);
  const added: AddedLoan = {
    loan: loanNumbers(scene)(),
    bank: rows.loans[0]?.bank ?? lendingParameters.banks.value[0] ?? "",
    onDay,
    amountFen,
    orderNumber: "",
    payee: supplier,
    paidTo: related,
  };
  const events = lifeOf(scene, added);
  if (!events.some(({ kind }) => kind === "paidOut")) return null;
  const back = wayBack(scene, { onDay: onDay + 1, amountFen, related, returned });
  return {
    loans: [...rows.loans, ...events],
    payments: withPayments(scene, [...moneyOf(events, added), ...back]),
  };
}

function wayBack(
  { random }: Scene,
  paid: {
    readonly onDay: number;
    readonly amountFen: bigint;
    readonly related: string;
    readonly returned: number;
  },
): Omit<PaymentRow, "account" | "balanceFen">[] {
  const parts = 1 + random.integer(3);
  const person = relatedPeople[random.integer(relatedPeople.length)] ?? relatedPeople[0];
  const goesOn = random.next() < 0.4;
  return Array.from({ length: parts }, (_, part) => {
    const onDay = paid.onDay + 2 + part * 2 + random.integer(6);
    const amountFen = roundFen(shareOf(paid.amountFen, paid.returned / parts));
    const back = { onDay, amountFen, counterparty: paid.related, purpose: "往来款", reference: "" };
    const on = {
      onDay: onDay + 1,
      amountFen: -amountFen,
      counterparty: person,
      purpose: "借款",
      reference: "",
    };
    return goesOn ? [back, on] : [back];
  }).flat();
}

export function supplierOf({ rows, random }: Scene): string {
  const suppliers = [
    ...new Set(
      rows.invoices.filter(({ direction }) => direction === "purchase").map((row) => row.counterparty),
    ),
  ].sort();
  return suppliers[random.integer(Math.max(1, suppliers.length))] ?? "模拟原料供应商";
}
