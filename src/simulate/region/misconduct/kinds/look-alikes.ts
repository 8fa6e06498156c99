import type { Fraud } from "../../region-enterprise.ts";
import { lendingParameters } from "../../region-parameters.ts";
import { invoiceNumberOf, withPayments } from "../added-rows.ts";
import { type Change, changed, type Scene } from "../scene.ts";
import { creditors, pledgeOf, receivablesOf } from "./double-pledge.ts";
import { ratedWatts, meterFollows } from "./idle-running.ts";
import { type AddedLoan, lifeOf, loanNumbers, moneyOf } from "./loan-rows.ts";
import { supplierOf } from "./payee-swap.ts";

/** What an honest enterprise does that looks like a fraud from afar; detectors have to let it pass. */
export function lookAlike(scene: Scene, fraud: Fraud): Change {
  return honest[fraud]?.(scene) ?? null;
}

const honest: Readonly<Partial<Record<Fraud, (scene: Scene) => Change>>> = {
  idleRunning: runInNewMachine,
  clockRollback: replaceBattery,
  editedImport: fillOutageByHand,
  circularOrders: sellToSupplier,
  reversedInvoices: correctPrices,
  doublePledge: pledgeAfterRelease,
  multiBankBorrowing: refinanceOrder,
};

/** One machine is run in empty for two or three weeks after maintenance. */
function runInNewMachine({ rows, random, fromDay }: Scene): Change {
  const machine = [...ratedWatts(rows)][0];
  if (machine === undefined) return null;
  const [asset, watts] = machine;
  const until = fromDay + 12 + random.integer(10);
  const extraWh = new Map<number, number>();
  const machineDays = changed(rows, "machineDays", (row) => {
    if (row.asset !== asset || row.day < fromDay || row.day > until || row.runMinutes === 0) return row;
    const minutes = Math.min(
      180,
      Math.max(0, row.knownMinutes - row.runMinutes - row.idleMinutes - row.alarmMinutes),
    );
    const addedWh = Math.round((minutes / 60) * watts * 0.2);
    extraWh.set(row.day, addedWh);
    const energyWh = row.energyWh === null ? null : row.energyWh + addedWh;
    return { ...row, runMinutes: row.runMinutes + minutes, energyWh };
  });
  return { machineDays, meterDays: meterFollows(rows, extraWh) };
}

/** A collector's battery is dead: once it wakes up in the past, is set right, and sends on. */
function replaceBattery({ rows, random, fromDay }: Scene): Change {
  const day = fromDay + random.integer(25);
  const collector = rows.collectorDays[0]?.collector;
  return {
    collectorDays: changed(rows, "collectorDays", (row) =>
      row.collector === collector && row.day === day
        ? { ...row, clockJumps: row.clockJumps + 1, mostSkewSeconds: 86_400 * (200 + random.integer(2_000)) }
        : row,
    ),
  };
}

/** Two weeks without a collector are brought in by hand afterwards, as they were. */
function fillOutageByHand({ rows, random, fromDay }: Scene): Change {
  const until = fromDay + 10 + random.integer(12);
  return {
    machineDays: changed(rows, "machineDays", (row) =>
      row.day >= fromDay && row.day <= until ? { ...row, evidence: "manual" } : row,
    ),
    collectorDays: changed(rows, "collectorDays", (row) =>
      row.day >= fromDay && row.day <= until ? { ...row, readings: 0, gapMinutes: 1440 } : row,
    ),
  };
}

/** A customer also sells a little to it: money goes both ways, and so do goods. */
function sellToSupplier({ rows, fromDay }: Scene): Change {
  const customer = rows.invoices.find(
    ({ direction, onDay }) => direction === "sale" && onDay >= fromDay,
  )?.counterparty;
  const supplier = rows.invoices.find(
    ({ direction, onDay }) => direction === "purchase" && onDay >= fromDay,
  )?.counterparty;
  if (customer === undefined || supplier === undefined) return null;
  const rename = <Row extends { readonly counterparty: string }>(row: Row): Row =>
    row.counterparty === supplier ? { ...row, counterparty: customer } : row;
  return {
    orders: changed(rows, "orders", rename),
    invoices: changed(rows, "invoices", rename),
    movements: changed(rows, "movements", rename),
    payments: changed(rows, "payments", rename),
  };
}

