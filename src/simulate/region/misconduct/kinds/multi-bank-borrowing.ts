import { shareOf, withPayments } from "../added-rows.ts";
import { lendingParameters } from "../../region-parameters.ts";
import type { Change, Scene } from "../scene.ts";
import { type AddedLoan, lifeOf, loanNumbers, moneyOf } from "./loan-rows.ts";
import { supplierOf } from "./payee-swap.ts";

/** Several banks lend on one and the same order, none knowing of the others. */
export function borrowFromMany(scene: Scene): Change {
  const { rows, random, intensity, fromDay, lastDay } = scene;
  const order = rows.orders
    .filter(
      ({ direction, action, onDay }) =>
        direction === "sale" &&
        action === "created" &&
        onDay >= fromDay - 30 &&
        onDay <= Math.min(lastDay - 75, fromDay + 90),
    )
    .sort(
      (left, right) => Number(right.amountFen - left.amountFen) || (left.number < right.number ? -1 : 1),
    )[0];
  if (order === undefined) return null;
  const nextLoan = loanNumbers(scene);
  const own = new Set(rows.loans.map(({ bank }) => bank));
  const others = random.shuffle(lendingParameters.banks.value.filter((bank) => !own.has(bank)));
  const lenders = [...own]
    .sort()
    .slice(0, 1)
    .concat(others)
    .slice(0, 2 + Number(random.next() < 0.5 * intensity));
  let onDay = Math.max(fromDay, order.onDay) + 1 + random.integer(5);
  const loans = lenders.map((bank): AddedLoan => {
    const supplier = supplierOf(scene);
    const loan: AddedLoan = {
      loan: nextLoan(),
      bank,
      onDay,
      amountFen: shareOf(order.amountFen, 0.5 + 0.4 * random.next()),
      orderNumber: order.number,
      payee: supplier,
      paidTo: supplier,
    };
    onDay += 2 + random.integer(25);
    return loan;
  });
  const lives = loans.map((loan) => ({ loan, events: lifeOf(scene, loan) }));
  const money = lives.flatMap(({ loan, events }) => moneyOf(events, loan));
  return {
    loans: [...rows.loans, ...lives.flatMap(({ events }) => events)],
    payments: withPayments(scene, money),
  };
}
