import { type Check, concluded, notComputable } from "../check.ts";
import { contradict, readingsOf } from "../contradict.ts";
import type { Contradiction } from "../contradiction.ts";
import { poissonTail } from "../robust-statistics.ts";

const check = "clock";

/**
 * Collectors whose clock was set: jumps together with a skew of an hour or more, or readings that were sent before under
 * new numbers. A clock that is corrected by some seconds, or once after a flat battery, is not one.
 */
export const checkClock: Check = ({ facts, parameters }) => {
  const days = facts.collectorDays;
  if (days.length === 0) return notComputable(check, "noData");
  const isSet = (day: (typeof days)[number]): boolean =>
    Math.abs(day.mostSkewSeconds) >= parameters.clockSkewSeconds && (day.clockJumps > 0 || day.repeated > 0);
  const contradictions: Contradiction[] = [];
  for (const collector of [...new Set(days.map((day) => day.collector))].sort()) {
    const own = days.filter((day) => day.collector === collector);
    const set = own.filter(isSet);
    if (set.length < parameters.clockFewestDays) continue;
    const fromDay = set[0]?.day ?? 0;
    const toDay = set.at(-1)?.day ?? 0;
    const before = own.filter(({ day }) => day < fromDay).length;
    const later = own.length - before;
    // By what came before, such a day has a chance of one in the days seen without one, and one.
    const chance = poissonTail(set.length, later / (Math.max(before, 30) + 1) / 10);
    if (chance > 1 - parameters.accusationStrength) continue;
    const skew = Math.max(...set.map(({ mostSkewSeconds }) => Math.abs(mostSkewSeconds)));
    contradictions.push(
      contradict({
        type: "clockRollback",
        sentence: "clockRollback",
        fromDay,
        toDay,
        chance,
        figures: { asset: collector, found: set.length, expected: 0, skew },
        rows: [readingsOf("collectorDays", collector, { fromDay, toDay })],
      }),
    );
  }
  return concluded(check, contradictions, days.filter(isSet).length / days.length);
};
