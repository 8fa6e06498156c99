import { isOrdinaryDay } from "#association";
import type { DayNumber } from "#operations";
import { type Check, type CheckInput, concluded, notComputable } from "../check.ts";
import { contradict, percent, readingsOf } from "../contradict.ts";
import type { Contradiction } from "../contradiction.ts";
import { fitEnergy, tellingDays } from "../energy-model.ts";
import { blocksOf, findLevelBreak, type LevelBreak } from "../level-break.ts";
import { outputRatioOf } from "../machine-life.ts";
import { changeOf, outputChangeOf, stretchesAround } from "../third-voice.ts";
import { median, theilSenSlope } from "../robust-statistics.ts";

const check = "plantEnergy";

/**
 * Energy of the plant's meters against the hours of its machines: a base and a part for each machine hour, weighted by
 * what the machines draw. Hours that rise while the meter does not follow are idle running of machines without a clamp;
 * a slope is a meter that drifts; any other step says that the two disagree.
 */
export const checkPlantEnergy: Check = (input) => {
  const loads = loadByDay(input);
  const meters = input.meters.filter(({ medium }) => medium !== "water");
  if (meters.length === 0 || loads.size === 0) return notComputable(check, "noData");
  const contradictions: Contradiction[] = [];
  let checked = 0;
  for (const { asset, days } of meters) {
    const points = days.flatMap((day) => {
      const load = loads.get(day.day);
      const isTelling = day.knownMinutes >= 720 && day.quantity > 0 && isOrdinaryDay(day.day);
      return load === undefined || load.hours < 2 || !isTelling
        ? []
        : [{ ...load, day: day.day, quantity: day.quantity }];
    });
    if (points.length < 60) continue;
    checked++;
    const found = compare(asset, points, input);
    if (found !== null && found.strength >= 1 - input.parameters.mostChance * meters.length)
      contradictions.push(found);
  }
  return checked === 0 ? notComputable(check, "tooShort") : concluded(check, contradictions, checked);
};

interface Load {
  /** Watt-hours that the machines' hours let expect, and hours. */
  readonly weighted: number;
  readonly hours: number;
}

interface Point extends Load {
  readonly day: DayNumber;
  readonly quantity: number;
}

/** Days on which at least nine in ten of the machines that report at that time are known. */
function loadByDay({ machines }: CheckInput): Map<DayNumber, Load> {
  const loads = new Map<DayNumber, { weighted: number; hours: number; count: number }>();
  for (const { days, twin } of machines) {
    const watt = fitEnergy(tellingDays(days, 60))?.runWatt ?? twin?.ratedWatt ?? 10_000;
    for (const { day, runMinutes, knownMinutes } of days) {
      if (knownMinutes < 720) continue;
      const load = loads.get(day) ?? { weighted: 0, hours: 0, count: 0 };
      loads.set(day, load);
      load.weighted += (runMinutes / 60) * watt;
      load.hours += runMinutes / 60;
      load.count++;
    }
  }
  const usual = new Map<number, number>();
  for (const [day, { count }] of loads) {
    const month = Math.floor(day / 30);
    usual.set(month, Math.max(usual.get(month) ?? 0, count));
  }
  return new Map(
    [...loads].filter(([day, { count }]) => count >= 0.9 * (usual.get(Math.floor(day / 30)) ?? 0)),
  );
}

