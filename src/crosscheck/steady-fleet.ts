import type { DayNumber } from "#operations";
import type { CheckInput } from "./check.ts";

const settlingDays = 30;

/**
 * The day since which the same machines report. Before it others did: what all machines ran or counted together is not
 * to be compared across it, for a machine that is newly connected worked before as well, unseen, and one that was bought
 * takes work from the others.
 */
export function steadySince({ machines, lastDay }: Pick<CheckInput, "machines" | "lastDay">): DayNumber {
  const firsts = machines.map(({ days }) => days[0]?.day ?? lastDay);
  const begin = Math.min(...firsts, lastDay);
  let since = begin;
  for (const { days } of machines) {
    const first = days[0]?.day ?? lastDay;
    const last = days.at(-1)?.day ?? lastDay;
    if (first > begin + settlingDays) since = Math.max(since, first + settlingDays);
    if (last < lastDay - settlingDays) since = Math.max(since, last + 1);
  }
  return since;
}
