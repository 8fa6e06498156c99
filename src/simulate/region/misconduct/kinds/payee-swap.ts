import type { LoanEvent, PaymentRow, Sighted } from "#operations";
import { roundFen, shareOf, usualSalesFen, withPayments } from "../added-rows.ts";
import type { Change, Scene } from "../scene.ts";
import { type AddedLoan, lifeOf, moneyOf } from "./loan-rows.ts";

const relatedKinds = ["模拟商贸有限公司", "模拟建材经营部", "模拟信息咨询中心"] as const;
const relatedPeople = ["模拟陈某", "模拟林某", "模拟黄某", "模拟周某"] as const;

/**
 * A loan that was to pay a supplier is paid to somebody else, who gives most of it back within days, or passes it on to
 * a person close to the owner. The bank's own record of whom it paid, and the statement, are all there is to see.
 */
export function swapPayee(scene: Scene): Change {
  const { rows, random, intensity, fromDay, lastDay } = scene;
  const supplier = supplierOf(scene);
  const related = relatedKinds[random.integer(relatedKinds.length)] ?? relatedKinds[0];
  const target = rows.loans.find(
    ({ kind, onDay }) => kind === "granted" && onDay >= fromDay && onDay <= lastDay - 30,
  );
  const returned = 0.55 + 0.4 * intensity;
  if (target === undefined) {
    const amountFen = roundFen(usualSalesFen(scene) * 2n);
    const loan = `JK${String(random.integer(1_000_000)).padStart(6, "0")}`;
    const bank = rows.loans[0]?.bank ?? "模拟农村商业银行";
    const onDay = fromDay + random.integer(25);
    const added: AddedLoan = {
      loan,
      bank,
      onDay,
      amountFen,
      orderNumber: "",
      payee: supplier,
      paidTo: related,
    };
    const events = lifeOf(scene, added);
    if (!events.some(({ kind }) => kind === "paidOut")) return null;
    const money = [
      ...moneyOf(events, added),
      ...wayBack(scene, { onDay: onDay + 1, amountFen, related, returned }),
    ];
    return { loans: [...rows.loans, ...events], payments: withPayments(scene, money) };
  }
  const payee = target.payee === "" ? supplier : target.payee;
  const paid: Sighted<LoanEvent>[] = [];
  const loans = rows.loans.map((event) => {
    if (event.loan !== target.loan) return event;
    if (event.kind === "granted") return { ...event, payee };
    if (event.kind !== "paidOut") return event;
    const swapped = { ...event, payee: related };
    paid.push(swapped);
    return swapped;
  });
  if (paid.length === 0) return null;
  const money = paid.flatMap(({ onDay, amountFen }) =>
    wayBack(scene, { onDay, amountFen, related, returned }),
  );
  return { loans, payments: withPayments(paidToRelated(scene, target.loan, related), money) };
}

/** Where the statement shows the payment itself, it shows who got it. */
function paidToRelated(scene: Scene, loan: string, related: string): Scene {
  const payments = scene.rows.payments.map((row) =>
    row.reference === loan && row.amountFen < 0n && row.purpose.includes("受托支付")
      ? { ...row, counterparty: related }
      : row,
  );
  return { ...scene, rows: { ...scene.rows, payments } };
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