function compare(asset: string, points: readonly Point[], input: CheckInput): Contradiction | null {
  const { parameters, lastDay } = input;
  const search = { fewestBefore: parameters.fewestBlocksBefore, fewestAfter: parameters.fewestBlocksAfter };
  let fitted = points;
  let step = null;
  let model = { base: 0, slope: 0 };
  for (let round = 0; round < 2; round++) {
    model = fit(fitted);
    const ratios = points.map(({ day, quantity, weighted }) => ({
      day,
      value: Math.log(quantity / Math.max(1, model.base + model.slope * weighted)),
    }));
    step = findLevelBreak(blocksOf(ratios, parameters.blockDays), search);
    const from = step?.fromDay ?? 0;
    fitted = points.filter(({ day }) => day < from);
    if (step === null || fitted.length < 40) break;
  }
  if (step === null) return null;
  const size = Math.abs(step.shift);
  const isGradual = step.gradualShare > parameters.driftShare;
  const least = isGradual ? parameters.leastPlantDrift : parameters.leastPlantShift;
  const separation = parameters.leastSeparation - (isGradual ? 0.08 : 0);
  if (
    size < Math.max(least, (isGradual ? parameters.plantSpreads : parameters.spreadsOfShift) * step.spread) ||
    step.separation < separation
  )
    return null;
  const { fromDay } = step;
  const after = points.filter(({ day }) => day >= fromDay);
  const before = points.filter(({ day }) => day < fromDay).slice(-Math.max(60, after.length));
  const hoursBefore = median(before.map(({ hours }) => hours));
  const hoursAfter = median(after.map(({ hours }) => hours));
  const common = {
    fromDay,
    toDay: lastDay,
    chance: step.chance,
    rows: [readingsOf("meterDays", asset, { fromDay, toDay: lastDay })],
  };
  const found = percent(Math.exp(step.shift));
  const isBlind =
    input.meters.find((meter) => meter.asset === asset)?.medium === "electricity" && clampShare(input) < 0.5;
  const usualHours = hoursBefore * outputRatioOf(input, fromDay);
  if (step.shift < 0 && isBlind && hoursAfter > usualHours * (1 + parameters.idleHoursRise)) {
    const foundKwh = median(after.map(({ quantity }) => quantity)) / 1000;
    const figures = {
      expected: hoursBefore.toFixed(1),
      found: hoursAfter.toFixed(1),
      expectedKwh: (foundKwh / Math.exp(step.shift)).toFixed(0),
      foundKwh: foundKwh.toFixed(0),
    };
    return contradict({ type: "idleRunning", sentence: "idlePlant", figures, ...common });
  }
  if (isGradual && (hasFleetChanged(input, fromDay) || isOfUnseenMachines(step, points, input))) return null;
  if (isGradual) {
    return contradict({ type: "sensorDrift", sentence: "sensorDrift", figures: { asset, found }, ...common });
  }
  const what = `${asset} kWh ÷ h`;
  return contradict({ type: "energyOutput", sentence: "energyOutput", figures: { what, found }, ...common });
}

/**
 * Whether what the plant put out changed against the hours of the machines that are seen as its meter did, by half at
 * least: then others worked, behind the meter and out of sight, and the meter is right.
 */
function isOfUnseenMachines(
  { fromDay, shift }: LevelBreak,
  points: readonly Point[],
  input: CheckInput,
): boolean {
  const stretches = stretchesAround(fromDay, input.lastDay, true);
  const output = outputChangeOf(input, stretches);
  const load = changeOf(
    points.map(({ day, weighted }) => ({ day, value: weighted })),
    stretches,
  );
  return output !== null && load !== null && (output - load) / shift >= 0.5;
}

/** Whether machines came or left around the change or since: those that came may have brought others with them. */
function hasFleetChanged({ machines, lastDay }: CheckInput, fromDay: DayNumber): boolean {
  return machines.some(({ days }) => {
    const first = days[0]?.day ?? 0;
    const last = days.at(-1)?.day ?? 0;
    return first > fromDay - 60 || (last > fromDay - 60 && last < lastDay - 30);
  });
}

/** Share of the machines with a clamp of their own: theirs is told machine by machine, and far more exactly. */
function clampShare({ machines }: CheckInput): number {
  const clamped = machines.filter(({ days }) => days.some(({ energyWh }) => energyWh !== null));
  return clamped.length / Math.max(1, machines.length);
}

/** A base and a slope by the median of slopes; neither is below zero. */
function fit(points: readonly Point[]): { readonly base: number; readonly slope: number } {
  const pairs = points.map(({ weighted, quantity }) => [weighted, quantity] as const);
  const ratio = median(pairs.map(([weighted, quantity]) => quantity / Math.max(1, weighted)));
  const slope = theilSenSlope(pairs);
  const bounded = Number.isNaN(slope) ? ratio : Math.min(Math.max(slope, 0), ratio);
  return {
    base: Math.max(0, median(pairs.map(([weighted, quantity]) => quantity - bounded * weighted))),
    slope: bounded,
  };
}
