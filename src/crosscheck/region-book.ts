import { createInvoiceBook, type TradeRing } from "./invoice-book.ts";
import { createSeriesBook, type SharedSeries } from "./series-book.ts";
import type { CrossCheckParameters } from "./parameters.ts";
import { defaultCrossCheckParameters } from "./parameters.ts";
import { customersPayDaysOf } from "./payment-terms.ts";
import { reversalHabitOf } from "./period-reversals.ts";
import type { DayNumber, OperatingFacts } from "#operations";
import { dayNumberOf, quantileOfSorted, sortedOf } from "#kernel";

/** What the book knows around one enterprise; the enterprise itself is never its own neighbour. */
export interface Neighbours {
  readonly enterpriseId: string;
  sharedSeries(): readonly SharedSeries[];
  rings(): readonly TradeRing[];
  /** What nineteen in twenty of its industry take back of their period ends; null with fewer than k that tell. */
  usualReversedShare(): number | null;
  /** Days after which customers have paid at nineteen in twenty of its industry; null with fewer than k that tell. */
  usualPayDays(): number | null;
}

/**
 * What is known of all enterprises as of one T and N, held as hashes and sums, never as series: 16 bytes for a week of
 * a machine (a fortnight before the last thirteen months) and 24 for an invoice, of the last three years. The order in which enterprises are added changes no
 * answer.
 */
export interface RegionBook {
  add(enterpriseId: string, facts: OperatingFacts): void;
  neighboursOf(enterpriseId: string): Neighbours;
  readonly size: number;
}

/** Days before T that the book covers: three years. */
const coveredDays = 1110;

export function createRegionBook(parameters: CrossCheckParameters = defaultCrossCheckParameters): RegionBook {
  const ids = new Map<string, number>();
  const series = createSeriesBook(parameters);
  const invoices = createInvoiceBook(parameters);
  const reversedShares = createHabits();
  const payDays = createHabits();
  const divisions = new Map<string, string>();
  return {
    get size() {
      return ids.size;
    },
    add: (enterpriseId, facts) => {
      const owner = ids.get(enterpriseId) ?? ids.size;
      ids.set(enterpriseId, owner);
      const fromDay: DayNumber = dayNumberOf(facts.asOf) - coveredDays;
      series.add(enterpriseId, facts, fromDay);
      invoices.add(enterpriseId, facts, fromDay);
      const division = facts.masters.at(-1)?.division ?? "";
      divisions.set(enterpriseId, division);
      reversedShares.add({ enterpriseId, division, value: reversalHabitOf(facts, parameters) });
      payDays.add({ enterpriseId, division, value: customersPayDaysOf(facts, parameters) });
    },
    neighboursOf: (enterpriseId) => ({
      enterpriseId,
      sharedSeries: () => series.sharedBy(enterpriseId),
      rings: () => invoices.ringsOf(enterpriseId),
      usualReversedShare: () => usualOf(reversedShares, enterpriseId),
      usualPayDays: () => usualOf(payDays, enterpriseId),
    }),
  };

  function usualOf(habits: Habits, enterpriseId: string): number | null {
    const others = habits.othersOf(enterpriseId, divisions.get(enterpriseId) ?? "");
    return others.length < parameters.peersFewest ? null : quantileOfSorted(sortedOf(others), 0.95);
  }
}

interface Habits {
  add(habit: {
    readonly enterpriseId: string;
    readonly division: string;
    readonly value: number | null;
  }): void;
  othersOf(enterpriseId: string, division: string): readonly number[];
}

/** One figure of each enterprise that has it, by industry. */
function createHabits(): Habits {
  const groups = new Map<string, { readonly enterpriseId: string; readonly value: number }[]>();
  return {
    add: ({ enterpriseId, division, value }) => {
      if (value === null) return;
      const group = groups.get(division);
      if (group === undefined) groups.set(division, [{ enterpriseId, value }]);
      else group.push({ enterpriseId, value });
    },
    othersOf: (enterpriseId, division) =>
      (groups.get(division) ?? [])
        .filter((other) => other.enterpriseId !== enterpriseId)
        .map(({ value }) => value),
  };
}
