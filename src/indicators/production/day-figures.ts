import type { DayNumber, OperatingFacts } from "#operations";
import { type IndicatorValue, missing } from "../definition.ts";
import { defaultPlan, type ProductionPlan } from "../parameters.ts";
import { ratio } from "../ratio.ts";
import { availability, effectiveness, product, quality } from "./machine-ratios.ts";
import { producedOf } from "./machine-sums.ts";
import { viewProduction } from "./production-view.ts";

/** How a factory ran on one day, by the formulas of the indicators; sums are exact, ratios of what is known so far. */
export interface DayFigures {
  readonly day: DayNumber;
  readonly machinesRun: number;
  readonly machinesKnown: number;
  readonly runMinutes: number;
  readonly idleMinutes: number;
  readonly alarmMinutes: number;
  readonly goodCount: number;
  readonly rejectCount: number;
  readonly scrapCount: number;
  /** Of the site's meters, else of the machines' own; null where neither says anything. */
  readonly energyWh: number | null;
  readonly peakWatt: number | null;
  /** Watt-hours for each part made. */
  readonly energyPerUnit: IndicatorValue;
  readonly availability: IndicatorValue;
  readonly effectiveness: IndicatorValue;
  readonly quality: IndicatorValue;
  readonly oee: IndicatorValue;
}

/** The figures of one day. */
export function dayFiguresOf(
  facts: OperatingFacts,
  day: DayNumber,
  plan: ProductionPlan = defaultPlan,
): DayFigures {
  const sums = viewProduction(facts, plan).sumsOf({ fromDay: day, toDay: day });
  const machines = facts.machineDays.filter((row) => row.day === day);
  const { energyWh, peakWatt } = energyOf(facts, day);
  const { runMinutes, idleMinutes, alarmMinutes, goodCount, rejectCount, scrapCount } = sums;
  const parts = [availability(sums), effectiveness(sums), quality(sums)] as const;
  return {
    day,
    machinesRun: machines.filter((row) => row.runMinutes > 0).length,
    machinesKnown: machines.filter((row) => row.knownMinutes > 0).length,
    runMinutes,
    idleMinutes,
    alarmMinutes,
    goodCount,
    rejectCount,
    scrapCount,
    energyWh,
    peakWatt,
    energyPerUnit:
      energyWh === null
        ? missing("noEnergyReadings")
        : ratio(energyWh, producedOf(sums), "noProductionCounts"),
    availability: parts[0],
    effectiveness: parts[1],
    quality: parts[2],
    oee: product(parts),
  };
}

function energyOf(
  { machineDays, meterDays }: OperatingFacts,
  day: DayNumber,
): Pick<DayFigures, "energyWh" | "peakWatt"> {
  const meters = meterDays.filter((row) => row.day === day && row.medium === "electricity");
  const peaks = meters.flatMap(({ peakWatt }) => (peakWatt === null ? [] : [peakWatt]));
  const own = machineDays.flatMap((row) => (row.day === day && row.energyWh !== null ? [row.energyWh] : []));
  // A site's meter measures what the machines draw as well: theirs must not be counted again.
  const counted = meters.length > 0 ? meters.map(({ quantity }) => quantity) : own;
  return {
    energyWh: counted.length === 0 ? null : counted.reduce((sum, wattHours) => sum + wattHours, 0),
    peakWatt: peaks.length === 0 ? null : peaks.reduce((sum, watt) => sum + watt, 0),
  };
}
