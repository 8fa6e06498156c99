import { isAroundNewYear } from "#association";
import { type BusinessDay, dayNumberOf, dayOfNumber } from "#kernel";
import type { Alert } from "./alert.ts";
import { type DaySums, sumOf } from "./day-sums.ts";
import type { WatchSeries } from "./watch-series.ts";
import { sameLunarDayLastYear } from "./working-days-compared.ts";

/** The series behind an alert by week, beside the same weeks of the last lunar year. */
export interface AlertChart {
  readonly unit: "wan" | "kWh" | "hours" | "count";
  readonly weeks: readonly ChartWeek[];
}

export interface ChartWeek {
  /** Last day of the week, and of the one it is compared with. */
  readonly to: BusinessDay;
  readonly lastYearTo: BusinessDay;
  /** Exact sums in fen, watt-hours, milliseconds or counts; null before the first row. */
  readonly value: bigint | null;
  readonly lastYear: bigint | null;
  readonly isAroundNewYear: boolean;
}

const weeksShown = 39;

/** The chart of an alert's series up to a day; null where its rule looks at no series by day. */
export function chartOf(alert: Alert, series: WatchSeries, asOf: BusinessDay): AlertChart | null {
  const found = seriesBehind(alert, series);
  const last = dayNumberOf(asOf);
  const lastYear = sameLunarDayLastYear(last);
  if (found === null || lastYear === null) return null;
  const shift = last - lastYear;
  const weeks = Array.from({ length: weeksShown }, (_, index) => last - 7 * (weeksShown - 1 - index));
  return {
    unit: found.unit,
    weeks: weeks.map((to) => ({
      to: dayOfNumber(to),
      lastYearTo: dayOfNumber(to - shift),
      value: weekOf(found.sums, to),
      lastYear: weekOf(found.sums, to - shift),
      isAroundNewYear: isAroundNewYear(to) || isAroundNewYear(to - 6),
    })),
  };
}

function weekOf(sums: DaySums, to: number): bigint | null {
  const first = sums.days[0];
  return first === undefined || first > to ? null : sumOf(sums, [{ from: to - 6, to }]);
}

function seriesBehind(
  alert: Alert,
  { invoices, statement, energy, running, operations }: WatchSeries,
): { readonly unit: AlertChart["unit"]; readonly sums: DaySums } | null {
  switch (alert.rule) {
    case "salesDown":
    case "tradeStructure":
      return invoices.kind === "known" ? { unit: "wan", sums: invoices.series.saleFen } : null;
    case "voidRateUp":
      return invoices.kind === "known" ? { unit: "count", sums: invoices.series.voidCount } : null;
    case "redRateUp":
      return invoices.kind === "known" ? { unit: "count", sums: invoices.series.redCount } : null;
    case "customerLost": {
      if (invoices.kind === "missing") return null;
      const lost = invoices.series.customers.find(({ customer }) => customer === alert.figures["customer"]);
      return lost === undefined ? null : { unit: "wan", sums: lost.saleFen };
    }
    case "receiptsBehind":
      return statement.kind === "known" ? { unit: "wan", sums: statement.series.receiptFen } : null;
    case "accountStrain":
      return statement.kind === "known" ? { unit: "wan", sums: statement.series.paidFen } : null;
    case "energyDown":
      return energy.kind === "known" ? { unit: "kWh", sums: energy.series } : null;
    case "runningDown":
      return running.kind === "known" ? { unit: "hours", sums: running.series } : null;
    case "streamSilent": {
      if (alert.sentence === "energy")
        return energy.kind === "known" ? { unit: "kWh", sums: energy.series } : null;
      if (alert.sentence === "running")
        return running.kind === "known" ? { unit: "hours", sums: running.series } : null;
      return invoices.kind === "known" ? { unit: "count", sums: invoices.series.saleCount } : null;
    }
    case "ordersDown":
    case "ordersCancelled":
      return operations.kind === "known" ? { unit: "wan", sums: operations.series.orderFen } : null;
    case "payablesStretched":
      return operations.kind === "known" ? { unit: "wan", sums: operations.series.supplierPaidFen } : null;
    case "stockDaysUp":
      return operations.kind === "known" ? { unit: "wan", sums: operations.series.deliveredFen } : null;
    case "expansionIdle":
      return running.kind === "known" ? { unit: "hours", sums: running.series } : null;
    case "payerLate":
      return statement.kind === "known" ? { unit: "wan", sums: statement.series.receiptFen } : null;
    case "workforceDown":
    case "marginSqueezed":
    case "debtUp":
    case "specialRisk":
    case "couplingBroken":
    case "instalmentMissed":
    case "dataGap":
      return null;
  }
}
