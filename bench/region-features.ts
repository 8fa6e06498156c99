import type { OperatingFacts } from "#operations";

/** Layers of data, each with everything of the one before, and the traditional one beside them. */
export const layers = ["device", "orders", "funds", "traditional"] as const;
export type Layer = (typeof layers)[number];

/** A few hand-made numbers of each layer as of a day: enough to see what a region's data can tell, not to lend by. */
export function regionFeatures(facts: OperatingFacts, today: number): Record<Layer, number[]> {
  const since = (days: number) => (day: number) => day > today - days && day <= today;
  return {
    device: deviceFeatures(facts, since),
    orders: orderFeatures(facts, since),
    funds: fundFeatures(facts, since),
    traditional: traditionalFeatures(facts, today),
  };
}

type Since = (days: number) => (day: number) => boolean;

function deviceFeatures({ machineDays, meterDays }: OperatingFacts, since: Since): number[] {
  const minutes = (days: number, of: "runMinutes" | "idleMinutes" | "alarmMinutes"): number =>
    total(
      machineDays,
      ({ day }) => since(days)(day),
      (row) => row[of],
    );
  const count = (days: number): number =>
    total(
      machineDays,
      ({ day }) => since(days)(day),
      () => 1,
    );
  const energy = (days: number): number =>
    total(
      meterDays,
      ({ day, medium }) => medium === "electricity" && since(days)(day),
      ({ quantity }) => quantity,
    );
  const year = minutes(365, "runMinutes") / Math.max(1, count(365));
  const quarters = [365, 274, 183, 91].map(
    (days) =>
      (minutes(days, "runMinutes") - minutes(days - 91, "runMinutes")) /
      Math.max(1, count(days) - count(days - 91)),
  );
  const mean = quarters.reduce((sum, value) => sum + value, 0) / 4;
  const spread =
    Math.sqrt(quarters.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 4) / Math.max(1, mean);
  const idle = minutes(365, "idleMinutes");
  return [
    log(year / 60),
    log(minutes(91, "runMinutes") / Math.max(1, count(91)) / Math.max(1, year)),
    log(spread + 0.02),
    idle / Math.max(1, idle + minutes(365, "runMinutes")),
    minutes(365, "alarmMinutes") / Math.max(1, minutes(365, "runMinutes")),
    log((energy(91) * 4) / Math.max(1, energy(365))),
  ];
}

function orderFeatures(facts: OperatingFacts, since: Since): number[] {
  const { orders, invoices, workforce } = facts;
  const sales = orders.filter(({ direction }) => direction === "sale");
  const created = (days: number) =>
    sales.filter(({ action, onDay }) => action === "created" && since(days)(onDay));
  const ordered = (days: number): number =>
    total(
      created(days),
      () => true,
      ({ amountFen }) => Number(amountFen),
    );
  const cancelled = total(
    sales,
    ({ action, onDay }) => action === "cancelled" && since(183)(onDay),
    () => 1,
  );
  const sold = invoices.filter(({ direction, onDay }) => direction === "sale" && since(365)(onDay));
  const bought = invoices.filter(({ direction, onDay }) => direction === "purchase" && since(365)(onDay));
  const flawed = total(
    sold,
    ({ isVoid, redOf }) => isVoid || redOf !== "",
    () => 1,
  );
  const people = (days: number): number => {
    const seen = workforce.filter(({ day }) => since(days)(day));
    return (
      total(
        seen,
        () => true,
        ({ headcount }) => headcount,
      ) / Math.max(1, seen.length)
    );
  };
  const net = (rows: typeof sold): number =>
    total(
      rows,
      ({ isVoid }) => !isVoid,
      ({ netFen }) => Number(netFen),
    );
  return [
    Math.sqrt(cancelled / Math.max(1, created(183).length)),
    Math.sqrt(flawed / Math.max(1, sold.length)),
    log((ordered(91) * 4) / Math.max(1, ordered(365))),
    Math.min(1.5, net(bought) / Math.max(1, net(sold))),
    log(people(30) / Math.max(1, people(365))),
  ];
}

function fundFeatures({ payments, invoices }: OperatingFacts, since: Since): number[] {
  const sold = total(
    invoices,
    ({ direction, isVoid, onDay }) => direction === "sale" && !isVoid && since(365)(onDay),
    ({ netFen }) => Number(netFen),
  );
  const daily = Math.max(1, sold / 365);
  const least = (days: number): number =>
    payments.reduce(
      (low, { onDay, balanceFen }) =>
        since(days)(onDay) && balanceFen !== null ? Math.min(low, Number(balanceFen)) : low,
      daily * 120,
    );
  const invoicedOn = new Map(invoices.map(({ number, onDay }) => [number, onDay]));
  const waits = payments.flatMap(({ onDay, reference, amountFen }) => {
    const invoiced = invoicedOn.get(reference);
    return invoiced === undefined || amountFen < 0n || !since(365)(onDay) ? [] : [onDay - invoiced];
  });
  return [
    log(least(183) / daily + 1),
    log(least(31) / daily + 1),
    Math.sqrt(
      total(
        payments,
        ({ purpose, onDay }) => purpose === "股东借款" && since(365)(onDay),
        () => 1,
      ),
    ),
    Math.sqrt(
      total(
        payments,
        ({ purpose, onDay, amountFen }) =>
          amountFen < 0n && /往来|还款|还借款/.test(purpose) && since(91)(onDay),
        ({ amountFen }) => Number(-amountFen),
      ) /
        (daily * 90),
    ),
    waits.length === 0 ? 75 : waits.reduce((sum, days) => sum + days, 0) / waits.length,
  ];
}

/** What a bank asks for without any of it: statements where there are some, age, size, tax rating, changes, suits. */
function traditionalFeatures({ masters, declared, registers }: OperatingFacts, today: number): number[] {
  const master = masters.at(-1);
  const statements = declared.filter(({ kind, months }) => kind === "statement" && months === 12);
  const newest = statements.reduce((day, { onDay }) => Math.max(day, onDay), 0);
  const item = (name: string): number =>
    Number(statements.find((row) => row.onDay === newest && row.item === name)?.amountFen ?? 0n);
  const revenue = Math.max(1, item("revenue"));
  const rating = registers.findLast(({ kind }) => kind === "taxRating")?.text ?? "M";
  const changes = registers.filter(({ kind }) => kind.endsWith("Change")).length;
  return [
    Math.log(Math.max(0.3, (today - (master?.foundedOn ?? today)) / 365)),
    Number(master?.size === "micro"),
    Number(master?.size === "small"),
    Number(newest > 0),
    clamp(item("netProfit") / revenue, 0.3),
    clamp(item("equity") / Math.max(1, item("totalAssets")), 1),
    log((item("cash") / revenue) * 365 + 1),
    ["A", "B", "M", "C", "D"].indexOf(rating),
    Math.sqrt(changes),
  ];
}

function total<Row>(
  rows: readonly Row[],
  isCounted: (row: Row) => boolean,
  valueOf: (row: Row) => number,
): number {
  let sum = 0;
  for (const row of rows) if (isCounted(row)) sum += valueOf(row);
  return sum;
}

function log(value: number): number {
  return Math.log(Math.max(0.05, Number.isFinite(value) ? value : 0));
}

function clamp(value: number, most: number): number {
  return Math.min(most, Math.max(-most, value));
}
