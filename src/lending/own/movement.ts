import { addDays, type BusinessDay, type Fen } from "#kernel";
import { type PaymentPurpose, payClaims, repay } from "./repay.ts";
import { accrueNight, claimsOf, daysPastDueOf, type LoanPosition, openPosition } from "./position.ts";
import type { AllocationPart, LoanTerms } from "./terms.ts";

/** What happened to a loan besides the passing of days; its effect counts from the value date (起息日). */
export type LoanMovement = {
  readonly id: string;
  readonly valueDate: BusinessDay;
} & (
  | { readonly kind: "receipt"; readonly amountFen: Fen; readonly purpose: PaymentPurpose }
  | { readonly kind: "fee"; readonly amountFen: Fen }
  | { readonly kind: "writeOff" }
);

/** What the day close is told from outside; from the parameters in force. */
export interface ServicingPolicy {
  readonly order: readonly AllocationPart[];
  /** The order once a loan is past due for longer than `principalFirstAfterDays`. */
  readonly lateOrder: readonly AllocationPart[];
  readonly principalFirstAfterDays: number;
  readonly nonAccrualAfterDays: number;
}

/** The effect of one movement on the position of its value date. */
export function applyMovement(
  position: LoanPosition,
  terms: LoanTerms,
  policy: ServicingPolicy,
  movement: LoanMovement,
): LoanPosition {
  switch (movement.kind) {
    case "receipt": {
      const { amountFen, purpose } = movement;
      const order = orderOf(position, policy);
      return repay(position, terms, { amountFen, purpose, day: position.asOf, order });
    }
    case "fee":
      if (position.state === "settled" || position.state === "writtenOff") return position;
      return { ...position, feesChargedFen: position.feesChargedFen + movement.amountFen };
    case "writeOff":
      if (position.state === "settled" || position.state === "writtenOff") return position;
      return {
        ...position,
        writtenOffFen: position.balanceFen,
        balanceFen: 0n,
        isNonAccrual: true,
        state: "writtenOff",
      };
  }
}

/** Uses money that was left over for what is due now. */
export function useLeftOver(position: LoanPosition, policy: ServicingPolicy): LoanPosition {
  if (position.unallocatedFen === 0n || position.state === "writtenOff") return position;
  return payClaims(position, position.asOf, orderOf(position, policy));
}

/** Days past due, state, and whether interest stays on the balance sheet, at the end of the day. */
export function judge(position: LoanPosition, policy: ServicingPolicy): LoanPosition {
  if (position.state === "writtenOff") return { ...position, daysPastDue: 0 };
  const daysPastDue = daysPastDueOf(position.instalments, position.asOf);
  const claims = claimsOf(position, position.asOf);
  const owesNothing = claims.fee + claims.penalty + claims.interest + claims.principal === 0n;
  const isSettled = owesNothing && position.balanceFen === 0n;
  return {
    ...position,
    daysPastDue,
    state: isSettled ? "settled" : daysPastDue > 0 ? "overdue" : "active",
    isNonAccrual:
      daysPastDue > policy.nonAccrualAfterDays || (position.isNonAccrual && !owesNothing && !isSettled),
  };
}

/**
 * The position that a loan would have at the end of `day`, had every movement been known on its value date. The same
 * movements give the same position however often the day close was interrupted, or a payment came late.
 * @param movements  in any order
 */
export function positionAt(
  terms: LoanTerms,
  policy: ServicingPolicy,
  movements: readonly LoanMovement[],
  day: BusinessDay,
): LoanPosition {
  const sorted = inOrder(movements);
  let position = openPosition(terms);
  for (;;) {
    const today = position.asOf;
    for (const movement of sorted.filter(({ valueDate }) => valueDate === today)) {
      position = applyMovement(position, terms, policy, movement);
    }
    position = judge(useLeftOver(position, policy), policy);
    if (today >= day) return position;
    position = accrueNight(position, terms, addDays(today, 1));
  }
}

/** Movements of one day take effect in the order of their ids. */
export function inOrder(movements: readonly LoanMovement[]): readonly LoanMovement[] {
  return movements.toSorted((left, right) =>
    left.valueDate === right.valueDate
      ? left.id < right.id
        ? -1
        : 1
      : left.valueDate < right.valueDate
        ? -1
        : 1,
  );
}

function orderOf(position: LoanPosition, policy: ServicingPolicy): readonly AllocationPart[] {
  const days = daysPastDueOf(position.instalments, position.asOf);
  return days > policy.principalFirstAfterDays ? policy.lateOrder : policy.order;
}
