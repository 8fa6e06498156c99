import { dayNumberOf, dayOfNumber, monthOf, monthsBetween, type Fen } from "#kernel";
import { type DayNumber, type MasterRow, type OperatingFacts, streamNames } from "#operations";
import type { CustomerFeatures } from "./features.ts";
import { customerParameters } from "./parameters.ts";
import type { PublicStanding } from "./segment.ts";
import {
  growthOf,
  isOpenOn,
  isOverdueOn,
  openInvoicesOf,
  ppmOf,
  salesOf,
  standingOrders,
  sumFen,
  within,
} from "./trade-figures.ts";

const year = 365;
const halfYear = 182;
const quarter = 91;

/** The figures of one enterprise from its facts; a stream that is empty leaves its figures null. */
export function featuresOf(facts: OperatingFacts): CustomerFeatures {
  const lastDay = dayNumberOf(facts.asOf);
  return {
    ...salesFeatures(facts, lastDay),
    ...orderFeatures(facts, lastDay),
    ...fundFeatures(facts, lastDay),
    ...machineFeatures(facts, lastDay),
    ...publicFeatures(facts, lastDay),
    headcount: facts.workforce.at(-1)?.headcount ?? null,
    ageMonths: ageOf(newestMaster(facts), lastDay),
    observedMonths: observedMonthsOf(facts, lastDay),
  };
}

/** Who the enterprise says it is, newest first. */
export function newestMaster(facts: OperatingFacts): MasterRow | null {
  return facts.masters.at(-1) ?? null;
}

type SalesFeatures = Pick<
  CustomerFeatures,
  "salesFen" | "salesGrowthPpm" | "buyers" | "largestBuyerPpm" | "exportPpm"
>;

function salesFeatures(facts: OperatingFacts, lastDay: DayNumber): SalesFeatures {
  const sales = salesOf(facts);
  const [first] = sales;
  if (first === undefined) {
    return { salesFen: null, salesGrowthPpm: null, buyers: null, largestBuyerPpm: null, exportPpm: null };
  }
  const now = sales.filter(({ onDay }) => within(onDay, lastDay, year));
  const before = sales.filter(({ onDay }) => within(onDay, lastDay - year, year));
  const salesFen = sumFen(now, ({ netFen }) => netFen);
  const hasYearBefore = first.onDay <= lastDay - 2 * year + 31;
  const byBuyer = Map.groupBy(now, ({ counterparty }) => counterparty);
  const largest = [...byBuyer.values()]
    .map((rows) => sumFen(rows, ({ netFen }) => netFen))
    .reduce((most, sum) => (sum > most ? sum : most), 0n);
  const exports = facts.customs.filter(
    ({ direction, onDay }) => direction === "export" && within(onDay, lastDay, year),
  );
  return {
    salesFen,
    salesGrowthPpm: hasYearBefore
      ? growthOf(
          salesFen,
          sumFen(before, ({ netFen }) => netFen),
        )
      : null,
    buyers: byBuyer.size,
    largestBuyerPpm: ppmOf(largest, salesFen),
    exportPpm:
      facts.customs.length === 0
        ? null
        : ppmOf(
            sumFen(exports, ({ amountFen }) => amountFen),
            salesFen,
          ),
  };
}

type OrderFeatures = Pick<CustomerFeatures, "orderGrowthPpm" | "openOrdersFen" | "cancelledPpm">;

function orderFeatures(facts: OperatingFacts, lastDay: DayNumber): OrderFeatures {
  const orders = standingOrders(facts);
  const [first] = orders;
  if (first === undefined) return { orderGrowthPpm: null, openOrdersFen: null, cancelledPpm: null };
  const held = orders.filter(({ state }) => state !== "cancelled");
  const placed = (until: DayNumber): Fen =>
    sumFen(
      held.filter(({ placedOn }) => within(placedOn, until, halfYear)),
      ({ amountFen }) => amountFen,
    );
  const ofYear = orders.filter(({ placedOn }) => within(placedOn, lastDay, year));
  const cancelled = ofYear.filter(({ state }) => state === "cancelled");
  const hasYearBefore = first.placedOn <= lastDay - year - halfYear + 31;
  return {
    orderGrowthPpm: hasYearBefore ? growthOf(placed(lastDay), placed(lastDay - year)) : null,
    openOrdersFen: sumFen(
      orders.filter((order) => isOpenOn(order, lastDay)),
      ({ amountFen }) => amountFen,
    ),
    cancelledPpm: ppmOf(
      sumFen(cancelled, ({ amountFen }) => amountFen),
      sumFen(ofYear, ({ amountFen }) => amountFen),
    ),
  };
}

type FundFeatures = Pick<
  CustomerFeatures,
  "receivablesFen" | "overdueReceivablesFen" | "collectionDays" | "cashFen" | "stockFen" | "daysPastDue"
>;

