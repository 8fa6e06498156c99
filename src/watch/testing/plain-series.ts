import { dayNumberOf } from "#kernel";
import { type DaySums, daySumsOf } from "../day-sums.ts";
import {
  type InvoiceSeries,
  missingStream,
  type StatementSeries,
  type WatchSeries,
} from "../watch-series.ts";

/** One value a day from the first to the last day, where `valueOf` gives one. */
export function daily(first: string, last: string, valueOf: (day: number) => number | null): DaySums {
  const rows: [number, number][] = [];
  for (let day = dayNumberOf(first); day <= dayNumberOf(last); day++) {
    const value = valueOf(day);
    if (value !== null) rows.push([day, value]);
  }
  return daySumsOf(rows);
}

const nothing = daySumsOf([]);

/** Invoices where only what is given is there. */
export function invoicesWith(given: Partial<InvoiceSeries>): WatchSeries["invoices"] {
  const empty = {
    saleFen: nothing,
    saleCount: nothing,
    voidCount: nothing,
    redCount: nothing,
    redFen: nothing,
    purchaseFen: nothing,
    purchaseCount: nothing,
    customers: [],
  };
  return { kind: "known", series: { ...empty, ...given } };
}

/** Statements where only what is given is there. */
export function statementWith(given: Partial<StatementSeries>): WatchSeries["statement"] {
  const empty = {
    receiptFen: nothing,
    paidFen: nothing,
    payrollFen: nothing,
    taxFen: nothing,
    utilityFen: nothing,
    balanceBreaks: nothing,
    accounts: [],
  };
  return { kind: "known", series: { ...empty, ...given } };
}

/** An enterprise of which only what is given is known. */
export function seriesWith(given: Partial<WatchSeries>): WatchSeries {
  return {
    enterpriseId: "E1",
    industry: null,
    invoices: missingStream("noData"),
    statement: missingStream("noData"),
    energy: missingStream("noData"),
    running: missingStream("noData"),
    loans: missingStream("noData"),
    collection: missingStream("noData"),
    operations: missingStream("noData"),
    ...given,
  };
}
