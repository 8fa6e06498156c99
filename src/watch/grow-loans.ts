import type { DayNumber, LoanEvent } from "#operations";
import type { DaySums } from "./day-sums.ts";
import { growingTotals } from "./growing-totals.ts";
import type { LoanSeries } from "./watch-series.ts";

export interface GrowingLoans {
  add(rows: readonly LoanEvent[]): void;
  isAny(): boolean;
  borrowedFen(): DaySums;
  snapshot(through: DayNumber): LoanSeries;
}

/** Debt and days past due by day, from the steps in the lives of loans. */
export function growLoans(): GrowingLoans {
  const borrowed = growingTotals();
  const events: LoanEvent[] = [];
  return {
    add: (rows) => {
      events.push(...rows);
      for (const { kind, onDay, amountFen } of rows) {
        if (kind === "paidOut") borrowed.add(onDay, Number(amountFen));
        if (kind === "repaid" || kind === "settled") borrowed.add(onDay, -Number(amountFen));
      }
    },
    isAny: () => events.length > 0,
    borrowedFen: () => borrowed.snapshot(),
    snapshot: (through) => pastDueOf(events, through),
  };
}

/** The worst days past due of each day: from the step that tells it on they grow by one a day until it is made good. */
function pastDueOf(events: readonly LoanEvent[], through: DayNumber): LoanSeries {
  const first = events.reduce((least, { onDay }) => Math.min(least, onDay), through);
  const days = Int32Array.from({ length: through - first + 1 }, (_, place) => first + place);
  const worst = new Int32Array(days.length);
  for (const steps of Map.groupBy(events, ({ loan }) => loan).values()) {
    const ordered = steps.toSorted((left, right) => left.onDay - right.onDay);
    for (const [place, { kind, onDay, daysPastDue }] of ordered.entries()) {
      if (kind !== "pastDue" && kind !== "defaulted") continue;
      const until = ordered[place + 1]?.onDay ?? through + 1;
      for (let day = onDay; day < until && day <= through; day++)
        worst[day - first] = Math.max(worst[day - first] ?? 0, daysPastDue + day - onDay);
    }
  }
  return { days, daysPastDue: worst };
}
