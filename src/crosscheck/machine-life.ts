import { isOrdinaryDay } from "#association";
import type { DayNumber, MachineDay } from "#operations";
import type { CheckInput } from "./check.ts";

/** How a machine was used in as much time before a day as after it, at least sixty days. */
export interface MachineLife {
  readonly hoursBefore: number;
  readonly hoursAfter: number;
  readonly energyBefore: number;
  readonly energyAfter: number;
}

export function compareLife(days: readonly MachineDay[], breakDay: DayNumber): MachineLife {
  const ordinary = days.filter(({ day, knownMinutes }) => knownMinutes >= 720 && isOrdinaryDay(day));
  const after = ordinary.filter(({ day }) => day >= breakDay).slice(0, 120);
  const before = ordinary.filter(({ day }) => day < breakDay).slice(-Math.max(60, after.length));
  return {
    hoursBefore: meanOf(before, ({ runMinutes }) => runMinutes / 60),
    hoursAfter: meanOf(after, ({ runMinutes }) => runMinutes / 60),
    energyBefore: meanOf(before, ({ energyWh }) => energyWh ?? 0),
    energyAfter: meanOf(after, ({ energyWh }) => energyWh ?? 0),
  };
}

/**
 * Output of the plant after a day ÷ before it, by what was received into stock and delivered, bounded to a factor of
 * two; 1 where no movement is known. Hours are judged against it: in a decline, hours that stay are hours too many.
 */
export function outputRatioOf({ facts }: CheckInput, breakDay: DayNumber): number {
  const ratios = (["productionReceipt", "delivery"] as const).flatMap((kind) => {
    const moved = facts.movements.filter((movement) => movement.kind === kind);
    const after = sumOf(moved, breakDay, breakDay + 120);
    const before = sumOf(moved, breakDay - 120, breakDay);
    return after.days >= 15 && before.days >= 15 ? [after.sum / before.sum] : [];
  });
  if (ratios.length === 0) return 1;
  const mean = Math.exp(ratios.reduce((sum, ratio) => sum + Math.log(ratio), 0) / ratios.length);
  return Math.min(2, Math.max(0.5, mean));
}

/** Mean quantity of an ordinary day. */
function sumOf(
  moved: CheckInput["facts"]["movements"],
  from: DayNumber,
  to: DayNumber,
): { readonly sum: number; readonly days: number } {
  let days = 0;
  for (let day = from; day < to; day++) if (isOrdinaryDay(day)) days++;
  let sum = 0;
  let rows = 0;
  for (const { onDay, quantityMilli } of moved) {
    if (onDay < from || onDay >= to || !isOrdinaryDay(onDay)) continue;
    sum += quantityMilli;
    rows++;
  }
  return { sum: sum / Math.max(1, days), days: rows === 0 || sum <= 0 ? 0 : days };
}

function meanOf(days: readonly MachineDay[], value: (day: MachineDay) => number): number {
  return days.reduce((sum, day) => sum + value(day), 0) / Math.max(1, days.length);
}
