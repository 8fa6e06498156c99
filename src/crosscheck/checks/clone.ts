import type { DayNumber } from "#operations";
import type { MachineSeries, MeterSeries } from "../asset-series.ts";
import { type Check, type CheckInput, concluded, notComputable } from "../check.ts";
import { hashMachineDay, hashMeterDay } from "../content-hash.ts";
import { contradict, readingsOf } from "../contradict.ts";
import type { Contradiction } from "../contradiction.ts";
import { median, poissonTail, robustSpread } from "../robust-statistics.ts";
import type { SharedSeries } from "../series-book.ts";

const check = "clone";

/**
 * The same days on assets of two enterprises, or on two assets of one. Of two enterprises only one can be the copy: it
 * is the one whose own series breaks where the sameness begins, or whose asset is the newer.
 */
export const checkClone: Check = (input) => {
  const assets = input.machines.length + input.meters.length;
  if (assets === 0) return notComputable(check, "noData");
  const own = findOwnTwins(input);
  if (input.neighbours === null) {
    return own.length > 0 ? concluded(check, own, own.length) : notComputable(check, "noNeighbours");
  }
  const foreign = input.neighbours.sharedSeries().flatMap((shared) => {
    const chance = chanceOfSharing(shared) + chanceOfSource(input, shared);
    return chance > 1 - input.parameters.accusationStrength ? [] : [describeShared(shared, chance)];
  });
  return concluded(check, [...foreign, ...own], foreign.length + own.length);
};

/** Any two of a million million pairs of assets; a week of one is that of another once in 2^20 at most. */
function chanceOfSharing({ equalWeeks }: SharedSeries): number {
  return Math.min(1, 1e12 * poissonTail(equalWeeks, 60 / 2 ** 20));
}

/** That this enterprise is the one that was copied. */
function chanceOfSource(
  input: CheckInput,
  { asset, fromDay, ownFirstDay, otherFirstDay }: SharedSeries,
): number {
  const changed = levelChange(input, asset, fromDay);
  if (changed !== null) return changed > 3 ? 0 : 0.9;
  if (ownFirstDay > otherFirstDay + 14) return 0.05;
  return otherFirstDay > ownFirstDay + 14 ? 0.95 : 0.08;
}

/** How far the asset's level moved on that day, in spreads of before; null without a past. */
function levelChange({ machines, meters }: CheckInput, asset: string, fromDay: DayNumber): number | null {
  const points = pointsOf(
    machines.find((machine) => machine.asset === asset),
    meters.find((meter) => meter.asset === asset),
  );
  // The copy began up to some weeks before the first sampled day that was found equal.
  const before = points.filter(({ day }) => day < fromDay - 7).slice(-60);
  const after = points.filter(({ day }) => day >= fromDay).slice(0, 60);
  if (before.length < 15 || after.length < 10) return null;
  const changes = [0, 1].map((place) => {
    const past = before.map(({ values }) => values[place] ?? 0);
    const now = after.map(({ values }) => values[place] ?? 0);
    const shift = Math.abs(median(now) - median(past));
    return shift / Math.max(0.01, robustSpread(past) / Math.sqrt(before.length / 3));
  });
  return Math.max(...changes);
}

/** Logarithms of watts of a running hour and of hours; of a meter, of the quantity. */
function pointsOf(
  machine: MachineSeries | undefined,
  meter: MeterSeries | undefined,
): { readonly day: DayNumber; readonly values: readonly number[] }[] {
  const ran = (machine?.days ?? []).filter(({ runMinutes }) => runMinutes >= 60);
  if (machine !== undefined) {
    return ran.map((day) => ({
      day: day.day,
      values: [
        Math.log(Math.max(1, day.energyWh ?? day.goodCount) / day.runMinutes),
        Math.log(day.runMinutes),
      ],
    }));
  }
  return (meter?.days ?? [])
    .filter(({ quantity }) => quantity > 0)
    .map(({ day, quantity }) => ({ day, values: [Math.log(quantity)] }));
}

function describeShared(shared: SharedSeries, chance: number): Contradiction {
  const { asset, otherAsset, otherEnterpriseId, fromDay, toDay, equalWeeks } = shared;
  const stream = "machineDays";
  return contradict({
    type: "clone",
    sentence: "clone",
    fromDay,
    toDay,
    chance,
    figures: { asset, other: otherAsset, found: equalWeeks, expected: 0 },
    rows: [
      readingsOf(stream, asset, { fromDay, toDay }),
      { ...readingsOf(stream, otherAsset, { fromDay, toDay }), enterpriseId: otherEnterpriseId },
    ],
  });
}

/** Days that two assets of the same enterprise have in common. */
function findOwnTwins({ machines, meters, parameters }: CheckInput): Contradiction[] {
  const byContent = new Map<string, string>();
  const pairs = new Map<string, DayNumber[]>();
  const note = (
    kind: string,
    asset: string,
    { day, hash }: { day: DayNumber; hash: number | null },
  ): void => {
    if (hash === null) return;
    const key = `${kind}/${day}/${hash}`;
    const other = byContent.get(key);
    if (other === undefined) byContent.set(key, asset);
    else pairs.set(`${other}\n${asset}`, [...(pairs.get(`${other}\n${asset}`) ?? []), day]);
  };
  for (const { asset, days } of machines) {
    for (const day of days) {
      if ((day.energyWh ?? 0) >= 1000) note("m", asset, { day: day.day, hash: hashMachineDay(day) });
    }
  }
  for (const { asset, medium, days } of meters) {
    for (const day of days) note(medium, asset, { day: day.day, hash: hashMeterDay(day) });
  }
  return [...pairs].flatMap(([names, days]) => {
    if (days.length < parameters.replayFewestDays) return [];
    const [asset = "", other = ""] = names.split("\n");
    const fromDay = Math.min(...days);
    const toDay = Math.max(...days);
    return [
      contradict({
        type: "clone",
        sentence: "twinSeries",
        fromDay,
        toDay,
        chance: machines.length ** 2 * poissonTail(days.length, 0.05),
        figures: { asset, other, found: days.length, expected: 0 },
        rows: [asset, other].map((name) => readingsOf("machineDays", name, { fromDay, toDay })),
      }),
    ];
  });
}
