import type { DayNumber, MachineDay, OperatingRows, Sighted } from "#operations";
import { type Change, changed, type Scene } from "../scene.ts";

const dayMinutes = 1440;

/**
 * Machines run empty: hours go up, and power only by what an idle spindle draws. Counters are touched now and then;
 * material, stock, deliveries and invoices are as they were.
 */
export function runIdle(scene: Scene): Change {
  const { rows, random, intensity, fromDay } = scene;
  const machines = new Map([...ratedWatts(rows)].filter(() => random.next() < 0.4 + 0.6 * intensity));
  if (machines.size === 0) return null;
  const style = {
    idleShare: 0.12 + 0.16 * random.next(),
    fill: 0.3 + 0.6 * intensity,
    onDaysOff: 0.4 * intensity * random.next(),
    counted: random.next() < 0.5 ? 0 : 0.1 + 0.3 * random.next(),
  };
  const extraWh = new Map<DayNumber, number>();
  const machineDays = changed(rows, "machineDays", (row) => {
    const watts = machines.get(row.asset);
    if (watts === undefined || row.day < fromDay || row.knownMinutes === 0) return row;
    if (row.runMinutes === 0 && random.next() >= style.onDaysOff) return row;
    const fromIdle = Math.round(row.idleMinutes * Math.min(1, style.fill + 0.1 * random.normal()) * 0.8);
    const known = Math.min(dayMinutes, row.knownMinutes);
    const off = Math.max(0, known - row.runMinutes - row.idleMinutes - row.alarmMinutes);
    const fromOff = Math.max(0, Math.round(off * style.fill * (0.35 + 0.1 * random.normal())));
    const addedWh = Math.round((fromOff / 60) * watts * style.idleShare);
    extraWh.set(row.day, (extraWh.get(row.day) ?? 0) + addedWh);
    return runLonger(row, Math.max(0, fromIdle), fromOff, { addedWh, counted: style.counted });
  });
  return { machineDays, meterDays: meterFollows(rows, extraWh) };
}

function runLonger(
  row: Sighted<MachineDay>,
  fromIdle: number,
  fromOff: number,
  { addedWh, counted }: { readonly addedWh: number; readonly counted: number },
): Sighted<MachineDay> {
  const share = row.runMinutes === 0 ? 0 : (fromIdle + fromOff) / row.runMinutes;
  return {
    ...row,
    idleMinutes: row.idleMinutes - Math.min(row.idleMinutes, fromIdle),
    runMinutes: row.runMinutes + Math.min(row.idleMinutes, fromIdle) + fromOff,
    goodCount: Math.round(row.goodCount * (1 + counted * share)),
    energyWh: row.energyWh === null ? null : row.energyWh + addedWh,
  };
}

/** The meter sees what idle machines draw: physics is not in anybody's hand. */
export function meterFollows(
  rows: OperatingRows,
  extraWh: ReadonlyMap<DayNumber, number>,
): OperatingRows["meterDays"] {
  const main = mainMeterOf(rows);
  return changed(rows, "meterDays", (row) => {
    const added = extraWh.get(row.day) ?? 0;
    if (row.asset !== main || added === 0) return row;
    const atNight = row.nightQuantity === null ? null : row.nightQuantity + Math.round(added / 4);
    return { ...row, quantity: row.quantity + added, nightQuantity: atNight };
  });
}

/** The electricity meter behind which most is used. */
export function mainMeterOf({ meterDays }: OperatingRows): string | null {
  const sums = new Map<string, number>();
  for (const { asset, medium, quantity } of meterDays) {
    if (medium === "electricity") sums.set(asset, (sums.get(asset) ?? 0) + quantity);
  }
  return [...sums].sort(([, left], [, right]) => right - left)[0]?.[0] ?? null;
}

/** Power of each machine that ever ran: as it says of itself, else as rated, else as its division would have it. */
export function ratedWatts(rows: OperatingRows): ReadonlyMap<string, number> {
  const sums = new Map<string, { run: number; metered: number; energy: number }>();
  for (const { asset, runMinutes, energyWh } of rows.machineDays) {
    const sum = sums.get(asset) ?? { run: 0, metered: 0, energy: 0 };
    sums.set(asset, sum);
    sum.run += runMinutes;
    if (energyWh === null) continue;
    sum.metered += runMinutes;
    sum.energy += energyWh;
  }
  const rated = new Map(rows.twins.map(({ asset, ratedWatt }) => [asset, ratedWatt]));
  return new Map(
    [...sums]
      .filter(([, { run }]) => run > 0)
      .map(([asset, { metered, energy }]) => [
        asset,
        metered > 0 ? (energy * 60) / metered : (rated.get(asset) ?? 10_000) * 0.6,
      ]),
  );
}
