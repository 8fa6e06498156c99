import type { EvaluatedEnterprise } from "../../api/types.ts";

export type MachineSeries = EvaluatedEnterprise["machines"][number];

const mostDays = 365;
const dayMs = 86_400_000;

/**
 * All machines as one: minutes, electricity and parts added day by day over the last 365 days of any of them. Where
 * there are meters, the electricity is theirs alone, for what a machine draws is in its meter's reading already. A day
 * without an electricity reading stays unknown.
 */
export function sumMachines(machines: readonly MachineSeries[], name: string): MachineSeries {
  const days = lastDays(machines.flatMap((machine) => machine.days));
  const places = machines.map((machine) => new Map(machine.days.map((day, index) => [day, index])));
  const meters = machines.filter((machine) => machine.minutes === null && machine.energyWh !== null);
  const add = (read: (machine: MachineSeries, index: number) => number | null): (number | null)[] =>
    days.map((day) => {
      const known = machines.flatMap((machine, which) => {
        const index = places[which]?.get(day);
        const value = index === undefined ? null : read(machine, index);
        return value === null ? [] : [value];
      });
      return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
    });
  const whole = (read: (machine: MachineSeries, index: number) => number | null): number[] =>
    add(read).map((value) => value ?? 0);
  const holidays = new Set(machines.flatMap((machine) => machine.holidays));
  return {
    asset: name,
    days,
    holidays: days.filter((day) => holidays.has(day)),
    minutes: machines.some((machine) => machine.minutes !== null)
      ? {
          run: whole((machine, index) => machine.minutes?.run[index] ?? null),
          manual: whole((machine, index) => machine.minutes?.manual[index] ?? null),
          idle: whole((machine, index) => machine.minutes?.idle[index] ?? null),
          alarm: whole((machine, index) => machine.minutes?.alarm[index] ?? null),
        }
      : null,
    energyWh: machines.some((machine) => machine.energyWh !== null)
      ? add((machine, index) =>
          meters.length === 0 || meters.includes(machine) ? (machine.energyWh?.[index] ?? null) : null,
        )
      : null,
    producedCount: machines.some((machine) => machine.producedCount !== null)
      ? whole((machine, index) => machine.producedCount?.[index] ?? null)
      : null,
  };
}

/**
 * Where a chart begins: the first day of which any layer knows something. Days at the end stay, for a machine that
 * came to a stop must be seen to stand still.
 */
export function firstKnownDay(layers: readonly (readonly (number | null)[])[]): number {
  const firsts = layers
    .map((values) => values.findIndex((value) => value !== null && value !== 0))
    .filter((first) => first >= 0);
  return firsts.length === 0 ? 0 : Math.min(...firsts);
}

/** Every day from the first to the last, without gaps, cut to the last 365. */
function lastDays(days: readonly string[]): string[] {
  const numbers = days.map((day) => Date.parse(`${day}T00:00:00Z`) / dayMs);
  const last = numbers.reduce((latest, day) => Math.max(latest, day), Number.NEGATIVE_INFINITY);
  const first = numbers.reduce((earliest, day) => Math.min(earliest, day), Number.POSITIVE_INFINITY);
  const count = days.length === 0 ? 0 : Math.min(mostDays, last - first + 1);
  return Array.from({ length: count }, (_, index) =>
    new Date((last - count + 1 + index) * dayMs).toISOString().slice(0, 10),
  );
}
