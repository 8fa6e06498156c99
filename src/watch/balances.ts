import type { DayStretch } from "./day-sums.ts";
import type { AccountBalances } from "./watch-series.ts";

const everyDays = 3;

/**
 * The average of what stood on all accounts together, looked at every third day; an account counts from its first
 * stated balance on.
 * @returns fen; null where no account has a balance by the first of the days
 */
export function averageBalance(
  accounts: readonly AccountBalances[],
  { from, to }: DayStretch,
): number | null {
  let total = 0;
  let looks = 0;
  for (let day = from; day <= to; day += everyDays) {
    const balances = accounts.map((account) => balanceOn(account, day)).filter((balance) => balance !== null);
    if (balances.length === 0) continue;
    total += balances.reduce((sum, balance) => sum + balance, 0);
    looks++;
  }
  return looks === 0 ? null : total / looks;
}

function balanceOn({ days, closingFen }: AccountBalances, day: number): number | null {
  let low = 0;
  let high = days.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((days[middle] ?? 0) <= day) low = middle + 1;
    else high = middle;
  }
  const found = closingFen[low - 1];
  return found === undefined ? null : Number(found);
}
