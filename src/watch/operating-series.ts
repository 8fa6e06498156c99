import { dayNumberOf } from "#kernel";
import { type WeeklyStream, weeklyStreamsOfTotals } from "#association";
import type { DayNumber, OperatingFacts, RegisterRow, StreamRows } from "#operations";
import { growInvoices } from "./grow-invoices.ts";
import { growLoans } from "./grow-loans.ts";
import { growMachines } from "./grow-machines.ts";
import { growOrders } from "./grow-orders.ts";
import { growPayments } from "./grow-payments.ts";
import { growingTotals } from "./growing-totals.ts";
import type { OperatingBatch } from "./operating-batch.ts";
import { missingStream, type Stream, type WatchSeries } from "./watch-series.ts";

/** Series of one enterprise that grow while its rows come in. */
export interface GrowingSeries {
  add(batch: OperatingBatch): void;
  /**
   * The series as they stand.
   * @param through  the last day of which anything may be known: loans are carried on, weeks are whole up to it
   */
  snapshot(through: DayNumber): WatchSeries;
}

/** The rules' series of operating facts: the same measures as a store's, worked out in memory. */
export function seriesOfOperations(enterpriseId: string, facts: OperatingFacts): WatchSeries {
  const growing = growSeries(enterpriseId);
  growing.add(facts);
  return growing.snapshot(dayNumberOf(facts.asOf));
}

export function growSeries(enterpriseId: string): GrowingSeries {
  const machines = growMachines();
  const orders = growOrders();
  const invoices = growInvoices();
  const payments = growPayments();
  const loans = growLoans();
  const workMinutes = growingTotals();
  const headcount = growingTotals();
  const finished = growingTotals();
  const registers: RegisterRow[] = [];
  let master: StreamRows["masters"] | null = null;
  let weekly: readonly WeeklyStream[] = [];
  const weeklyOf = (through: DayNumber): readonly WeeklyStream[] => {
    const { running, energy } = machines.days();
    const totals = {
      ...orders.days(),
      runRate: running,
      energy,
      invoices: invoices.days(),
      receipts: payments.days(),
    };
    const changes = machines.takeChanges();
    const changedFrom = {
      ...orders.takeChanges(),
      runRate: changes.running,
      energy: changes.energy,
      invoices: invoices.takeChange(),
      receipts: payments.takeChange(),
    };
    weekly = weeklyStreamsOfTotals(totals, through, { streams: weekly, changedFrom });
    return weekly;
  };
  return {
    add: (batch) => {
      for (const row of batch.masters ?? []) if (master === null || row.onDay >= master.onDay) master = row;
      machines.add(batch);
      orders.add(batch);
      invoices.add(batch.invoices ?? []);
      payments.add(batch.payments ?? [], invoices.suppliers);
      loans.add(batch.loans ?? []);
      registers.push(...(batch.registers ?? []));
      for (const { day, workMinutes: minutes, headcount: people } of batch.workforce ?? []) {
        workMinutes.set(day, minutes);
        headcount.set(day, people);
      }
      for (const { onDay, stage, amountFen } of batch.stock ?? [])
        if (stage === "finished" && amountFen !== null) finished.add(onDay, Number(amountFen));
    },
    snapshot: (through) => ({
      enterpriseId,
      industry: master?.division ?? null,
      invoices: known(invoices.isAny(), () => invoices.snapshot()),
      statement: known(payments.isAny(), () => payments.snapshot()),
      energy: known(machines.hasMeter(), () => machines.energyWh()),
      running: known(machines.hasMachine(), () => machines.runningMs()),
      loans: known(loans.isAny(), () => loans.snapshot(through)),
      collection: missingStream("noData"),
      operations: {
        kind: "known",
        series: {
          ...orders.snapshot(),
          ...machines.newMachines(),
          workMinutes: workMinutes.snapshot(),
          headcount: headcount.snapshot(),
          finishedFen: finished.snapshot(),
          supplierPaidFen: payments.supplierPaidFen(),
          payers: payments.payersOf(invoices),
          borrowedFen: loans.borrowedFen(),
          registers: [...registers],
          weekly: weeklyOf(through),
        },
      },
    }),
  };
}

function known<T>(isAny: boolean, series: () => T): Stream<T> {
  return isAny ? { kind: "known", series: series() } : missingStream("noData");
}
