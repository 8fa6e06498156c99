import { addMonths, monthOf, wilsonInterval } from "#kernel";
import type { LoanEvent } from "#operations";
import type { Fraud, RegionEnterprise, RegionPath, SensorFault } from "./region-enterprise.ts";
import { type RegionSize, regionSizes } from "./region-parameters.ts";
import type { RegionRequest } from "./region-request.ts";

/** A share with the interval in which the true one lies 95 times in 100 (Wilson). */
export interface MeasuredShare {
  readonly found: number;
  readonly of: number;
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/** What was simulated, in figures: of the truth, for whoever makes the region and nobody who scores it. */
export interface RegionSummary {
  readonly enterprises: Readonly<Record<RegionSize, number>>;
  /**
   * Of enterprise-years that began without a default, those with one within twelve months: the years end with the
   * last month. Null with less than a year of data.
   */
  readonly yearlyDefaults: Readonly<Record<RegionSize | "all", MeasuredShare | null>>;
  /** Of loans outstanding on the last day, those in default and not yet written off: by number and by balance. */
  readonly nonPerforming: Readonly<Record<RegionSize | "all", MeasuredShare>>;
  readonly nonPerformingByBalance: number;
  readonly paths: Readonly<Partial<Record<RegionPath, number>>>;
  readonly frauds: Readonly<Partial<Record<Fraud, number>>>;
  readonly faults: Readonly<Partial<Record<SensorFault, number>>>;
  readonly rows: number;
}

/** Gathers the figures enterprise by enterprise. */
export interface SummaryGatherer {
  add(enterprise: RegionEnterprise): void;
  summary(): RegionSummary;
}

interface Counts {
  enterprises: number;
  years: number;
  defaults: number;
  loans: number;
  badLoans: number;
}

export function summariseRegion({
  endDay,
  months,
}: Pick<RegionRequest, "endDay" | "months">): SummaryGatherer {
  const lastMonth = monthOf(endDay);
  const counts = new Map<RegionSize, Counts>(
    regionSizes.map((size) => [size, { enterprises: 0, years: 0, defaults: 0, loans: 0, badLoans: 0 }]),
  );
  const paths: Record<string, number> = {};
  const frauds: Record<string, number> = {};
  const faults: Record<string, number> = {};
  const balance = { all: 0n, bad: 0n };
  let rows = 0;
  return {
    add: (enterprise) => {
      const { truth } = enterprise;
      const of = counts.get(enterprise.rows.masters[0]?.size ?? "micro");
      if (of === undefined) return;
      of.enterprises++;
      countYears(of, { defaultMonth: truth.default_month, lastMonth, months });
      countLoans(of, enterprise.rows.loans, balance);
      if (truth.path !== null) paths[truth.path] = (paths[truth.path] ?? 0) + 1;
      if (truth.fraud !== null) frauds[truth.fraud] = (frauds[truth.fraud] ?? 0) + 1;
      if (truth.fault !== null) faults[truth.fault] = (faults[truth.fault] ?? 0) + 1;
      rows += Object.values(enterprise.rows).reduce((sum, stream) => sum + stream.length, 0);
    },
    summary: () => {
      const all = [...counts.values()].reduce(addCounts);
      const bySize = <T>(figure: (of: Counts) => T): Record<RegionSize | "all", T> => ({
        ...(Object.fromEntries([...counts].map(([size, of]) => [size, figure(of)])) as Record<RegionSize, T>),
        all: figure(all),
      });
      const { all: _all, ...enterprises } = bySize((of) => of.enterprises);
      return {
        enterprises,
        yearlyDefaults: bySize((of) => (months < 12 ? null : measured(of.defaults, of.years))),
        nonPerforming: bySize((of) => measured(of.badLoans, of.loans)),
        nonPerformingByBalance: balance.all === 0n ? 0 : Number(balance.bad) / Number(balance.all),
        paths,
        frauds,
        faults,
        rows,
      };
    },
  };
}

/** Whole years back from the last month; an enterprise is in a year when it had not defaulted before. */
function countYears(
  of: Counts,
  given: { readonly defaultMonth: string | null; readonly lastMonth: string; readonly months: number },
): void {
  for (let year = 0; year < Math.floor(given.months / 12); year++) {
    const end = addMonths(given.lastMonth, -12 * year);
    const start = addMonths(end, -11);
    const { defaultMonth } = given;
    if (defaultMonth !== null && defaultMonth < start) continue;
    of.years++;
    if (defaultMonth !== null && defaultMonth <= end) of.defaults++;
  }
}

function countLoans(of: Counts, events: readonly LoanEvent[], balance: { all: bigint; bad: bigint }): void {
  const loans = new Map<string, { left: bigint; isBad: boolean; isSettled: boolean }>();
  for (const { loan, kind, amountFen } of events) {
    const state = loans.get(loan) ?? { left: 0n, isBad: false, isSettled: false };
    loans.set(loan, state);
    if (kind === "paidOut") state.left += amountFen;
    else if (kind === "repaid") state.left -= amountFen;
    else if (kind === "defaulted") state.isBad = true;
    else if (kind === "settled") state.isSettled = true;
  }
  for (const { left, isBad, isSettled } of loans.values()) {
    if (isSettled || left <= 0n) continue;
    of.loans++;
    balance.all += left;
    if (!isBad) continue;
    of.badLoans++;
    balance.bad += left;
  }
}

function addCounts(left: Counts, right: Counts): Counts {
  return {
    enterprises: left.enterprises + right.enterprises,
    years: left.years + right.years,
    defaults: left.defaults + right.defaults,
    loans: left.loans + right.loans,
    badLoans: left.badLoans + right.badLoans,
  };
}

function measured(found: number, of: number): MeasuredShare {
  return { found, of, share: of === 0 ? 0 : found / of, ...wilsonInterval(found, of) };
}
