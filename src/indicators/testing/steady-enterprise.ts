import { dayNumberOf } from "#kernel";
import { type OperatingRows, type Sighted, type StreamName, type StreamRows, emptyRows } from "#operations";

/** The day after which the steady enterprise has no row. */
export const steadyLastDay = "2026-06-30";
const lastDay = dayNumberOf(steadyLastDay);
const historyDays = 1000;

type MutableRows = { [Name in StreamName]: Sighted<StreamRows[Name]>[] };

/**
 * An enterprise that works every day in the same way, with every stream: three machines (run 600, 700, 800 minutes and
 * more at the end of each week), a meter of electricity and one of gas, an order every five days that is delivered in
 * ten, invoiced, and paid in thirty. Rows of a day come with the delivery of its number of the thousand, by hundreds.
 */
export function steadyRows(): OperatingRows {
  const rows = emptyRows() as unknown as MutableRows;
  addMasters(rows);
  for (let index = 0; index < historyDays; index++) {
    const day = lastDay - historyDays + 1 + index;
    addDay(rows, day, index);
    if (index % 5 === 0) addOrder(rows, day, index);
    if (index % 30 === 0) addMonth(rows, day, index);
  }
  return rows;
}

function sighted<Row extends object>(row: Row, index: number): Sighted<Row> {
  return { ...row, platformIndex: Math.floor(index / 100) };
}

function addMasters(rows: MutableRows): void {
  const onDay = lastDay - historyDays;
  rows.masters.push(
    sighted(
      {
        onDay,
        code: "S1",
        name: "稳定制造",
        uscc: "",
        division: "C33",
        size: "small" as const,
        region: "R",
        foundedOn: lastDay - 3650,
        registeredCapitalFen: 1_000_000_00n,
        employees: 40,
      },
      0,
    ),
  );
  for (const number of [1, 2, 3]) {
    rows.twins.push(
      sighted(
        {
          onDay,
          asset: `M${number}`,
          kind: "machine" as const,
          name: `机床 ${number}`,
          workCentre: number === 3 ? "W2" : "W1",
          ratedWatt: 20_000,
          idealCycleMs: 60_000,
          purchaseFen: 100_000_00n * BigInt(number),
          inServiceOn: number === 3 ? lastDay - 300 : lastDay - 1825,
          lifeMonths: 120,
          residualPpm: 50_000,
          encumbrance: number === 2 ? "mortgage" : "",
        },
        0,
      ),
    );
  }
}

function addDay(rows: MutableRows, day: number, index: number): void {
  const extra = (index % 7) * 10;
  const evidence = "device" as const;
  for (const number of [1, 2, 3]) {
    const runMinutes = 500 + 100 * number + extra;
    rows.machineDays.push(
      sighted(
        {
          asset: `M${number}`,
          day,
          runMinutes,
          idleMinutes: 100,
          alarmMinutes: index % 10 === 0 ? 30 : 0,
          knownMinutes: 1440,
          goodCount: Math.floor(runMinutes / 2),
          rejectCount: 3,
          scrapCount: 2,
          energyWh: null,
          evidence,
        },
        index,
      ),
    );
  }
  addMeters(rows, day, index);
  addPeople(rows, day, index);
}

function addMeters(rows: MutableRows, day: number, index: number): void {
  const extra = (index % 7) * 10;
  const evidence = "device" as const;
  const runHours = (2100 + 3 * extra) / 60;
  rows.meterDays.push(
    sighted(
      {
        asset: "E1",
        day,
        medium: "electricity" as const,
        quantity: 100_000 + Math.round(12_000 * runHours),
        nightQuantity: 90_000,
        peakWatt: 45_000,
        knownMinutes: 1440,
        evidence,
      },
      index,
    ),
    sighted(
      {
        asset: "G1",
        day,
        medium: "gas" as const,
        quantity: 40_000,
        nightQuantity: null,
        peakWatt: null,
        knownMinutes: 1440,
        evidence,
      },
      index,
    ),
  );
  for (const [asset, medium] of [
    ["W1", "water"],
    ["H1", "heat"],
  ] as const) {
    rows.meterDays.push(
      sighted(
        {
          asset,
          day,
          medium,
          quantity: 20_000,
          nightQuantity: null,
          peakWatt: null,
          knownMinutes: 1440,
          evidence,
        },
        index,
      ),
    );
  }
}

function addPeople(rows: MutableRows, day: number, index: number): void {
  const evidence = "device" as const;
  rows.collectorDays.push(
    sighted(
      {
        collector: "C1",
        day,
        readings: 4000,
        late: 40,
        repeated: 8,
        clockJumps: 0,
        mostSkewSeconds: 1,
        gapMinutes: 0,
        evidence,
      },
      index,
    ),
  );
  rows.workforce.push(sighted({ day, headcount: 40, present: 36, shifts: 2, workMinutes: 36 * 480 }, index));
}

function addOrder(rows: MutableRows, day: number, index: number): void {
  const number = `SO${index}`;
  const counterparty = `C${index % 4}`;
  const item = `P${index % 3}`;
  const order = {
    number,
    counterparty,
    item,
    dueDay: day + 12,
    quantityMilli: 100_000,
    amountFen: 10_000_00n,
  };
  const sale = "sale" as const;
  rows.orders.push(sighted({ ...order, onDay: day, direction: sale, action: "created" as const }, index));
  rows.orders.push(
    sighted(
      {
        ...order,
        onDay: day,
        direction: "purchase" as const,
        number: `PO${index}`,
        counterparty: `S${index % 2}`,
        item: "钢",
        amountFen: 6_000_00n,
        action: "created" as const,
      },
      index,
    ),
  );
  if (day + 10 <= lastDay) addDelivery(rows, { day: day + 10, number, counterparty, item }, index);
  if (day + 40 <= lastDay) addPayments(rows, { day: day + 40, number, counterparty, item }, index);
}

