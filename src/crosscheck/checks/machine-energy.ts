import { isOrdinaryDay } from "#association";
import type { MachineDay } from "#operations";
import type { MachineSeries } from "../asset-series.ts";
import { partsOf } from "../asset-series.ts";
import { type Check, concluded, notComputable } from "../check.ts";
import { contradict, type Finding, percent, readingsOf } from "../contradict.ts";
import type { Contradiction } from "../contradiction.ts";
import { type EnergyModel, expectedWh, fitEnergy, tellingDays } from "../energy-model.ts";
import { blocksOf, findLevelBreak, type LevelBreak } from "../level-break.ts";
import type { CrossCheckParameters } from "../parameters.ts";
import { median } from "../robust-statistics.ts";

const check = "machineEnergy";
const fewestMinutes = 60;

/**
 * Energy against hours of each machine with a clamp of its own: what it draws is compared with what its own past says
 * for the same hours of running and of standing ready. A step while hours rise and the added hours draw little is idle
 * running; a step without a change of hours and output is a clamp on another load; a slope is a sensor that drifts.
 */
export const checkMachineEnergy: Check = ({ machines, parameters, lastDay }) => {
  const fewest = (parameters.fewestBlocksBefore + parameters.fewestBlocksAfter) * parameters.blockDays;
  const told = machines
    .map((machine) => ({ machine, days: tellingDays(machine.days, fewestMinutes) }))
    .filter(({ days }) => days.length >= fewest);
  if (told.length === 0) return notComputable(check, machines.length === 0 ? "noData" : "tooShort");
  const contradictions: Contradiction[] = [];
  let widest = 0;
  for (const { machine, days } of told) {
    const found = findBreak(days, parameters);
    if (found === null) continue;
    widest = Math.max(widest, Math.abs(found.step.shift));
    const finding = explain(machine, found, parameters);
    if (finding === null) continue;
    const chance = found.step.chance * told.length;
    if (chance > parameters.mostChance) continue;
    const rows = [readingsOf("machineDays", machine.asset, { fromDay: found.step.fromDay, toDay: lastDay })];
    contradictions.push(contradict({ ...finding, chance, rows, toDay: lastDay }));
  }
  return concluded(check, contradictions, widest);
};

interface FoundBreak {
  readonly step: LevelBreak;
  readonly model: EnergyModel;
}

/** The break of energy against the past, the model fitted again on what came before it. */
function findBreak(days: readonly MachineDay[], parameters: CrossCheckParameters): FoundBreak | null {
  let model = fitEnergy(days);
  if (model === null) return null;
  let step = searchBreak(days, model, parameters);
  for (let round = 0; round < 2 && step !== null; round++) {
    const { fromDay } = step;
    const refitted = fitEnergy(days.filter(({ day }) => day < fromDay));
    if (refitted === null) break;
    model = refitted;
    step = searchBreak(days, model, parameters) ?? step;
  }
  return step === null ? null : { step, model };
}

function searchBreak(
  days: readonly MachineDay[],
  model: EnergyModel,
  { blockDays, fewestBlocksBefore, fewestBlocksAfter }: CrossCheckParameters,
): LevelBreak | null {
  const points = days.map((day) => {
    const expected = expectedWh(model, day);
    return { day: day.day, value: Math.log(Math.max(day.energyWh ?? 0, 0.01 * expected) / expected) };
  });
  return findLevelBreak(blocksOf(points, blockDays), {
    fewestBefore: fewestBlocksBefore,
    fewestAfter: fewestBlocksAfter,
  });
}

type Explained = Omit<Finding, "rows" | "chance" | "toDay">;

function explain(
  machine: MachineSeries,
  { step, model }: FoundBreak,
  parameters: CrossCheckParameters,
): Explained | null {
  const size = Math.abs(step.shift);
  if (size < parameters.spreadsOfShift * step.spread) return null;
  const isGradual = step.gradualShare > parameters.driftShare;
  if (step.separation < parameters.leastSeparation - (isGradual ? 0.08 : 0)) return null;
  const found = percent(Math.exp(step.shift));
  const common = { fromDay: step.fromDay, figures: { asset: machine.asset, found } };
  const life = compareLife(machine.days, step.fromDay);
  if (step.shift <= -parameters.leastEnergyShift && isIdling(life, model, parameters)) {
    const figures = {
      asset: machine.asset,
      expected: life.hoursBefore.toFixed(1),
      found: life.hoursAfter.toFixed(1),
      addedKw: (life.addedWatt / 1000).toFixed(1),
      runKw: (model.runWatt / 1000).toFixed(1),
    };
    return { type: "idleRunning", sentence: "idleRunning", fromDay: step.fromDay, figures };
  }
  if (isGradual) {
    return size < parameters.leastDrift ? null : { type: "sensorDrift", sentence: "sensorDrift", ...common };
  }
  if (size < parameters.leastEnergyShift) return null;
  return { type: "clampMoved", sentence: "clampMoved", ...common };
}

interface Life {
  readonly hoursBefore: number;
  readonly hoursAfter: number;
  /** Mean power of the hours that were added, watts. */
  readonly addedWatt: number;
  /** Parts for a running hour, after ÷ before; null where nothing is counted. */
  readonly partsRatio: number | null;
}

/** How the machine was used in as much time before the break as after it, at least a quarter. */
function compareLife(days: readonly MachineDay[], breakDay: number): Life {
  const ordinary = days.filter(({ day, knownMinutes }) => knownMinutes >= 720 && isOrdinaryDay(day));
  const after = ordinary.filter(({ day }) => day >= breakDay);
  const before = ordinary.filter(({ day }) => day < breakDay).slice(-Math.max(60, after.length));
  const hoursBefore = meanOf(before, ({ runMinutes }) => runMinutes / 60);
  const hoursAfter = meanOf(after, ({ runMinutes }) => runMinutes / 60);
  const energy = meanOf(after, dayEnergy) - meanOf(before, dayEnergy);
  const rate = (day: MachineDay): number => partsOf(day) / day.runMinutes;
  const ran = (part: readonly MachineDay[]): number =>
    median(part.filter(({ runMinutes }) => runMinutes >= fewestMinutes).map(rate));
  const rateBefore = ran(before);
  return {
    hoursBefore,
    hoursAfter,
    addedWatt: energy / Math.max(0.1, hoursAfter - hoursBefore),
    partsRatio: rateBefore > 0 ? ran(after) / rateBefore : null,
  };
}

function isIdling(life: Life, { runWatt }: EnergyModel, parameters: CrossCheckParameters): boolean {
  return (
    life.hoursAfter >= life.hoursBefore * (1 + parameters.idleHoursRise) &&
    life.addedWatt <= parameters.idlePowerShare * runWatt
  );
}

function dayEnergy(day: MachineDay): number {
  return day.energyWh ?? 0;
}

function meanOf(days: readonly MachineDay[], value: (day: MachineDay) => number): number {
  return days.reduce((sum, day) => sum + value(day), 0) / Math.max(1, days.length);
}
