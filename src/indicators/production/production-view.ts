import { dayNumberOf } from "#kernel";
import type { DayNumber, MachineDay, OperatingFacts, TwinRow } from "#operations";
import { rowsOfWindow } from "../operating/day-range.ts";
import { lazy, lazyBy } from "../operating/lazy.ts";
import type { ProductionPlan } from "../parameters.ts";
import type { DayWindow } from "../windows.ts";
import { dayPlanOf } from "./day-plan.ts";
import { type DayPlan, type MachineSums, addMachineDay, emptySums } from "./machine-sums.ts";

/** Machines of an enterprise, and sums over windows of their days. */
export interface ProductionView {
  readonly plan: DayPlan;
  /** The newest row of each asset's master data. */
  readonly twins: ReadonlyMap<string, TwinRow>;
  /** Machines by master data that are in service at T. */
  readonly machines: readonly TwinRow[];
  readonly sumsOf: (window: DayWindow) => MachineSums;
  /** The same, of each machine that was read in the window. */
  readonly byAsset: (window: DayWindow) => ReadonlyMap<string, MachineSums>;
  readonly daysOf: (window: DayWindow) => readonly SiteDay[];
  /** First day with a reading; null without one. */
  readonly firstDay: DayNumber | null;
}

/** All machines on one day. */
export interface SiteDay {
  readonly day: DayNumber;
  runMinutes: number;
  knownMinutes: number;
  made: number;
  machines: number;
  /** Of machines with a current clamp or counter of their own. */
  ownWh: number;
  ownMetered: number;
}

export function viewProduction(facts: OperatingFacts, plan: ProductionPlan): ProductionView {
  const lastDay = dayNumberOf(facts.asOf);
  const twins = new Map(facts.twins.map((twin) => [twin.asset, twin]));
  const dayPlan = dayPlanOf(facts.workforce, plan, facts.asOf);
  const rowsOf = (window: DayWindow) => rowsOfWindow(facts.machineDays, dayOfRow, window);
  const keyed = <T>(make: (window: DayWindow) => T) => {
    const of = lazyBy((key: string) => {
      const [fromDay = 0, toDay = 0] = key.split("/").map(Number);
      return make({ fromDay, toDay });
    });
    return (window: DayWindow) => of(`${window.fromDay}/${window.toDay}`);
  };
  const machines = lazy(() =>
    [...twins.values()].filter(
      ({ kind, inServiceOn }) => kind === "machine" && (inServiceOn === null || inServiceOn <= lastDay),
    ),
  );
  return {
    plan: dayPlan,
    twins,
    get machines() {
      return machines();
    },
    sumsOf: keyed((window) => {
      const sums = emptySums();
      for (const row of rowsOf(window)) addMachineDay(sums, row, twins.get(row.asset), dayPlan);
      return sums;
    }),
    byAsset: keyed((window) => {
      const assets = new Map<string, MachineSums>();
      for (const row of rowsOf(window)) {
        const sums = assets.get(row.asset) ?? emptySums();
        assets.set(row.asset, sums);
        addMachineDay(sums, row, twins.get(row.asset), dayPlan);
      }
      return assets;
    }),
    daysOf: keyed((window) => siteDaysOf(rowsOf(window))),
    firstDay: facts.machineDays[0]?.day ?? null,
  };
}

function dayOfRow({ day }: MachineDay): DayNumber {
  return day;
}

function siteDaysOf(rows: readonly MachineDay[]): SiteDay[] {
  const days: SiteDay[] = [];
  for (const row of rows) {
    if (row.knownMinutes <= 0) continue;
    let site = days.at(-1);
    if (site?.day !== row.day) {
      site = { day: row.day, runMinutes: 0, knownMinutes: 0, made: 0, machines: 0, ownWh: 0, ownMetered: 0 };
      days.push(site);
    }
    site.runMinutes += row.runMinutes;
    site.knownMinutes += row.knownMinutes;
    site.made += row.goodCount + row.rejectCount + row.scrapCount;
    site.machines++;
    if (row.energyWh === null) continue;
    site.ownWh += row.energyWh;
    site.ownMetered++;
  }
  return days;
}
