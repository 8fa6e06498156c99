import { madScale, medianOf } from "#kernel";
import type { MachineDay } from "#operations";
import { isOrdinaryDay } from "#association";

/** Power of a machine while it runs and while it stands ready, watts, as its own days tell. */
export interface EnergyModel {
  readonly runWatt: number;
  readonly idleWatt: number;
}

const minutesOfHour = 60;

/** Days that say something of the power: enough is known of them, and the machine ran for a while. */
export function tellingDays(days: readonly MachineDay[], fewestMinutes: number): readonly MachineDay[] {
  return days.filter(
    (day) =>
      day.energyWh !== null &&
      day.runMinutes >= fewestMinutes &&
      day.knownMinutes >= 720 &&
      isOrdinaryDay(day.day),
  );
}

/**
 * Watts of running and of standing ready by least squares without an intercept, days with large residuals weighing less
 * (Huber 1964, three rounds). Null with fewer than ten days.
 */
export function fitEnergy(days: readonly MachineDay[]): EnergyModel | null {
  if (days.length < 10) return null;
  const weights = days.map(() => 1);
  let model: EnergyModel = { runWatt: 0, idleWatt: 0 };
  for (let round = 0; round < 3; round++) {
    model = solve(days, weights);
    const residuals = days.map((day) => Math.abs((day.energyWh ?? 0) - expectedWh(model, day)));
    const scale = madScale * medianOf(residuals) || 1;
    for (const [index, residual] of residuals.entries()) {
      weights[index] = residual <= 1.345 * scale ? 1 : (1.345 * scale) / residual;
    }
  }
  return model.runWatt > 0 ? model : null;
}

export function expectedWh(model: EnergyModel, day: MachineDay): number {
  return (
    (model.runWatt * day.runMinutes + model.idleWatt * (day.idleMinutes + day.alarmMinutes)) / minutesOfHour
  );
}

/** Idle power between nothing and the power of running: days of one mix of hours say little of it. */
function solve(days: readonly MachineDay[], weights: readonly number[]): EnergyModel {
  let runRun = 0;
  let runIdle = 0;
  let idleIdle = 0;
  let runWh = 0;
  let idleWh = 0;
  for (const [index, day] of days.entries()) {
    const weight = weights[index] ?? 1;
    const run = day.runMinutes / minutesOfHour;
    const idle = (day.idleMinutes + day.alarmMinutes) / minutesOfHour;
    const energy = day.energyWh ?? 0;
    runRun += weight * run * run;
    runIdle += weight * run * idle;
    idleIdle += weight * idle * idle;
    runWh += weight * run * energy;
    idleWh += weight * idle * energy;
  }
  const determinant = runRun * idleIdle - runIdle * runIdle;
  const share = runWh / runRun;
  if (determinant < 1e-6 * runRun * idleIdle || idleIdle === 0) return { runWatt: share, idleWatt: 0 };
  const idleWatt = (runRun * idleWh - runIdle * runWh) / determinant;
  const bounded = Math.min(Math.max(idleWatt, 0), 0.6 * share);
  return { runWatt: (runWh - bounded * runIdle) / runRun, idleWatt: bounded };
}
