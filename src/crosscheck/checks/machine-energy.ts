import { isOrdinaryDay } from "#association";
import type { MachineDay } from "#operations";
import type { MachineSeries } from "../asset-series.ts";
import { type Check, type CheckInput, concluded, notComputable } from "../check.ts";
import { contradict, percent, readingsOf } from "../contradict.ts";
import { type EnergyModel, expectedWh, fitEnergy, tellingDays } from "../energy-model.ts";
import { type Block, blocksOf, findLevelBreak, type LevelBreak } from "../level-break.ts";
import { compareLife, type MachineLife, outputRatioOf } from "../machine-life.ts";
import { yieldRatioOf } from "../machine-yield.ts";
import type { CrossCheckParameters } from "../parameters.ts";
import { fitRamp, type Ramp } from "../ramp.ts";
import { median, robustSpread, theilSenSlope } from "../robust-statistics.ts";

const check = "machineEnergy";
const fewestMinutes = 60;

/**
 * Energy against hours of each machine with a clamp of its own: what it draws is compared with what its own past says
 * for the same hours of running and of standing ready. Hours that rise against output and draw what idling draws are idle
 * running; any other step is a clamp on another load; a slope is a sensor that drifts.
 */
export const checkMachineEnergy: Check = (input) => {
  const { machines, parameters, lastDay } = input;
  const fewest = (parameters.fewestBlocksBefore + parameters.fewestBlocksAfter) * parameters.blockDays;
  const told = machines
    .map((machine) => ({ machine, days: tellingDays(machine.days, fewestMinutes) }))
    .filter(({ days }) => days.length >= fewest);
  if (told.length === 0) return notComputable(check, machines.length === 0 ? "noData" : "tooShort");
  const broken = told.flatMap(({ machine, days }) => {
    const found = findBreak(days, parameters);
    return found !== null && isBreak(found, { parameters, tries: told.length })
      ? [describe(machine, found, input)]
      : [];
  });
  const contradictions = nameBreaks(broken, { input, told: told.length }).map(({ one, name }) => {
    const { fromDay, chance } = one.step;
    const rows = [readingsOf("machineDays", one.machine.asset, { fromDay, toDay: lastDay })];
    const stretch = { fromDay, toDay: lastDay, rows, chance: chance * told.length };
    const sentence = name === "editedImport" ? "editedLevel" : name === "flatLine" ? "flatLevel" : name;
    return contradict({ type: name, sentence, figures: figuresOf(one, name), ...stretch });
  });
  return concluded(check, contradictions, broken.length / told.length);
};

interface FoundBreak {
  readonly step: LevelBreak;
  /** The same change as one that took months, where that is much nearer to the truth. */
  readonly ramp: Ramp | null;
  readonly model: EnergyModel;
}

/** The break of energy against the past, the model fitted again on what came before it. */
function findBreak(days: readonly MachineDay[], parameters: CrossCheckParameters): FoundBreak | null {
  let model = fitEnergy(days);
  if (model === null) return null;
  let blocks = ratiosOf(days, model, parameters);
  let step = searchBreak(blocks, parameters);
  for (let round = 0; round < 2 && step !== null; round++) {
    const { fromDay } = step;
    const refitted = fitEnergy(days.filter(({ day }) => day < fromDay));
    if (refitted === null) break;
    model = refitted;
    blocks = ratiosOf(days, model, parameters);
    step = searchBreak(blocks, parameters) ?? step;
  }
  if (step === null) return null;
  const isTelling = step.chance <= parameters.mostChance && Math.abs(step.shift) > step.spread;
  const ramp = isTelling ? fitRamp(blocks, parameters.rampFewestDays) : null;
  return { step, ramp: ramp !== null && ramp.chance <= parameters.mostChance ? ramp : null, model };
}

function ratiosOf(
  days: readonly MachineDay[],
  model: EnergyModel,
  { blockDays }: CrossCheckParameters,
): Block[] {
  const points = days.map((day) => {
    const expected = expectedWh(model, day);
    return { day: day.day, value: Math.log(Math.max(day.energyWh ?? 0, 0.01 * expected) / expected) };
  });
  return blocksOf(points, blockDays);
}

function searchBreak(
  blocks: readonly Block[],
  { fewestBlocksBefore, fewestBlocksAfter }: CrossCheckParameters,
): LevelBreak | null {
  return findLevelBreak(blocks, { fewestBefore: fewestBlocksBefore, fewestAfter: fewestBlocksAfter });
}

