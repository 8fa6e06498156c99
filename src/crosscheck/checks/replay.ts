import { isOrdinaryDay, isOrdinaryWorkingDay } from "#association";
import type { MachineDay, MeterDay } from "#operations";
import { type Check, concluded, notComputable } from "../check.ts";
import { hashMachineDay, hashMeterDay, hashWhole } from "../content-hash.ts";
import { contradict, readingsOf } from "../contradict.ts";
import type { Contradiction } from "../contradiction.ts";
import { findLikeness, type LikeStretch } from "../like-days.ts";
import { findRepetition, type RepeatedStretch } from "../repeated-days.ts";
import { findRepeatedRun } from "../repeated-run.ts";

const check = "replay";

interface Series {
  readonly stream: "machineDays" | "meterDays";
  readonly asset: string;
  /** Ways to look at a day: as a whole, and by what may have been copied while the rest was edited. */
  readonly views: readonly (readonly { readonly day: number; readonly content: number }[])[];
  /** Minutes of each day, days at rest included: told by their order where single days tell little. */
  readonly minutes: readonly { readonly day: number; readonly content: number }[];
  readonly levels: readonly { readonly day: number; readonly value: number }[];
}

/**
 * Stretches that repeat what the same machine or meter sent before: day for day, in part, or (edited) day-to-day changes
 * that follow those of an earlier stretch more closely than independent days can.
 */
export const checkReplay: Check = ({ machines, meters, parameters }) => {
  const series: Series[] = [
    ...machines.map(({ asset, days }) => machineSeries(asset, days)),
    ...meters.map(({ asset, days }) => meterSeries(asset, days, parameters.restChange)),
  ].filter(({ levels, views }) => levels.length >= 40 || views.some((view) => view.length >= 40));
  if (series.length === 0) return notComputable(check, machines.length === 0 ? "noData" : "tooShort");
  const contradictions: Contradiction[] = [];
  const search = { fewestDays: parameters.replayFewestDays, leastShare: parameters.replayShare };
  for (const one of series) {
    const stretches = one.views.map((view) => findRepetition(view, search)).filter((found) => found !== null);
    const exact = stretches.sort((left, right) => left.chance - right.chance)[0];
    const tries = series.length * one.views.length;
    if (exact !== undefined && exact.chance * tries <= parameters.mostChance) {
      contradictions.push(exactReplay(one, exact, exact.chance * tries));
      continue;
    }
    const run = findRepeatedRun(one.minutes);
    if (
      run !== null &&
      run.days >= search.fewestDays &&
      run.chance * series.length <= parameters.mostChance
    ) {
      const found = { ...run, equalDays: run.days, expectedDays: run.usualRun };
      contradictions.push(exactReplay(one, found, run.chance * series.length));
      continue;
    }
    const near = findLikeness(one.levels, parameters);
    if (near !== null && near.chance * series.length <= parameters.mostChance) {
      contradictions.push(nearReplay(one, near, near.chance * series.length));
    }
  }
  return concluded(check, contradictions, contradictions.length / series.length);
};

function machineSeries(asset: string, days: readonly MachineDay[]): Series {
  const known = days.filter(({ knownMinutes }) => knownMinutes >= 360);
  const told = known.filter(({ day }) => isOrdinaryDay(day));
  // Days with work in them do not come twice around the new year either; only their levels are not compared.
  const whole = known.flatMap((day) => {
    const content = hashMachineDay(day);
    return content === null ? [] : [{ day: day.day, content }];
  });
  // What stands as it stood the day before is a sensor at rest, not a copy.
  const energy = known.flatMap(({ day, energyWh, runMinutes }, place) =>
    energyWh !== null &&
    energyWh >= 5000 &&
    runMinutes >= 30 &&
    energyWh !== known[place - 1]?.energyWh &&
    energyWh !== known[place + 1]?.energyWh
      ? [{ day, content: energyWh }]
      : [],
  );
  const use = known.flatMap(({ day, runMinutes, idleMinutes, alarmMinutes, knownMinutes }) =>
    runMinutes + idleMinutes >= 30
      ? [{ day, content: hashWhole([runMinutes, idleMinutes, alarmMinutes, knownMinutes]) }]
      : [],
  );
  const minutes = told.map(({ day, runMinutes, idleMinutes, alarmMinutes, knownMinutes }) => ({
    day,
    content: hashWhole([runMinutes, idleMinutes, alarmMinutes, knownMinutes]),
  }));
  const levels = told.flatMap(({ day, energyWh, runMinutes }) => {
    const value = energyWh ?? runMinutes;
    return value > 0 && runMinutes >= 60 && isOrdinaryWorkingDay(day) ? [{ day, value }] : [];
  });
  return { stream: "machineDays", asset, views: [whole, energy, use], minutes, levels };
}

/** @param restChange  the share by which a day may differ from both neighbours and still count as rest */
function meterSeries(asset: string, days: readonly MeterDay[], restChange: number): Series {
  const isLike = (left: MeterDay | undefined, right: MeterDay): boolean =>
    left !== undefined && Math.abs(left.quantity - right.quantity) <= restChange * right.quantity;
  // A base load or a kiln kept warm is nearly the same on every day of a shutdown, so those days say nothing.
  const told = days.filter(
    (one, place) =>
      one.knownMinutes >= 360 &&
      isOrdinaryDay(one.day) &&
      !(isLike(days[place - 1], one) && isLike(days[place + 1], one)),
  );
  const whole = told.flatMap((day) => {
    const content = hashMeterDay(day);
    return content === null ? [] : [{ day: day.day, content }];
  });
  const quantity = told.flatMap((day) =>
    day.quantity >= 5000 ? [{ day: day.day, content: day.quantity }] : [],
  );
  const levels = told.flatMap((day) =>
    day.quantity > 0 && isOrdinaryWorkingDay(day.day) ? [{ day: day.day, value: day.quantity }] : [],
  );
  return { stream: "meterDays", asset, views: [whole, quantity], minutes: [], levels };
}

function exactReplay({ stream, asset }: Series, found: RepeatedStretch, chance: number): Contradiction {
  const { fromDay, toDay, lagDays } = found;
  return contradict({
    type: "replay",
    sentence: "replay",
    fromDay,
    toDay,
    chance,
    figures: {
      asset,
      found: found.equalDays,
      lag: lagDays,
      expected: found.expectedDays.toFixed(2),
    },
    rows: [
      readingsOf(stream, asset, { fromDay, toDay }),
      readingsOf(stream, asset, { fromDay: fromDay - lagDays, toDay: toDay - lagDays }),
    ],
  });
}

function nearReplay({ stream, asset }: Series, found: LikeStretch, chance: number): Contradiction {
  const { fromDay, toDay, lagDays } = found;
  return contradict({
    type: "replay",
    sentence: "nearReplay",
    fromDay,
    toDay,
    chance,
    figures: { asset, lag: lagDays, found: found.correlation.toFixed(3), expected: "0" },
    rows: [
      readingsOf(stream, asset, { fromDay, toDay }),
      readingsOf(stream, asset, { fromDay: fromDay - lagDays, toDay: toDay - lagDays }),
    ],
  });
}
