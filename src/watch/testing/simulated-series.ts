import { createRandom, dayNumberOf, type BusinessDay } from "#kernel";
import { type EnterprisePlan, planEnterprises } from "../../simulate/enterprise-plan.ts";
import type { SimulatedInvoice } from "../../simulate/invoice.ts";
import { strainOf } from "../../simulate/misfortune.ts";
import { simulateTrade } from "../../simulate/trade.ts";
import { newYearActivity, type WorkingRhythm, workingRhythmOf } from "../../simulate/working-rhythm.ts";
import { daySumsOf } from "../day-sums.ts";
import { type InvoiceSeries, missingStream, type WatchSeries } from "../watch-series.ts";

export interface SimulatedRegion {
  readonly plans: readonly EnterprisePlan[];
  readonly series: readonly WatchSeries[];
  /** Day number of the first day of a simulated month. */
  firstDayOfMonth(month: number): number;
}

/** Enterprises of the simulator with invoices, energy and running hours, without passing through files. */
export function simulateRegion(options: {
  readonly seed: string;
  readonly enterprises: number;
  readonly firstDay: BusinessDay;
  readonly lastDay: BusinessDay;
  readonly isHealthy?: boolean;
}): SimulatedRegion {
  const rhythm = workingRhythmOf(options.firstDay, options.lastDay);
  const months = rhythm.calendarMonths.length;
  const codes = Array.from(
    { length: options.enterprises },
    (_, index) => `S${String(index + 1).padStart(4, "0")}`,
  );
  const planned = planEnterprises({ seed: options.seed, group: "history", codes, months });
  const plans =
    options.isHealthy === true
      ? planned.map((plan) => ({
          ...plan,
          misfortune: null,
          isDefault: false,
          firstMonth: 0,
          annualGrowth: Math.max(0, plan.annualGrowth),
        }))
      : planned;
  const firstDay = dayNumberOf(options.firstDay);
  return {
    plans,
    series: plans.map((plan) => seriesOf(plan, { seed: options.seed, rhythm, firstDay })),
    firstDayOfMonth: (month) => firstDay + rhythm.monthOfDay.indexOf(Math.min(month, months - 1)),
  };
}

interface Span {
  readonly seed: string;
  readonly rhythm: WorkingRhythm;
  readonly firstDay: number;
}

function seriesOf(plan: EnterprisePlan, span: Span): WatchSeries {
  const load = workLoadOf(plan, span);
  return {
    enterpriseId: plan.code,
    industry: plan.industry.nameZh,
    invoices: { kind: "known", series: invoicesOf(plan, span) },
    statement: missingStream("noData"),
    loans: missingStream("noData"),
    collection: missingStream("noData"),
    operations: missingStream("noData"),
    energy: {
      kind: "known",
      // A fifth of the normal load is used whether anything runs or not.
      series: daySumsOf(
        load.map((share, day) => [span.firstDay + day, Math.round(1_000_000 * (0.2 + 0.8 * share))]),
      ),
    },
    running: {
      kind: "known",
      series: daySumsOf(load.map((share, day) => [span.firstDay + day, Math.round(50_000_000 * share)])),
    },
  };
}

function invoicesOf(plan: EnterprisePlan, { seed, rhythm, firstDay }: Span): InvoiceSeries {
  const sales = simulateTrade(plan, { seed, direction: "sales", rhythm });
  const purchases = simulateTrade(plan, { seed, direction: "purchase", rhythm });
  const sums = (invoices: readonly SimulatedInvoice[], valueOf: (invoice: SimulatedInvoice) => number) =>
    daySumsOf(invoices.map((invoice) => [firstDay + invoice.day, valueOf(invoice)]));
  const gross = ({ netFen, taxFen }: SimulatedInvoice) => netFen + taxFen;
  const valid = sales.filter(({ isVoid }) => !isVoid);
  const red = valid.filter(({ netFen }) => netFen < 0);
  const bought = purchases.filter(({ isVoid }) => !isVoid);
  return {
    saleFen: sums(valid, gross),
    saleCount: sums(
      valid.filter(({ netFen }) => netFen > 0),
      () => 1,
    ),
    voidCount: sums(
      sales.filter(({ isVoid }) => isVoid),
      () => 1,
    ),
    redCount: sums(red, () => 1),
    redFen: sums(red, (invoice) => -gross(invoice)),
    purchaseFen: sums(bought, gross),
    purchaseCount: sums(bought, () => 1),
    customers: [...Map.groupBy(valid, ({ counterparty }) => counterparty)].map(([customer, invoices]) => ({
      customer,
      saleFen: sums(invoices, gross),
    })),
  };
}

/** Share of normal work done on each day: rhythm, a little noise, and what the misfortune leaves. */
function workLoadOf(plan: EnterprisePlan, { seed, rhythm }: Span): number[] {
  const random = createRandom(`${seed}/load/${plan.code}`);
  let month = -1;
  let mood = 0;
  return rhythm.days.map((_, day) => {
    const now = rhythm.monthOfDay[day] ?? 0;
    if (now !== month) mood = 0.5 * mood + 0.05 * random.normal();
    month = now;
    const work = rhythm.isWorkingDay[day] === 1 ? 1 : 0.4;
    const stop = newYearActivity(rhythm.newYearOffset[day] ?? 0, plan.newYearStopDays);
    const noise = Math.exp(mood + 0.08 * random.normal());
    return Math.min(1.3, 0.7 * work * stop * noise * strainOnWork(plan, now));
  });
}

/** Machines follow orders where orders are what is lost; diversion and a squeezed margin leave them running. */
function strainOnWork(plan: EnterprisePlan, month: number): number {
  const kind = plan.misfortune?.kind;
  if (kind === undefined || kind === "diversion" || kind === "marginSqueeze") return 1;
  if (kind === "customerDefault" || kind === "entryFraud")
    return 1 - (1 - strainOf(plan.misfortune, month - 3).salesFactor) * 0.9;
  return Math.min(1, 1 - (1 - strainOf(plan.misfortune, month).salesFactor) * 0.85);
}