function isBreak(
  found: FoundBreak,
  { parameters, tries }: { readonly parameters: CrossCheckParameters; readonly tries: number },
): boolean {
  const { step, ramp } = found;
  const isSlow = isGradual(found, parameters);
  const least = isSlow
    ? parameters.leastDrift
    : Math.min(parameters.leastEnergyShift, parameters.leastIdleShift);
  // Of what comes slowly the size is what it has come to, not what it was on the way.
  const size = Math.max(Math.abs(step.shift), Math.abs(ramp?.shift ?? 0));
  return (
    size >= Math.max(least, parameters.spreadsOfShift * step.spread) &&
    step.separation >= parameters.leastSeparation - (isSlow ? 0.08 : 0) &&
    step.chance * tries <= parameters.mostChance
  );
}

function isGradual({ step, ramp }: FoundBreak, { driftShare }: CrossCheckParameters): boolean {
  return ramp !== null || step.gradualShare > driftShare;
}

interface Broken extends FoundBreak {
  readonly machine: MachineSeries;
  readonly life: MachineLife;
  /** Output for an hour of running since ÷ before: by its own counter, or the plant's output where it has none. */
  readonly yieldRatio: number;
  readonly isCounted: boolean;
  /** Mean power of the hours that output does not ask for, watts. */
  readonly addedWatt: number;
}

function describe(machine: MachineSeries, found: FoundBreak, input: CheckInput): Broken {
  const life = compareLife(machine.days, found.step.fromDay);
  const output = outputRatioOf(input, found.step.fromDay);
  const counted = yieldRatioOf(machine.days, found.step.fromDay);
  const added = Math.max(0.2, life.hoursAfter - output * life.hoursBefore);
  return {
    ...found,
    machine,
    life,
    yieldRatio: counted ?? (output * life.hoursBefore) / Math.max(0.2, life.hoursAfter),
    isCounted: counted !== null,
    addedWatt: (life.energyAfter - output * life.energyBefore) / added,
  };
}

type Name = "idleRunning" | "clampMoved" | "sensorDrift" | "flatLine" | "editedImport";

/**
 * Machines that idle for show mostly do so together, and their added hours draw what standing ready draws; a clamp is
 * moved on one machine of several, and its hours draw whatever the other load does.
 */
function nameBreaks(
  broken: readonly Broken[],
  { input, told }: { readonly input: CheckInput; readonly told: number },
): { readonly one: Broken; readonly name: Name }[] {
  const { parameters } = input;
  const falls = broken.filter(
    (one) =>
      one.step.shift <= -parameters.leastIdleShift &&
      isEmptier(one, parameters) &&
      // Without a counter, what comes gradually while hours fall is a sensor that drifts in a decline.
      (one.isCounted || !isGradual(one, parameters) || one.life.hoursAfter >= 0.95 * one.life.hoursBefore),
  );
  const idling = falls.filter((one) => drawsLikeIdling(one, parameters));
  const isTogether = areTogether(falls, { idling: idling.length, told });
  return broken.flatMap((one): { readonly one: Broken; readonly name: Name }[] => {
    const entered = enteredShares(one);
    if (isFlat(one) && isOfSameYield(one)) return [{ one, name: "flatLine" }];
    if (entered.after > 0.5 && entered.before < 0.5) return [{ one, name: "editedImport" }];
    // One sensor without a counter that took months wore; two do not wear in the same month.
    const isAlone = idling.includes(one) && (one.isCounted || one.ramp === null);
    const isIdle = isTogether ? falls.includes(one) : isAlone && !isMeterUnmoved(one, input);
    if (isIdle) return [{ one, name: "idleRunning" }];
    if (isGradual(one, parameters) || (isOtherScale(one, parameters) && entered.after <= 0.5))
      return [{ one, name: "sensorDrift" }];
    if (Math.abs(one.step.shift) < parameters.leastEnergyShift) return [];
    // Nobody moves a clamp on a machine whose numbers a person writes.
    return [{ one, name: entered.after > 0.5 ? "editedImport" : "clampMoved" }];
  });
}

/** Whether machines fell in one month: two and half of those with clamps, or three of however many. */
function areTogether(
  falls: readonly Broken[],
  { idling, told }: { readonly idling: number; readonly told: number },
): boolean {
  const middle = median(falls.map(({ step }) => step.fromDay));
  const near = falls.filter(({ step }) => Math.abs(step.fromDay - middle) <= 30).length;
  return (near >= 3 || (near >= 2 && near >= 0.5 * told)) && idling >= 0.3 * falls.length;
}

/** Energy that followed the hours before and no longer does: a sensor that stands still, whatever level it shows. */
function isFlat({ machine, step }: Broken): boolean {
  const days = machine.days.filter(
    ({ day, runMinutes, energyWh }) => runMinutes >= 30 && energyWh !== null && isOrdinaryDay(day),
  );
  const before = elasticityOf(days.filter(({ day }) => day < step.fromDay));
  const after = elasticityOf(days.filter(({ day }) => day >= step.fromDay));
  return before > 0.5 && after < 0.25 && spreadOf(days, step.fromDay) < 0.5;
}