function fundFeatures(facts: OperatingFacts, lastDay: DayNumber): FundFeatures {
  const open = openInvoicesOf(facts);
  const isSold = salesOf(facts).length > 0;
  const receivablesFen = open === null || !isSold ? null : sumFen(open, ({ leftFen }) => leftFen);
  const overdue = (open ?? []).filter((invoice) => isOverdueOn(invoice, lastDay));
  const yearSales = sumFen(
    salesOf(facts).filter(({ onDay }) => within(onDay, lastDay, year)),
    ({ grossFen }) => grossFen,
  );
  return {
    receivablesFen,
    overdueReceivablesFen: receivablesFen === null ? null : sumFen(overdue, ({ leftFen }) => leftFen),
    collectionDays:
      receivablesFen === null || yearSales <= 0n ? null : Number((receivablesFen * BigInt(year)) / yearSales),
    cashFen: cashOf(facts),
    stockFen: stockOf(facts),
    daysPastDue: pastDueOf(facts),
  };
}

function cashOf({ payments }: OperatingFacts): Fen | null {
  const balances = new Map<string, Fen>();
  for (const { account, balanceFen } of payments) {
    if (balanceFen !== null) balances.set(account, balanceFen);
  }
  return balances.size === 0 ? null : sumFen([...balances.values()], (balance) => balance);
}

function stockOf({ stock }: OperatingFacts): Fen | null {
  const newest = new Map(stock.map((row) => [`${row.stage}/${row.item}/${row.place}`, row]));
  const valued = [...newest.values()].flatMap(({ amountFen }) => (amountFen === null ? [] : [amountFen]));
  return valued.length === 0 ? null : sumFen(valued, (amount) => amount);
}

/** Days past due of the worst loan as last told; a loan that is cured, repaid in full or settled is in order. */
function pastDueOf({ loans }: OperatingFacts): number | null {
  if (loans.length === 0) return null;
  const newest = new Map<string, number>();
  for (const { loan, kind, daysPastDue } of loans) {
    if (kind === "paidOut" || kind === "granted") continue;
    newest.set(loan, kind === "pastDue" || kind === "defaulted" ? daysPastDue : 0);
  }
  return Math.max(0, ...newest.values());
}

type MachineFeatures = Pick<
  CustomerFeatures,
  "utilisationPpm" | "machines" | "newMachines" | "newMachinesFen"
>;

function machineFeatures(facts: OperatingFacts, lastDay: DayNumber): MachineFeatures {
  const days = facts.machineDays.filter(({ day }) => within(day, lastDay, quarter));
  const run = days.reduce((sum, { runMinutes }) => sum + runMinutes, 0);
  const known = days.reduce((sum, { knownMinutes }) => sum + knownMinutes, 0);
  const machines = [...new Map(facts.twins.map((twin) => [twin.asset, twin])).values()].filter(
    ({ kind }) => kind === "machine",
  );
  const seen = new Set(facts.machineDays.map(({ asset }) => asset));
  const fresh = machines.filter(
    ({ inServiceOn }) => inServiceOn !== null && within(inServiceOn, lastDay, year),
  );
  const count = Math.max(machines.length, seen.size);
  const isKnown = machines.length > 0;
  return {
    utilisationPpm: known === 0 ? null : Math.round((run * 1_000_000) / known),
    machines: count === 0 ? null : count,
    newMachines: isKnown ? fresh.length : null,
    newMachinesFen: isKnown ? sumFen(fresh, ({ purchaseFen }) => purchaseFen ?? 0n) : null,
  };
}

const adverseKinds: readonly string[] = [
  "lawsuit",
  "enforcement",
  "penalty",
  "environmentalStop",
  "accident",
];

function publicFeatures(
  facts: OperatingFacts,
  lastDay: DayNumber,
): Pick<CustomerFeatures, "adverseRecords" | "publicStanding"> {
  if (facts.registers.length === 0 && facts.masters.length === 0) {
    return { adverseRecords: null, publicStanding: null };
  }
  const recent = facts.registers.filter(({ onDay }) =>
    within(onDay, lastDay, customerParameters.publicYears.value),
  );
  const adverseRecords = recent.filter(({ kind }) => adverseKinds.includes(kind)).length;
  const rating = facts.registers.findLast(({ kind }) => kind === "taxRating")?.text ?? "";
  const standing: PublicStanding =
    adverseRecords > 0
      ? "adverse"
      : facts.registers.some(({ kind }) => kind === "patent")
        ? "innovative"
        : /^\s*A/i.test(rating)
          ? "trustedTaxpayer"
          : "clean";
  return { adverseRecords, publicStanding: standing };
}

function ageOf(master: MasterRow | null, lastDay: DayNumber): number | null {
  if (master === null || master.foundedOn <= 0) return null;
  return monthsBetween(monthOf(dayOfNumber(master.foundedOn)), monthOf(dayOfNumber(lastDay)));
}

/** Months since the first row of a stream that tells of operating; master data and registers begin earlier. */
function observedMonthsOf(facts: OperatingFacts, lastDay: DayNumber): number {
  const firsts = streamNames
    .filter((name) => !["masters", "twins", "registers", "declared", "loans"].includes(name))
    .flatMap((name) => {
      const [row] = facts[name] as readonly object[];
      if (row === undefined) return [];
      const { onDay, day } = row as { readonly onDay?: number; readonly day?: number };
      return [onDay ?? day ?? lastDay];
    });
  return firsts.length === 0 ? 0 : Math.floor((lastDay - Math.min(...firsts)) / 30.4375);
}