interface Delivered {
  readonly day: number;
  readonly number: string;
  readonly counterparty: string;
  readonly item: string;
}

function addDelivery(rows: MutableRows, { day, number, counterparty, item }: Delivered, index: number): void {
  const action = index % 50 === 0 ? ("cancelled" as const) : ("completed" as const);
  const base = { onDay: day, number, counterparty, item, quantityMilli: 100_000, amountFen: 10_000_00n };
  rows.orders.push(sighted({ ...base, direction: "sale" as const, dueDay: null, action }, index));
  for (const kind of ["productionReceipt", "delivery"] as const) {
    rows.movements.push(sighted({ ...base, kind, orderNumber: number, place: "" }, index));
  }
  const invoice = { onDay: day, orderNumber: number, isVoid: false, redOf: "" };
  rows.invoices.push(
    sighted(
      {
        ...invoice,
        direction: "sale" as const,
        number: `SI${index}`,
        counterparty,
        netFen: 10_000_00n,
        taxFen: 1_300_00n,
        grossFen: 11_300_00n,
      },
      index,
    ),
    sighted(
      {
        ...invoice,
        direction: "purchase" as const,
        number: `PI${index}`,
        orderNumber: `PO${index}`,
        counterparty: `S${index % 2}`,
        netFen: 6_000_00n,
        taxFen: 780_00n,
        grossFen: 6_780_00n,
      },
      index,
    ),
  );
}

function addPayments(rows: MutableRows, { day, number, counterparty }: Delivered, index: number): void {
  const line = { onDay: day, account: "A1" };
  rows.payments.push(
    sighted(
      {
        ...line,
        amountFen: 11_300_00n,
        balanceFen: 50_000_00n,
        counterparty,
        purpose: "货款",
        reference: number,
      },
      index,
    ),
    sighted(
      {
        ...line,
        amountFen: -6_780_00n,
        balanceFen: 40_000_00n,
        counterparty: `S${index % 2}`,
        purpose: "货款",
        reference: `PI${index}`,
      },
      index,
    ),
  );
}

function addMonth(rows: MutableRows, day: number, index: number): void {
  const line = { onDay: day, account: "A1", reference: "" };
  rows.payments.push(
    sighted(
      { ...line, amountFen: -20_000_00n, balanceFen: 30_000_00n, counterparty: "代发", purpose: "工资" },
      index,
    ),
    sighted(
      { ...line, amountFen: -2_000_00n, balanceFen: 28_000_00n, counterparty: "甲银行", purpose: "还款" },
      index,
    ),
  );
  rows.loans.push(
    sighted(
      {
        onDay: day,
        loan: "L1",
        bank: "甲银行",
        kind: index === 0 ? ("paidOut" as const) : ("repaid" as const),
        amountFen: index === 0 ? 200_000_00n : 2_000_00n,
        daysPastDue: 0,
        orderNumber: "",
        payee: "",
      },
      index,
    ),
  );
  if (index === 990) {
    const granted = {
      onDay: day,
      loan: "L2",
      bank: "乙银行",
      kind: "granted" as const,
      amountFen: 8_000_00n,
    };
    rows.loans.push(sighted({ ...granted, daysPastDue: 0, orderNumber: "SO990", payee: "S0" }, index));
  }
  for (const [stage, amountFen] of [
    ["raw", 30_000_00n],
    ["wip", 10_000_00n],
    ["finished", 20_000_00n],
  ] as const) {
    rows.stock.push(
      sighted({ onDay: day, stage, item: "P0", quantityMilli: 200_000, amountFen, place: "" }, index),
    );
  }
  addPapers(rows, day, index);
}

function addPapers(rows: MutableRows, day: number, index: number): void {
  const declared = { onDay: day, filedOn: day + 10, months: 1 };
  const items = {
    revenue: 60_000_00n,
    cost: 48_000_00n,
    netProfit: 3_000_00n,
    cash: 30_000_00n,
    receivables: 70_000_00n,
    inventories: 60_000_00n,
    totalAssets: 400_000_00n,
    payables: 40_000_00n,
    borrowings: 160_000_00n,
  } as const;
  for (const [item, amountFen] of Object.entries(items)) {
    const row = { ...declared, kind: "statement" as const, item: item as keyof typeof items, amountFen };
    rows.declared.push(sighted(row, index));
  }
  for (const [item, amountFen] of [
    ["revenue", 60_000_00n],
    ["taxPaid", 1_500_00n],
  ] as const) {
    rows.declared.push(sighted({ ...declared, kind: "taxReturn" as const, item, amountFen }, index));
  }
  rows.customs.push(
    sighted(
      {
        onDay: day,
        direction: "export" as const,
        number: `X${index}`,
        counterparty: "海外",
        amountFen: 12_000_00n,
      },
      index,
    ),
  );
  rows.designs.push(
    sighted({ onDay: day, kind: "developmentHours" as const, item: "P9", quantityMilli: 160_000 }, index),
  );
  if (index !== 0) return;
  const register = { onDay: day, counterparty: "", subject: "", amountFen: null };
  rows.registers.push(sighted({ ...register, kind: "taxRating" as const, number: "T1", text: "A" }, index));
}