/** A price was agreed anew: some invoices are taken back and issued again for the goods that had been delivered. */
function correctPrices(scene: Scene): Change {
  const { rows, truth, random, fromDay, lastDay, deliveryOf, seed } = scene;
  const chosen = random
    .shuffle(
      rows.invoices.filter(
        ({ direction, isVoid, redOf, grossFen, onDay }) =>
          direction === "sale" &&
          !isVoid &&
          redOf === "" &&
          grossFen > 0n &&
          onDay >= fromDay &&
          onDay <= lastDay - 30,
      ),
    )
    .slice(0, 3);
  const added = chosen.flatMap((invoice, i) => {
    const onDay = invoice.onDay + 3 + random.integer(20);
    const common = { ...invoice, onDay, platformIndex: deliveryOf(onDay) };
    const { netFen, taxFen, grossFen } = invoice;
    const red = { netFen: -netFen, taxFen: -taxFen, grossFen: -grossFen, redOf: invoice.number };
    const again = invoiceNumberOf(truth.code, `${seed}/again/${i}`);
    return [
      { ...common, ...red, number: invoiceNumberOf(truth.code, `${seed}/red/${i}`) },
      { ...common, number: again },
    ];
  });
  return added.length === 0 ? null : { invoices: [...rows.invoices, ...added] };
}

/** A pledge is released and the receivable pledged to another creditor. */
function pledgeAfterRelease(scene: Scene): Change {
  const invoice = receivablesOf(scene)[0];
  if (invoice === undefined) return null;
  const first = pledgeOf(scene, { invoice, creditor: creditors[0], onDay: invoice.onDay + 2 });
  const second = pledgeOf(scene, { invoice, creditor: creditors[1], onDay: invoice.onDay + 30 });
  const released = { ...first, kind: "pledgeReleased" as const, onDay: invoice.onDay + 28 };
  const rows = [first, { ...released, platformIndex: scene.deliveryOf(released.onDay) }, second];
  return { registers: [...scene.rows.registers, ...rows] };
}

/** A second bank takes over the loan on an order after the first one was repaid. */
function refinanceOrder(scene: Scene): Change {
  const { rows, fromDay, lastDay, deliveryOf } = scene;
  const nextLoan = loanNumbers(scene);
  const order = rows.orders.find(
    ({ direction, action, onDay }) =>
      direction === "sale" && action === "created" && onDay >= fromDay && onDay <= lastDay - 60,
  );
  if (order === undefined) return null;
  const payee = supplierOf(scene);
  const amountFen = (order.amountFen * 6n) / 10n;
  const loan = (bank: string, onDay: number): AddedLoan => ({
    loan: nextLoan(),
    bank,
    onDay,
    amountFen,
    orderNumber: order.number,
    payee,
    paidTo: payee,
  });
  const [before, after] = lendingParameters.banks.value;
  if (before === undefined || after === undefined) return null;
  const first = loan(before, order.onDay + 2);
  const second = loan(after, order.onDay + 32);
  const granted = lifeOf(scene, first).filter(({ kind }) => kind === "granted" || kind === "paidOut");
  const ended = { loan: first.loan, bank: first.bank, amountFen, daysPastDue: 0, orderNumber: "", payee: "" };
  const onDay = order.onDay + 30;
  const platformIndex = deliveryOf(onDay);
  const firstLife = [
    ...granted,
    { ...ended, onDay, kind: "repaid" as const, platformIndex },
    { ...ended, onDay, kind: "settled" as const, amountFen: 0n, platformIndex },
  ];
  const secondLife = lifeOf(scene, second);
  const money = [...moneyOf(firstLife, first), ...moneyOf(secondLife, second)];
  return {
    loans: [...rows.loans, ...firstLife, ...secondLife],
    payments: withPayments(scene, money),
  };
}
