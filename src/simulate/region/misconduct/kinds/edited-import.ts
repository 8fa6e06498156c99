import type { Sighted, MachineDay } from "#operations";
import { type Change, changed, type Scene } from "../scene.ts";

/**
 * Machines are no longer read but brought in as a table that a person edited: counts upward and rounded, scrap
 * downward. Production and stock in the own books follow; the meter, carriers, invoices and the bank do not.
 */
export function editImport(scene: Scene): Change {
  const { rows, random, intensity, fromDay } = scene;
  if (rows.machineDays.length === 0) return null;
  const upward = 1.12 + 0.7 * intensity;
  const onlyFrom = random.next() < 0.3 ? 16 : 1;
  const keepsBooks = random.next() < 0.6;
  const step = stepOf(rows.machineDays);
  const isEdited = (day: number): boolean =>
    day >= fromDay && new Date(day * 86_400_000).getUTCDate() >= onlyFrom;
  const machineDays = changed(rows, "machineDays", (row) => {
    if (row.day < fromDay) return row;
    if (!isEdited(row.day) || row.runMinutes === 0) return { ...row, evidence: "manual" };
    return edited(row, upward * (1 + 0.06 * random.normal()), step);
  });
  const collectorDays = changed(rows, "collectorDays", (row) =>
    row.day < fromDay ? row : { ...row, readings: Math.round(row.readings * 0.3) },
  );
  if (!keepsBooks) return { machineDays, collectorDays };
  const movements = changed(rows, "movements", (row) =>
    row.kind === "productionReceipt" && isEdited(row.onDay)
      ? { ...row, quantityMilli: Math.round((row.quantityMilli * upward) / 10_000) * 10_000 }
      : row,
  );
  return { machineDays, collectorDays, movements };
}

function edited(row: Sighted<MachineDay>, upward: number, step: number): Sighted<MachineDay> {
  const goodCount = Math.round((row.goodCount * upward) / step) * step;
  const room = row.knownMinutes - row.alarmMinutes;
  const runMinutes = Math.min(room, Math.round((row.runMinutes * (1 + (upward - 1) * 0.6)) / 30) * 30);
  return {
    ...row,
    evidence: "manual",
    goodCount,
    rejectCount: Math.round(row.rejectCount * 0.5),
    scrapCount: Math.round(row.scrapCount * 0.5),
    runMinutes,
    idleMinutes: Math.min(row.idleMinutes, Math.max(0, room - runMinutes)),
  };
}

/** People round to tens of small numbers and to hundreds of large ones. */
function stepOf(days: readonly MachineDay[]): number {
  const counts = days.map(({ goodCount }) => goodCount).filter((count) => count > 0);
  if (counts.length === 0) return 1;
  const usual = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  return usual < 30 ? 1 : usual < 300 ? 10 : usual < 3_000 ? 50 : 100;
}
