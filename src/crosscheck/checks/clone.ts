import type { DayNumber } from "#operations";
import { type Check, type CheckInput, concluded, notComputable } from "../check.ts";
import { hashMachineDay, hashMeterDay } from "../content-hash.ts";
import { contradict, readingsOf } from "../contradict.ts";
import type { Contradiction } from "../contradiction.ts";
import { poissonTail } from "../robust-statistics.ts";
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
  const sharedSeries = input.neighbours.sharedSeries();
  const foreign = sharedSeries.flatMap((shared) => {
    const ofPair = sharedSeries.filter(
      ({ otherEnterpriseId }) => otherEnterpriseId === shared.otherEnterpriseId,
    );
    const doubt = sourceDoubt * chanceOfSource(mostTelling(ofPair));
    const chance = chanceOfSharing(shared) + doubt;
    return chance > 1 - input.parameters.accusationStrength ? [] : [describeShared(shared, chance)];
  });
  return concluded(check, [...foreign, ...own], foreign.length + own.length);
};

/**
 * That the two are the same is certain; whose they are is not. Whoever sends the same days as somebody else is told, the
 * one that seems to have been copied with so much less strength.
 */
const sourceDoubt = 0.08;

/** Any two of a million million pairs of assets; a week of one is that of another once in 2^20 at most. */
function chanceOfSharing({ equalWeeks }: SharedSeries): number {
  return Math.min(1, 1e12 * poissonTail(equalWeeks, 60 / 2 ** 20));
}

/** Of the assets that two enterprises share, the one whose level changed most tells who copied. */
function mostTelling(ofPair: readonly SharedSeries[]): SharedSeries {
  const change = ({ ownChange, otherChange }: SharedSeries): number =>
    Math.max(ownChange ?? 0, otherChange ?? 0);
  return ofPair.reduce((left, right) => (change(right) > change(left) ? right : left));
}

/** That this enterprise is the one that was copied: the copy's own series breaks where the sameness begins. */
function chanceOfSource({ ownChange, otherChange, ownFirstDay, otherFirstDay }: SharedSeries): number {
  if (ownChange !== null && otherChange !== null && Math.max(ownChange, otherChange) > 2) {
    return ownChange > otherChange ? 0.5 * (otherChange / ownChange) ** 2 : 1;
  }
  if (ownChange !== null && otherChange === null) return ownChange > 3 ? 0.05 : 1;
  if (ownChange === null && otherChange !== null) return otherChange > 3 ? 1 : 0.05;
  return ownFirstDay > otherFirstDay + 14 ? 0.05 : otherFirstDay > ownFirstDay + 14 ? 1 : 0.09;
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

/** Days that two assets of the same enterprise have in common: one of the two clamps measures the other load. */
function findOwnTwins({ machines, meters, parameters }: CheckInput): Contradiction[] {
  /** Kind and day, then content, to the first asset that had it. */
  const byKind = new Map<string, Map<DayNumber, Map<number, string>>>();
  const pairs = new Map<string, DayNumber[]>();
  const note = (
    kind: string,
    asset: string,
    { day, hash }: { day: DayNumber; hash: number | null },
  ): void => {
    if (hash === null) return;
    const byContent = madeOf(madeOf(byKind, kind), day);
    const other = byContent.get(hash);
    if (other === undefined) {
      byContent.set(hash, asset);
      return;
    }
    const names = `${other}\n${asset}`;
    const common = pairs.get(names);
    if (common === undefined) pairs.set(names, [day]);
    else common.push(day);
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
        type: "clampMoved",
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

/** The map of a key, made when it is first asked for. */
function madeOf<Key, Inner, Value>(maps: Map<Key, Map<Inner, Value>>, key: Key): Map<Inner, Value> {
  const known = maps.get(key);
  if (known !== undefined) return known;
  const made = new Map<Inner, Value>();
  maps.set(key, made);
  return made;
}
