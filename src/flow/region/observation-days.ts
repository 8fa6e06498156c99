import { type BusinessDay, addMonths, defineDesignChoice, lastDayOf, monthOf } from "#kernel";

/** When a region's enterprises were looked at: the last day of a month, and what was known by then. */
export interface ObservationDay {
  readonly day: BusinessDay;
  readonly knownAt: number;
  /** Rows that fit a card, or the later ones that it is tried on. */
  readonly part: "development" | "outOfTime";
}

/** One delivery of a region, once it is stored: everything of it stands below `knownAt`. */
export interface KnownDelivery {
  readonly month: string;
  readonly knownAt: number;
}

export const observationParameters = {
  stepMonths: defineDesignChoice("region.observationStep", 3, "months", {
    zh: "同一企业两次观察之间的月数",
    en: "months between two looks at the same enterprise",
  }),
  fewestMonths: defineDesignChoice("region.fewestMonths", 6, "months", {
    zh: "一次观察之前至少要有的数据月数",
    en: "months of data that a look needs before it",
  }),
} as const;

const outcomeMonths = 12;

/**
 * The days on which a card's rows are taken. The newest has its twelve months of outcome just behind it and is kept for
 * the out-of-time test; the others lie so far before it that their outcomes were all known on that day, so that nothing of
 * the test's year reaches the card that is tried on it.
 * @param deliveries  in order of their months
 */
export function observationDaysOf(
  deliveries: readonly KnownDelivery[],
  asOf: BusinessDay,
): readonly ObservationDay[] {
  const [first] = deliveries;
  if (first === undefined) return [];
  const at = new Map(deliveries.map(({ month, knownAt }) => [month, knownAt]));
  const dayOf = (month: string, part: ObservationDay["part"]): ObservationDay[] => {
    const knownAt = at.get(month);
    return knownAt === undefined ? [] : [{ day: lastDayOf(month), knownAt, part }];
  };
  const lastMonth = lastDayOf(monthOf(asOf)) === asOf ? monthOf(asOf) : addMonths(monthOf(asOf), -1);
  const outOfTime = addMonths(lastMonth, -outcomeMonths);
  const earliest = addMonths(first.month, observationParameters.fewestMonths.value - 1);
  const days = outOfTime < earliest ? [] : dayOf(outOfTime, "outOfTime");
  const step = observationParameters.stepMonths.value;
  for (let month = addMonths(outOfTime, -outcomeMonths); month >= earliest; month = addMonths(month, -step)) {
    days.unshift(...dayOf(month, "development"));
  }
  return days;
}
