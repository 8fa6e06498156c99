import { type BusinessDay, createRandom } from "#kernel";
import type { CashMovement } from "./cash-flow.ts";

/** A line of a bank statement (流水); fen, money in is positive. */
export interface StatementLine {
  readonly day: BusinessDay;
  /** `HH:mm:ss`, ascending within a day. */
  readonly time: string;
  readonly amountFen: number;
  readonly balanceFen: number;
  readonly counterparty: string;
  readonly counterpartyAccount: string;
  readonly summary: string;
}

/** Gives movements their times and the balance after each of them. */
export function statementLinesOf(
  movements: readonly CashMovement[],
  account: { readonly seed: string; readonly openingFen: number },
): StatementLine[] {
  let balanceFen = account.openingFen;
  let day = "";
  let second = 0;
  return movements.map((movement) => {
    if (movement.day !== day) second = 8 * 3600 + 1800;
    day = movement.day;
    const random = createRandom(`${account.seed}/${day}/${second}`);
    second = Math.min(23 * 3600, second + 60 + random.integer(1800));
    balanceFen += movement.amountFen;
    return {
      ...movement,
      balanceFen,
      time: new Date(second * 1000).toISOString().slice(11, 19),
      counterpartyAccount: accountOf(movement.counterparty),
    };
  });
}

/** The same counterparty has the same account. */
function accountOf(counterparty: string): string {
  return `6217990${String(10_000_000 + createRandom(counterparty).integer(89_999_999))}`;
}