/** Spread of the day's energy since the break ÷ before: another load moves by itself, a dead sensor does not. */
function spreadOf(days: readonly MachineDay[], breakDay: number): number {
  const spread = (part: readonly MachineDay[]): number =>
    robustSpread(part.map(({ energyWh }) => Math.log(Math.max(1, energyWh ?? 1))));
  return (
    spread(days.filter(({ day }) => day >= breakDay)) /
    Math.max(0.01, spread(days.filter(({ day }) => day < breakDay)))
  );
}

/** Relative change of energy for a relative change of hours, by the median of slopes. */
function elasticityOf(days: readonly MachineDay[]): number {
  return theilSenSlope(
    days.map(
      ({ runMinutes, energyWh }) => [Math.log(runMinutes), Math.log(Math.max(1, energyWh ?? 1))] as const,
    ),
  );
}

/** Share of days that a person or a file wrote, before and since the break. */
function enteredShares({ machine, step }: Broken): { readonly before: number; readonly after: number } {
  const share = (days: readonly MachineDay[]): number =>
    days.filter(({ evidence }) => evidence === "manual").length / Math.max(1, days.length);
  return {
    before: share(machine.days.filter(({ day }) => day < step.fromDay)),
    after: share(machine.days.filter(({ day }) => day >= step.fromDay)),
  };
}

/** Whether it ran longer for what it made. */
function isEmptier({ yieldRatio }: Broken, { idleHoursRise }: CrossCheckParameters): boolean {
  return yieldRatio * (1 + idleHoursRise) <= 1;
}

/** Whether an hour of running makes as much as before; a counter tells that far more exactly than the plant's output. */
function isOfSameYield({ yieldRatio, isCounted }: Broken): boolean {
  return Math.abs(Math.log(yieldRatio)) <= (isCounted ? 0.07 : 0.2);
}

/** A small step while hours still go with output: the same load, read on another scale. */
function isOtherScale(one: Broken, { mostScale }: CrossCheckParameters): boolean {
  return isOfSameYield(one) && Math.abs(one.step.shift) <= mostScale;
}

/**
 * Whether hours that made nothing drew less than a share of running power, and those that made something as much as
 * ever: running empty never lowers the energy of a part, a clamp on a smaller load does.
 */
function drawsLikeIdling({ step, yieldRatio }: Broken, { idlePowerShare }: CrossCheckParameters): boolean {
  const drawn = Math.exp(step.shift);
  return drawn >= 0.9 * yieldRatio && drawn - yieldRatio <= idlePowerShare * (1 - yieldRatio);
}

/**
 * Whether the plant's meter did not see what the clamp saw: a load that is really there adds to the meter, a clamp on
 * another load only moves what the meter had seen before. Tells only where the machine is a good part of the plant.
 */
function isMeterUnmoved({ machine, step, life }: Broken, input: CheckInput): boolean {
  const electric = input.meters.filter(({ medium }) => medium === "electricity");
  const sums = new Map<number, number>();
  for (const { days } of electric) {
    for (const { day, quantity } of days) sums.set(day, (sums.get(day) ?? 0) + quantity);
  }
  const ordinary = machine.days.filter(({ day }) => sums.has(day) && isOrdinaryDay(day));
  const after = ordinary.filter(({ day }) => day >= step.fromDay).slice(0, 120);
  const before = ordinary.filter(({ day }) => day < step.fromDay).slice(-Math.max(60, after.length));
  if (after.length < 15 || before.length < 30) return false;
  const meterOf = (days: readonly MachineDay[]): number =>
    days.reduce((sum, { day }) => sum + (sums.get(day) ?? 0), 0) / days.length;
  const output = outputRatioOf(input, step.fromDay);
  const seen = meterOf(after) - output * meterOf(before);
  const added = life.energyAfter - output * life.energyBefore;
  if (Math.abs(added) < 0.15 * meterOf(before)) return false;
  return Math.abs(seen) < Math.abs(seen - added);
}

function figuresOf(
  { machine, step, ramp, life, addedWatt, model }: Broken,
  name: Name,
): Record<string, string> {
  const { asset } = machine;
  if (name === "sensorDrift") return { asset, found: percent(Math.exp(ramp?.shift ?? step.shift)) };
  if (name !== "idleRunning") return { asset, found: percent(Math.exp(step.shift)) };
  return {
    asset,
    expected: life.hoursBefore.toFixed(1),
    found: life.hoursAfter.toFixed(1),
    addedKw: (addedWatt / 1000).toFixed(1),
    runKw: (model.runWatt / 1000).toFixed(1),
  };
}
