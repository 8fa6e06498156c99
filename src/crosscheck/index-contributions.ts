import { dayOfNumber, monthOf } from "#kernel";
import type { OperatingFacts } from "#operations";
import type { IndexContribution } from "./indices.ts";

type Sums = { -readonly [Name in keyof IndexContribution]: IndexContribution[Name] };

/** What one enterprise adds to the indices, by month; the month of T is left out, for it is not over. */
export function indexContributionsOf(enterpriseId: string, facts: OperatingFacts): IndexContribution[] {
  const master = facts.masters.at(-1);
  if (master === undefined) return [];
  const months = new Map<string, Sums>();
  const current = monthOf(facts.asOf);
  const at = (day: number): Sums | null => {
    const month = monthOf(dayOfNumber(day));
    if (month >= current) return null;
    const known = months.get(month);
    if (known !== undefined) return known;
    const { division, region } = master;
    const unknown = { runMinutes: null, knownMinutes: null, energyWh: null, ordersFen: null };
    const sums: Sums = { enterpriseId, division, region, month, ...unknown };
    months.set(month, sums);
    return sums;
  };
  for (const { day, runMinutes, knownMinutes } of facts.machineDays) {
    const sums = at(day);
    if (sums === null) continue;
    sums.runMinutes = (sums.runMinutes ?? 0) + runMinutes;
    sums.knownMinutes = (sums.knownMinutes ?? 0) + knownMinutes;
  }
  for (const { day, medium, quantity } of facts.meterDays) {
    const sums = medium === "electricity" ? at(day) : null;
    if (sums !== null) sums.energyWh = (sums.energyWh ?? 0) + quantity;
  }
  for (const { onDay, direction, action, amountFen } of facts.orders) {
    const sums = direction === "sale" && action === "created" ? at(onDay) : null;
    if (sums !== null) sums.ordersFen = (sums.ordersFen ?? 0n) + amountFen;
  }
  return [...months.values()].sort((left, right) => (left.month < right.month ? -1 : 1));
}
