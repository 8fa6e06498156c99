import type { SensorFault } from "../../region-enterprise.ts";
import { type Change, changed, type Scene } from "../scene.ts";

/** A sensor that fails by itself: nobody gains by it, and most are mended after a while. */
export function breakSensor(scene: Scene, fault: SensorFault): Change {
  switch (fault) {
    case "sensorDrift":
      return drift(scene);
    case "flatLine":
      return standStill(scene);
    case "stuckCounter":
      return stick(scene);
  }
}

/** Its factor creeps away from one: a worn shunt, a clamp that closes badly. */
function drift(scene: Scene): Change {
  const { rows, random, intensity, fromDay } = scene;
  const sensor = sensorOf(scene, true);
  if (sensor === null) return null;
  const perDay = ((random.next() < 0.6 ? -1 : 1) * (0.01 + 0.05 * intensity)) / 30;
  const most = 0.25 + 0.3 * random.next();
  const until = mendedOn(scene, 150, 400);
  const factor = (day: number): number => {
    if (day < fromDay || day > until) return 1;
    return 1 + Math.sign(perDay) * Math.min(most, Math.abs(perDay) * (day - fromDay));
  };
  if (sensor.stream === "meterDays") {
    const meterDays = changed(rows, "meterDays", (row) => {
      if (row.asset !== sensor.asset) return row;
      const by = factor(row.day);
      const scaled = (value: number | null): number | null =>
        value === null ? null : Math.round(value * by);
      return {
        ...row,
        quantity: Math.round(row.quantity * by),
        nightQuantity: scaled(row.nightQuantity),
        peakWatt: scaled(row.peakWatt),
      };
    });
    return { meterDays };
  }
  const machineDays = changed(rows, "machineDays", (row) =>
    row.asset !== sensor.asset || row.energyWh === null
      ? row
      : { ...row, energyWh: Math.round(row.energyWh * factor(row.day)) },
  );
  return { machineDays };
}

/** It tells the same value day after day, on days off as well. */
function standStill(scene: Scene): Change {
  const { rows, fromDay } = scene;
  const sensor = sensorOf(scene, true);
  if (sensor === null) return null;
  const until = mendedOn(scene, 15, 120);
  const isStill = ({ asset, day }: { readonly asset: string; readonly day: number }): boolean =>
    asset === sensor.asset && day >= fromDay && day <= until;
  if (sensor.stream === "meterDays") {
    const held = rows.meterDays.findLast(
      ({ asset, day, quantity }) => asset === sensor.asset && day < fromDay && quantity > 0,
    );
    if (held === undefined) return null;
    const { quantity, nightQuantity, peakWatt } = held;
    return {
      meterDays: changed(rows, "meterDays", (row) =>
        isStill(row) ? { ...row, quantity, nightQuantity, peakWatt } : row,
      ),
    };
  }
  const held = rows.machineDays.findLast(
    ({ asset, day, energyWh }) => asset === sensor.asset && day < fromDay && (energyWh ?? 0) > 0,
  );
  if (held === undefined) return null;
  return {
    machineDays: changed(rows, "machineDays", (row) =>
      isStill(row) ? { ...row, energyWh: held.energyWh } : row,
    ),
  };
}

/** A counter that no longer counts while the machine runs; a plant without one has a meter that stands. */
function stick(scene: Scene): Change {
  const { rows, random, fromDay } = scene;
  const until = mendedOn(scene, 12, 100);
  const counters = [
    ...new Set(
      rows.machineDays
        .filter(({ goodCount, day }) => goodCount > 0 && day >= fromDay)
        .map((row) => row.asset),
    ),
  ].sort();
  const counter = counters[random.integer(Math.max(1, counters.length))];
  if (counter !== undefined) {
    return {
      machineDays: changed(rows, "machineDays", (row) =>
        row.asset === counter && row.day >= fromDay && row.day <= until
          ? { ...row, goodCount: 0, rejectCount: 0, scrapCount: 0 }
          : row,
      ),
    };
  }
  const meter = sensorOf(scene, false);
  if (meter?.stream !== "meterDays") return null;
  return {
    meterDays: changed(rows, "meterDays", (row) =>
      row.asset === meter.asset && row.day >= fromDay && row.day <= until
        ? {
            ...row,
            quantity: 0,
            nightQuantity: row.nightQuantity === null ? null : 0,
            peakWatt: row.peakWatt === null ? null : 0,
          }
        : row,
    ),
  };
}

function sensorOf(
  { rows, random, fromDay }: Scene,
  withClamps: boolean,
): { readonly stream: "meterDays" | "machineDays"; readonly asset: string } | null {
  // One that told something before it failed and would have gone on.
  const goesOn = (rowsOf: readonly { readonly asset: string; readonly day: number }[]): Set<string> => {
    const before = new Set(rowsOf.filter(({ day }) => day < fromDay).map(({ asset }) => asset));
    return new Set(
      rowsOf.filter(({ asset, day }) => day >= fromDay && before.has(asset)).map((row) => row.asset),
    );
  };
  const meters = goesOn(rows.meterDays.filter(({ quantity }) => quantity > 0));
  const clamps = goesOn(rows.machineDays.filter(({ energyWh }) => withClamps && (energyWh ?? 0) > 0));
  const sensors = [
    ...[...meters].sort().map((asset) => ({ stream: "meterDays" as const, asset })),
    ...[...clamps].sort().map((asset) => ({ stream: "machineDays" as const, asset })),
  ];
  return sensors[random.integer(Math.max(1, sensors.length))] ?? null;
}

/** Half of them are noticed and mended. */
function mendedOn({ random, fromDay, lastDay }: Scene, least: number, most: number): number {
  const days = least + random.integer(most - least);
  return random.next() < 0.5 ? Math.min(lastDay, fromDay + days) : lastDay;
}
